/**
 * What a run of a reader's program leaves behind: each process's calls and what came of them.
 *
 * A transcript is made where the reader's code runs, so nothing in it is believed: `replay.ts` carries the calls out again on a machine
 * of its own, and every result must be the one the transcript says.
 * @module
 */
import type { CallName, Plain, Wanted } from './calls.ts';
import type { LimitName } from './limits.ts';

/** One thing a process did or saw. */
export type Op =
  /** It makes a call, from that line of its source (0: unknown). */
  | { op: 'call'; name: CallName; args: readonly Plain[]; line: number }
  /** The call returned… */
  | { op: 'result'; value: Plain }
  /** …or failed. */
  | { op: 'error'; code: string }
  /** A handler begins: the `id`-th that the program has set. */
  | { op: 'handler'; id: number; signal: string; pid: number }
  /** It returns. */
  | { op: 'return' }
  /** The program ends, with this exit status. */
  | { op: 'exit'; code: number }
  /** The program, or a handler, threw. */
  | { op: 'throw'; message: string; line: number };

/** How a run ended. */
export type RunEnd =
  /** Nothing could go on any more. */
  | { is: 'settled' }
  /** It did more than it may. */
  | { is: 'limit'; limit: LimitName; most: number }
  /** It used the interface in a way that no type allows. */
  | { is: 'misuse'; misuse: Misuse; line: number }
  /** An exploration gave this run up: another covers it. */
  | { is: 'abandoned' };

/** What no type lets through and a program may do all the same. */
export type Misuse =
  /** The file exports nothing of the name, or a program is no function, or one without the star. */
  | { what: 'no-export'; name: string }
  | { what: 'no-generator' }
  /** `yield` without the star; or something that is no call was yielded. */
  | { what: 'no-star' }
  | { what: 'no-call' }
  /** It was in another call already. */
  | { what: 'nested'; call: CallName }
  | { what: 'async' }
  | { what: 'status'; got: string }
  | { what: 'argument'; call: CallName; wanted: Wanted; got: string };

export interface Transcript {
  /** What each process did that ran the reader's code, by the key of its task. */
  tasks: Record<string, Op[]>;
  end: RunEnd;
  /** What the program wrote; at most `lines` of the limits. */
  log: string[];
  /** How many lines more there were. */
  logLeftOut: number;
  /** Calls that were made without `yield*`, and so did nothing: the first few, each with its line. */
  unused: { name: CallName; line: number }[];
}
