import type { View } from './view.ts';

/** A search as numbers: everything that names, patterns and defaults meant has been settled. */
export interface Problem {
  view: View;
  from: number;
  to: number;
  /** 1 for functions that chains may go through. Ends need not be among them. */
  open: Uint8Array;
  /** For each function that a chain must go through, a bit; no other function has any. */
  bits: Map<number, number>;
  /** All bits. */
  all: number;
  maxDepth: number;
}

/** How much work a search may do, in steps of about ten nanoseconds; what is left after it. */
export interface Budget {
  left: number;
}
