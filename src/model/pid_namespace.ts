/**
 * kernel/pid_namespace.c: making pid namespaces, moving into them, and their end.
 * @module
 */
import { errno } from './errno.ts';
import { do_exit } from './exit.ts';
import type { Kernel } from './kernel.ts';
import { lines } from './lines.ts';
import { disable_pid_allocation, pid_task, task_active_pid_ns } from './pid.ts';
import { __fatal_signal_pending, read_lock, read_unlock, schedule, set_current_state } from './sched.ts';
import { group_send_sig_info, send_sig } from './signal.ts';
import { SEND_SIG_PRIV, SIGCHLD, SIGHUP, SIGINT, SIGKILL } from './signals.ts';
import {
  PIDTYPE_MAX,
  PIDTYPE_PID,
  type Pid,
  PidNamespace,
  SIG_IGN,
  type Steps,
  TASK_INTERRUPTIBLE,
  TASK_RUNNING,
  type Task,
  thread_group_leader,
} from './structs.ts';
import { __WALL, kernel_wait4 } from './wait.ts';

const FILE = 'kernel/pid_namespace.c';

/** Deepest nesting. */
const MAX_PID_NS_LEVEL = 32;

const L_create = lines(FILE, 'create_pid_namespace', {
  level: 'if (level > MAX_PID_NS_LEVEL)',
  open: 'ns->pid_allocated = PIDNS_ADDING;',
});

function create_pid_namespace(k: Kernel, parent_pid_ns: PidNamespace): PidNamespace | number {
  k.at(L_create.level);
  if (parent_pid_ns.level + 1 > MAX_PID_NS_LEVEL) return -errno.ENOSPC;
  k.at(L_create.open);
  return new PidNamespace(k.j, parent_pid_ns);
}

const L_copy = lines(FILE, 'copy_pid_ns', {
  other: 'if (task_active_pid_ns(current) != old_ns)',
  create: 'return create_pid_namespace(user_ns, old_ns);',
});

/** A new namespace below the caller's own, unless its children go elsewhere already. */
export function copy_pid_ns(k: Kernel, old_ns: PidNamespace): PidNamespace | number {
  k.at(L_copy.other);
  if (task_active_pid_ns(k.current) !== old_ns) return -errno.EINVAL;
  k.at(L_copy.create);
  return create_pid_namespace(k, old_ns);
}

const L_zap = lines(FILE, 'zap_pid_ns_processes', {
  close: 'disable_pid_allocation(pid_ns);',
  ignore: 'me->sighand->action[SIGCHLD - 1].sa.sa_handler = SIG_IGN;',
  lock: 'read_lock(&tasklist_lock);',
  task: 'task = pid_task(pid, PIDTYPE_PID);',
  kill: 'group_send_sig_info(SIGKILL, SEND_SIG_PRIV, task, PIDTYPE_MAX);',
  unlock: 'read_unlock(&tasklist_lock);',
  reap: 'rc = kernel_wait4(-1, NULL, __WALL, NULL);',
  wait: 'set_current_state(TASK_INTERRUPTIBLE);',
  empty: 'if (pid_ns->pid_allocated == init_pids)',
  sleep: 'schedule();',
  awake: '__set_current_state(TASK_RUNNING);',
  reboot: 'current->signal->group_exit_code = pid_ns->reboot;',
});

/** The struct pids of a namespace from `nr` upwards, in the order of their numbers there. */
function* idr_for_each_entry_continue(ns: PidNamespace, nr: number): Generator<Pid, void, void> {
  for (let n = nr; n < ns.idr.f.length; n += 1) {
    const pid = ns.idr.find(n);
    if (pid !== null) yield pid;
  }
}

