/**
 * Exercises: what a reader writes, how it is run, and how it is judged by what it does. Pure, for browsers and for Node alike.
 *
 * A reader's file exports a program over the system calls of `interface.ts`. Where it runs (a sandbox), `recordRuns` runs it in all
 * cases of an exercise under many schedules and gives a transcript of each run. Where it is judged (the page), a `Grader` carries each
 * transcript out again, on machines and in worlds of its own, and gives a `Verdict`. `gradeProgram` is both, for code that is trusted.
 * @module
 */
export {
  type ImportProblem,
  type Progress,
  type ProgressFile,
  ProgressKeeper,
  readProgress,
  type Store,
} from '../progress/index.ts';
export { asFactory, FACTORY_COLUMNS, type Factory, lineIn } from '../reader-code/index.ts';
export { BadCall, type CallName, callNames } from './calls.ts';
export { type Check, type CheckName, type Failure, failureOf, type Reason, type Since } from './checks.ts';
export { type Ending, factsOf, type Killer, type Moment, type ProcessFacts, type RunFacts } from './facts.ts';
export {
  type Case,
  type CheckVerdict,
  type FailedRun,
  failuresOf,
  Grader,
  gradeProgram,
  openRun,
  type RunId,
  recordExplorations,
  recordRuns,
  type Verdict,
} from './grade.ts';
export { forSandbox, type RecordedRun, type RecordJob, recordInSandbox, type Sandboxed } from './in-sandbox.ts';
export type * as Reader from './interface.ts';
export { LIMITS, type Limits } from './limits.ts';
export { boundedOutput, type Output } from './output.ts';
export { type ReaderExports, type RecordOptions, readerModule, recordRun } from './record.ts';
export { Refused } from './refused.ts';
export { type CallMade, type Replayed, replayRun } from './replay.ts';
export { SCHEDULES, scheduleNumber } from './schedules.ts';
export type { Misuse, Op, RunEnd, Transcript } from './transcript.ts';
export { type ImageDoc, typings } from './typings.ts';
export { demand, explain, type Said, sentence, unusedCall } from './words.ts';
export type { Instruction, Outside, World } from './world.ts';
