/**
 * kernel/signal.c: how a group stops, and how a tracee stops for its tracer.
 * @module
 */
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
  next_thread,
  ptrace_trap_notify,
  recalc_sigpending_tsk,
  send_signal_locked,
  signal_set_stop_flags,
  signal_wake_up,
  task_clear_jobctl_pending,
  task_set_jobctl_pending,
} from './signal.ts';
import { do_notify_parent_cldstop } from './signal_parent.ts';
import { CLD_STOPPED, CLD_TRAPPED, SI_USER, SIGTRAP, type SigInfo, type SignalNumber, sigismember } from './signals.ts';
import {
  __TASK_TRACED,
  JOBCTL_STOP_CONSUME,
  JOBCTL_STOP_DEQUEUED,
  JOBCTL_STOP_PENDING,
  JOBCTL_STOP_SIGMASK,
  JOBCTL_STOPPED,
  JOBCTL_TRACED,
  JOBCTL_TRAP_NOTIFY,
  JOBCTL_TRAP_STOP,
  type PidType,
  PT_SEIZED,
  ptrace_reparented,
  SIGNAL_GROUP_EXIT,
  SIGNAL_STOP_STOPPED,
  type Steps,
  TASK_STOPPED,
  type Task,
  task_is_stopped,
} from './structs.ts';

const FILE = 'kernel/signal.c';

/** PTRACE_EVENT_STOP, in the upper byte of a trap's code. */
const PTRACE_EVENT_STOP = 128;

const L_participate = lines(FILE, 'task_participate_group_stop', {
  count: 'sig->group_stop_count--;',
  stopped: 'signal_set_stop_flags(sig, SIGNAL_STOP_STOPPED);',
});

/** @returns whether this completes the group's stop, so that the parent is to be told */
export function task_participate_group_stop(k: Kernel, task: Task): boolean {
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
export function* do_signal_stop(k: Kernel, signr: SignalNumber): Steps<boolean> {
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

export function* do_jobctl_trap(k: Kernel): Steps<void> {
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
export function* ptrace_signal(k: Kernel, info: SigInfo, type: PidType): Steps<SigInfo | null> {
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
