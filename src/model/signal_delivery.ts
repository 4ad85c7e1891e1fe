/**
 * kernel/signal.c, the taking half: what a task does about its signals when it is about to return to user mode.
 * @module
 */

import { do_group_exit } from './exit.ts';
import { is_current_pgrp_orphaned } from './exit_pgrp.ts';
import type { Kernel } from './kernel.ts';
import { lines } from './lines.ts';
import { read_lock, read_unlock } from './sched.ts';
import { has_pending_signals, next_thread, recalc_sigpending, signal_wake_up } from './signal.ts';
import { dequeue_signal, dequeue_synchronous_signal } from './signal_dequeue.ts';
import { do_notify_parent_cldstop } from './signal_parent.ts';
import { do_jobctl_trap, do_signal_stop, ptrace_signal, task_participate_group_stop } from './signal_stop.ts';
import {
  CLD_CONTINUED,
  CLD_STOPPED,
  SIGKILL,
  SIGSTOP,
  type SigInfo,
  type SignalNumber,
  type SigSet,
  sig_kernel_ignore,
  sig_kernel_only,
  sig_kernel_stop,
  sigmask,
} from './signals.ts';
import {
  JOBCTL_PENDING_MASK,
  JOBCTL_STOP_PENDING,
  JOBCTL_TRAP_MASK,
  PF_EXITING,
  PF_SIGNALED,
  PIDTYPE_PID,
  type PidType,
  ptrace_reparented,
  SA_RESETHAND,
  SIG_DFL,
  SIG_IGN,
  SIGNAL_CLD_CONTINUED,
  SIGNAL_CLD_MASK,
  SIGNAL_GROUP_EXIT,
  SIGNAL_UNKILLABLE,
  type SigAction,
  type Steps,
  type Task,
  thread_group_empty,
} from './structs.ts';

const FILE = 'kernel/signal.c';

const L_get = lines(FILE, 'get_signal', {
  relock: ['spin_lock_irq(&sighand->siglock);', 'relock:'],
  continued: 'signal->flags &= ~SIGNAL_CLD_MASK;',
  lock: 'read_lock(&tasklist_lock);',
  notify: 'do_notify_parent_cldstop(current, false, why);',
  unlock: 'read_unlock(&tasklist_lock);',
  marked: 'if ((signal->flags & SIGNAL_GROUP_EXIT) ||',
  clear: 'sigdelset(&current->pending.signal, SIGKILL);',
  join: 'do_signal_stop(0))',
  trap: 'do_jobctl_trap();',
  dequeue: 'signr = dequeue_signal(current, &current->blocked,',
  ignored: 'if (ka->sa.sa_handler == SIG_IGN) /* Do nothing.  */',
  handler: 'if (ka->sa.sa_handler != SIG_DFL) {',
  nothing: 'if (sig_kernel_ignore(signr)) /* Default is nothing. */',
  unkillable: 'if (unlikely(signal->flags & SIGNAL_UNKILLABLE) &&',
  orphaned: 'if (is_current_pgrp_orphaned())',
  stop: 'if (likely(do_signal_stop(ksig->info.si_signo))) {',
  fatal: 'current->flags |= PF_SIGNALED;',
  exit: 'do_group_exit(ksig->info.si_signo);',
});

export interface Delivered {
  action: SigAction;
  info: SigInfo;
}

