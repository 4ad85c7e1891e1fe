/**
 * kernel/exit.c, waiting for children.
 * @module
 */
import { ERESTARTSYS, errno } from './errno.ts';
import { release_task } from './exit.ts';
import type { Kernel } from './kernel.ts';
import { lines } from './lines.ts';
import { list_for_each } from './list.ts';
import { find_vpid, pid_has_task, pid_task, task_pid_type, task_pid_vnr } from './pid.ts';
import { __ptrace_unlink } from './ptrace.ts';
import {
  read_lock,
  read_unlock,
  schedule,
  set_current_state,
  signal_pending,
  wake_up_state,
  write_lock_irq,
  write_unlock_irq,
} from './sched.ts';
import { next_thread } from './signal.ts';
import { do_notify_parent } from './signal_parent.ts';
import { SIGCHLD } from './signals.ts';
import {
  delay_group_leader,
  EXIT_DEAD,
  EXIT_TRACE,
  EXIT_ZOMBIE,
  PIDTYPE_MAX,
  PIDTYPE_PGID,
  PIDTYPE_PID,
  PIDTYPE_TGID,
  type PidType,
  ptrace_reparented,
  SIGNAL_GROUP_EXIT,
  SIGNAL_STOP_CONTINUED,
  SIGNAL_STOP_STOPPED,
  type Steps,
  same_thread_group,
  TASK_INTERRUPTIBLE,
  TASK_RUNNING,
  type Task,
  task_is_traced,
  thread_group_leader,
  type WaitOpts,
} from './structs.ts';

const FILE = 'kernel/exit.c';

export const WNOHANG = 0x1;
export const WUNTRACED = 0x2;
export const WEXITED = 0x4;
export const WCONTINUED = 0x8;
export const __WNOTHREAD = 0x20000000;
export const __WALL = 0x40000000;
export const __WCLONE = 0x80000000;

function eligible_pid(wo: WaitOpts, p: Task): boolean {
  return wo.wo_type === PIDTYPE_MAX || task_pid_type(p, wo.wo_type) === wo.wo_pid;
}

const L_eligible = lines(FILE, 'eligible_child', {
  all: 'if (ptrace || (wo->wo_flags & __WALL))',
  clone: 'if ((p->exit_signal != SIGCHLD) ^ !!(wo->wo_flags & __WCLONE))',
});

function eligible_child(k: Kernel, wo: WaitOpts, ptrace: boolean, p: Task): boolean {
  if (!eligible_pid(wo, p)) return false;
  k.at(L_eligible.all);
  if (ptrace || (wo.wo_flags & __WALL) !== 0) return true;
  k.at(L_eligible.clone);
  return (p.exit_signal !== SIGCHLD) === ((wo.wo_flags & __WCLONE) !== 0);
}

const L_zombie = lines(FILE, 'wait_task_zombie', {
  claim: 'if (cmpxchg(&p->exit_state, EXIT_ZOMBIE, state) != EXIT_ZOMBIE)',
  unlock: ['read_unlock(&tasklist_lock);', '* We own this thread, nobody else can reap it.'],
  status: ['status = (p->signal->flags & SIGNAL_GROUP_EXIT)', 'if (state == EXIT_DEAD && thread_group_leader(p)) {'],
  lock: 'write_lock_irq(&tasklist_lock);',
  unlink: 'ptrace_unlink(p);',
  notify: 'if (do_notify_parent(p, p->exit_signal))',
  state: 'p->exit_state = state;',
  relock: 'write_unlock_irq(&tasklist_lock);',
  release: 'release_task(p);',
});

