/**
 * What an exercise is given: by the page's build, for what stands there without script, and as a file that the page fetches when the
 * exercise comes near the screen.
 * @module
 */
import type { Case } from '@/exercises/index.ts';
import type { Locale } from '@/i18n/index.ts';
import type { Given } from '../player/open.ts';

interface Common {
  slug: string;
  locale: Locale;
  title: string;
  /** Texts are HTML unless they say otherwise: inline, made of our own Markdown at build. */
  why: string;
}

export interface CodeData extends Common {
  kind: 'code';
  /** The export that is asked for. */
  entry: string;
  starter: string;
  solution: string;
  /** Declarations of the module `why-sigkill`, for the editor. */
  typings: string;
  cases: Case[];
  /** Per case; plain text. */
  caseTitles: string[];
  /** Real inits' behaviour, to be run beside the reader's. */
  beside: InitData[];
}

export interface InitData {
  slug: string;
  /** Plain text. */
  title: string;
  does: string;
  as: { name: string; how: string; title: string; href: string }[];
  code: string;
}

export interface PredictData extends Common {
  kind: 'predict';
  scenario: Given;
  questions: PredictAsked[];
}

/** A question with what there is to choose from. */
export interface PredictAsked {
  id: string;
  text: string;
  /** Any number of the options, or one. */
  many: boolean;
  /** The options are processes: they can be chosen in the tree. */
  inTree: boolean;
  /** `name`: HTML. */
  options: { value: string; name: string }[];
  answer: string[];
  /** For each process the film's position at which it is settled; under '' for what is not about one. */
  settled: Record<string, number>;
}

export interface TraceData extends Common {
  kind: 'trace';
  questions: TraceAsked[];
  /** Those that the questions are about, by slug. */
  scenarios: Record<string, Given>;
}

export type TraceAsked = { id: string; text: string } & (
  | {
      ask: 'order';
      /** Names of functions, as they are shown at first. */
      items: string[];
      answer: string[];
      /** Where each is reached first: a scenario's film, and its position; undefined for a chain of calls. */
      reached?: { scenario: string; at: Record<string, number> };
    }
  | {
      ask: 'line';
      /** The function whose lines there are to choose from. */
      fn: string;
      /** The id by which its text is fetched, and its page. */
      symbol: string;
      href: string;
      answer: number;
      scenario: string;
      at: number;
    }
  /** There was no kernel text when the site was built. */
  | { ask: 'nothing' }
);

export interface MachineData extends Common {
  kind: 'machine';
  needs: string[];
  steps: { run: string; expect: string; why: string }[];
}

export type ExerciseData = CodeData | PredictData | TraceData | MachineData;