/** Takes signals until one has a handler, or none is left. Stops and dies here. @returns the one with a handler */
export function* get_signal(k: Kernel): Steps<Delivered | null> {
  const current = k.current;
  const { signal } = current;
  if (!current.sigpending) return null;
  relock: for (;;) {
    yield L_get.relock;
    const sighand = current.sighand!;
    if ((signal.flags & SIGNAL_CLD_MASK) !== 0) {
      k.at(L_get.continued);
      const why = (signal.flags & SIGNAL_CLD_CONTINUED) !== 0 ? CLD_CONTINUED : CLD_STOPPED;
      signal.flags &= ~SIGNAL_CLD_MASK;
      yield* read_lock(k, L_get.lock);
      k.at(L_get.notify);
      do_notify_parent_cldstop(k, current, false, why);
      if (ptrace_reparented(current.group_leader)) do_notify_parent_cldstop(k, current.group_leader, true, why);
      read_unlock(k, L_get.unlock);
      continue;
    }
    for (;;) {
      k.at(L_get.marked);
      if ((signal.flags & SIGNAL_GROUP_EXIT) !== 0 || signal.group_exec_task !== null) {
        k.at(L_get.clear);
        current.pending.signal &= ~sigmask(SIGKILL);
        recalc_sigpending(k);
        return yield* fatal(k, SIGKILL);
      }
      if ((current.jobctl & JOBCTL_STOP_PENDING) !== 0) {
        k.at(L_get.join);
        if (yield* do_signal_stop(k, 0)) continue relock;
      }
      if ((current.jobctl & JOBCTL_TRAP_MASK) !== 0) {
        k.at(L_get.trap);
        yield* do_jobctl_trap(k);
        continue relock;
      }
      k.at(L_get.dequeue);
      const sync = dequeue_synchronous_signal(k);
      const dequeued = sync === null ? dequeue_signal(k, current, current.blocked) : { info: sync, type: PIDTYPE_PID };
      if (dequeued === null) return null;
      let { info } = dequeued;
      if (current.ptrace !== 0 && info.si_signo !== SIGKILL) {
        const left = yield* ptrace_signal(k, info, dequeued.type as PidType);
        if (left === null) continue;
        info = left;
      }
      const signr = info.si_signo;
      const action = sighand.action[signr]!;
      k.at(L_get.ignored);
      if (action.sa_handler === SIG_IGN) continue;
      k.at(L_get.handler);
      if (action.sa_handler !== SIG_DFL) {
        if ((action.sa_flags & SA_RESETHAND) !== 0)
          sighand.action = sighand.action.with(signr, { ...action, sa_handler: SIG_DFL });
        return { action, info };
      }
      k.at(L_get.nothing);
      if (sig_kernel_ignore(signr)) continue;
      k.at(L_get.unkillable);
      if ((signal.flags & SIGNAL_UNKILLABLE) !== 0 && !sig_kernel_only(signr)) continue;
      if (sig_kernel_stop(signr)) {
        if (signr !== SIGSTOP) {
          k.at(L_get.orphaned);
          if (yield* is_current_pgrp_orphaned(k)) continue relock;
        }
        k.at(L_get.stop);
        if (yield* do_signal_stop(k, signr)) continue relock;
        continue;
      }
      return yield* fatal(k, signr);
    }
  }
}

function* fatal(k: Kernel, signr: SignalNumber): Steps<never> {
  k.at(L_get.fatal);
  k.current.flags |= PF_SIGNALED;
  yield L_get.exit;
  return yield* do_group_exit(k, signr);
}

const L_retarget = lines(FILE, 'retarget_shared_pending', { wake: 'signal_wake_up(t, 0);' });

/** The group's signals that this thread will not take after all: the others are told of them. */
export function retarget_shared_pending(k: Kernel, tsk: Task, which: SigSet): void {
  if ((tsk.signal.flags & SIGNAL_GROUP_EXIT) !== 0) return;
  let retarget = tsk.signal.shared_pending.signal & which;
  if (retarget === 0) return;
  for (let t = next_thread(tsk); t !== tsk; t = next_thread(t)) {
    if ((t.flags & PF_EXITING) !== 0) continue;
    if (!has_pending_signals(retarget, t.blocked)) continue;
    retarget &= t.blocked;
    k.at(L_retarget.wake);
    if (!t.sigpending) signal_wake_up(k, t, false);
    if (retarget === 0) break;
  }
}

const L_exit_signals = lines(FILE, 'exit_signals', {
  alone: ['tsk->flags |= PF_EXITING;', 'if (thread_group_empty(tsk) || (tsk->signal->flags & SIGNAL_GROUP_EXIT)) {'],
  exiting: ['tsk->flags |= PF_EXITING;', '* see wants_signal(), do_signal_stop().'],
  retarget: 'retarget_shared_pending(tsk, &unblocked);',
  lock: 'read_lock(&tasklist_lock);',
  notify: 'do_notify_parent_cldstop(tsk, false, group_stop);',
  unlock: 'read_unlock(&tasklist_lock);',
});

/** From here on the task takes no more signals. */
export function* exit_signals(k: Kernel, tsk: Task): Steps<void> {
  if (thread_group_empty(tsk) || (tsk.signal.flags & SIGNAL_GROUP_EXIT) !== 0) {
    k.at(L_exit_signals.alone);
    tsk.flags |= PF_EXITING;
    return;
  }
  k.at(L_exit_signals.exiting);
  tsk.flags |= PF_EXITING;
  if (!tsk.sigpending) return;
  k.at(L_exit_signals.retarget);
  retarget_shared_pending(k, tsk, ~tsk.blocked);
  if ((tsk.jobctl & JOBCTL_STOP_PENDING) !== 0 && task_participate_group_stop(k, tsk)) {
    yield* read_lock(k, L_exit_signals.lock);
    k.at(L_exit_signals.notify);
    do_notify_parent_cldstop(k, tsk, false, CLD_STOPPED);
    read_unlock(k, L_exit_signals.unlock);
  }
}
void JOBCTL_PENDING_MASK;
