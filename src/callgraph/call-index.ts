import type { Among, ChainAnswer, Completion, FunctionAnswer, FunctionFacts } from './answer.ts';
import type { ChainQuery, Conditions, Question } from './question.ts';

/**
 * The call graph of `kernel/**`, opened from its one file, and all that can be asked of it. Synchronous; a question takes
 * about a millisecond. A name may be given in any form readers know: `do_exit`, `t_next@kernel/trace/ftrace.c` (or
 * `t_next@ftrace.c`), and for a system call `__x64_sys_kill`, `__se_sys_kill`, `__do_sys_kill`, `sys_kill`, `kill(2)`.
 * Of the last two, what leads away starts at `__x64_sys_kill`, and what leads there ends at `__do_sys_kill`.
 *
 * Every method that takes a query throws {@link QueryError} when it cannot be answered: an unknown or ambiguous name, a
 * number or pattern that means nothing. That there is no chain is an answer.
 */
export interface CallIndex {
  /** How many functions with a definition there are in `kernel/**` in the site's configuration, how many nodes and call sites in all. */
  readonly size: { functions: number; nodes: number; calls: number };
  /** The version of a file's text: `v6.0`, or another one's true name, `6.1.176`; undefined for a file not in the index. */
  version(file: string): string | undefined;

  /** All simple paths from one function to another, shortest first. */
  chains(query: ChainQuery): ChainAnswer;
  /** The functions that call it. */
  callers(of: string, conditions?: Conditions): FunctionAnswer;
  /** The functions it calls. */
  callees(of: string, conditions?: Conditions): FunctionAnswer;
  /** All that can get to it. */
  reaching(of: string, conditions?: Conditions): FunctionAnswer;
  /** All that it leads to. */
  reachedFrom(of: string, conditions?: Conditions): FunctionAnswer;
  /** Any of these, as an address or a command line holds it. */
  ask(question: Question): ChainAnswer | FunctionAnswer;

  /** The function a name means, under conditions if given; undefined when none, or several and none of them the obvious one. */
  resolve(name: string, conditions?: Conditions): FunctionFacts | undefined;
  /** Names there are that are most like one there is not, the likeliest first. */
  nearest(name: string, count: number): string[];
  /** What somebody may be typing: `zap_pid`, `exitnotify`, `find child reaper`. An exact name comes first. */
  complete(typed: string, count: number): Completion[];
  /** Some functions, and all the calls among them, for drawing. */
  among(names: readonly string[], conditions?: Conditions): Among;
}
