/**
 * All schedules that can matter, by running a machine again and again (dynamic partial-order reduction).
 *
 * Two steps commute if neither writes what the other reads or writes, and they do not take tasklist_lock in modes that exclude each
 * other. Schedules that differ only in the order of steps that commute end alike; of each such class one is enough. Which steps
 * commute is not declared but seen: every field of the machine's memory tells of reads and writes (journal.ts), so nothing that
 * a step looks at can be forgotten.
 *
 * The search is source-DPOR (Abdulla, Aronis, Jonsson and Sagonas, POPL 2014). For each step t of a run and each earlier step i of another
 * task that does not commute with t and is not ordered before it by what came between, a task that can begin what leads to t
 * without i is tried at i's place too. Sleep sets keep from trying again what an earlier try at the same place covers. Together
 * they are proved to keep at least one schedule of each class, provided that runs end. (The older rule, to try t's own task
 * whenever it could run there, loses ends when joined with sleep sets; the test against all orders found that.) A settled machine is a barrier: nobody can
 * take a step, so steps before it and after it are never in another order.
 *
 * @module
 */
import type { Cell, Tracker } from './journal.ts';
import type { Kernel } from './kernel.ts';
import { Abandoned, type ExactSchedule, type Ready } from './schedule.ts';
import type { Task } from './structs.ts';

/** What a step did to memory and lock. */
interface Effect {
  readonly takes: Ready['takes'];
  /** It keeps the lock that it takes beyond its end. */
  readonly holds: boolean;
  readonly reads: Set<number>;
  readonly writes: Set<number>;
}

/** A place in the run at which somebody takes a step. */
interface Node {
  /** Keys of the tasks that can. */
  readonly enabled: readonly string[];
  chosen: string;
  /** To be tried here. */
  readonly backtrack: Set<string>;
  /** Tried here, and what its step did. */
  readonly done: Map<string, Effect>;
  /** Not to be tried here: an earlier try covers it. */
  readonly sleep: ReadonlyMap<string, Effect>;
}

/** A step of the run at hand; its index is its node's. */
interface Event {
  readonly task: string;
  readonly effect: Effect;
  /** For each task the last of its events that is ordered before or at this one. */
  readonly clock: Map<string, number>;
}

/**
 * Whether the lock keeps two steps from commuting. A section that is over within its step never makes anybody wait: two such are
 * ordered only by what they do to memory.
 */
const excludes = (a: Effect, b: Effect): boolean =>
  (a.holds || b.holds) &&
  ((a.takes === 'write' && b.takes !== 'nothing') || (b.takes === 'write' && a.takes !== 'nothing'));

function meet(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  for (const key of small) if (large.has(key)) return true;
  return false;
}

function commute(a: Effect, b: Effect): boolean {
  return !(excludes(a, b) || meet(a.writes, b.writes) || meet(a.writes, b.reads) || meet(a.reads, b.writes));
}

function join(into: Map<string, number>, from: ReadonlyMap<string, number>): void {
  for (const [task, index] of from) if ((into.get(task) ?? -1) < index) into.set(task, index);
}

/** Who touched a field last. */
interface Touched {
  write: number;
  reads: number[];
}

/** Directs one run after another. */
class Explorer implements ExactSchedule, Tracker {
  readonly nodes: Node[] = [];
  readonly #reduce: boolean;
  #events: Event[] = [];
  /** Index of the first event since the machine was last settled. */
  #barrier = 0;
  #last = new Map<string, number>();
  #born = new Map<string, Map<string, number>>();
  #touched = new Map<number, Touched>();
  #released: { read: Map<string, number>; write: Map<string, number> } = { read: new Map(), write: new Map() };
  #acquired: number[] = [];
  #effect: Effect = { takes: 'nothing', holds: false, reads: new Set(), writes: new Set() };
  #task = '';
  #births: string[] = [];
  #drops: ('read' | 'write')[] = [];
  #lock: Cell | undefined;

  constructor(reduce: boolean) {
    this.#reduce = reduce;
  }

  get tracker(): Tracker {
    return this;
  }

  /** The keys of the tasks of the run at hand, step by step. */
  get path(): string[] {
    return this.#events.map(({ task }) => task);
  }

