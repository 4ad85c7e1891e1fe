/**
 * kernel/signal.c, the sending half: who a signal goes to, and whether it is dropped, queued or deadly at once.
 *
 * What the kernel does under a group's siglock is here one step: nobody who takes that lock can see it half done.
 * @module
 */
import { errno } from './errno.ts';
import type { Kernel } from './kernel.ts';
import { lines } from './lines.ts';
import { list_for_each } from './list.ts';
import { is_global_init, task_active_pid_ns, task_pid_nr_ns, task_tgid_nr_ns } from './pid.ts';
import { fatal_signal_pending, wake_up_state } from './sched.ts';
import {
  SEND_SIG_NOINFO,
  SEND_SIG_PRIV,
  type SendInfo,
  SI_KERNEL,
  SI_USER,
  SIG_KERNEL_IGNORE_MASK,
  SIG_KERNEL_STOP_MASK,
  SIGCONT,
  SIGKILL,
  type SigInfo,
  type SignalNumber,
  type SigSet,
  sig_kernel_coredump,
  sig_kernel_ignore,
  sig_kernel_only,
  sig_kernel_stop,
  sigismember,
  sigmask,
} from './signals.ts';
import {
  __TASK_STOPPED,
  __TASK_TRACED,
  JOBCTL_PENDING_MASK,
  JOBCTL_STOP_CONSUME,
  JOBCTL_STOP_DEQUEUED,
  JOBCTL_STOP_PENDING,
  JOBCTL_STOP_SIGMASK,
  JOBCTL_STOPPED,
  JOBCTL_TRACED,
  JOBCTL_TRAP_NOTIFY,
  PF_EXITING,
  PIDTYPE_PID,
  PIDTYPE_TGID,
  type PidType,
  PT_SEIZED,
  type SaHandler,
  SIG_DFL,
  SIG_IGN,
  SIGNAL_CLD_CONTINUED,
  SIGNAL_CLD_MASK,
  SIGNAL_CLD_STOPPED,
  SIGNAL_GROUP_EXIT,
  SIGNAL_STOP_CONTINUED,
  SIGNAL_STOP_STOPPED,
  SIGNAL_UNKILLABLE,
  type Signal,
  type SigPending,
  TASK_INTERRUPTIBLE,
  TASK_WAKEKILL,
  type Task,
  task_is_stopped_or_traced,
  thread_group_empty,
} from './structs.ts';

const FILE = 'kernel/signal.c';

const sig_handler = (t: Task, sig: SignalNumber): SaHandler => t.sighand!.action[sig]!.sa_handler;

export const sig_handler_ignored = (handler: SaHandler, sig: SignalNumber): boolean =>
  handler === SIG_IGN || (handler === SIG_DFL && sig_kernel_ignore(sig));

const L_task_ignored = lines(FILE, 'sig_task_ignored', {
  global: 'if (unlikely(is_global_init(t) && sig_kernel_only(sig)))',
  unkillable: 'if (unlikely(t->signal->flags & SIGNAL_UNKILLABLE) &&',
  handler: 'return sig_handler_ignored(handler, sig);',
});

function sig_task_ignored(k: Kernel, t: Task, sig: SignalNumber, force: boolean): boolean {
  const handler = sig_handler(t, sig);
  k.at(L_task_ignored.global);
  if (is_global_init(t) && sig_kernel_only(sig)) return true;
  k.at(L_task_ignored.unkillable);
  if ((t.signal.flags & SIGNAL_UNKILLABLE) !== 0 && handler === SIG_DFL && !(force && sig_kernel_only(sig)))
    return true;
  k.at(L_task_ignored.handler);
  return sig_handler_ignored(handler, sig);
}

const L_ignored = lines(FILE, 'sig_ignored', {
  blocked: 'if (sigismember(&t->blocked, sig) || sigismember(&t->real_blocked, sig))',
  traced: 'if (t->ptrace && sig != SIGKILL)',
});

function sig_ignored(k: Kernel, t: Task, sig: SignalNumber, force: boolean): boolean {
  k.at(L_ignored.blocked);
  if (sigismember(t.blocked, sig) || sigismember(t.real_blocked, sig)) return false;
  k.at(L_ignored.traced);
  if (t.ptrace !== 0 && sig !== SIGKILL) return false;
  return sig_task_ignored(k, t, sig, force);
}

