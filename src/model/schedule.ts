/**
 * Schedules: who runs next. A machine has no clock and no dice of its own; what could go one way or another is asked here.
 * @module
 */
import type { Tracker } from './journal.ts';
import type { Kernel } from './kernel.ts';
import type { Task } from './structs.ts';

export interface DrawnSchedule {
  /**
   * Called at every step at which more than one task is ready.
   * @param count how many are ready, at least 2
   * @param ready the one with that index: the running one first if it is ready, then in the order in which they became so. One
   *   that wants tasklist_lock may find it held; then it steps aside, and the question is asked again.
   * @returns an index below `count`
   */
  next(count: number, ready: (index: number) => Task): number;
}

/** A task that can take a step now, and the lock it takes with it. */
export interface Ready {
  readonly task: Task;
  readonly takes: 'nothing' | 'read' | 'write';
}

/** A schedule that sees exactly who can take a step, and everything the step does. */
export interface ExactSchedule {
  /** Called at every step. @returns one of `ready`; undefined: the run is to be given up */
  choose(ready: readonly Ready[], k: Kernel): Ready | undefined;
  /** Where accesses to memory are told while a step runs. */
  readonly tracker?: Tracker;
  /** The step made this task. */
  started?(task: Task): void;
  /** The step dropped tasklist_lock. */
  unlocked?(mode: 'read' | 'write'): void;
  /** The step is over. */
  finished?(): void;
  /** Nobody can take a step. */
  settled?(): void;
}

export type Schedule = DrawnSchedule | ExactSchedule;

/** An exact schedule gave a run up. */
export class Abandoned extends Error {
  override name = 'Abandoned';
}

/** Each task runs until it sleeps, then the one that has been waiting longest. */
export const inOrder: DrawnSchedule = { next: () => 0 };

/**
 * Draws who runs next, the same every time for the same seed.
 * @param seed any integer; its lowest 32 bits count
 */
export function seeded(seed: number): DrawnSchedule {
  // Marsaglia's xorshift, 32 bits; its state must not be 0.
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 0 || 1;
  const draw = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  for (let i = 0; i < 8; i += 1) draw();
  return { next: (count) => draw() % count };
}

/** Follows the choices given, index by index, then runs in order. */
export function given(choices: readonly number[]): DrawnSchedule {
  let at = 0;
  return { next: (count) => Math.min(choices[at++] ?? 0, count - 1) };
}

/** Asks another schedule and writes down what it says: `given(choices)` then repeats the run. */
export function recorded(schedule: DrawnSchedule): DrawnSchedule & { readonly choices: number[] } {
  const choices: number[] = [];
  return {
    choices,
    next: (count, ready) => {
      const choice = schedule.next(count, ready);
      choices.push(choice);
      return choice;
    },
  };
}

/**
 * Runs the tasks with these keys, a step each, then in order: the way an exploration tells its schedules.
 * @param keys of tasks; one that cannot run when its turn comes is an error, since the run is then not the one meant
 */
export function following(keys: readonly string[]): ExactSchedule {
  let at = 0;
  return {
    choose: (ready) => {
      const key = keys[at++];
      const chosen = key === undefined ? ready[0] : ready.find(({ task }) => task.key === key);
      if (chosen === undefined)
        throw new RangeError(`step ${at}: task ${key} cannot run; the schedule is of another run`);
      return chosen;
    },
  };
}
