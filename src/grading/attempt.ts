/**
 * One attempt at an exercise: the reader's program is recorded in the sandbox and judged by the examiner, run by run.
 * @module
 */
import type { Case, RecordJob, RunId, Verdict } from '../exercises/index.ts';
import type { Locale } from '../i18n/index.ts';
import { asFactory, FACTORY_COLUMNS } from '../reader-code/index.ts';
import {
  bundleAt,
  type ConsoleLine,
  createSandbox,
  type Ended,
  inWords,
  type Mistake,
  mistakeInWords,
  type Sandbox,
  stripTypes,
} from '../sandbox/index.ts';
import { type ExaminerClient, NotARun } from './client.ts';
import bundle from './record.worker.ts?worker&url';
import { recordedRun } from './recording.ts';

/** What the reader's file is called where it runs. */
const FILE = 'program.ts';
/** Longest attempt, in ms: each run that comes shows that it goes on, but nobody waits for ever. */
const WITHIN = 60_000;
/** Most characters of one run. */
const LARGEST_RUN = 4_000_000;

/** Why there is no verdict. */
export interface Problem {
  message: string;
  line?: number | undefined;
  column?: number | undefined;
}

export type Attempted = (
  | { is: 'graded'; verdict: Verdict }
  /** The program could not be run, or had to be ended. */
  | { is: 'problem'; problem: Problem }
  | { is: 'stopped' }
) & {
  /** What the first run wrote. */
  console: ConsoleLine[];
  /** Lines that were written and not kept; undefined: unknown. */
  dropped: number | undefined;
};

export interface AttemptOptions {
  locale: Locale;
  signal?: AbortSignal | undefined;
  /** Told of each run as it is judged. */
  onJudged: (run: RunId, failed: boolean) => void;
}

let sandbox: Sandbox | undefined;
const opened = (): Sandbox => {
  sandbox ??= createSandbox(bundleAt(bundle));
  return sandbox;
};

/** Makes the sandbox ready; nothing of the reader's runs by this. */
export const warmUp = (): void => opened().warm();

/** Runs and judges a program. One at a time in a page: a second one stops the first. Never throws. */
export async function attempt(
  examiner: ExaminerClient,
  source: string,
  cases: readonly Case[],
  { locale, signal, onJudged }: AttemptOptions,
): Promise<Attempted> {
  const nothing = { console: [], dropped: 0 };
  const fails = (problem: Problem): Attempted => ({ is: 'problem', problem, ...nothing });
  const broken = (error: unknown): Attempted =>
    fails({ message: inWords({ is: 'broken', message: error instanceof Error ? error.message : '' }, locale) });
  let stripped: Awaited<ReturnType<typeof stripTypes>>;
  try {
    stripped = await stripTypes(source);
  } catch (error) {
    return broken(error);
  }
  if (signal?.aborted) return { is: 'stopped', ...nothing };
  if (!stripped.ok) return fails(problemOf(stripped.mistake, locale));
  const code = asFactory(stripped.code);
  examiner.begin(cases, onJudged);
  const record = (explored: boolean): Promise<Ended<null>> => {
    const input: RecordJob = { cases, part: explored ? 'explorations' : 'numbered', file: FILE };
    return opened().run({
      code,
      file: FILE,
      // Plain data: it was read from a file of JSON.
      input: input as unknown as Parameters<Sandbox['run']>[0]['input'] & {},
      check: () => null,
      within: WITHIN,
      largest: LARGEST_RUN,
      ...(signal === undefined ? {} : { signal }),
      onProgress: (progress) => {
        const { run, transcript } = recordedRun(progress);
        examiner.judge(run, transcript);
      },
    });
  };
  const first = await record(false);
  const written = { console: first.console, dropped: first.dropped };
  for (let ended = first, explored = false; ; ended = await record(true), explored = true) {
    if (ended.is === 'stopped') return { is: 'stopped', ...written };
    if (ended.is !== 'done') return { is: 'problem', problem: endInWords(ended, locale), ...written };
    try {
      const verdict = await examiner.verdict(explored);
      if (signal?.aborted) return { is: 'stopped', ...written };
      if (verdict !== 'more') return { is: 'graded', verdict, ...written };
    } catch (error) {
      const problem = error instanceof NotARun ? { message: refused(error.message, locale) } : broken(error);
      return 'is' in problem ? { ...problem, ...written } : { is: 'problem', problem, ...written };
    }
  }
}

const refused = (message: string, locale: Locale): string =>
  locale === 'en'
    ? `Refused: what the program is said to have done, it cannot have done (${message}). Nothing is judged by it.`
    : `已拒绝：程序不可能有过这样的运行（${message}），因此不予评判。`;

function endInWords(ended: Exclude<Ended<null>, { is: 'done' } | { is: 'stopped' }>, locale: Locale): Problem {
  return ended.is === 'mistake' ? problemOf(ended.mistake, locale) : { message: inWords(ended, locale) };
}

/** @param mistake with its columns as they are in what was evaluated: the first line has been moved */
function problemOf(mistake: Mistake, locale: Locale): Problem {
  const { line, column } = { line: undefined, column: undefined, ...mistake };
  const moved = line === 1 && column !== undefined && column > FACTORY_COLUMNS ? column - FACTORY_COLUMNS : column;
  return { message: mistakeInWords(mistake, locale), line, column: moved };
}