export const has_pending_signals = (signal: SigSet, blocked: SigSet): boolean => (signal & ~blocked) !== 0;

/** Sets TIF_SIGPENDING if there is something to take; never clears it. */
export function recalc_sigpending_tsk(t: Task): boolean {
  if (
    (t.jobctl & JOBCTL_PENDING_MASK) !== 0 ||
    has_pending_signals(t.pending.signal, t.blocked) ||
    has_pending_signals(t.signal.shared_pending.signal, t.blocked)
  ) {
    t.sigpending = true;
    return true;
  }
  return false;
}

export function recalc_sigpending(k: Kernel): void {
  if (!recalc_sigpending_tsk(k.current)) k.current.sigpending = false;
}

export function task_set_jobctl_pending(task: Task, mask: number): boolean {
  if (fatal_signal_pending(task) || (task.flags & PF_EXITING) !== 0) return false;
  if ((mask & JOBCTL_STOP_SIGMASK) !== 0) task.jobctl &= ~JOBCTL_STOP_SIGMASK;
  task.jobctl |= mask;
  return true;
}

export function task_clear_jobctl_pending(task: Task, mask: number): void {
  const cleared = (mask & JOBCTL_STOP_PENDING) !== 0 ? mask | JOBCTL_STOP_CONSUME | JOBCTL_STOP_DEQUEUED : mask;
  task.jobctl &= ~cleared;
}

/** Changes the stop and continue flags, and no others. */
export function signal_set_stop_flags(sig: Signal, flags: number): void {
  sig.flags = (sig.flags & ~(SIGNAL_CLD_MASK | SIGNAL_STOP_STOPPED | SIGNAL_STOP_CONTINUED)) | flags;
}

const L_wake = lines(FILE, 'signal_wake_up_state', {
  flag: 'set_tsk_thread_flag(t, TIF_SIGPENDING);',
  wake: 'if (!wake_up_state(t, state | TASK_INTERRUPTIBLE))',
});

export function signal_wake_up_state(k: Kernel, t: Task, state: number): void {
  k.at(L_wake.flag);
  t.sigpending = true;
  k.at(L_wake.wake);
  wake_up_state(k, t, state | TASK_INTERRUPTIBLE);
}

/** @param fatal wakes it from a stop and from killable sleeps too */
export function signal_wake_up(k: Kernel, t: Task, fatal: boolean): void {
  let state = 0;
  if (fatal) {
    t.jobctl &= ~(JOBCTL_STOPPED | JOBCTL_TRACED);
    state = TASK_WAKEKILL | __TASK_TRACED;
  }
  signal_wake_up_state(k, t, state);
}

const L_flush = lines(FILE, 'flush_sigqueue_mask', { flush: 'sigandnsets(&s->signal, &s->signal, mask);' });

export function flush_sigqueue_mask(k: Kernel, mask: SigSet, s: SigPending): void {
  if ((s.signal & mask) === 0) return;
  k.at(L_flush.flush);
  s.signal &= ~mask;
  s.list = s.list.filter((info) => !sigismember(mask, info.si_signo));
}

const L_trap = lines(FILE, 'ptrace_trap_notify', { trap: 'task_set_jobctl_pending(t, JOBCTL_TRAP_NOTIFY);' });

export function ptrace_trap_notify(k: Kernel, t: Task): void {
  k.at(L_trap.trap);
  task_set_jobctl_pending(t, JOBCTL_TRAP_NOTIFY);
  signal_wake_up_state(k, t, 0);
}

const L_prepare = lines(FILE, 'prepare_signal', {
  dying: 'if (signal->flags & SIGNAL_GROUP_EXIT) {',
  stop: 'siginitset(&flush, sigmask(SIGCONT));',
  cont: 'siginitset(&flush, SIG_KERNEL_STOP_MASK);',
  wake: 'wake_up_state(t, __TASK_STOPPED);',
  notice: 'signal_set_stop_flags(signal, why | SIGNAL_STOP_CONTINUED);',
  ignored: 'return !sig_ignored(p, sig, force);',
});

