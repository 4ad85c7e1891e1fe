/**
 * kernel/signal.c: kill(2) and its relatives, which find out who a signal is for.
 * @module
 */
import { errno } from './errno.ts';
import type { Kernel } from './kernel.ts';
import { lines } from './lines.ts';
import { list_for_each } from './list.ts';
import { find_task_by_vpid, find_vpid, pid_task, task_pgrp, task_pid_vnr, task_tgid_vnr } from './pid.ts';
import { read_lock, read_unlock } from './sched.ts';
import { do_send_sig_info, group_send_sig_info } from './signal.ts';
import { type SendInfo, SI_TKILL, SI_USER, type SigInfo, type SignalNumber } from './signals.ts';
import {
  PIDTYPE_MAX,
  PIDTYPE_PGID,
  PIDTYPE_PID,
  PIDTYPE_TGID,
  type Pid,
  type Steps,
  same_thread_group,
} from './structs.ts';

const FILE = 'kernel/signal.c';

const L_kill_pgrp = lines(FILE, '__kill_pgrp_info', {
  each: 'int err = group_send_sig_info(sig, info, p, PIDTYPE_PGID);',
});

/** To every process of a group. The caller holds tasklist_lock. */
export function* __kill_pgrp_info(k: Kernel, sig: SignalNumber, info: SendInfo, pgrp: Pid | null): Steps<number> {
  let success = false;
  let retval = -errno.ESRCH;
  if (pgrp !== null)
    for (const p of list_for_each(pgrp.tasks[PIDTYPE_PGID]!)) {
      yield L_kill_pgrp.each;
      retval = group_send_sig_info(k, sig, info, p, PIDTYPE_PGID);
      success ||= retval === 0;
    }
  return success ? 0 : retval;
}

const L_kill_pid = lines(FILE, 'kill_pid_info', {
  find: 'p = pid_task(pid, PIDTYPE_PID);',
  send: 'error = group_send_sig_info(sig, info, p, PIDTYPE_TGID);',
});

export function* kill_pid_info(k: Kernel, sig: SignalNumber, info: SendInfo, pid: Pid | null): Steps<number> {
  for (;;) {
    yield L_kill_pid.find;
    const p = pid_task(pid, PIDTYPE_PID);
    if (p === null) return -errno.ESRCH;
    yield L_kill_pid.send;
    const error = group_send_sig_info(k, sig, info, p, PIDTYPE_TGID);
    if (error !== -errno.ESRCH) return error;
  }
}

const L_something = lines(FILE, 'kill_something_info', {
  one: 'return kill_proc_info(sig, info, pid);',
  lock: 'read_lock(&tasklist_lock);',
  group: 'ret = __kill_pgrp_info(sig, info,',
  all: 'if (task_pid_vnr(p) > 1 &&',
  each: 'int err = group_send_sig_info(sig, info, p,',
  unlock: 'read_unlock(&tasklist_lock);',
});

/** kill(2): one process, a group (0: the own one), or with -1 everybody the caller can see but an init and its own group. */
export function* kill_something_info(k: Kernel, sig: SignalNumber, info: SigInfo, pid: number): Steps<number> {
  if (pid > 0) {
    k.at(L_something.one);
    return yield* kill_pid_info(k, sig, info, find_vpid(k, pid));
  }
  let ret: number;
  yield* read_lock(k, L_something.lock);
  if (pid !== -1) {
    k.at(L_something.group);
    ret = yield* __kill_pgrp_info(k, sig, info, pid === 0 ? task_pgrp(k.current) : find_vpid(k, -pid));
  } else {
    let retval = 0;
    let count = 0;
    for (const p of list_for_each(k.processes)) {
      if (!(task_pid_vnr(k, p) > 1 && !same_thread_group(p, k.current))) continue;
      yield L_something.each;
      retval = group_send_sig_info(k, sig, info, p, PIDTYPE_MAX);
      count += 1;
    }
    ret = count > 0 ? retval : -errno.ESRCH;
  }
  read_unlock(k, L_something.unlock);
  return ret;
}

export function prepare_kill_siginfo(k: Kernel, sig: SignalNumber): SigInfo {
  return { si_signo: sig, si_code: SI_USER, si_pid: task_tgid_vnr(k, k.current), layout: 'kill' };
}

const valid_signal = (sig: number): boolean => sig >= 0 && sig <= 31;

export function* sys_kill(k: Kernel, pid: number, sig: SignalNumber): Steps<number> {
  if (!valid_signal(sig)) return -errno.EINVAL;
  return yield* kill_something_info(k, sig, prepare_kill_siginfo(k, sig), pid);
}

const L_specific = lines(FILE, 'do_send_specific', {
  find: 'p = find_task_by_vpid(pid);',
  send: 'error = do_send_sig_info(sig, info, p, PIDTYPE_PID);',
});

/** tgkill(2): one thread, by its own queue. */
export function* sys_tgkill(k: Kernel, tgid: number, pid: number, sig: SignalNumber): Steps<number> {
  if (pid <= 0 || tgid <= 0 || !valid_signal(sig)) return -errno.EINVAL;
  const info: SigInfo = { si_signo: sig, si_code: SI_TKILL, si_pid: task_tgid_vnr(k, k.current), layout: 'kill' };
  yield L_specific.find;
  const p = find_task_by_vpid(k, pid);
  if (p === null || task_tgid_vnr(k, p) !== tgid) return -errno.ESRCH;
  if (sig !== 0) {
    yield L_specific.send;
    do_send_sig_info(k, sig, info, p, PIDTYPE_PID);
  }
  return 0;
}

const L_queueinfo = lines(FILE, 'do_rt_sigqueueinfo', {
  forged: 'if ((info->si_code >= 0 || info->si_code == SI_TKILL) &&',
  send: 'return kill_proc_info(sig, info, pid);',
});

/** rt_sigqueueinfo(2): the sender writes the siginfo, as far as it may. */
export function* sys_rt_sigqueueinfo(k: Kernel, pid: number, sig: SignalNumber, info: SigInfo): Steps<number> {
  if (!valid_signal(sig)) return -errno.EINVAL;
  k.at(L_queueinfo.forged);
  if ((info.si_code >= 0 || info.si_code === SI_TKILL) && task_pid_vnr(k, k.current) !== pid) return -errno.EPERM;
  k.at(L_queueinfo.send);
  return yield* kill_pid_info(k, sig, { ...info, si_signo: sig }, find_vpid(k, pid));
}
