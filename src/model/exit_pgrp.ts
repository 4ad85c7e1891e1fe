/**
 * kernel/exit.c: process groups that lose their last link to the session, and what that does to stopped members.
 * @module
 */
import type { Kernel } from './kernel.ts';
import { lines } from './lines.ts';
import { list_for_each } from './list.ts';
import { is_global_init, task_pgrp, task_session } from './pid.ts';
import { read_lock, read_unlock } from './sched.ts';
import { __kill_pgrp_info } from './signal_kill.ts';
import { SEND_SIG_PRIV, SIGCONT, SIGHUP } from './signals.ts';
import { PIDTYPE_PGID, type Pid, SIGNAL_STOP_STOPPED, type Steps, type Task, thread_group_empty } from './structs.ts';

const FILE = 'kernel/exit.c';

/** Whether no member but `ignored_task` has a parent in another group of the same session. */
function will_become_orphaned_pgrp(pgrp: Pid, ignored_task: Task | null): boolean {
  for (const p of list_for_each(pgrp.tasks[PIDTYPE_PGID]!)) {
    if (p === ignored_task || (p.exit_state !== 0 && thread_group_empty(p)) || is_global_init(p.real_parent)) continue;
    if (task_pgrp(p.real_parent) !== pgrp && task_session(p.real_parent) === task_session(p)) return false;
  }
  return true;
}

const L_current = lines(FILE, 'is_current_pgrp_orphaned', {
  lock: 'read_lock(&tasklist_lock);',
  test: 'retval = will_become_orphaned_pgrp(task_pgrp(current), NULL);',
  unlock: 'read_unlock(&tasklist_lock);',
});

export function* is_current_pgrp_orphaned(k: Kernel): Steps<boolean> {
  yield* read_lock(k, L_current.lock);
  k.at(L_current.test);
  const retval = will_become_orphaned_pgrp(task_pgrp(k.current)!, null);
  read_unlock(k, L_current.unlock);
  return retval;
}

function has_stopped_jobs(pgrp: Pid): boolean {
  for (const p of list_for_each(pgrp.tasks[PIDTYPE_PGID]!))
    if ((p.signal.flags & SIGNAL_STOP_STOPPED) !== 0) return true;
  return false;
}

const L_kill = lines(FILE, 'kill_orphaned_pgrp', {
  group: 'if (task_pgrp(parent) != pgrp &&',
  test: 'will_become_orphaned_pgrp(pgrp, ignored_task) &&',
  hup: '__kill_pgrp_info(SIGHUP, SEND_SIG_PRIV, pgrp);',
  cont: '__kill_pgrp_info(SIGCONT, SEND_SIG_PRIV, pgrp);',
});

/**
 * A stopped group that becomes orphaned gets SIGHUP and SIGCONT.
 * @param parent null: `tsk` itself exits; otherwise: `tsk` is being taken from this parent
 */
export function* kill_orphaned_pgrp(k: Kernel, tsk: Task, parent: Task | null): Steps<void> {
  const pgrp = task_pgrp(tsk)!;
  const from = parent ?? tsk.real_parent;
  const ignored_task = parent === null ? tsk : null;
  k.at(L_kill.group);
  if (task_pgrp(from) === pgrp || task_session(from) !== task_session(tsk)) return;
  k.at(L_kill.test);
  if (will_become_orphaned_pgrp(pgrp, ignored_task) && has_stopped_jobs(pgrp)) {
    k.at(L_kill.hup);
    yield* __kill_pgrp_info(k, SIGHUP, SEND_SIG_PRIV, pgrp);
    k.at(L_kill.cont);
    yield* __kill_pgrp_info(k, SIGCONT, SEND_SIG_PRIV, pgrp);
  }
}