/** The effects of stop and continue signals at sending time, then: is the signal to be delivered at all? */
function prepare_signal(k: Kernel, sig: SignalNumber, p: Task, force: boolean): boolean {
  const { signal } = p;
  k.at(L_prepare.dying);
  if ((signal.flags & SIGNAL_GROUP_EXIT) !== 0) return false;
  if (sig_kernel_stop(sig)) {
    k.at(L_prepare.stop);
    const flush = sigmask(SIGCONT);
    flush_sigqueue_mask(k, flush, signal.shared_pending);
    for (const t of list_for_each(signal.thread_head)) flush_sigqueue_mask(k, flush, t.pending);
  } else if (sig === SIGCONT) {
    k.at(L_prepare.cont);
    const flush = SIG_KERNEL_STOP_MASK;
    flush_sigqueue_mask(k, flush, signal.shared_pending);
    for (const t of list_for_each(signal.thread_head)) {
      flush_sigqueue_mask(k, flush, t.pending);
      task_clear_jobctl_pending(t, JOBCTL_STOP_PENDING);
      if ((t.ptrace & PT_SEIZED) === 0) {
        k.at(L_prepare.wake);
        t.jobctl &= ~JOBCTL_STOPPED;
        wake_up_state(k, t, __TASK_STOPPED);
      } else ptrace_trap_notify(k, t);
    }
    let why = 0;
    if ((signal.flags & SIGNAL_STOP_STOPPED) !== 0) why |= SIGNAL_CLD_CONTINUED;
    else if (signal.group_stop_count !== 0) why |= SIGNAL_CLD_STOPPED;
    if (why !== 0) {
      k.at(L_prepare.notice);
      signal_set_stop_flags(signal, why | SIGNAL_STOP_CONTINUED);
      signal.group_stop_count = 0;
      signal.group_exit_code = 0;
    }
  }
  k.at(L_prepare.ignored);
  return !sig_ignored(k, p, sig, force);
}

/** Whether the thread would take the signal now. One processor: only the running task is on a CPU. */
function wants_signal(k: Kernel, sig: SignalNumber, p: Task): boolean {
  if (sigismember(p.blocked, sig)) return false;
  if ((p.flags & PF_EXITING) !== 0) return false;
  if (sig === SIGKILL) return true;
  if (task_is_stopped_or_traced(p)) return false;
  return p === k.current || !p.sigpending;
}

export function next_thread(t: Task): Task {
  const head = t.signal.thread_head;
  const node = t.thread_node.next;
  return node === head ? head.next.owner : node.owner;
}

const sig_fatal = (t: Task, sig: SignalNumber): boolean =>
  !sigismember(SIG_KERNEL_IGNORE_MASK | SIG_KERNEL_STOP_MASK, sig) && sig_handler(t, sig) === SIG_DFL;

const L_complete = lines(FILE, 'complete_signal', {
  main: 'if (wants_signal(sig, p))',
  alone: 'else if ((type == PIDTYPE_PID) || thread_group_empty(p))',
  other: 'while (!wants_signal(sig, t)) {',
  fatal: 'if (sig_fatal(p, sig) &&',
  exit: 'signal->flags = SIGNAL_GROUP_EXIT;',
  code: 'signal->group_exit_code = sig;',
  kill: 'sigaddset(&t->pending.signal, SIGKILL);',
  wake: 'signal_wake_up(t, sig == SIGKILL);',
});

function complete_signal(k: Kernel, sig: SignalNumber, p: Task, type: PidType): void {
  const { signal } = p;
  let t: Task;
  k.at(L_complete.main);
  if (wants_signal(k, sig, p)) t = p;
  else if (type === PIDTYPE_PID || thread_group_empty(p)) {
    k.at(L_complete.alone);
    return;
  } else {
    t = signal.curr_target;
    k.at(L_complete.other);
    while (!wants_signal(k, sig, t)) {
      t = next_thread(t);
      if (t === signal.curr_target) return;
    }
    signal.curr_target = t;
  }
  k.at(L_complete.fatal);
  if (
    sig_fatal(p, sig) &&
    (signal.flags & SIGNAL_GROUP_EXIT) === 0 &&
    !sigismember(t.real_blocked, sig) &&
    (sig === SIGKILL || p.ptrace === 0) &&
    !sig_kernel_coredump(sig)
  ) {
    k.at(L_complete.exit);
    signal.flags = SIGNAL_GROUP_EXIT;
    k.at(L_complete.code);
    signal.group_exit_code = sig;
    signal.group_stop_count = 0;
    for (const thread of list_for_each(signal.thread_head)) {
      task_clear_jobctl_pending(thread, JOBCTL_PENDING_MASK);
      k.at(L_complete.kill);
      thread.pending.signal |= sigmask(SIGKILL);
      signal_wake_up(k, thread, true);
    }
    return;
  }
  k.at(L_complete.wake);
  signal_wake_up(k, t, sig === SIGKILL);
}

