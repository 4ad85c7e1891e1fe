/**
 * Sleeping for a time, or for ever (kernel/time/hrtimer.c, kernel/signal.c). Time is the machine's: it passes only while nothing
 * can run, so that ten seconds take none.
 * @module
 */
import { ERESTARTNOHAND } from './errno.ts';
import type { Kernel } from './kernel.ts';
import { lines } from './lines.ts';
import { schedule, set_current_state, signal_pending } from './sched.ts';
import { type Steps, TASK_INTERRUPTIBLE } from './structs.ts';

const L_nanosleep = lines('kernel/time/hrtimer.c', 'do_nanosleep', {
  sleep: 'set_current_state(TASK_INTERRUPTIBLE',
  pending: '} while (t->task && !signal_pending(current));',
});

/**
 * nanosleep(2).
 * @param end when to wake, in nanoseconds of the machine's time, so that a call that is restarted does not sleep longer
 */
export function* do_nanosleep(k: Kernel, end: number): Steps<number> {
  const { current } = k;
  while (k.now < end) {
    yield L_nanosleep.sleep;
    set_current_state(k, TASK_INTERRUPTIBLE);
    k.timer(current, end - k.now);
    yield* schedule(k, L_nanosleep.sleep, 'do_nanosleep');
    k.cancelTimer(current);
    k.at(L_nanosleep.pending);
    if (k.now < end && signal_pending(current)) return -ERESTARTNOHAND;
  }
  return 0;
}

const L_pause = lines('kernel/signal.c', '__do_sys_pause', { sleep: 'schedule();' });

/** pause(2): until a handler has run. */
export function* sys_pause(k: Kernel): Steps<number> {
  while (!signal_pending(k.current)) {
    set_current_state(k, TASK_INTERRUPTIBLE);
    yield* schedule(k, L_pause.sleep, 'sys_pause');
  }
  return -ERESTARTNOHAND;
}
