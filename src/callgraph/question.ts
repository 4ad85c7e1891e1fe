/** How one function calls another: spelled in it, out of a macro's body, or through a pointer. */
export type CallKind = 'direct' | 'macro' | 'indirect';

/** Which calls count if nobody says: a call through a pointer only may lead somewhere. */
export const DEFAULT_KINDS: readonly CallKind[] = ['direct', 'macro'];

/** What narrows a question. Whatever is left out takes the default named with it. */
export interface Conditions {
  /** Functions that every chain must go through, in any order. None. */
  through?: readonly string[];
  /** Functions that no chain may go through. None. */
  avoid?: readonly string[];
  /** Which calls count. `direct` and `macro`: that a call through a pointer may lead somewhere is offered only if asked for. */
  kinds?: readonly CallKind[];
  /**
   * Only functions defined in files that match: `kernel/*.c` does not enter subfolders, `kernel/**` does; several patterns
   * are separated by commas. What the question itself names (its ends, `through`) is exempt. All files.
   */
  in?: string;
  /** Also what the site's configuration does not compile. False. */
  anyConfig?: boolean;
  /** The most calls a chain may have; for `reaching` and `reachedFrom` the greatest distance. 8 for chains, else unlimited. */
  maxDepth?: number;
  /** The most chains, or functions, to list; all are counted. 20 for chains, else unlimited. */
  limit?: number;
}

/** From one function to another. */
export interface ChainQuery extends Conditions {
  from: string;
  to: string;
}

/** A question as an address, a command line or a search box holds it. */
export type Question =
  | (ChainQuery & { ask: 'chains' })
  | (Conditions & { ask: 'callers' | 'callees' | 'reaching' | 'reached-from'; of: string });

/** Which of a query's entries is meant. */
export type QueryField = 'from' | 'to' | 'of' | 'through' | 'avoid' | 'kinds' | 'in' | 'maxDepth' | 'limit';

/** What is wrong with a query, as data: the page says it in its language, the command in English. */
export type QueryProblem =
  /** No function is called so. `nearest` are names there are, the likeliest first. */
  | { kind: 'unknown'; field: QueryField; name: string; nearest: string[] }
  /** Several functions are called so, and none of them is the obvious one. `candidates` are names that tell them apart. */
  | { kind: 'ambiguous'; field: QueryField; name: string; candidates: string[] }
  /** A name is missing. */
  | { kind: 'missing'; field: QueryField }
  /** A name or pattern is longer than `most` characters. */
  | { kind: 'too-long'; field: QueryField; most: number }
  /** A number, kind or pattern that means nothing; `expected` says what would. */
  | { kind: 'malformed'; field: QueryField; value: string; expected: string };

/** A query that cannot be answered; `problem` says why as data, the message and `remedy` in English. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  readonly problem: QueryProblem;
  readonly remedy: string;

  constructor(problem: QueryProblem, message: string, remedy: string) {
    super(message);
    this.problem = problem;
    this.remedy = remedy;
  }
}
