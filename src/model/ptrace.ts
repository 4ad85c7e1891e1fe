/**
 * kernel/ptrace.c, as far as it decides who hears of a death and who may reap it.
 * @module
 */
import { errno } from './errno.ts';
import type { Kernel } from './kernel.ts';
import { lines } from './lines.ts';
import { type ListHead, list_add, list_del_init, list_for_each } from './list.ts';
import { find_task_by_vpid } from './pid.ts';
import { read_lock, read_unlock, write_lock_irq, write_unlock_irq } from './sched.ts';
import { signal_wake_up_state, task_clear_jobctl_pending, task_set_jobctl_pending } from './signal.ts';
import { do_notify_parent } from './signal_parent.ts';
import { SIGCHLD, SIGSTOP } from './signals.ts';
import {
  __TASK_STOPPED,
  __TASK_TRACED,
  EXIT_DEAD,
  EXIT_ZOMBIE,
  JOBCTL_STOP_PENDING,
  JOBCTL_STOP_SIGMASK,
  JOBCTL_STOPPED,
  JOBCTL_TRACED,
  JOBCTL_TRAP_MASK,
  JOBCTL_TRAP_STOP,
  PF_EXITING,
  PT_PTRACED,
  PT_SEIZED,
  SA_NOCLDWAIT,
  SIG_IGN,
  SIGNAL_STOP_STOPPED,
  type Sighand,
  type Steps,
  same_thread_group,
  type Task,
  task_is_stopped,
  task_is_traced,
  thread_group_empty,
  thread_group_leader,
} from './structs.ts';
import { __wake_up_parent } from './wait.ts';

const FILE = 'kernel/ptrace.c';

function ptrace_signal_wake_up(k: Kernel, t: Task, resume: boolean): void {
  if (resume) t.jobctl &= ~JOBCTL_TRACED;
  signal_wake_up_state(k, t, resume ? __TASK_TRACED : 0);
}

const L_link = lines(FILE, '__ptrace_link', {
  add: 'list_add(&child->ptrace_entry, &new_parent->ptraced);',
  parent: 'child->parent = new_parent;',
});

function __ptrace_link(k: Kernel, child: Task, new_parent: Task): void {
  k.at(L_link.add);
  list_add(child.ptrace_entry, new_parent.ptraced);
  k.at(L_link.parent);
  child.parent = new_parent;
}

const L_unlink = lines(FILE, '__ptrace_unlink', {
  parent: 'child->parent = child->real_parent;',
  clear: 'child->ptrace = 0;',
  stop: 'child->jobctl |= JOBCTL_STOP_PENDING;',
  wake: 'ptrace_signal_wake_up(child, true);',
});

export function __ptrace_unlink(k: Kernel, child: Task): void {
  k.at(L_unlink.parent);
  child.parent = child.real_parent;
  list_del_init(child.ptrace_entry);
  k.at(L_unlink.clear);
  child.ptrace = 0;
  task_clear_jobctl_pending(child, JOBCTL_TRAP_MASK);
  if (
    (child.flags & PF_EXITING) === 0 &&
    ((child.signal.flags & SIGNAL_STOP_STOPPED) !== 0 || child.signal.group_stop_count !== 0)
  ) {
    k.at(L_unlink.stop);
    child.jobctl |= JOBCTL_STOP_PENDING;
    if ((child.jobctl & JOBCTL_STOP_SIGMASK) === 0) child.jobctl |= SIGSTOP;
  }
  if ((child.jobctl & JOBCTL_STOP_PENDING) !== 0 || task_is_traced(child)) {
    k.at(L_unlink.wake);
    ptrace_signal_wake_up(k, child, true);
  }
}

/** A task that is released is not traced any more. */
export function ptrace_release_task(k: Kernel, task: Task): void {
  if (task.ptrace !== 0) __ptrace_unlink(k, task);
}

const ignoring_children = (sigh: Sighand): boolean => {
  const { sa_handler, sa_flags } = sigh.action[SIGCHLD]!;
  return sa_handler === SIG_IGN || (sa_flags & SA_NOCLDWAIT) !== 0;
};

const L_detach = lines(FILE, '__ptrace_detach', {
  unlink: '__ptrace_unlink(p);',
  thread: 'dead = !thread_group_leader(p);',
  notify: 'dead = do_notify_parent(p, p->exit_signal);',
  wake: '__wake_up_parent(p, tracer);',
  dead: 'p->exit_state = EXIT_DEAD;',
});

/** @returns whether the caller must release the tracee */
function __ptrace_detach(k: Kernel, tracer: Task, p: Task): boolean {
  k.at(L_detach.unlink);
  __ptrace_unlink(k, p);
  if (p.exit_state !== EXIT_ZOMBIE) return false;
  k.at(L_detach.thread);
  let dead = !thread_group_leader(p);
  if (!dead && thread_group_empty(p)) {
    if (!same_thread_group(p.real_parent, tracer)) {
      k.at(L_detach.notify);
      dead = do_notify_parent(k, p, p.exit_signal);
    } else if (ignoring_children(tracer.sighand!)) {
      k.at(L_detach.wake);
      __wake_up_parent(k, p, tracer);
      dead = true;
    }
  }
  if (dead) {
    k.at(L_detach.dead);
    p.exit_state = EXIT_DEAD;
  }
  return dead;
}

