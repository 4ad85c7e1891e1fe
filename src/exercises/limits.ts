/**
 * How much a reader's program may do in one run. What goes beyond is ended, with a reason.
 * @module
 */

export interface Limits {
  /** Steps of the machine. */
  steps: number;
  /** System calls of the reader's program, its children's included. */
  calls: number;
  /** Forks of the reader's program. */
  processes: number;
  /** Lines of output that are kept. */
  lines: number;
  /** Characters of a line that are kept. */
  columns: number;
}

export const LIMITS: Limits = { steps: 200_000, calls: 2_000, processes: 200, lines: 200, columns: 400 };

/** The limits that end a run. */
export type LimitName = 'steps' | 'calls' | 'processes';
