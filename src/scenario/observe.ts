/**
 * What is to be seen of a task from outside, in the format's words.
 * @module
 */
import {
  EXIT_ZOMBIE,
  type Kernel,
  members,
  PF_EXITING,
  PIDTYPE_PID,
  pid_task,
  signalName,
  type Task,
  task_is_stopped,
  task_is_traced,
  task_tgid,
  thread_group_leader,
} from '../model/index.ts';
import type { Crew } from './crew.ts';

/** `exit 3` or `signal KILL`, for a wait status. */
export function describeStatus(code: number): string {
  return (code & 0x7f) === 0 ? `exit ${code >> 8}` : `signal ${signalName(code & 0x7f)}`;
}

/** `alive ppid=init tracer=T pending=USR1,TERM`, `zombie(exit 3) ppid=S`, `gone` … */
export function describeState(_k: Kernel, crew: Crew, name: string): string {
  const task = pid_task(crew.member(name)!.pid, PIDTYPE_PID);
  if (task === null) return 'gone';
  const words = [describeLife(task)];
  if (thread_group_leader(task)) words.push(`ppid=${crew.nameOf(task_tgid(task.real_parent)) ?? '?'}`);
  if (task.ptrace !== 0) words.push(`tracer=${crew.nameOfTask(task.parent) ?? '?'}`);
  const pending = members(task.pending.signal | task.signal.shared_pending.signal);
  if ((task.flags & PF_EXITING) === 0 && pending.length > 0) words.push(`pending=${pending.map(signalName).join(',')}`);
  return words.join(' ');
}

function describeLife(task: Task): string {
  if (task.exit_state === EXIT_ZOMBIE) return `zombie(${describeStatus(task.exit_code)})`;
  if (task.exit_state !== 0) return 'dead';
  if ((task.flags & PF_EXITING) !== 0) return 'exiting';
  if (task_is_stopped(task)) return 'stopped';
  return task_is_traced(task) ? 'traced-stop' : 'alive';
}
