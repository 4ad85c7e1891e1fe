/**
 * kernel/signal.c, the taking half: what a task does about its signals when it is about to return to user mode.
 * @module
 */

import { do_group_exit } from './exit.ts';
import { is_current_pgrp_orphaned } from './exit_pgrp.ts';
import type { Kernel } from './kernel.ts';
import { lines } from './lines.ts';
import { task_pid_vnr } from './pid.ts';
import {
  __fatal_signal_pending,
  fatal_signal_pending,
  read_lock,
  read_unlock,
  schedule,
  set_current_state,
} from './sched.ts';
import {
  has_pending_signals,
  next_thread,
  ptrace_trap_notify,
  recalc_sigpending,
  recalc_sigpending_tsk,
  send_signal_locked,
  signal_set_stop_flags,
  signal_wake_up,
  task_clear_jobctl_pending,
  task_set_jobctl_pending,
} from './signal.ts';
import { do_notify_parent_cldstop } from './signal_parent.ts';
import {
  CLD_CONTINUED,
  CLD_STOPPED,
  CLD_TRAPPED,
  SI_USER,
  SIGKILL,
  SIGSTOP,
  SIGTRAP,
  type SigInfo,
  type SignalNumber,
  type SigSet,
  SYNCHRONOUS_MASK,
  sig_kernel_ignore,
  sig_kernel_only,
  sig_kernel_stop,
  sigismember,
  sigmask,
} from './signals.ts';
import {
  __TASK_TRACED,
  JOBCTL_PENDING_MASK,
  JOBCTL_STOP_CONSUME,
  JOBCTL_STOP_DEQUEUED,
  JOBCTL_STOP_PENDING,
  JOBCTL_STOP_SIGMASK,
  JOBCTL_STOPPED,
  JOBCTL_TRACED,
  JOBCTL_TRAP_MASK,
  JOBCTL_TRAP_NOTIFY,
  JOBCTL_TRAP_STOP,
  PF_EXITING,
  PF_SIGNALED,
  PIDTYPE_PID,
  PIDTYPE_TGID,
  type PidType,
  PT_SEIZED,
  ptrace_reparented,
  SA_RESETHAND,
  SIG_DFL,
  SIG_IGN,
  SIGNAL_CLD_CONTINUED,
  SIGNAL_CLD_MASK,
  SIGNAL_GROUP_EXIT,
  SIGNAL_STOP_STOPPED,
  SIGNAL_UNKILLABLE,
  type SigAction,
  type SigPending,
  type Steps,
  TASK_STOPPED,
  type Task,
  task_is_stopped,
  thread_group_empty,
} from './structs.ts';

const FILE = 'kernel/signal.c';

/** PTRACE_EVENT_STOP, in the upper byte of a trap's code. */
const PTRACE_EVENT_STOP = 128;

/** Lowest first, but faults of the task's own instruction before all others. */
function next_signal(pending: SigPending, mask: SigSet): SignalNumber {
  let x = pending.signal & ~mask;
  if (x === 0) return 0;
  if ((x & SYNCHRONOUS_MASK) !== 0) x &= SYNCHRONOUS_MASK;
  return 32 - Math.clz32(x & -x);
}

function collect_signal(sig: SignalNumber, pending: SigPending): SigInfo {
  const at = pending.list.findIndex((info) => info.si_signo === sig);
  pending.signal &= ~sigmask(sig);
  if (at < 0) return { si_signo: sig, si_code: SI_USER, si_pid: 0, layout: 'kill' };
  const info = pending.list[at]!;
  pending.list = pending.list.toSpliced(at, 1);
  return info;
}

const L_queue = lines(FILE, '__dequeue_signal', { collect: 'collect_signal(sig, pending, info, resched_timer);' });
const L_dequeue = lines(FILE, 'dequeue_signal', {
  own: 'signr = __dequeue_signal(&tsk->pending, mask, info, &resched_timer);',
  shared: 'signr = __dequeue_signal(&tsk->signal->shared_pending,',
  stop: 'current->jobctl |= JOBCTL_STOP_DEQUEUED;',
});

/** Takes the next signal that is not in `mask` off the thread's own queue, else off the group's. */
export function dequeue_signal(k: Kernel, tsk: Task, mask: SigSet): { info: SigInfo; type: PidType } | null {
  k.at(L_dequeue.own);
  let type: PidType = PIDTYPE_PID;
  let queue = tsk.pending;
  let signr = next_signal(queue, mask);
  if (signr === 0) {
    k.at(L_dequeue.shared);
    type = PIDTYPE_TGID;
    queue = tsk.signal.shared_pending;
    signr = next_signal(queue, mask);
  }
  if (signr !== 0) k.at(L_queue.collect);
  const info = signr === 0 ? null : collect_signal(signr, queue);
  recalc_sigpending(k);
  if (info === null) return null;
  if (sig_kernel_stop(signr)) {
    k.at(L_dequeue.stop);
    tsk.jobctl |= JOBCTL_STOP_DEQUEUED;
  }
  return { info, type };
}

