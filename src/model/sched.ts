/**
 * Sleeping and waking (kernel/sched/core.c), and tasklist_lock.
 *
 * The scheduler itself is not modelled: who runs when is the schedule's. What is modelled is who can run at all.
 * @module
 */
import type { Kernel } from './kernel.ts';
import type { Line } from './lines.ts';
import { SIGKILL, sigismember } from './signals.ts';
import { type Steps, TASK_INTERRUPTIBLE, TASK_RUNNING, TASK_WAKEKILL, type Task } from './structs.ts';

export const __fatal_signal_pending = (p: Task): boolean => sigismember(p.pending.signal, SIGKILL);
export const signal_pending = (p: Task): boolean => p.sigpending;
export const fatal_signal_pending = (p: Task): boolean => p.sigpending && __fatal_signal_pending(p);

/** Whether a signal keeps a task from falling asleep in this state (include/linux/sched/signal.h). */
export function signal_pending_state(state: number, p: Task): boolean {
  if ((state & (TASK_INTERRUPTIBLE | TASK_WAKEKILL)) === 0) return false;
  if (!signal_pending(p)) return false;
  return (state & TASK_INTERRUPTIBLE) !== 0 || __fatal_signal_pending(p);
}

export function set_current_state(k: Kernel, state: number): void {
  k.current.__state = state;
}

/**
 * Gives up the CPU. A task whose state is not TASK_RUNNING sleeps until somebody wakes it.
 * @param line where it sleeps @param wchan what it sleeps on, in the words of /proc/PID/wchan
 */
export function* schedule(k: Kernel, line: Line, wchan: string): Steps<void> {
  const tsk = k.current;
  k.at(line);
  if (tsk.__state !== TASK_RUNNING && signal_pending_state(tsk.__state, tsk)) tsk.__state = TASK_RUNNING;
  tsk.wchan = wchan;
  k.until('sleep');
  yield line;
  if (tsk.__state !== TASK_RUNNING) throw new Error('a sleeping task ran');
  tsk.wchan = '';
}

/** Wakes a task that sleeps in one of these states. */
export function wake_up_state(k: Kernel, p: Task, state: number): boolean {
  if ((p.__state & state) === 0) return false;
  p.__state = TASK_RUNNING;
  k.enqueue(p);
  return true;
}

const TASK_NORMAL = 0x3;

export function wake_up_process(k: Kernel, p: Task): boolean {
  return wake_up_state(k, p, TASK_NORMAL);
}

/** Takes tasklist_lock for writing: alone. Waiting for it is not a sleep; no signal ends it. */
export function* write_lock_irq(k: Kernel, line: Line): Steps<void> {
  k.until('write');
  yield line;
}

export function write_unlock_irq(k: Kernel, line: Line): void {
  k.at(line);
  k.tasklist_lock.writer = null;
  k.unlocked('write');
}

/** Takes tasklist_lock for reading, together with other readers. */
export function* read_lock(k: Kernel, line: Line): Steps<void> {
  k.until('read');
  yield line;
}

export function read_unlock(k: Kernel, line: Line): void {
  k.at(line);
  const lock = k.tasklist_lock;
  lock.readers = lock.readers.filter((task) => task !== k.current);
  k.unlocked('read');
}