const L_exit_ptrace = lines(FILE, 'exit_ptrace', { detach: 'if (__ptrace_detach(tracer, p))' });

/** An exiting tracer lets all its tracees go. The caller holds tasklist_lock for writing. */
export function exit_ptrace(k: Kernel, tracer: Task, dead: ListHead<Task>): void {
  for (const p of list_for_each(tracer.ptraced)) {
    k.at(L_exit_ptrace.detach);
    if (__ptrace_detach(k, tracer, p)) list_add(p.ptrace_entry, dead);
  }
}

const L_attach = lines(FILE, 'ptrace_attach', {
  own: 'if (same_thread_group(task, current))',
  lock: 'write_lock_irq(&tasklist_lock);',
  dead: 'if (unlikely(task->exit_state))',
  traced: 'if (task->ptrace)',
  flags: 'task->ptrace = flags;',
  stopped: 'signal_wake_up_state(task, __TASK_STOPPED);',
  unlock: 'write_unlock_irq(&tasklist_lock);',
});

/** PTRACE_SEIZE. @returns 0 or a negative errno */
export function* ptrace_seize(k: Kernel, pid: number): Steps<number> {
  yield L_attach.own;
  const task = find_task_by_vpid(k, pid);
  if (task === null) return -errno.ESRCH;
  if (same_thread_group(task, k.current)) return -errno.EPERM;
  yield* write_lock_irq(k, L_attach.lock);
  let retval: number = -errno.EPERM;
  k.at(L_attach.dead);
  if (task.exit_state === 0) {
    k.at(L_attach.traced);
    if (task.ptrace === 0) {
      k.at(L_attach.flags);
      task.ptrace = PT_PTRACED | PT_SEIZED;
      __ptrace_link(k, task, k.current);
      if (task_is_stopped(task) && task_set_jobctl_pending(task, JOBCTL_TRAP_STOP)) {
        k.at(L_attach.stopped);
        task.jobctl &= ~JOBCTL_STOPPED;
        signal_wake_up_state(k, task, __TASK_STOPPED);
      }
      retval = 0;
    }
  }
  write_unlock_irq(k, L_attach.unlock);
  return retval;
}

const L_check = lines(FILE, 'ptrace_check_attach', {
  lock: 'read_lock(&tasklist_lock);',
  own: 'if (child->ptrace && child->parent == current) {',
  unlock: 'read_unlock(&tasklist_lock);',
});

function* ptrace_check_attach(k: Kernel, child: Task, ignore_state: boolean): Steps<number> {
  let ret: number = -errno.ESRCH;
  yield* read_lock(k, L_check.lock);
  k.at(L_check.own);
  if (child.ptrace !== 0 && child.parent === k.current && (ignore_state || task_is_traced(child))) ret = 0;
  read_unlock(k, L_check.unlock);
  return ret;
}

const L_request = lines(FILE, 'ptrace_request', {
  interrupt: 'if (likely(task_set_jobctl_pending(child, JOBCTL_TRAP_STOP)))',
});

/** PTRACE_INTERRUPT: makes a tracee stop for its tracer. */
export function* ptrace_interrupt(k: Kernel, pid: number): Steps<number> {
  const child = find_task_by_vpid(k, pid);
  if (child === null) return -errno.ESRCH;
  const ret = yield* ptrace_check_attach(k, child, true);
  if (ret < 0) return ret;
  if (child.sighand === null) return -errno.EIO;
  yield L_request.interrupt;
  if (child.sighand !== null && task_set_jobctl_pending(child, JOBCTL_TRAP_STOP))
    ptrace_signal_wake_up(k, child, false);
  return 0;
}

const L_ptrace_detach = lines(FILE, 'ptrace_detach', {
  lock: 'write_lock_irq(&tasklist_lock);',
  data: 'child->exit_code = data;',
  detach: '__ptrace_detach(current, child);',
  unlock: 'write_unlock_irq(&tasklist_lock);',
});

/** PTRACE_DETACH, for a tracee that is stopped. @returns 0 or a negative errno */
export function* ptrace_detach(k: Kernel, pid: number): Steps<number> {
  const child = find_task_by_vpid(k, pid);
  if (child === null) return -errno.ESRCH;
  const ret = yield* ptrace_check_attach(k, child, false);
  if (ret < 0) return ret;
  yield* write_lock_irq(k, L_ptrace_detach.lock);
  if (child.ptrace !== 0 && child.exit_state === 0) {
    k.at(L_ptrace_detach.data);
    child.exit_code = 0;
    k.at(L_ptrace_detach.detach);
    __ptrace_detach(k, k.current, child);
  }
  write_unlock_irq(k, L_ptrace_detach.unlock);
  return 0;
}