const L_sync = lines(FILE, 'dequeue_synchronous_signal', { take: 'list_del_init(&sync->list);' });

/** A fault of the instruction at hand, before anything else. */
function dequeue_synchronous_signal(k: Kernel): SigInfo | null {
  const tsk = k.current;
  const { pending } = tsk;
  if ((pending.signal & ~tsk.blocked & SYNCHRONOUS_MASK) === 0) return null;
  const sync = pending.list.find(
    ({ si_code, si_signo }) => si_code > SI_USER && sigismember(SYNCHRONOUS_MASK, si_signo),
  );
  if (sync === undefined) return null;
  k.at(L_sync.take);
  collect_signal(sync.si_signo, pending);
  recalc_sigpending(k);
  return sync;
}

const L_participate = lines(FILE, 'task_participate_group_stop', {
  count: 'sig->group_stop_count--;',
  stopped: 'signal_set_stop_flags(sig, SIGNAL_STOP_STOPPED);',
});

/** @returns whether this completes the group's stop, so that the parent is to be told */
function task_participate_group_stop(k: Kernel, task: Task): boolean {
  const sig = task.signal;
  const consume = (task.jobctl & JOBCTL_STOP_CONSUME) !== 0;
  task_clear_jobctl_pending(task, JOBCTL_STOP_PENDING);
  if (!consume) return false;
  if (sig.group_stop_count !== 0) {
    k.at(L_participate.count);
    sig.group_stop_count -= 1;
  }
  if (sig.group_stop_count === 0 && (sig.flags & SIGNAL_STOP_STOPPED) === 0) {
    k.at(L_participate.stopped);
    signal_set_stop_flags(sig, SIGNAL_STOP_STOPPED);
    return true;
  }
  return false;
}

const L_join = lines(FILE, 'task_join_group_stop', {
  join: 'task_set_jobctl_pending(task, mask | JOBCTL_STOP_PENDING);',
});

/** A thread that is made while its group stops joins the stop. */
export function task_join_group_stop(k: Kernel, task: Task): void {
  const { jobctl, signal } = k.current;
  let mask = jobctl & JOBCTL_STOP_SIGMASK;
  if (signal.group_stop_count !== 0) {
    signal.group_stop_count += 1;
    mask |= JOBCTL_STOP_CONSUME;
  } else if ((signal.flags & SIGNAL_STOP_STOPPED) === 0) return;
  k.at(L_join.join);
  task_set_jobctl_pending(task, mask | JOBCTL_STOP_PENDING);
}

const L_stop = lines(FILE, 'do_signal_stop', {
  begin: 'if (!likely(current->jobctl & JOBCTL_STOP_DEQUEUED) ||',
  code: 'sig->group_exit_code = signr;',
  other: 'signal_wake_up(t, 0);',
  stopped: 'set_special_state(TASK_STOPPED);',
  lock: 'read_lock(&tasklist_lock);',
  notify: 'do_notify_parent_cldstop(current, false, notify);',
  unlock: 'read_unlock(&tasklist_lock);',
  sleep: "/* Now we don't run again until woken by SIGCONT or SIGKILL */",
  trap: 'task_set_jobctl_pending(current, JOBCTL_TRAP_STOP);',
});

/** Stops the whole group. @returns whether the task was stopped (and now is not any more) */
function* do_signal_stop(k: Kernel, signr: SignalNumber): Steps<boolean> {
  const current = k.current;
  const sig = current.signal;
  if ((current.jobctl & JOBCTL_STOP_PENDING) === 0) {
    const gstop = JOBCTL_STOP_PENDING | JOBCTL_STOP_CONSUME;
    k.at(L_stop.begin);
    if (
      (current.jobctl & JOBCTL_STOP_DEQUEUED) === 0 ||
      (sig.flags & SIGNAL_GROUP_EXIT) !== 0 ||
      sig.group_exec_task !== null
    )
      return false;
    if ((sig.flags & SIGNAL_STOP_STOPPED) === 0) {
      k.at(L_stop.code);
      sig.group_exit_code = signr;
    }
    sig.group_stop_count = 0;
    if (task_set_jobctl_pending(current, signr | gstop)) sig.group_stop_count += 1;
    for (let t = next_thread(current); t !== current; t = next_thread(t)) {
      if (task_is_stopped(t) || !task_set_jobctl_pending(t, signr | gstop)) continue;
      k.at(L_stop.other);
      sig.group_stop_count += 1;
      if ((t.ptrace & PT_SEIZED) === 0) signal_wake_up(k, t, false);
      else ptrace_trap_notify(k, t);
    }
  }
  if (current.ptrace !== 0) {
    k.at(L_stop.trap);
    task_set_jobctl_pending(current, JOBCTL_TRAP_STOP);
    return false;
  }
  k.at(L_stop.stopped);
  const notify = task_participate_group_stop(k, current);
  current.jobctl |= JOBCTL_STOPPED;
  set_current_state(k, TASK_STOPPED);
  if (notify) {
    yield* read_lock(k, L_stop.lock);
    k.at(L_stop.notify);
    do_notify_parent_cldstop(k, current, false, CLD_STOPPED);
    read_unlock(k, L_stop.unlock);
  }
  yield* schedule(k, L_stop.sleep, 'do_signal_stop');
  return true;
}