const L_send = lines(FILE, '__send_signal_locked', {
  prepare: 'if (!prepare_signal(sig, t, force))',
  queue: 'pending = (type != PIDTYPE_PID) ? &t->signal->shared_pending : &t->pending;',
  legacy: 'if (legacy_queue(pending, sig))',
  add: 'list_add_tail(&q->list, &pending->list);',
  set: 'sigaddset(&pending->signal, sig);',
  fork: 'hlist_for_each_entry(delayed, &t->signal->multiprocess, node) {',
});

export function __send_signal_locked(
  k: Kernel,
  sig: SignalNumber,
  info: SendInfo,
  t: Task,
  type: PidType,
  force: boolean,
): void {
  k.at(L_send.prepare);
  const begin = k.trace.length - 1;
  const told = (accepted: 'no' | 'already' | 'yes') =>
    k.trace.incident({ kind: 'sent', signal: sig, target: t, type, info, accepted, begin });
  if (!prepare_signal(k, sig, t, force)) {
    told('no');
    return;
  }
  k.at(L_send.queue);
  const pending = type !== PIDTYPE_PID ? t.signal.shared_pending : t.pending;
  k.at(L_send.legacy);
  if (sigismember(pending.signal, sig)) {
    told('already');
    return;
  }
  if (sig !== SIGKILL) {
    k.at(L_send.add);
    pending.list = [...pending.list, siginfo(k, sig, info, t)];
  }
  k.at(L_send.set);
  pending.signal |= sigmask(sig);
  if (type > PIDTYPE_TGID)
    for (const delayed of t.signal.multiprocess) {
      k.at(L_send.fork);
      if (sig === SIGCONT) delayed.signal &= ~SIG_KERNEL_STOP_MASK;
      else if (sig_kernel_stop(sig)) delayed.signal &= ~sigmask(SIGCONT);
      delayed.signal |= sigmask(sig);
    }
  complete_signal(k, sig, t, type);
  told('yes');
}

/** The siginfo that is queued for what the sender gave. */
function siginfo(k: Kernel, sig: SignalNumber, info: SendInfo, t: Task): SigInfo {
  if (info === SEND_SIG_NOINFO) {
    const si_pid = task_tgid_nr_ns(k.current, task_active_pid_ns(t));
    return { si_signo: sig, si_code: SI_USER, si_pid, layout: 'kill' };
  }
  if (info === SEND_SIG_PRIV) return { si_signo: sig, si_code: SI_KERNEL, si_pid: 0, layout: 'kill' };
  return info;
}

const L_send_signal = lines(FILE, 'send_signal_locked', {
  noinfo: 'force = !task_pid_nr_ns(current, task_active_pid_ns(t));',
  priv: ['force = true;', "/* Don't ignore kernel generated signals */"],
  kernel: 'force = (info->si_code == SI_KERNEL);',
  ancestor: 'if (!task_pid_nr_ns(current, task_active_pid_ns(t))) {',
  send: 'return __send_signal_locked(sig, info, t, type, force);',
});

/** Decides whether an init may drop SIGKILL and SIGSTOP, and hides senders that the receiver cannot see. */
export function send_signal_locked(k: Kernel, sig: SignalNumber, info: SendInfo, t: Task, type: PidType): void {
  let force = false;
  let sent = info;
  if (info === SEND_SIG_NOINFO) {
    k.at(L_send_signal.noinfo);
    force = task_pid_nr_ns(k.current, task_active_pid_ns(t)) === 0;
  } else if (info === SEND_SIG_PRIV) {
    k.at(L_send_signal.priv);
    force = true;
  } else if (info.layout !== 'fault') {
    k.at(L_send_signal.kernel);
    force = info.si_code === SI_KERNEL;
    k.at(L_send_signal.ancestor);
    if (task_pid_nr_ns(k.current, task_active_pid_ns(t)) === 0) {
      sent = { ...info, si_pid: 0 };
      force = true;
    }
  }
  k.at(L_send_signal.send);
  __send_signal_locked(k, sig, sent, t, type, force);
}

const L_do_send = lines(FILE, 'do_send_sig_info', {
  lock: 'if (lock_task_sighand(p, &flags)) {',
  send: 'ret = send_signal_locked(sig, info, p, type);',
});

