/**
 * What a page and its examiner say to each other: one typed union each way. The examiner is a worker of ours, in which no code of the reader's
 * runs: it carries transcripts out again, judges them, and shows the player what happened in one of them.
 * @module
 */
import type { OwnCall } from '../exercise-film/index.ts';
import type { Case, FailedRun, RunId, Transcript, Verdict } from '../exercises/index.ts';
import type { Answer, Question } from '../player/index.ts';

export type ToExaminer =
  /** Another attempt begins. What is known of the one before is forgotten. */
  | { ask: 'begin'; cases: readonly Case[] }
  /** A run, in the order in which they were recorded. `transcript` may be anything at all: it is checked. */
  | { ask: 'run'; run: RunId; transcript: Transcript }
  /** All runs have come. `explored`: those of the explorations as well. Answered with `verdict`, `more` or `refused`. */
  | { ask: 'verdict'; explored: boolean }
  /** Prepares a run to be watched. Answered with `opened`. */
  | { ask: 'open'; which: Which }
  /** The player's question about the run that was opened last. */
  | { ask: 'play'; question: Question };

/** A run to be watched: one that failed a check first, or that of a schedule, by its number. */
export type Which = { failure: number } | { schedule: number };

export type FromExaminer =
  /** How a run was judged. `failed`: a check failed in it. */
  | { is: 'judged'; run: RunId; failed: boolean }
  /** What came is no run that could have been. */
  | { is: 'refused'; message: string }
  /** So far all is well: the explorations are to follow. */
  | { is: 'more' }
  | { is: 'verdict'; verdict: Verdict }
  | { is: 'opened'; opened: Opened }
  | { is: 'missing' }
  | { is: 'play'; answer: Answer };

/** A run that can be watched. */
export interface Opened {
  /** In the place of a scenario, for the player. */
  scenario: { opened: number; tree: []; steps: { op: 'kill'; from: string; to: string; sig: string }[] };
  /** Index of the case. */
  case: number;
  schedule: RunId['schedule'];
  /** The position of the film that matters. */
  at: number;
  /** What failed; undefined: nothing did. */
  failed: Pick<FailedRun, 'check' | 'failure' | 'explained'> | undefined;
  /** The reader's calls, in order. */
  calls: OwnCall[];
  /** Per position: whose step it is. */
  tasks: Uint16Array;
}
