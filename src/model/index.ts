/**
 * A model of Linux 6.0's process-exit path.
 *
 * Files and functions bear the kernel's names: who knows `exit_notify` in kernel/exit.c finds it in exit.ts, and back. What the
 * kernel does besides is left out. A machine (`Kernel`) is a memory of cells, tasks that are generators, and a loop that runs
 * them step by step in the order a schedule says; it has no clock, no randomness and no I/O of its own.
 * @module
 */

export { exit_to_user_mode, fault, ret_from_fork, syscall } from './entry.ts';
export { ERESTARTSYS, type ErrnoName, errno, errnoName } from './errno.ts';
export { begin_new_exec } from './exec.ts';
export { sys_exit, sys_exit_group } from './exit.ts';
export { type Explored, explore, exploring } from './explore.ts';
export { type CloneArgs, kernel_clone } from './fork.ts';
export { Cell, type Tracker } from './journal.ts';
export { Kernel, Livelock } from './kernel.ts';
export { allLines, type KernelLine, type Line, USER_MODE } from './lines.ts';
export { ksys_unshare, sys_setns } from './nsproxy.ts';
export { pid_nr_ns, pid_task, task_active_pid_ns, task_tgid } from './pid.ts';
export type { RebootCommand } from './pid_namespace.ts';
export {
  type CloneOptions,
  type Death,
  type Program,
  type Received,
  Sys,
  SyscallError,
  startProgram,
} from './program.ts';
export { ptrace_detach, ptrace_interrupt, ptrace_seize } from './ptrace.ts';
export { sys_reboot } from './reboot.ts';
export { schedule, set_current_state, signal_pending } from './sched.ts';
export {
  Abandoned,
  type DrawnSchedule,
  type ExactSchedule,
  following,
  given,
  inOrder,
  type Ready,
  recorded,
  type Schedule,
  seeded,
} from './schedule.ts';
export { do_sigaction, do_sigtimedwait, sys_rt_sigprocmask } from './signal_calls.ts';
export { sys_kill, sys_rt_sigqueueinfo, sys_tgkill } from './signal_kill.ts';
export * from './signals.ts';
export * from './structs.ts';
export { ksys_setsid, prctl_set_child_subreaper, prctl_set_pdeathsig, sys_setpgid } from './sys.ts';
export type { Change, Incident, TraceEvent } from './trace.ts';
export { __WALL, __WCLONE, __WNOTHREAD, kernel_wait4, WNOHANG } from './wait.ts';
export { type Reason, type Wait, waits } from './waits.ts';
