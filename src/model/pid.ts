/**
 * kernel/pid.c: struct pids, their numbers and their users.
 * @module
 */
import { errno } from './errno.ts';
import type { Kernel } from './kernel.ts';
import { lines } from './lines.ts';
import { list_add, list_del_init, list_empty, list_replace_init } from './list.ts';
import { wake_up_process } from './sched.ts';
import {
  PIDNS_ADDING,
  PIDTYPE_MAX,
  PIDTYPE_PGID,
  PIDTYPE_PID,
  PIDTYPE_SID,
  PIDTYPE_TGID,
  Pid,
  type PidNamespace,
  type PidType,
  type Steps,
  type Task,
  type Upid,
} from './structs.ts';

const FILE = 'kernel/pid.c';
/** pid_max of a 64-bit machine with few CPUs, and where numbers go on after it. */
const PID_MAX = 32768;
const RESERVED_PIDS = 300;

export const task_pid = (task: Task): Pid | null => task.thread_pid;
export const task_tgid = (task: Task): Pid | null => task.signal.tgid;
export const task_pgrp = (task: Task): Pid | null => task.signal.pgid;
export const task_session = (task: Task): Pid | null => task.signal.sid;

export const ns_of_pid = (pid: Pid): PidNamespace => pid.numbers[pid.level]!.ns;
export const is_child_reaper = (pid: Pid): boolean => pid.numbers[pid.level]!.nr === 1;

/** The namespace a task lives in. A task keeps it until its last pid is gone. */
export function task_active_pid_ns(task: Task): PidNamespace {
  return ns_of_pid(task_pid(task)!);
}

export const is_global_init = (task: Task): boolean => task_tgid(task)?.numbers[0]?.nr === 1;

/** The pid's number in a namespace; 0: it is not visible there. */
export function pid_nr_ns(pid: Pid | null, ns: PidNamespace): number {
  if (pid === null || ns.level > pid.level) return 0;
  const upid = pid.numbers[ns.level]!;
  return upid.ns === ns ? upid.nr : 0;
}

export const pid_vnr = (k: Kernel, pid: Pid | null): number => pid_nr_ns(pid, task_active_pid_ns(k.current));

export const task_pid_nr_ns = (task: Task, ns: PidNamespace): number => pid_nr_ns(task_pid(task), ns);
export const task_tgid_nr_ns = (task: Task, ns: PidNamespace): number => pid_nr_ns(task_tgid(task), ns);
export const task_pid_vnr = (k: Kernel, task: Task): number => pid_vnr(k, task_pid(task));
export const task_tgid_vnr = (k: Kernel, task: Task): number => pid_vnr(k, task_tgid(task));

export const adding = (ns: PidNamespace): boolean => ns.pid_allocated >= PIDNS_ADDING;

const L_free_pid = lines(FILE, 'free_pid', {
  count: 'switch (--ns->pid_allocated) {',
  wake: 'wake_up_process(ns->child_reaper);',
  first: 'ns->pid_allocated = 0;',
  remove: 'idr_remove(&ns->idr, upid->nr);',
});

/** The last user of a struct pid is gone: so is its number in every namespace. */
export function free_pid(k: Kernel, pid: Pid): void {
  for (const { nr, ns } of pid.numbers) {
    k.at(L_free_pid.count);
    ns.pid_allocated -= 1;
    switch (ns.pid_allocated) {
      case 2:
      case 1:
        k.at(L_free_pid.wake);
        if (ns.child_reaper !== null) wake_up_process(k, ns.child_reaper);
        break;
      case PIDNS_ADDING:
        k.at(L_free_pid.first);
        ns.pid_allocated = 0;
        break;
    }
    k.at(L_free_pid.remove);
    ns.idr.put(nr, null);
  }
}

const L_alloc_pid = lines(FILE, 'alloc_pid', {
  number: 'nr = idr_alloc_cyclic(&tmp->idr, NULL, pid_min,',
  open: 'if (!(ns->pid_allocated & PIDNS_ADDING))',
  visible: 'idr_replace(&upid->ns->idr, pid, upid->nr);',
  reset: 'idr_set_cursor(&ns->idr, 0);',
});

/** The next free number, going up, and starting again low when they run out; 0: none is free. */
function idr_alloc_cyclic(ns: PidNamespace): number {
  const { idr } = ns;
  const min = idr.cursor > RESERVED_PIDS ? RESERVED_PIDS : 1;
  for (let tried = 0, nr = Math.max(idr.cursor, min); tried < PID_MAX; tried += 1, nr += 1) {
    if (nr >= PID_MAX) nr = min;
    if (idr.find(nr) === null) {
      idr.cursor = nr + 1;
      return nr;
    }
  }
  return 0;
}

