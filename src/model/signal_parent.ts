/**
 * kernel/signal.c: what a parent is told of its children.
 * @module
 */
import type { Kernel } from './kernel.ts';
import { lines } from './lines.ts';
import { task_active_pid_ns, task_pid_nr_ns } from './pid.ts';
import { __send_signal_locked, send_signal_locked } from './signal.ts';
import {
  CLD_CONTINUED,
  CLD_DUMPED,
  CLD_EXITED,
  CLD_KILLED,
  CLD_STOPPED,
  SIGCHLD,
  SIGCONT,
  type SigInfo,
  type SignalNumber,
} from './signals.ts';
import { PIDTYPE_TGID, SA_NOCLDSTOP, SA_NOCLDWAIT, SIG_IGN, type Task } from './structs.ts';
import { __wake_up_parent } from './wait.ts';

const FILE = 'kernel/signal.c';

const L_notify = lines(FILE, 'do_notify_parent', {
  domain: 'if (tsk->parent_exec_id != READ_ONCE(tsk->parent->self_exec_id))',
  pid: 'info.si_pid = task_pid_nr_ns(tsk, task_active_pid_ns(tsk->parent));',
  status: 'info.si_status = tsk->exit_code & 0x7f;',
  ignoring: 'if (!tsk->ptrace && sig == SIGCHLD &&',
  autoreap: 'autoreap = true;',
  silent: 'sig = 0;',
  send: '__send_signal_locked(sig, &info, tsk->parent, PIDTYPE_TGID, false);',
  wake: '__wake_up_parent(tsk, tsk->parent);',
});

/**
 * Tells the parent (the tracer, if there is one) of a death. The caller holds tasklist_lock for writing.
 * @returns whether nobody will wait for the dead task, so that whoever called must release it
 */
export function do_notify_parent(k: Kernel, tsk: Task, signal: SignalNumber): boolean {
  let sig = signal;
  const { parent, exit_code } = tsk;
  if (sig !== SIGCHLD) {
    k.at(L_notify.domain);
    if (tsk.parent_exec_id !== parent.self_exec_id) sig = SIGCHLD;
  }
  k.at(L_notify.pid);
  const si_pid = task_pid_nr_ns(tsk, task_active_pid_ns(parent));
  k.at(L_notify.status);
  const [si_code, si_status] =
    (exit_code & 0x80) !== 0
      ? [CLD_DUMPED, exit_code & 0x7f]
      : (exit_code & 0x7f) !== 0
        ? [CLD_KILLED, exit_code & 0x7f]
        : [CLD_EXITED, exit_code >> 8];
  const info: SigInfo = { si_signo: sig, si_code, si_pid, si_status, layout: 'chld' };
  let autoreap = false;
  const chld = parent.sighand!.action[SIGCHLD]!;
  k.at(L_notify.ignoring);
  if (tsk.ptrace === 0 && sig === SIGCHLD && (chld.sa_handler === SIG_IGN || (chld.sa_flags & SA_NOCLDWAIT) !== 0)) {
    k.at(L_notify.autoreap);
    autoreap = true;
    if (chld.sa_handler === SIG_IGN) {
      k.at(L_notify.silent);
      sig = 0;
    }
  }
  if (sig !== 0) {
    k.at(L_notify.send);
    __send_signal_locked(k, sig, info, parent, PIDTYPE_TGID, false);
  }
  k.at(L_notify.wake);
  __wake_up_parent(k, tsk, parent);
  return autoreap;
}

const L_cldstop = lines(FILE, 'do_notify_parent_cldstop', {
  tracer: ['parent = tsk->parent;', 'if (for_ptracer) {'],
  leader: 'parent = tsk->real_parent;',
  send: 'send_signal_locked(SIGCHLD, &info, parent, PIDTYPE_TGID);',
  wake: '__wake_up_parent(tsk, parent);',
});

/** Tells the parent, or with `for_ptracer` the tracer, that a child stopped or goes on. The caller holds tasklist_lock. */
export function do_notify_parent_cldstop(k: Kernel, task: Task, for_ptracer: boolean, why: number): void {
  k.at(for_ptracer ? L_cldstop.tracer : L_cldstop.leader);
  const tsk = for_ptracer ? task : task.group_leader;
  const parent = for_ptracer ? tsk.parent : tsk.real_parent;
  const si_status =
    why === CLD_CONTINUED ? SIGCONT : (why === CLD_STOPPED ? tsk.signal.group_exit_code : tsk.exit_code) & 0x7f;
  const si_pid = task_pid_nr_ns(tsk, task_active_pid_ns(parent));
  const { sa_handler, sa_flags } = parent.sighand!.action[SIGCHLD]!;
  if (sa_handler !== SIG_IGN && (sa_flags & SA_NOCLDSTOP) === 0) {
    k.at(L_cldstop.send);
    const info: SigInfo = { si_signo: SIGCHLD, si_code: why, si_pid, si_status, layout: 'chld' };
    send_signal_locked(k, SIGCHLD, info, parent, PIDTYPE_TGID);
  }
  k.at(L_cldstop.wake);
  __wake_up_parent(k, tsk, parent);
}