const L_ptrace_stop = lines(FILE, 'ptrace_stop', {
  traced: 'set_special_state(TASK_TRACED);',
  code: 'current->exit_code = exit_code;',
  lock: 'read_lock(&tasklist_lock);',
  notify: 'do_notify_parent_cldstop(current, true, why);',
  unlock: 'read_unlock(&tasklist_lock);',
  sleep: 'cgroup_leave_frozen(true);',
  back: 'exit_code = current->exit_code;',
});

/** Stops for the tracer. @returns what the tracer left in exit_code: the signal to go on with, 0 for none */
function* ptrace_stop(k: Kernel, exit_code: number, why: number): Steps<number> {
  const current = k.current;
  if (current.ptrace === 0 || __fatal_signal_pending(current)) return exit_code;
  k.at(L_ptrace_stop.traced);
  set_current_state(k, __TASK_TRACED);
  current.jobctl |= JOBCTL_TRACED;
  k.at(L_ptrace_stop.code);
  current.exit_code = exit_code;
  let gstop_done = false;
  if (why === CLD_STOPPED && (current.jobctl & JOBCTL_STOP_PENDING) !== 0)
    gstop_done = task_participate_group_stop(k, current);
  task_clear_jobctl_pending(current, JOBCTL_TRAP_STOP);
  if (exit_code >> 8 === PTRACE_EVENT_STOP) task_clear_jobctl_pending(current, JOBCTL_TRAP_NOTIFY);
  yield* read_lock(k, L_ptrace_stop.lock);
  k.at(L_ptrace_stop.notify);
  if (current.ptrace !== 0) do_notify_parent_cldstop(k, current, true, why);
  if (gstop_done && (current.ptrace === 0 || ptrace_reparented(current)))
    do_notify_parent_cldstop(k, current, false, why);
  read_unlock(k, L_ptrace_stop.unlock);
  yield* schedule(k, L_ptrace_stop.sleep, 'ptrace_stop');
  k.at(L_ptrace_stop.back);
  const code = current.exit_code;
  current.exit_code = 0;
  recalc_sigpending_tsk(current);
  return code;
}

const L_trap = lines(FILE, 'do_jobctl_trap', { trap: 'ptrace_do_notify(signr, signr | (PTRACE_EVENT_STOP << 8),' });

function* do_jobctl_trap(k: Kernel): Steps<void> {
  const { signal, jobctl } = k.current;
  let signr = jobctl & JOBCTL_STOP_SIGMASK;
  if (signal.group_stop_count === 0 && (signal.flags & SIGNAL_STOP_STOPPED) === 0) signr = SIGTRAP;
  k.at(L_trap.trap);
  yield* ptrace_stop(k, signr | (PTRACE_EVENT_STOP << 8), CLD_STOPPED);
}

const L_ptrace_signal = lines(FILE, 'ptrace_signal', {
  stop: 'signr = ptrace_stop(signr, CLD_TRAPPED, 0, info);',
  requeue: 'send_signal_locked(signr, info, current, type);',
});

/** Offers a signal to the tracer first. @returns what is left of it */
function* ptrace_signal(k: Kernel, info: SigInfo, type: PidType): Steps<SigInfo | null> {
  const current = k.current;
  current.jobctl |= JOBCTL_STOP_DEQUEUED;
  k.at(L_ptrace_signal.stop);
  const signr = yield* ptrace_stop(k, info.si_signo, CLD_TRAPPED);
  if (signr === 0) return null;
  const now: SigInfo =
    signr === info.si_signo
      ? info
      : { si_signo: signr, si_code: SI_USER, si_pid: task_pid_vnr(k, current.parent), layout: 'kill' };
  if (sigismember(current.blocked, signr) || fatal_signal_pending(current)) {
    k.at(L_ptrace_signal.requeue);
    send_signal_locked(k, signr, now, current, type);
    return null;
  }
  return now;
}

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