/** A new struct pid with a number in `ns` and in every namespace above. @returns it, or a negative errno */
export function* alloc_pid(k: Kernel, ns: PidNamespace): Steps<Pid | number> {
  const numbers: Upid[] = [];
  for (let tmp: PidNamespace | null = ns; tmp !== null; tmp = tmp.parent) {
    k.at(L_alloc_pid.number);
    const nr = idr_alloc_cyclic(tmp);
    if (nr === 0) return -errno.EAGAIN;
    numbers.unshift({ nr, ns: tmp });
  }
  const pid = new Pid(k.j, numbers);
  yield L_alloc_pid.open;
  if (!adding(ns)) {
    if (ns.pid_allocated === PIDNS_ADDING) {
      k.at(L_alloc_pid.reset);
      ns.idr.cursor = 1;
    }
    return -errno.ENOMEM;
  }
  for (const upid of numbers.toReversed()) {
    k.at(L_alloc_pid.visible);
    upid.ns.idr.put(upid.nr, pid);
    upid.ns.pid_allocated += 1;
  }
  return pid;
}

const L_disable = lines(FILE, 'disable_pid_allocation', { close: 'ns->pid_allocated &= ~PIDNS_ADDING;' });

/** Closes a namespace for ever. */
export function disable_pid_allocation(k: Kernel, ns: PidNamespace): void {
  k.at(L_disable.close);
  if (adding(ns)) ns.pid_allocated -= PIDNS_ADDING;
}

export const find_pid_ns = (nr: number, ns: PidNamespace): Pid | null => (nr > 0 ? ns.idr.find(nr) : null);
export const find_vpid = (k: Kernel, nr: number): Pid | null => find_pid_ns(nr, task_active_pid_ns(k.current));
export const find_task_by_vpid = (k: Kernel, nr: number): Task | null => pid_task(find_vpid(k, nr), PIDTYPE_PID);

export const pid_has_task = (pid: Pid, type: PidType): boolean => !list_empty(pid.tasks[type]!);

/** The first user of a kind; for PIDTYPE_PID there is at most one. */
export function pid_task(pid: Pid | null, type: PidType): Task | null {
  if (pid === null || !pid_has_task(pid, type)) return null;
  return pid.tasks[type]!.next.owner;
}

function get_task_pid(task: Task, type: PidType): Pid | null {
  switch (type) {
    case PIDTYPE_TGID:
      return task.signal.tgid;
    case PIDTYPE_PGID:
      return task.signal.pgid;
    case PIDTYPE_SID:
      return task.signal.sid;
    default:
      return task.thread_pid;
  }
}

/** *task_pid_ptr(task, type) = pid */
export function init_task_pid(task: Task, type: PidType, pid: Pid | null): void {
  if (type === PIDTYPE_PID) task.thread_pid = pid;
  else if (type === PIDTYPE_TGID) task.signal.tgid = pid;
  else if (type === PIDTYPE_PGID) task.signal.pgid = pid;
  else task.signal.sid = pid;
}

export const task_pid_type = get_task_pid;

const L_attach = lines(FILE, 'attach_pid', { add: 'hlist_add_head_rcu(&task->pid_links[type], &pid->tasks[type]);' });

/** The task becomes a user of its pid of that kind. */
export function attach_pid(k: Kernel, task: Task, type: PidType): void {
  k.at(L_attach.add);
  list_add(task.pid_links[type]!, get_task_pid(task, type)!.tasks[type]!);
}

const L_change = lines(FILE, '__change_pid', {
  leave: 'hlist_del_rcu(&task->pid_links[type]);',
  free: 'free_pid(pid);',
});

function __change_pid(k: Kernel, task: Task, type: PidType, pid: Pid | null): void {
  const old = get_task_pid(task, type)!;
  k.at(L_change.leave);
  list_del_init(task.pid_links[type]!);
  init_task_pid(task, type, pid);
  for (let tmp = PIDTYPE_MAX - 1; tmp >= 0; tmp -= 1) if (pid_has_task(old, tmp as PidType)) return;
  k.at(L_change.free);
  free_pid(k, old);
}

export function detach_pid(k: Kernel, task: Task, type: PidType): void {
  __change_pid(k, task, type, null);
}

export function change_pid(k: Kernel, task: Task, type: PidType, pid: Pid): void {
  __change_pid(k, task, type, pid);
  attach_pid(k, task, type);
}

const L_exchange = lines(FILE, 'exchange_tids', { swap: 'rcu_assign_pointer(left->thread_pid, pid2);' });

/** Two threads swap their pids: an exec of a thread that does not lead its group. */
export function exchange_tids(k: Kernel, left: Task, right: Task): void {
  const pid1 = left.thread_pid!;
  const pid2 = right.thread_pid!;
  k.at(L_exchange.swap);
  list_del_init(left.pid_links[PIDTYPE_PID]!);
  list_del_init(right.pid_links[PIDTYPE_PID]!);
  left.thread_pid = pid2;
  right.thread_pid = pid1;
  list_add(left.pid_links[PIDTYPE_PID]!, pid2.tasks[PIDTYPE_PID]!);
  list_add(right.pid_links[PIDTYPE_PID]!, pid1.tasks[PIDTYPE_PID]!);
  left.pid = pid2.numbers[0]!.nr;
  right.pid = pid1.numbers[0]!.nr;
}

const L_transfer = lines(FILE, 'transfer_pid', {
  replace: 'hlist_replace_rcu(&old->pid_links[type], &new->pid_links[type]);',
});

export function transfer_pid(k: Kernel, old: Task, task: Task, type: PidType): void {
  k.at(L_transfer.replace);
  list_replace_init(old.pid_links[type]!, task.pid_links[type]!);
}
