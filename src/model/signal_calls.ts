/**
 * kernel/signal.c: the system calls by which a task says what it wants of its signals.
 * @module
 */
import { errno } from './errno.ts';
import type { Kernel } from './kernel.ts';
import { lines } from './lines.ts';
import { list_for_each } from './list.ts';
import { schedule, set_current_state } from './sched.ts';
import { flush_sigqueue_mask, recalc_sigpending, sig_handler_ignored } from './signal.ts';
import { retarget_shared_pending } from './signal_delivery.ts';
import { dequeue_signal } from './signal_dequeue.ts';
import {
  SIG_KERNEL_ONLY_MASK,
  type SigInfo,
  type SignalNumber,
  type SigSet,
  sig_kernel_only,
  sigmask,
} from './signals.ts';
import { type SigAction, type Steps, TASK_INTERRUPTIBLE, type Task, thread_group_empty } from './structs.ts';

const FILE = 'kernel/signal.c';

const L_blocked = lines(FILE, '__set_task_blocked', {
  retarget: 'retarget_shared_pending(tsk, &newblocked);',
  set: 'tsk->blocked = *newset;',
});

function __set_task_blocked(k: Kernel, tsk: Task, newset: SigSet): void {
  if (tsk.sigpending && !thread_group_empty(tsk)) {
    k.at(L_blocked.retarget);
    retarget_shared_pending(k, tsk, newset & ~tsk.blocked);
  }
  k.at(L_blocked.set);
  tsk.blocked = newset;
  recalc_sigpending(k);
}

export function set_current_blocked(k: Kernel, newset: SigSet): void {
  const set = newset & ~SIG_KERNEL_ONLY_MASK;
  if (set !== k.current.blocked) __set_task_blocked(k, k.current, set);
}

const L_procmask = lines(FILE, 'sigprocmask', {
  block: 'sigorsets(&newset, &tsk->blocked, set);',
  unblock: 'sigandnsets(&newset, &tsk->blocked, set);',
  set: 'newset = *set;',
});

/** rt_sigprocmask(2). @returns the old mask */
export function* sys_rt_sigprocmask(k: Kernel, how: 'block' | 'unblock' | 'setmask', set: SigSet): Steps<SigSet> {
  const old = k.current.blocked;
  if (how === 'block') {
    yield L_procmask.block;
    set_current_blocked(k, old | set);
  } else if (how === 'unblock') {
    yield L_procmask.unblock;
    set_current_blocked(k, old & ~set);
  } else {
    yield L_procmask.set;
    set_current_blocked(k, set);
  }
  return old;
}

const L_action = lines(FILE, 'do_sigaction', {
  invalid: 'if (!valid_signal(sig) || sig < 1 || (act && sig_kernel_only(sig)))',
  set: '*k = *act;',
  flush: 'flush_sigqueue_mask(&mask, &p->signal->shared_pending);',
});

/** rt_sigaction(2). @returns 0 or a negative errno */
export function* do_sigaction(k: Kernel, sig: SignalNumber, act: SigAction): Steps<number> {
  const p = k.current;
  yield L_action.invalid;
  if (sig < 1 || sig > 31 || sig_kernel_only(sig)) return -errno.EINVAL;
  k.at(L_action.set);
  const sighand = p.sighand!;
  sighand.action = sighand.action.with(sig, { ...act, sa_mask: act.sa_mask & ~SIG_KERNEL_ONLY_MASK });
  if (sig_handler_ignored(act.sa_handler, sig)) {
    k.at(L_action.flush);
    flush_sigqueue_mask(k, sigmask(sig), p.signal.shared_pending);
    for (const t of list_for_each(p.signal.thread_head)) flush_sigqueue_mask(k, sigmask(sig), t.pending);
  }
  return 0;
}

const L_timedwait = lines(FILE, 'do_sigtimedwait', {
  ready: ['sig = dequeue_signal(tsk, &mask, info, &type);', 'signotset(&mask);'],
  unblock: 'tsk->real_blocked = tsk->blocked;',
  sleep: 'HRTIMER_MODE_REL);',
  block: '__set_task_blocked(tsk, &tsk->real_blocked);',
  took: ['sig = dequeue_signal(tsk, &mask, info, &type);', 'sigemptyset(&tsk->real_blocked);'],
});

/**
 * Waits for one of the signals of `which`.
 * @param timeout nanoseconds; undefined: for ever
 * @returns the signal's info, or a negative errno
 */
export function* do_sigtimedwait(k: Kernel, which: SigSet, timeout?: number): Steps<SigInfo | number> {
  const tsk = k.current;
  const mask = ~(which & ~SIG_KERNEL_ONLY_MASK);
  yield L_timedwait.ready;
  let dequeued = dequeue_signal(k, tsk, mask);
  let expired = false;
  if (dequeued === null && timeout !== 0) {
    k.at(L_timedwait.unblock);
    tsk.real_blocked = tsk.blocked;
    tsk.blocked &= mask;
    recalc_sigpending(k);
    yield L_timedwait.sleep;
    set_current_state(k, TASK_INTERRUPTIBLE);
    const end = timeout === undefined ? Number.POSITIVE_INFINITY : k.now + timeout;
    if (timeout !== undefined) k.timer(tsk, timeout);
    yield* schedule(k, L_timedwait.sleep, 'do_sigtimedwait');
    if (timeout !== undefined) k.cancelTimer(tsk);
    expired = k.now >= end;
    k.at(L_timedwait.block);
    __set_task_blocked(k, tsk, tsk.real_blocked);
    tsk.real_blocked = 0;
    k.at(L_timedwait.took);
    dequeued = dequeue_signal(k, tsk, mask);
  }
  if (dequeued !== null) {
    k.trace.incident({ kind: 'sigwait', info: dequeued.info });
    return dequeued.info;
  }
  return !expired && timeout !== 0 ? -errno.EINTR : -errno.EAGAIN;
}
