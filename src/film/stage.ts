/**
 * Who is on stage in a run: tasks and namespaces by index, in the order in which they were made.
 * @module
 */
import { type Kernel, PIDNS_ADDING, type Pid, PidNamespace, Task } from '../model/index.ts';
import type { EventIndex, NamespaceIndex, TaskIndex } from '../player/index.ts';
import type { Outcome } from '../scenario/index.ts';

/** What a film is made of: a scenario's run, or any other whose tasks have names. */
export interface Filmed {
  /** It has kept its trace. */
  kernel: Kernel;
  crew: { nameOfTask(task: Task): string | undefined };
  outcome: Outcome;
  /** As of a scenario's run: the trace's length when the tree stood, and when each step had settled. */
  marks: readonly number[];
  /** The event of the trace from which on fates are told; the first mark if not given. */
  from?: number;
}

export interface Stage {
  /**
   * The event of the trace at which the film begins. Before it the machine's own init makes the world outside, `sys`, and nothing else
   * has begun.
   */
  offset: number;
  length: number;
  tasks: { task: Task; name: string; maker: Task; pid: Pid; born: EventIndex }[];
  indexOf: ReadonlyMap<Task, TaskIndex>;
  namespaces: { ns: PidNamespace; init: TaskIndex | undefined; made: EventIndex; closed: EventIndex | undefined }[];
  namespaceOf: ReadonlyMap<PidNamespace, NamespaceIndex>;
}

/** The name of the machine's own init, where a scenario ends the world outside and its children go there. */
export const MACHINE_INIT = 'init_task';

/** Reads off a run's journal who is made when. @param run one that has kept its trace */
export function stageOf({ kernel, crew }: Pick<Filmed, 'kernel' | 'crew'>): Stage {
  const { trace } = kernel;
  let offset = 0;
  while (offset < trace.length && trace.taskOf(offset) === kernel.init_task) offset += 1;

  const tasks: Stage['tasks'] = [];
  const indexOf = new Map<Task, TaskIndex>();
  const add = (task: Task, name: string, maker: Task, pid: Pid, born: EventIndex) => {
    indexOf.set(task, tasks.length);
    tasks.push({ task, name, maker, pid, born });
  };
  const namespaces: Stage['namespaces'] = [{ ns: kernel.init_pid_ns, init: undefined, made: 0, closed: undefined }];
  const namespaceOf = new Map<PidNamespace, NamespaceIndex>([[kernel.init_pid_ns, 0]]);
  let orphans = false;
  for (let i = 0; i < trace.length; i += 1) {
    const at = Math.max(0, i - offset);
    for (const { cell, field, before, after } of trace.event(i).changes) {
      if (cell instanceof Task) {
        if (field === 'thread_pid' && before === null) {
          const pid = after as Pid;
          add(cell, crew.nameOfTask(cell) ?? cell.key, trace.taskOf(i), pid, at);
          for (const { nr, ns } of pid.numbers)
            if (!namespaceOf.has(ns)) {
              namespaceOf.set(ns, namespaces.length);
              namespaces.push({ ns, init: nr === 1 ? indexOf.get(cell) : undefined, made: at, closed: undefined });
            }
        }
        if (field === 'real_parent' && after === kernel.init_task && before !== undefined) orphans = true;
      }
      if (cell instanceof PidNamespace && field === 'pid_allocated' && isOpen(before) && !isOpen(after)) {
        const index = namespaceOf.get(cell);
        if (index !== undefined) namespaces[index]!.closed ??= at;
      }
    }
  }
  if (orphans) add(kernel.init_task, MACHINE_INIT, kernel.init_task, kernel.init_task.thread_pid!, 0);
  return { offset, length: trace.length - offset, tasks, indexOf, namespaces, namespaceOf };
}

/** Whether a value of `pid_allocated` lets processes be added. */
export const isOpen = (allocated: unknown): boolean => (allocated as number) >= PIDNS_ADDING;
