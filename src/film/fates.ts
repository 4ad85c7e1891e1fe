/**
 * What became of everybody in a run, and by whom, read off the run's trace.
 * @module
 */
import { Signal, Task } from '../model/index.ts';
import type { Filmed } from './stage.ts';

export interface Fate {
  name: string;
  /** In the containers it is in, outermost first. */
  pids: readonly number[];
  /** `exit 3`, `signal KILL`; undefined: it never came to do_exit. */
  ended: string | undefined;
  /** Who made the kernel kill it, and how: `kill`, `zap_pid_ns_processes` … */
  killed: { by: Task; how: string } | undefined;
  /** Who took its last pid away: the one that waited for it, or itself where nobody would. */
  released: Task | 'itself' | undefined;
  /** Its parents after the first, in order. */
  adopters: readonly Task[];
  last: string;
}

/** Functions whose being underway says why a SIGKILL is sent. */
const CAUSES: ReadonlyMap<string, string> = new Map([
  ['zap_pid_ns_processes', 'zap_pid_ns_processes'],
  ['zap_other_threads', 'zap_other_threads'],
  ['forget_original_parent', 'pdeath_signal'],
  ['kill_orphaned_pgrp', 'kill_orphaned_pgrp'],
  ['reboot_pid_ns', 'reboot'],
  ['kill_something_info', 'kill'],
  ['do_send_specific', 'tgkill'],
  ['do_rt_sigqueueinfo', 'sigqueue'],
]);

/**
 * @param run one that has kept its trace
 * @param from the first event after the scenario's tree stood
 * @returns one fate for each actor, in the order in which they were made
 */
export function fates({ kernel, crew, outcome }: Pick<Filmed, 'kernel' | 'crew' | 'outcome'>, from: number): Fate[] {
  const released = new Map<string, Fate['released']>();
  const adopters = new Map<string, Task[]>();
  const cause = new Map<Task, string>();
  const groups = new Map<Signal, Fate['killed']>();
  const tasks = new Map<string, Task>();
  const nameOf = (task: Task) => crew.nameOfTask(task) ?? task.key;

  for (let i = from; i < kernel.trace.length; i += 1) {
    const { task, line, changes } = kernel.trace.event(i);
    if (line === undefined) cause.delete(task);
    const known = line && CAUSES.get(line.function);
    if (known) cause.set(task, known);
    for (const { cell, field, after, before } of changes) {
      if (cell instanceof Task) {
        const name = nameOf(cell);
        tasks.set(name, cell);
        if (field === 'real_parent' && before instanceof Task && after instanceof Task)
          adopters.set(name, [...(adopters.get(name) ?? []), after]);
        if (field === 'thread_pid' && after === null) released.set(name, cell === task ? 'itself' : task);
      }
      if (cell instanceof Signal && field === 'group_exit_code' && line?.function === 'complete_signal')
        groups.set(cell, { by: task, how: cause.get(task) ?? line.function });
    }
  }
  return Object.entries(outcome.final).map(([name, { nspid, do_exit, last }]) => {
    const ended = do_exit === 'alive' ? undefined : do_exit;
    const task = tasks.get(name);
    return {
      name,
      pids: nspid,
      ended,
      killed: ended?.startsWith('signal') && task !== undefined ? groups.get(task.signal) : undefined,
      released: released.get(name),
      adopters: adopters.get(name) ?? [],
      last,
    };
  });
}