/** Reaps a zombie. Entered with tasklist_lock held for reading; a pid is returned with it dropped, 0 with it still held. */
function* wait_task_zombie(k: Kernel, wo: WaitOpts, p: Task): Steps<number> {
  const pid = task_pid_vnr(k, p);
  let state = ptrace_reparented(p) && thread_group_leader(p) ? EXIT_TRACE : EXIT_DEAD;
  k.at(L_zombie.claim);
  if (p.exit_state !== EXIT_ZOMBIE) return 0;
  p.exit_state = state;
  read_unlock(k, L_zombie.unlock);
  yield L_zombie.status;
  wo.wo_stat = (p.signal.flags & SIGNAL_GROUP_EXIT) !== 0 ? p.signal.group_exit_code : p.exit_code;
  if (state === EXIT_TRACE) {
    yield* write_lock_irq(k, L_zombie.lock);
    k.at(L_zombie.unlink);
    if (p.ptrace !== 0) __ptrace_unlink(k, p);
    state = EXIT_ZOMBIE;
    k.at(L_zombie.notify);
    if (do_notify_parent(k, p, p.exit_signal)) state = EXIT_DEAD;
    k.at(L_zombie.state);
    p.exit_state = state;
    write_unlock_irq(k, L_zombie.relock);
  }
  if (state === EXIT_DEAD) {
    k.at(L_zombie.release);
    yield* release_task(k, p);
  }
  return pid;
}

const L_stopped = lines(FILE, 'wait_task_stopped', {
  traced: 'if (!ptrace && !(wo->wo_flags & WUNTRACED))',
  take: '*p_code = 0;',
  unlock: 'read_unlock(&tasklist_lock);',
});

function wait_task_stopped(k: Kernel, wo: WaitOpts, ptrace: boolean, p: Task): number {
  k.at(L_stopped.traced);
  if (!ptrace && (wo.wo_flags & WUNTRACED) === 0) return 0;
  let exit_code = 0;
  if (ptrace) {
    if (!task_is_traced(p)) return 0;
    exit_code = p.exit_code;
  } else {
    if ((p.signal.flags & SIGNAL_STOP_STOPPED) === 0) return 0;
    exit_code = p.signal.group_exit_code;
  }
  if (exit_code === 0) return 0;
  k.at(L_stopped.take);
  if (ptrace) p.exit_code = 0;
  else p.signal.group_exit_code = 0;
  const pid = task_pid_vnr(k, p);
  read_unlock(k, L_stopped.unlock);
  wo.wo_stat = (exit_code << 8) | 0x7f;
  return pid;
}

const L_continued = lines(FILE, 'wait_task_continued', {
  take: 'p->signal->flags &= ~SIGNAL_STOP_CONTINUED;',
  unlock: 'read_unlock(&tasklist_lock);',
});

function wait_task_continued(k: Kernel, wo: WaitOpts, p: Task): number {
  if ((wo.wo_flags & WCONTINUED) === 0) return 0;
  if ((p.signal.flags & SIGNAL_STOP_CONTINUED) === 0) return 0;
  k.at(L_continued.take);
  p.signal.flags &= ~SIGNAL_STOP_CONTINUED;
  const pid = task_pid_vnr(k, p);
  read_unlock(k, L_continued.unlock);
  wo.wo_stat = 0xffff;
  return pid;
}

const L_consider = lines(FILE, 'wait_consider_task', {
  dead: 'if (unlikely(exit_state == EXIT_DEAD))',
  eligible: 'ret = eligible_child(wo, ptrace, p);',
  traced: 'if (unlikely(exit_state == EXIT_TRACE)) {',
  own: 'if (!ptrace_reparented(p))',
  delay: 'if (!delay_group_leader(p)) {',
  zombie: 'return wait_task_zombie(wo, p);',
  later: 'if (likely(!ptrace) || (wo->wo_flags & (WCONTINUED | WEXITED)))',
  alive: "* @p is alive and it's gonna stop, continue or exit, so",
});