  read(cell: Cell, field: number): void {
    if (cell !== this.#lock) this.#effect.reads.add(cell.id * 0x10000 + field);
  }

  write(cell: Cell, field: number): void {
    if (cell !== this.#lock) this.#effect.writes.add(cell.id * 0x10000 + field);
  }

  choose(ready: readonly Ready[], k: Kernel): Ready | undefined {
    const depth = this.#events.length;
    const node = this.nodes[depth] ?? this.#enter(ready);
    if (node === undefined) return undefined;
    this.#lock = k.tasklist_lock;
    const chosen = ready.find(({ task }) => task.key === node.chosen)!;
    this.#task = node.chosen;
    this.#effect = { takes: chosen.takes, holds: false, reads: new Set(), writes: new Set() };
    this.#births = [];
    this.#drops = [];
    return chosen;
  }

  /** A new place at the end of the path; undefined if all that could go on there is covered elsewhere. */
  #enter(ready: readonly Ready[]): Node | undefined {
    const enabled = ready.map(({ task }) => task.key);
    const parent = this.nodes.at(-1);
    const sleep = new Map<string, Effect>();
    if (parent !== undefined && this.#reduce) {
      const step = this.#events.at(-1)!.effect;
      for (const [task, effect] of [...parent.sleep, ...parent.done])
        if (task !== parent.chosen && enabled.includes(task) && commute(effect, step)) sleep.set(task, effect);
    }
    const chosen = enabled.find((task) => !sleep.has(task));
    if (chosen === undefined) return undefined;
    const backtrack = new Set(this.#reduce ? [chosen] : enabled);
    const node: Node = { enabled, chosen, backtrack, done: new Map(), sleep };
    this.nodes.push(node);
    return node;
  }

  started(task: Task): void {
    this.#births.push(task.key);
  }

  unlocked(mode: 'read' | 'write'): void {
    this.#drops.push(mode);
  }

  finished(): void {
    const index = this.#events.length;
    const task = this.#task;
    const { takes, reads, writes } = this.#effect;
    // A step may drop a lock it held and take another; only what it takes at its beginning can make it wait.
    const holds = takes !== 'nothing' && !this.#drops.includes(takes);
    const effect: Effect = { takes, holds, reads, writes };
    this.#effect = effect;
    this.nodes[index]!.done.set(task, effect);
    const clock = new Map(this.#born.get(task) ?? []);
    const last = this.#last.get(task);
    if (last !== undefined) join(clock, this.#events[last]!.clock);
    const { inMemory, sections } = this.#rivals(effect);
    // A section that another task holds over several steps is passed as a whole or not at all: its inner steps are no rivals.
    const locked = new Map(clock);
    if (takes !== 'nothing') join(locked, this.#released.write);
    if (takes === 'write') join(locked, this.#released.read);
    const races = [
      ...[...inMemory].filter((rival) => this.#concurrent(rival, task, locked)),
      ...sections.filter((rival) => this.#concurrent(rival, task, clock)),
    ];
    join(clock, locked);
    for (const rival of inMemory) join(clock, this.#events[rival]!.clock);
    clock.set(task, index);
    this.#events.push({ task, effect, clock });
    if (this.#reduce) for (const rival of races) this.#race(rival);
    this.#last.set(task, index);
    for (const child of this.#births) this.#born.set(child, clock);
    // What a section that is over within its step ordered is ordered by memory alone.
    for (const mode of this.#drops) if (holds || mode !== takes) join(this.#released[mode], clock);
    if (takes !== 'nothing') this.#acquired.push(index);
    for (const key of effect.reads) this.#touch(key).reads.push(index);
    for (const key of effect.writes) Object.assign(this.#touch(key), { write: index, reads: [] });
  }

  #touch(key: number): Touched {
    let touched = this.#touched.get(key);
    if (touched === undefined) {
      touched = { write: -1, reads: [] };
      this.#touched.set(key, touched);
    }
    return touched;
  }

  /** The last events since the barrier with which a step of this effect does not commute: by memory, and by the lock. */
  #rivals(effect: Effect): { inMemory: Set<number>; sections: number[] } {
    const inMemory = new Set<number>();
    for (const key of effect.reads) {
      const write = this.#touched.get(key)?.write ?? -1;
      if (write >= this.#barrier) inMemory.add(write);
    }
    for (const key of effect.writes) {
      const touched = this.#touched.get(key);
      if (touched === undefined) continue;
      if (touched.write >= this.#barrier) inMemory.add(touched.write);
      for (const read of touched.reads) if (read >= this.#barrier) inMemory.add(read);
    }
    const sections =
      effect.takes === 'nothing' ? [] : this.#acquired.filter((i) => excludes(this.#events[i]!.effect, effect));
    return { inMemory, sections };
  }

  /** Whether event `rival` is of another task, and not before the step of `task` whose clock this is. */
  #concurrent(rival: number, task: string, clock: ReadonlyMap<string, number>): boolean {
    const other = this.#events[rival]!.task;
    if (other === task || (clock.get(other) ?? -1) >= rival) return false;
    // What the rival itself made possible cannot come before it.
    return this.nodes[rival]!.enabled.includes(task) || !(this.nodes[rival + 1]?.enabled.includes(task) ?? true);
  }

  /**
   * The last event could have come before event `rival`: one of those that can begin what leads to it without the rival is to be
   * tried there (an initial of a source set; Abdulla, Aronis, Jonsson and Sagonas, POPL 2014).
   */
  #race(rival: number): void {
    const node = this.nodes[rival]!;
    const other = this.#events[rival]!;
    const last = this.#events.length - 1;
    const first = new Map<string, number>();
    for (let i = rival + 1; i <= last; i += 1) {
      const { task, clock } = this.#events[i]!;
      if (i < last && (clock.get(other.task) ?? -1) >= rival) continue;
      if (!first.has(task)) first.set(task, i);
    }
    const initials = [...first].flatMap(([task, i]) => {
      const { clock } = this.#events[i]!;
      const waits = [...first].some(([before, j]) => before !== task && (clock.get(before) ?? -1) >= j);
      return waits || !node.enabled.includes(task) ? [] : [task];
    });
    if (initials.some((task) => node.backtrack.has(task))) return;
    if (initials.length > 0) node.backtrack.add(initials[0]!);
    else for (const task of node.enabled) node.backtrack.add(task);
  }

  settled(): void {
    this.#barrier = this.#events.length;
    this.#released = { read: new Map(), write: new Map() };
    this.#acquired = [];
  }

  /** Prepares the next run. @returns false: there is none left */
  advance(): boolean {
    for (let node = this.nodes.at(-1); node !== undefined; node = this.nodes.at(-1)) {
      const next = [...node.backtrack].find((task) => !node.done.has(task) && !node.sleep.has(task));
      if (next !== undefined) {
        node.chosen = next;
        break;
      }
      this.nodes.pop();
    }
    this.#events = [];
    this.#barrier = 0;
    this.#last = new Map();
    this.#born = new Map();
    this.#touched = new Map();
    this.settled();
    return this.nodes.length > 0;
  }
}

export interface Explored<T> {
  /** The distinct ends, each with a schedule that leads to it: `following(schedule)` repeats it. */
  ends: { end: T; schedule: string[]; runs: number }[];
  /** Runs made to the end. */
  runs: number;
  /** Whether every class of schedules was covered; false: `limit` came first. */
  complete: boolean;
}

interface ExploreOptions {
  /** Most runs. */
  limit?: number;
  /** false: every schedule there is, for holding the reduction against. */
  reduce?: boolean;
}

/**
 * Runs a machine under every schedule that can matter, a run at a time: whoever asks for the next value decides how long it goes on.
 * @param run makes a new machine, runs it by the schedule it is given, and gives what there is to see at the end
 * @param key two ends are the same if this is
 * @yields after each run what is known so far; the same object each time
 */
export function* exploring<T>(
  run: (schedule: ExactSchedule) => T,
  key: (end: T) => string,
  { limit = 10_000, reduce = true }: ExploreOptions = {},
): Generator<Explored<T>, Explored<T>, void> {
  const explorer = new Explorer(reduce);
  const known = new Map<string, Explored<T>['ends'][number]>();
  const found: Explored<T> = { ends: [], runs: 0, complete: false };
  do {
    if (found.runs >= limit) return found;
    try {
      const end = run(explorer);
      found.runs += 1;
      const name = key(end);
      const seen = known.get(name);
      if (seen === undefined) {
        const first = { end, schedule: explorer.path, runs: 1 };
        known.set(name, first);
        found.ends.push(first);
      } else seen.runs += 1;
    } catch (error) {
      if (!(error instanceof Abandoned)) throw error;
    }
    yield found;
  } while (explorer.advance());
  found.complete = true;
  return found;
}

/** As `exploring`, to its end. */
export function explore<T>(
  run: (schedule: ExactSchedule) => T,
  key: (end: T) => string,
  options: ExploreOptions = {},
): Explored<T> {
  const runs = exploring(run, key, options);
  for (;;) {
    const { done, value } = runs.next();
    if (done) return value;
  }
}
