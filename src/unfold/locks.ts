/** How a lock is held on a line: as a writer (or exclusively), as a reader, or inside an RCU read-side section. */
export type LockMode = 'write' | 'read' | 'rcu';

export interface LockEvent {
  /** 0-based line within the excerpt. */
  line: number;
  lock: string;
  /** Absent: the lock is dropped here. */
  mode?: LockMode | undefined;
  /** The code on this line neither takes nor drops; it is reached with the lock so. No tag is shown. */
  silent?: boolean | undefined;
}

export interface LockPlan {
  entry: readonly { lock: string; mode: LockMode }[];
  changes: readonly LockEvent[];
}

/** What is known of locks at one line: the locks that have a rail, in the order of the rails, and how each is held there. */
export interface Held {
  rails: readonly string[];
  modes: readonly (LockMode | undefined)[];
}

/** Nothing is known: where an excerpt that stands by itself begins. */
export const NOTHING_HELD: Held = { rails: [], modes: [] };

/** An excerpt's rails: their locks, and per line, per rail, how the lock is held. */
export interface Rails {
  rails: string[];
  entry: (LockMode | undefined)[];
  lines: (LockMode | undefined)[][];
}

/** The locks of an excerpt that stands by itself, in the order of their rails. */
export function railsOf(plan: LockPlan): string[] {
  return [...new Set([...plan.entry, ...plan.changes].map(({ lock }) => lock))];
}

/**
 * The state of each rail on each line. A line that takes a lock has it; one that drops it does not.
 *
 * A function that is opened where it is called goes on from what its caller holds there: the caller's rails go through it, and only a
 * lock that the caller knows nothing of gets a rail of its own, beside them. What a function is said to be entered with counts where
 * the caller has nothing to say, or says that the lock is free: somebody between the two took it.
 *
 * @param plan what is held on entry and where that changes
 * @param count number of lines
 * @param held the locks at the call, if the lines stand under one
 */
export function railStates(plan: LockPlan, count: number, held: Held = NOTHING_HELD): Rails {
  const rails = [...held.rails];
  const now = rails.map((_, rail) => held.modes[rail]);
  const railFor = (lock: string): number => {
    const known = findRail(rails, now, lock);
    return known >= 0 ? known : rails.push(lock) - 1;
  };
  for (const { lock, mode } of plan.entry) {
    const rail = railFor(lock);
    now[rail] ??= mode;
  }
  // Rails are given out before the first line, so that all lines agree on them.
  const changes = plan.changes.map((change) => ({ ...change, rail: railFor(change.lock) }));
  while (now.length < rails.length) now.push(undefined);
  const entry = [...now];
  // An RCU read-side section inside another does not end the outer one.
  const sections = now.map((mode): number => (mode === 'rcu' ? 1 : 0));
  const apply = ({ rail, mode, silent }: (typeof changes)[number]): void => {
    if (mode === 'rcu' && !silent) sections[rail] = (sections[rail] ?? 0) + 1;
    const within = mode === undefined && now[rail] === 'rcu' && !silent && --sections[rail]! > 0;
    if (!within) now[rail] = mode;
  };
  const lines: (LockMode | undefined)[][] = [];
  for (let line = 0; line < count; line++) {
    for (const change of changes) if (change.line === line) apply(change);
    lines.push([...now]);
  }
  return { rails, entry, lines };
}

/**
 * The rail of a lock. A caller may know more of a lock than the function it calls: what is “siglock” to `__send_signal_locked` is the
 * “parent's siglock” to `do_notify_parent`, which holds it.
 */
function findRail(rails: readonly string[], modes: readonly (LockMode | undefined)[], lock: string): number {
  const same = rails.indexOf(lock);
  if (same >= 0) return same;
  return rails.findIndex((name, rail) => modes[rail] !== undefined && name.endsWith(` ${lock}`));
}

const MARK: Record<LockMode, string> = { write: 'w', read: 'r', rcu: 'u' };
const MODE: Record<string, LockMode> = { w: 'write', r: 'read', u: 'rcu' };

/** The CSS classes that draw a line's rails: `lk-w` for the first, `lk2-r` for the second. */
export function railClasses(states: readonly (LockMode | undefined)[]): string[] {
  return states.flatMap((mode, rail) => (mode ? [`lk${rail === 0 ? '' : rail + 1}-${MARK[mode]}`] : []));
}

const RAIL = /^lk(\d*)-([wru])$/;

/** How the locks are held on a line that is drawn already: the inverse of {@link railClasses}. */
export function railsDrawn(classes: Iterable<string>, count: number): (LockMode | undefined)[] {
  const modes: (LockMode | undefined)[] = Array.from({ length: count }, () => undefined);
  for (const name of classes) {
    const [, rail, mark] = RAIL.exec(name) ?? [];
    if (mark !== undefined) modes[rail ? Number(rail) - 1 : 0] = MODE[mark];
  }
  return modes;
}

/** Whether a class is one of {@link railClasses}. */
export const isRailClass = (name: string): boolean => RAIL.test(name);
