/**
 * kernel/sys.c: process groups, sessions, and prctl.
 * @module
 */
import { errno } from './errno.ts';
import { walk_process_tree } from './fork.ts';
import type { Kernel } from './kernel.ts';
import { lines } from './lines.ts';
import {
  change_pid,
  find_task_by_vpid,
  find_vpid,
  is_child_reaper,
  pid_task,
  pid_vnr,
  task_pgrp,
  task_pid,
  task_pid_vnr,
  task_session,
} from './pid.ts';
import { read_lock, read_unlock, write_lock_irq, write_unlock_irq } from './sched.ts';
import type { SignalNumber } from './signals.ts';
import {
  PF_FORKNOEXEC,
  PIDTYPE_PGID,
  PIDTYPE_SID,
  type Steps,
  same_thread_group,
  thread_group_leader,
} from './structs.ts';

const FILE = 'kernel/sys.c';

const L_setpgid = lines(FILE, '__do_sys_setpgid', {
  lock: 'write_lock_irq(&tasklist_lock);',
  find: 'p = find_task_by_vpid(pid);',
  child: 'if (same_thread_group(p->real_parent, group_leader)) {',
  leader: 'if (p->signal->leader)',
  group: 'g = pid_task(pgrp, PIDTYPE_PGID);',
  change: 'change_pid(p, PIDTYPE_PGID, pgrp);',
  unlock: 'write_unlock_irq(&tasklist_lock);',
});

/** setpgid(2), for the caller or a child of its. @returns 0 or a negative errno */
export function* sys_setpgid(k: Kernel, pid: number, pgid: number): Steps<number> {
  const group_leader = k.current.group_leader;
  const who = pid === 0 ? task_pid_vnr(k, group_leader) : pid;
  const group = pgid === 0 ? who : pgid;
  if (group < 0) return -errno.EINVAL;
  yield* write_lock_irq(k, L_setpgid.lock);
  const err = setpgid(k, who, group);
  write_unlock_irq(k, L_setpgid.unlock);
  return err;
}

function setpgid(k: Kernel, pid: number, pgid: number): number {
  const group_leader = k.current.group_leader;
  k.at(L_setpgid.find);
  const p = find_task_by_vpid(k, pid);
  if (p === null) return -errno.ESRCH;
  if (!thread_group_leader(p)) return -errno.EINVAL;
  k.at(L_setpgid.child);
  if (same_thread_group(p.real_parent, group_leader)) {
    if (task_session(p) !== task_session(group_leader)) return -errno.EPERM;
    if ((p.flags & PF_FORKNOEXEC) === 0) return -errno.EACCES;
  } else if (p !== group_leader) return -errno.ESRCH;
  k.at(L_setpgid.leader);
  if (p.signal.leader) return -errno.EPERM;
  let pgrp = task_pid(p)!;
  if (pgid !== pid) {
    k.at(L_setpgid.group);
    const named = find_vpid(k, pgid);
    const g = pid_task(named, PIDTYPE_PGID);
    if (named === null || g === null || task_session(g) !== task_session(group_leader)) return -errno.EPERM;
    pgrp = named;
  }
  if (task_pgrp(p) !== pgrp) {
    k.at(L_setpgid.change);
    change_pid(k, p, PIDTYPE_PGID, pgrp);
  }
  return 0;
}

const L_setsid = lines(FILE, 'ksys_setsid', {
  lock: 'write_lock_irq(&tasklist_lock);',
  leader: 'if (group_leader->signal->leader)',
  group: 'if (pid_task(sid, PIDTYPE_PGID))',
  set: 'group_leader->signal->leader = 1;',
  special: 'set_special_pids(sid);',
  unlock: 'write_unlock_irq(&tasklist_lock);',
});

/** setsid(2). @returns the new session's id or a negative errno */
export function* ksys_setsid(k: Kernel): Steps<number> {
  const { group_leader } = k.current;
  const sid = task_pid(group_leader)!;
  let err = -errno.EPERM as number;
  yield* write_lock_irq(k, L_setsid.lock);
  k.at(L_setsid.leader);
  if (!group_leader.signal.leader) {
    k.at(L_setsid.group);
    if (pid_task(sid, PIDTYPE_PGID) === null) {
      k.at(L_setsid.set);
      group_leader.signal.leader = true;
      k.at(L_setsid.special);
      if (task_session(group_leader) !== sid) change_pid(k, group_leader, PIDTYPE_SID, sid);
      if (task_pgrp(group_leader) !== sid) change_pid(k, group_leader, PIDTYPE_PGID, sid);
      err = pid_vnr(k, sid);
    }
  }
  write_unlock_irq(k, L_setsid.unlock);
  return err;
}

const L_prctl = lines(FILE, '__do_sys_prctl', {
  pdeath: 'me->pdeath_signal = arg2;',
  subreaper: 'me->signal->is_child_subreaper = !!arg2;',
  walk: 'walk_process_tree(me, propagate_has_child_subreaper, NULL);',
});

/** prctl(PR_SET_PDEATHSIG): what this thread is sent when the thread that made it exits; 0: nothing. */
export function* prctl_set_pdeathsig(k: Kernel, sig: SignalNumber): Steps<number> {
  yield L_prctl.pdeath;
  if (sig < 0 || sig > 31) return -errno.EINVAL;
  k.current.pdeath_signal = sig;
  return 0;
}

const L_propagate = lines(FILE, 'propagate_has_child_subreaper', {
  skip: 'if (p->signal->has_child_subreaper ||',
  set: 'p->signal->has_child_subreaper = 1;',
});

const L_walk = lines('kernel/fork.c', 'walk_process_tree', {
  lock: 'read_lock(&tasklist_lock);',
  unlock: 'read_unlock(&tasklist_lock);',
});

/** prctl(PR_SET_CHILD_SUBREAPER). */
export function* prctl_set_child_subreaper(k: Kernel, on: boolean): Steps<number> {
  const me = k.current;
  yield L_prctl.subreaper;
  me.signal.is_child_subreaper = on;
  if (!on) return 0;
  k.at(L_prctl.walk);
  yield* read_lock(k, L_walk.lock);
  walk_process_tree(k, me, (p) => {
    k.at(L_propagate.skip);
    if (p.signal.has_child_subreaper || is_child_reaper(task_pid(p)!)) return false;
    k.at(L_propagate.set);
    p.signal.has_child_subreaper = true;
    return true;
  });
  read_unlock(k, L_walk.unlock);
  return 0;
}