/** @returns 0, or -ESRCH for a task that has been released */
export function do_send_sig_info(k: Kernel, sig: SignalNumber, info: SendInfo, p: Task, type: PidType): number {
  k.at(L_do_send.lock);
  if (p.sighand === null) return -errno.ESRCH;
  k.at(L_do_send.send);
  send_signal_locked(k, sig, info, p, type);
  return 0;
}

const L_group_send = lines(FILE, 'group_send_sig_info', { send: 'ret = do_send_sig_info(sig, info, p, type);' });

/** Everybody is root here: the permission check always passes. */
export function group_send_sig_info(k: Kernel, sig: SignalNumber, info: SendInfo, p: Task, type: PidType): number {
  if (sig === 0) return 0;
  k.at(L_group_send.send);
  return do_send_sig_info(k, sig, info, p, type);
}

const L_send_sig_info = lines(FILE, 'send_sig_info', {
  send: 'return do_send_sig_info(sig, info, p, PIDTYPE_PID);',
});

export function send_sig_info(k: Kernel, sig: SignalNumber, info: SendInfo, p: Task): number {
  k.at(L_send_sig_info.send);
  return do_send_sig_info(k, sig, info, p, PIDTYPE_PID);
}

export function send_sig(k: Kernel, sig: SignalNumber, p: Task, priv: boolean): number {
  return send_sig_info(k, sig, priv ? SEND_SIG_PRIV : SEND_SIG_NOINFO, p);
}

const L_force = lines(FILE, 'force_sig_info_to_task', {
  reset: 'action->sa.sa_handler = SIG_DFL;',
  unblock: 'sigdelset(&t->blocked, sig);',
  killable: 't->signal->flags &= ~SIGNAL_UNKILLABLE;',
  send: 'ret = send_signal_locked(sig, info, t, PIDTYPE_PID);',
});

/** A fault of the running task itself: cannot be ignored, blocked, or survived by an init that does not handle it. */
export function force_sig_info(k: Kernel, info: SigInfo): void {
  const t = k.current;
  const sig = info.si_signo;
  const sighand = t.sighand!;
  const ignored = sig_handler(t, sig) === SIG_IGN;
  const blocked = sigismember(t.blocked, sig);
  if (blocked || ignored) {
    k.at(L_force.reset);
    sighand.action = sighand.action.with(sig, { ...sighand.action[sig]!, sa_handler: SIG_DFL });
    if (blocked) {
      k.at(L_force.unblock);
      t.blocked &= ~sigmask(sig);
      recalc_sigpending_tsk(t);
    }
  }
  if (sig_handler(t, sig) === SIG_DFL && t.ptrace === 0) {
    k.at(L_force.killable);
    t.signal.flags &= ~SIGNAL_UNKILLABLE;
  }
  k.at(L_force.send);
  send_signal_locked(k, sig, info, t, PIDTYPE_PID);
}

const L_flush_handlers = lines(FILE, 'flush_signal_handlers', {
  reset: 'if (force_default || ka->sa.sa_handler != SIG_IGN)',
});

/** Caught signals become default; ignored ones stay ignored. */
export function flush_signal_handlers(k: Kernel, t: Task): void {
  k.at(L_flush_handlers.reset);
  const sighand = t.sighand!;
  sighand.action = sighand.action.map(({ sa_handler }) => ({
    sa_handler: sa_handler === SIG_IGN ? SIG_IGN : SIG_DFL,
    sa_flags: 0,
    sa_mask: 0,
  }));
}

const L_zap_other = lines(FILE, 'zap_other_threads', {
  dead: 'if (t->exit_state)',
  kill: 'sigaddset(&t->pending.signal, SIGKILL);',
});

/** @returns how many other threads there are, dead ones included */
export function zap_other_threads(k: Kernel, p: Task): number {
  let count = 0;
  p.signal.group_stop_count = 0;
  task_clear_jobctl_pending(p, JOBCTL_PENDING_MASK);
  for (let t = next_thread(p); t !== p; t = next_thread(t)) {
    task_clear_jobctl_pending(t, JOBCTL_PENDING_MASK);
    count += 1;
    k.at(L_zap_other.dead);
    if (t.exit_state !== 0) continue;
    k.at(L_zap_other.kill);
    t.pending.signal |= sigmask(SIGKILL);
    signal_wake_up(k, t, true);
  }
  return count;
}
