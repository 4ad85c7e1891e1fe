/**
 * When a machine has settled: who sleeps in the kernel, on what, and who could end it. A hang is an outcome; this is its reason.
 * @module
 */
import type { Kernel } from './kernel.ts';
import { list_for_each } from './list.ts';
import { pid_has_task, task_active_pid_ns } from './pid.ts';
import { EXIT_ZOMBIE, PIDTYPE_PGID, PIDTYPE_PID, PIDTYPE_SID, PIDTYPE_TGID, type Pid, type Task } from './structs.ts';

/** What a sleeper needs of another task. */
export interface Reason {
  /** `lives`: it would have to die; `unreaped`: its parent (or tracer) `by` would have to wait for it; `group`, `session`: it uses a number of the namespace so. */
  kind: 'lives' | 'unreaped' | 'group' | 'session' | 'memory' | 'signal' | 'continue' | 'tracer' | 'thread';
  task: Task;
  by?: Task;
}

export interface Wait {
  task: Task;
  /** The kernel function it sleeps in. */
  wchan: string;
  reasons: Reason[];
}

/** Every task that sleeps inside a system call, or in its exit, in the order in which the processes were made. */
export function waits(k: Kernel): Wait[] {
  const found: Wait[] = [];
  for (const process of list_for_each(k.processes))
    for (const task of list_for_each(process.signal.thread_head))
      if (task.wchan !== '') found.push({ task, wchan: task.wchan, reasons: reasonsOf(task) });
  return found;
}

function reasonsOf(task: Task): Reason[] {
  switch (task.wchan) {
    case 'zap_pid_ns_processes':
      return heldPids(task).flatMap(usersOf);
    case 'do_wait':
      return [...children(task)].map(reasonOfChild);
    case 'wait_for_vfork_done':
      return [...children(task)]
        .filter((child) => child.vfork_done !== null)
        .map((child) => ({ kind: 'memory', task: child }));
    case 'de_thread':
      return [...list_for_each(task.signal.thread_head)]
        .filter((thread) => thread !== task)
        .map((thread) => ({ kind: 'thread', task: thread }));
    case 'do_signal_stop':
      return [{ kind: 'continue', task }];
    case 'ptrace_stop':
      return [{ kind: 'tracer', task: task.parent }];
    default:
      return [];
  }
}

function* children(task: Task): Generator<Task, void, void> {
  for (const thread of list_for_each(task.signal.thread_head)) {
    yield* list_for_each(thread.children);
    yield* list_for_each(thread.ptraced);
  }
}

function reasonOfChild(child: Task): Reason {
  if (child.exit_state !== EXIT_ZOMBIE) return { kind: 'lives', task: child };
  return { kind: 'unreaped', task: child, by: child.parent };
}

/** The pids that keep a dying init's namespace from being empty: all but the init's own. */
function heldPids(init: Task): Pid[] {
  const ns = task_active_pid_ns(init);
  const own = new Set([init.thread_pid, init.signal.tgid]);
  const held: Pid[] = [];
  for (let nr = 2; nr < ns.idr.f.length; nr += 1) {
    const pid = ns.idr.find(nr);
    if (pid !== null && !own.has(pid)) held.push(pid);
  }
  return held;
}

function usersOf(pid: Pid): Reason[] {
  if (pid_has_task(pid, PIDTYPE_PID)) {
    const task = pid.tasks[PIDTYPE_PID]!.next.owner;
    return [reasonOfChild(task)];
  }
  return ([PIDTYPE_TGID, PIDTYPE_PGID, PIDTYPE_SID] as const).flatMap((type) =>
    [...list_for_each(pid.tasks[type]!)].map(
      (task): Reason => ({ kind: type === PIDTYPE_SID ? 'session' : 'group', task }),
    ),
  );
}