/** The end of a namespace, by the last thread of its init: close it, kill everyone, reap, and wait until all pids are free. */
export function* zap_pid_ns_processes(k: Kernel, pid_ns: PidNamespace): Steps<void> {
  const me = k.current;
  const init_pids = thread_group_leader(me) ? 1 : 2;
  yield L_zap.close;
  disable_pid_allocation(k, pid_ns);
  yield L_zap.ignore;
  const sighand = me.sighand!;
  sighand.action = sighand.action.with(SIGCHLD, { ...sighand.action[SIGCHLD]!, sa_handler: SIG_IGN });
  yield* read_lock(k, L_zap.lock);
  for (const pid of idr_for_each_entry_continue(pid_ns, 2)) {
    yield L_zap.task;
    const task = pid_task(pid, PIDTYPE_PID);
    if (task === null || __fatal_signal_pending(task)) continue;
    k.at(L_zap.kill);
    group_send_sig_info(k, SIGKILL, SEND_SIG_PRIV, task, PIDTYPE_MAX);
  }
  read_unlock(k, L_zap.unlock);
  let rc: number;
  do {
    k.at(L_zap.reap);
    me.sigpending = false;
    rc = yield* kernel_wait4(k, -1, __WALL);
  } while (rc !== -errno.ECHILD);
  for (;;) {
    yield L_zap.wait;
    set_current_state(k, TASK_INTERRUPTIBLE);
    yield L_zap.empty;
    if (pid_ns.pid_allocated === init_pids) break;
    yield* schedule(k, L_zap.sleep, 'zap_pid_ns_processes');
  }
  k.at(L_zap.awake);
  set_current_state(k, TASK_RUNNING);
  if (pid_ns.reboot !== 0) {
    k.at(L_zap.reboot);
    me.signal.group_exit_code = pid_ns.reboot;
  }
}

/** What reboot(2) can be asked for. */
export type RebootCommand = 'restart' | 'halt' | 'poweroff' | 'cad_off';

const L_reboot = lines(FILE, 'reboot_pid_ns', {
  restart: 'pid_ns->reboot = SIGHUP;',
  halt: 'pid_ns->reboot = SIGINT;',
  invalid: 'return -EINVAL;',
  lock: 'read_lock(&tasklist_lock);',
  kill: 'send_sig(SIGKILL, pid_ns->child_reaper, 1);',
  unlock: 'read_unlock(&tasklist_lock);',
  exit: 'do_exit(0);',
});

/** reboot(2) inside a namespace ends the namespace, and tells its init's parent what was asked for. */
export function* reboot_pid_ns(k: Kernel, pid_ns: PidNamespace, cmd: RebootCommand): Steps<number> {
  if (pid_ns === k.init_pid_ns) return 0;
  switch (cmd) {
    case 'restart':
      yield L_reboot.restart;
      pid_ns.reboot = SIGHUP;
      break;
    case 'poweroff':
    case 'halt':
      yield L_reboot.halt;
      pid_ns.reboot = SIGINT;
      break;
    default:
      k.at(L_reboot.invalid);
      return -errno.EINVAL;
  }
  yield* read_lock(k, L_reboot.lock);
  k.at(L_reboot.kill);
  send_sig(k, SIGKILL, pid_ns.child_reaper as Task, true);
  read_unlock(k, L_reboot.unlock);
  k.at(L_reboot.exit);
  return yield* do_exit(k, 0);
}

const L_install = lines(FILE, 'pidns_install', {
  level: 'if (new->level < active->level)',
  ancestor: 'if (ancestor != active)',
  install: 'nsproxy->pid_ns_for_children = get_pid_ns(new);',
});

/** setns(2): the caller's children will be made in `ns`, which must be its own or one below. @returns 0 or a negative errno */
export function* pidns_install(k: Kernel, ns: PidNamespace): Steps<number> {
  const active = task_active_pid_ns(k.current);
  yield L_install.level;
  if (ns.level < active.level) return -errno.EINVAL;
  let ancestor = ns;
  while (ancestor.level > active.level) ancestor = ancestor.parent!;
  k.at(L_install.ancestor);
  if (ancestor !== active) return -errno.EINVAL;
  k.at(L_install.install);
  k.current.pid_ns_for_children = ns;
  return 0;
}