/** One child. @returns its pid with tasklist_lock dropped, or 0 with it held; then notask_error is 0 if it may come to something */
function* wait_consider_task(k: Kernel, wo: WaitOpts, by_ptrace: boolean, p: Task): Steps<number> {
  let ptrace = by_ptrace;
  const { exit_state } = p;
  k.at(L_consider.dead);
  if (exit_state === EXIT_DEAD) return 0;
  k.at(L_consider.eligible);
  if (!eligible_child(k, wo, ptrace, p)) return 0;
  if (exit_state === EXIT_TRACE) {
    k.at(L_consider.traced);
    if (!ptrace) wo.notask_error = 0;
    return 0;
  }
  if (!ptrace && p.ptrace !== 0) {
    k.at(L_consider.own);
    if (!ptrace_reparented(p)) ptrace = true;
  }
  if (exit_state === EXIT_ZOMBIE) {
    k.at(L_consider.delay);
    if (!delay_group_leader(p) && (ptrace || p.ptrace === 0)) {
      k.at(L_consider.zombie);
      return yield* wait_task_zombie(k, wo, p);
    }
    k.at(L_consider.later);
    if (!ptrace || (wo.wo_flags & (WCONTINUED | WEXITED)) !== 0) wo.notask_error = 0;
  } else {
    k.at(L_consider.alive);
    wo.notask_error = 0;
  }
  return wait_task_stopped(k, wo, ptrace, p) || wait_task_continued(k, wo, p);
}

const L_thread = lines(FILE, 'do_wait_thread', { child: 'int ret = wait_consider_task(wo, 0, p);' });

function* do_wait_thread(k: Kernel, wo: WaitOpts, tsk: Task): Steps<number> {
  for (const p of list_for_each(tsk.children)) {
    k.at(L_thread.child);
    const ret = yield* wait_consider_task(k, wo, false, p);
    if (ret !== 0) return ret;
  }
  return 0;
}

const L_tracee = lines(FILE, 'ptrace_do_wait', { tracee: 'int ret = wait_consider_task(wo, 1, p);' });

function* ptrace_do_wait(k: Kernel, wo: WaitOpts, tsk: Task): Steps<number> {
  for (const p of list_for_each(tsk.ptraced)) {
    k.at(L_tracee.tracee);
    const ret = yield* wait_consider_task(k, wo, true, p);
    if (ret !== 0) return ret;
  }
  return 0;
}

const L_wake = lines(FILE, '__wake_up_parent', { wake: '__wake_up_sync_key(&parent->signal->wait_chldexit,' });

/** Wakes those of the parent's threads that wait for a child like this one. */
export function __wake_up_parent(k: Kernel, p: Task, parent: Task): void {
  for (const { task, wo } of parent.signal.wait_chldexit) {
    // child_wait_callback
    if (!eligible_pid(wo, p)) continue;
    if ((wo.wo_flags & __WNOTHREAD) !== 0 && task !== p.parent) continue;
    k.at(L_wake.wake);
    wake_up_state(k, task, TASK_INTERRUPTIBLE);
  }
}

function is_effectively_child(k: Kernel, wo: WaitOpts, ptrace: boolean, target: Task): boolean {
  const parent = ptrace ? target.parent : target.real_parent;
  return k.current === parent || ((wo.wo_flags & __WNOTHREAD) === 0 && same_thread_group(k.current, parent));
}

const L_wait_pid = lines(FILE, 'do_wait_pid', {
  child: 'target = pid_task(wo->wo_pid, PIDTYPE_TGID);',
  tracee: 'target = pid_task(wo->wo_pid, PIDTYPE_PID);',
});

function* do_wait_pid(k: Kernel, wo: WaitOpts): Steps<number> {
  k.at(L_wait_pid.child);
  const child = pid_task(wo.wo_pid, PIDTYPE_TGID);
  if (child !== null && is_effectively_child(k, wo, false, child)) {
    const ret = yield* wait_consider_task(k, wo, false, child);
    if (ret !== 0) return ret;
  }
  k.at(L_wait_pid.tracee);
  const tracee = pid_task(wo.wo_pid, PIDTYPE_PID);
  if (tracee !== null && tracee.ptrace !== 0 && is_effectively_child(k, wo, true, tracee))
    return yield* wait_consider_task(k, wo, true, tracee);
  return 0;
}

