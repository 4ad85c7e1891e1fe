/**
 * Schedules: who runs next. A machine has no clock and no dice of its own; what could go one way or another is asked here.
 * @module
 */
import type { Task } from './structs.ts';

export interface Schedule {
  /**
   * Called at every step at which more than one task is ready.
   * @param count how many are ready, at least 2
   * @param ready the one with that index: the running one first if it is ready, then in the order in which they became so. One
   *   that wants tasklist_lock may find it held; then it steps aside, and the question is asked again.
   * @returns an index below `count`
   */
  next(count: number, ready: (index: number) => Task): number;
}

/** Each task runs until it sleeps, then the one that has been waiting longest. */
export const inOrder: Schedule = { next: () => 0 };

/**
 * Draws who runs next, the same every time for the same seed.
 * @param seed any integer; its lowest 32 bits count
 */
export function seeded(seed: number): Schedule {
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
export function given(choices: readonly number[]): Schedule {
  let at = 0;
  return { next: (count) => Math.min(choices[at++] ?? 0, count - 1) };
}

/** Asks another schedule and writes down what it says: `given(choices)` then repeats the run. */
export function recorded(schedule: Schedule): Schedule & { readonly choices: number[] } {
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
