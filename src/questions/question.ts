/**
 * Questions about a run: what a reader is asked before it goes on (predict), and about the way it goes (trace).
 * @module
 */
import type { Sig } from '../scenario/index.ts';

/** Who does something, of all in the scenario: any number of names. */
export type WhoQuestion =
  /** …dies of this signal. */
  | { ask: 'killed'; signal: Sig }
  /** …is this at the end: `exiting` is in do_exit and not done with it. */
  | { ask: 'state'; is: 'alive' | 'stopped' | 'exiting' | 'zombie' | 'gone' }
  /** …has a handler of this signal that runs. */
  | { ask: 'handler'; signal: Sig };

/** One of several. */
export type WhichQuestion =
  /** Who is the parent of this one at last: a name. */
  | { ask: 'adopter'; who: string }
  /** Who takes this one's status by a wait: a name. */
  | { ask: 'reaper'; who: string }
  /** How this one ends: `exit 3`, `signal KILL`, `lives`. */
  | { ask: 'ending'; who: string }
  /** What the call of that step gives: `ok`, `blocked`, `ESRCH` …; steps count from 1. */
  | { ask: 'result'; step: number };

export type PredictQuestion = WhoQuestion | WhichQuestion;

/** What a line is known by: the change that it makes, or its being the first or last line of a function that a task comes to. */
export type LineSought =
  | { change: 'exit_state' | 'exit_code' | 'real_parent' | 'group_exit_code' | 'thread_pid'; of: string }
  | { change: 'closed' | 'child_reaper'; of: string }
  | { change: 'sigchld'; of: string }
  | { reached: 'first' | 'last'; in: string };

export type TraceQuestion =
  /** In which order does a task come to these functions for the first time? */
  | { ask: 'calls'; scenario: string; task: string; functions: readonly string[]; step?: number | undefined }
  /** Which line does it? `task`: who stands on it. With `step`, within that step alone. */
  | { ask: 'line'; scenario: string; task: string; line: LineSought; step?: number | undefined }
  /** By which functions does the shortest chain of calls lead from one to the other? */
  | { ask: 'chain'; from: string; to: string };

export type Question = PredictQuestion | TraceQuestion;

/** The answer to a question of several: names in any order. Of one: the choice. */
export type Answer = string | readonly string[];
