/**
 * The state a task is in, as it is drawn.
 * @module
 */
import { PF_EXITING, SIGKILL, sigismember, type Task, task_is_stopped, task_is_traced } from '../model/index.ts';
import type { Life, LifeState } from '../player/index.ts';

/**
 * What the machine's memory says of a task that has been made.
 * @param doomed it was sent a signal that it will die of
 */
function stateOf(task: Task, doomed: boolean): LifeState {
  if (task.thread_pid === null) return 'reaped';
  if (task.exit_state !== 0) return 'zombie';
  if ((task.flags & PF_EXITING) !== 0) return 'exiting';
  if (doomed || sigismember(task.pending.signal, SIGKILL)) return 'signalled';
  if (task_is_stopped(task)) return 'stopped';
  return task_is_traced(task) ? 'traced' : 'alive';
}

/** A life as it goes on. Who is to die of a signal stays so, whatever becomes of the signal's bit in the queue. */
export class LifeReader {
  readonly lives: Life[];
  readonly #task: Task;
  #doomed = false;
  #adopted = false;

  constructor(task: Task, born: number) {
    this.#task = task;
    this.lives = [{ from: born, state: 'alive', adopted: false }];
  }

  doom(): void {
    this.#doomed = true;
  }

  adopt(): void {
    this.#adopted = true;
  }

  /**
   * Reads the machine's memory, which stands just after the event.
   * @returns the state before and the state now
   */
  update(event: number): [before: LifeState, now: LifeState] {
    const state = stateOf(this.#task, this.#doomed);
    if (state === 'signalled') this.#doomed = true;
    const now = this.lives.at(-1)!;
    if (now.state !== state || now.adopted !== this.#adopted) this.#turn(now, event, state);
    return [now.state, state];
  }

  #turn(now: Life, event: number, state: LifeState): void {
    const life = { from: event, state, adopted: this.#adopted };
    if (now.from === event) this.lives[this.lives.length - 1] = life;
    else this.lives.push(life);
  }
}

/** Index of the life that an event lies in; -1: the task is not born yet. */
export function lifeAt(lives: readonly Life[], event: number): number {
  let low = 0;
  let high = lives.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lives[middle]!.from <= event) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