const L_do_wait = lines(FILE, 'do_wait', {
  queue: 'add_wait_queue(&current->signal->wait_chldexit, &wo->child_wait);',
  nobody: '(!wo->wo_pid || !pid_has_task(wo->wo_pid, wo->wo_type)))',
  state: 'set_current_state(TASK_INTERRUPTIBLE);',
  lock: 'read_lock(&tasklist_lock);',
  children: 'retval = do_wait_thread(wo, tsk);',
  unlock: 'read_unlock(&tasklist_lock);',
  pending: 'if (!signal_pending(current)) {',
  sleep: 'schedule();',
  end: 'remove_wait_queue(&current->signal->wait_chldexit, &wo->child_wait);',
});

function* do_wait(k: Kernel, wo: WaitOpts): Steps<number> {
  const current = k.current;
  const entry = { task: current, wo };
  yield L_do_wait.queue;
  current.signal.wait_chldexit = [...current.signal.wait_chldexit, entry];
  let retval: number;
  for (;;) {
    wo.notask_error = -errno.ECHILD;
    k.at(L_do_wait.nobody);
    const nobody = wo.wo_type < PIDTYPE_MAX && (wo.wo_pid === null || !pid_has_task(wo.wo_pid, wo.wo_type));
    if (!nobody) {
      k.at(L_do_wait.state);
      set_current_state(k, TASK_INTERRUPTIBLE);
      yield* read_lock(k, L_do_wait.lock);
      retval = yield* do_wait_each(k, wo);
      if (retval !== 0) break;
      read_unlock(k, L_do_wait.unlock);
    }
    retval = wo.notask_error;
    if (retval !== 0 || (wo.wo_flags & WNOHANG) !== 0) break;
    retval = -ERESTARTSYS;
    yield L_do_wait.pending;
    if (signal_pending(current)) break;
    yield* schedule(k, L_do_wait.sleep, 'do_wait');
  }
  k.at(L_do_wait.end);
  set_current_state(k, TASK_RUNNING);
  current.signal.wait_chldexit = current.signal.wait_chldexit.filter((other) => other !== entry);
  return retval;
}

/** do_wait's search, under the lock: the one pid, or the children and tracees of the caller and its threads. */
function* do_wait_each(k: Kernel, wo: WaitOpts): Steps<number> {
  if (wo.wo_type === PIDTYPE_PID) return yield* do_wait_pid(k, wo);
  let tsk = k.current;
  do {
    k.at(L_do_wait.children);
    const retval = (yield* do_wait_thread(k, wo, tsk)) || (yield* ptrace_do_wait(k, wo, tsk));
    if (retval !== 0) return retval;
    if ((wo.wo_flags & __WNOTHREAD) !== 0) return 0;
    tsk = next_thread(tsk);
  } while (tsk !== k.current);
  return 0;
}

const L_wait4 = lines(FILE, 'kernel_wait4', {
  invalid: '__WNOTHREAD|__WCLONE|__WALL))',
  wait: 'ret = do_wait(&wo);',
});

/**
 * wait4(2).
 * @param upid a pid; -1: any child; 0: any of the own group; -n: any of group n
 * @param result where the status goes
 * @returns the pid, 0 (WNOHANG and nothing to report), or a negative errno
 */
export function* kernel_wait4(
  k: Kernel,
  upid: number,
  options: number,
  result: { status: number } = { status: 0 },
): Steps<number> {
  k.at(L_wait4.invalid);
  let wo_type: PidType = PIDTYPE_MAX;
  let wo_pid = null;
  if (upid > 0) {
    wo_type = PIDTYPE_PID;
    wo_pid = find_vpid(k, upid);
  } else if (upid !== -1) {
    wo_type = PIDTYPE_PGID;
    wo_pid = upid === 0 ? k.current.signal.pgid : find_vpid(k, -upid);
  }
  const wo: WaitOpts = { wo_type, wo_pid, wo_flags: options | WEXITED, wo_stat: 0, notask_error: 0 };
  k.at(L_wait4.wait);
  const ret = yield* do_wait(k, wo);
  result.status = wo.wo_stat;
  return ret;
}
