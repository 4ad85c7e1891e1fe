/** How a lock is held on a line: as a writer (or exclusively), as a reader, or inside an RCU read-side section. */
export type LockMode = 'write' | 'read' | 'rcu';

export interface LockEvent {
  /** 0-based line within the excerpt. */
  line: number;
  lock: string;
  /** Absent: the lock is dropped here. */
  mode: LockMode | undefined;
  /** The code on this line neither takes nor drops; it is reached with the lock so. No tag is shown. */
  silent?: boolean | undefined;
}

export interface LockPlan {
  entry: readonly { lock: string; mode: LockMode }[];
  changes: readonly LockEvent[];
}

/** The locks of an excerpt in the order of their rails. */
export function railsOf(plan: LockPlan): string[] {
  return [...new Set([...plan.entry, ...plan.changes].map(({ lock }) => lock))];
}

/**
 * The state of each rail on each line. A line that takes a lock has it; one that drops it does not.
 *
 * @param plan what is held on entry and where that changes
 * @param count number of lines
 * @returns per line, per rail: how the lock is held, or undefined
 */
export function railStates(plan: LockPlan, count: number): (LockMode | undefined)[][] {
  const rails = railsOf(plan);
  const held = new Map<string, LockMode | undefined>(plan.entry.map(({ lock, mode }) => [lock, mode]));
  const states: (LockMode | undefined)[][] = [];
  for (let line = 0; line < count; line++) {
    for (const change of plan.changes) {
      if (change.line === line) held.set(change.lock, change.mode);
    }
    states.push(rails.map((lock) => held.get(lock)));
  }
  return states;
}

const MARK: Record<LockMode, string> = { write: 'w', read: 'r', rcu: 'u' };

/** The CSS classes that draw a line's rails: `lk-w` for the first, `lk2-r` for the second. */
export function railClasses(states: readonly (LockMode | undefined)[]): string[] {
  return states.flatMap((mode, rail) => (mode ? [`lk${rail === 0 ? '' : rail + 1}-${MARK[mode]}`] : []));
}
