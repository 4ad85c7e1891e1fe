/**
 * kernel/fork.c: making tasks.
 * @module
 */
import { ERESTARTNOINTR, errno } from './errno.ts';
import type { Kernel } from './kernel.ts';
import { lines } from './lines.ts';
import { list_add_tail, list_for_each } from './list.ts';
import { copy_namespaces } from './nsproxy.ts';
import {
  adding,
  alloc_pid,
  attach_pid,
  free_pid,
  init_task_pid,
  is_child_reaper,
  ns_of_pid,
  pid_vnr,
  task_active_pid_ns,
  task_pgrp,
  task_session,
} from './pid.ts';
import {
  fatal_signal_pending,
  schedule,
  set_current_state,
  wake_up_state,
  write_lock_irq,
  write_unlock_irq,
} from './sched.ts';
import { flush_signal_handlers, recalc_sigpending } from './signal.ts';
import { task_join_group_stop } from './signal_stop.ts';
import type { SignalNumber } from './signals.ts';
import {
  Completion,
  MultiprocessSignals,
  PF_FORKNOEXEC,
  PIDTYPE_PGID,
  PIDTYPE_PID,
  PIDTYPE_SID,
  PIDTYPE_TGID,
  SIGNAL_UNKILLABLE,
  Sighand,
  Signal,
  type Steps,
  TASK_KILLABLE,
  TASK_RUNNING,
  Task,
} from './structs.ts';

const FILE = 'kernel/fork.c';

/** What clone(2) is asked for. */
export interface CloneArgs {
  newpid?: boolean;
  thread?: boolean;
  parent?: boolean;
  vfork?: boolean;
  /** CLONE_CLEAR_SIGHAND: the child catches nothing. */
  clear_sighand?: boolean;
  /** What the child's parent is sent at its death. */
  exit_signal: SignalNumber;
  /** What the new task does. */
  start: (task: Task) => Steps<void>;
}

const L_mm = lines(FILE, 'mm_release', { done: 'complete_vfork_done(tsk);' });
const L_exit_mm = lines(FILE, 'exit_mm_release', { release: 'mm_release(tsk, mm);' });
const L_exec_mm = lines(FILE, 'exec_mm_release', { release: 'mm_release(tsk, mm);' });

/** The task lets go of its memory: a parent that vforked it runs again. */
function mm_release(k: Kernel, tsk: Task): void {
  const vfork = tsk.vfork_done;
  if (vfork === null) return;
  k.at(L_mm.done);
  tsk.vfork_done = null;
  vfork.done = true;
  if (vfork.waiter !== null) wake_up_state(k, vfork.waiter, TASK_KILLABLE);
}

export function exit_mm_release(k: Kernel, tsk: Task): void {
  k.at(L_exit_mm.release);
  mm_release(k, tsk);
}

export function exec_mm_release(k: Kernel, tsk: Task): void {
  k.at(L_exec_mm.release);
  mm_release(k, tsk);
}

const L_sighand = lines(FILE, 'copy_sighand', {
  copy: 'memcpy(sig->action, current->sighand->action, sizeof(sig->action));',
  clear: 'flush_signal_handlers(tsk, 0);',
});

function copy_sighand(k: Kernel, p: Task, clear: boolean): void {
  k.at(L_sighand.copy);
  const sig = new Sighand(k.j);
  sig.action = k.current.sighand!.action;
  p.sighand = sig;
  if (clear) {
    k.at(L_sighand.clear);
    flush_signal_handlers(k, p);
  }
}

const L_signal = lines(FILE, 'copy_signal', { live: 'atomic_set(&sig->live, 1);' });

function copy_signal(k: Kernel, p: Task): void {
  k.at(L_signal.live);
  const sig = new Signal(k.j);
  sig.curr_target = p;
  p.signal = sig;
}

const L_copy = lines(FILE, 'copy_process', {
  sibling: 'if ((clone_flags & CLONE_PARENT) &&',
  thread: '(task_active_pid_ns(current) != nsp->pid_ns_for_children))',
  delayed: 'hlist_add_head(&delayed.node, &current->signal->multiprocess);',
  pending: 'if (task_sigpending(current))',
  sighand: 'retval = copy_sighand(clone_flags, p);',
  signal: 'retval = copy_signal(clone_flags, p);',
  namespaces: 'retval = copy_namespaces(clone_flags, p);',
  pid: 'pid = alloc_pid(p->nsproxy->pid_ns_for_children, args->set_tid,',
  lock: 'write_lock_irq(&tasklist_lock);',
  own_parent: 'p->real_parent = current->real_parent;',
  parent: 'p->real_parent = current;',
  closed: 'if (unlikely(!(ns_of_pid(pid)->pid_allocated & PIDNS_ADDING))) {',
  killed: 'if (fatal_signal_pending(current)) {',
  reaper: 'ns_of_pid(pid)->child_reaper = p;',
  unkillable: 'p->signal->flags |= SIGNAL_UNKILLABLE;',
  subreaper: 'p->signal->has_child_subreaper = p->real_parent->signal->has_child_subreaper ||',
  child: 'list_add_tail(&p->sibling, &p->real_parent->children);',
  live: 'atomic_inc(&current->signal->live);',
  attach_tgid: 'attach_pid(p, PIDTYPE_TGID);',
  attach_pgid: 'attach_pid(p, PIDTYPE_PGID);',
  attach_sid: 'attach_pid(p, PIDTYPE_SID);',
  attach: 'attach_pid(p, PIDTYPE_PID);',
  unlock: ['write_unlock_irq(&tasklist_lock);', 'syscall_tracepoint_update(p);'],
  cancel: ['write_unlock_irq(&tasklist_lock);', 'bad_fork_cancel_cgroup:'],
  free: 'free_pid(pid);',
});

/** @returns the new task, not yet running, or a negative errno */
function* copy_process(k: Kernel, args: CloneArgs): Steps<Task | number> {
  const current = k.current;
  yield L_copy.sibling;
  if (args.parent && (current.signal.flags & SIGNAL_UNKILLABLE) !== 0) return -errno.EINVAL;
  if (args.thread) {
    k.at(L_copy.thread);
    if (args.newpid || task_active_pid_ns(current) !== current.pid_ns_for_children) return -errno.EINVAL;
  }
  const delayed = new MultiprocessSignals(k.j);
  if (!args.thread) {
    k.at(L_copy.delayed);
    current.signal.multiprocess = [delayed, ...current.signal.multiprocess];
  }
  recalc_sigpending(k);
  k.at(L_copy.pending);
  if (current.sigpending) return fork_out(current, delayed, -ERESTARTNOINTR);

  current.made += 1;
  const p = new Task(k.j, `${current.key}.${current.made}`);
  p.flags = PF_FORKNOEXEC;
  p.blocked = current.blocked;
  p.self_exec_id = current.self_exec_id;
  p.pid_ns_for_children = current.pid_ns_for_children;
  if (args.thread) {
    p.sighand = current.sighand;
    p.signal = current.signal;
  } else {
    k.at(L_copy.sighand);
    copy_sighand(k, p, args.clear_sighand === true);
    k.at(L_copy.signal);
    copy_signal(k, p);
  }
  yield L_copy.namespaces;
  const failed = copy_namespaces(k, p, args.newpid === true);
  if (failed !== 0) return fork_out(current, delayed, failed);
  k.at(L_copy.pid);
  const pid = yield* alloc_pid(k, p.pid_ns_for_children!);
  if (typeof pid === 'number') return fork_out(current, delayed, pid);
  p.pid = pid.numbers[0]!.nr;
  p.group_leader = args.thread ? current.group_leader : p;

  yield* write_lock_irq(k, L_copy.lock);
  if (args.parent || args.thread) {
    k.at(L_copy.own_parent);
    p.real_parent = current.real_parent;
    p.parent_exec_id = current.parent_exec_id;
    p.exit_signal = args.thread ? -1 : current.group_leader.exit_signal;
  } else {
    k.at(L_copy.parent);
    p.real_parent = current;
    p.parent_exec_id = current.self_exec_id;
    p.exit_signal = args.exit_signal;
  }
  p.parent = p.real_parent;
  let retval = 0;
  k.at(L_copy.closed);
  if (!adding(ns_of_pid(pid))) retval = -errno.ENOMEM;
  else {
    k.at(L_copy.killed);
    if (fatal_signal_pending(current)) retval = -errno.EINTR;
  }
  if (retval !== 0) {
    write_unlock_irq(k, L_copy.cancel);
    yield L_copy.free;
    free_pid(k, pid);
    return fork_out(current, delayed, retval);
  }
  init_task_pid(p, PIDTYPE_PID, pid);
  if (!args.thread) {
    init_task_pid(p, PIDTYPE_TGID, pid);
    init_task_pid(p, PIDTYPE_PGID, task_pgrp(current));
    init_task_pid(p, PIDTYPE_SID, task_session(current));
    if (is_child_reaper(pid)) {
      k.at(L_copy.reaper);
      ns_of_pid(pid).child_reaper = p;
      k.at(L_copy.unkillable);
      p.signal.flags |= SIGNAL_UNKILLABLE;
    }
    p.signal.shared_pending.signal = delayed.signal;
    k.at(L_copy.subreaper);
    const { has_child_subreaper, is_child_subreaper } = p.real_parent.signal;
    p.signal.has_child_subreaper = has_child_subreaper || is_child_subreaper;
    k.at(L_copy.child);
    list_add_tail(p.sibling, p.real_parent.children);
    list_add_tail(p.tasks, k.processes);
    k.at(L_copy.attach_tgid);
    attach_pid(k, p, PIDTYPE_TGID);
    k.at(L_copy.attach_pgid);
    attach_pid(k, p, PIDTYPE_PGID);
    k.at(L_copy.attach_sid);
    attach_pid(k, p, PIDTYPE_SID);
    list_add_tail(p.thread_node, p.signal.thread_head);
  } else {
    k.at(L_copy.live);
    current.signal.nr_threads += 1;
    current.signal.live += 1;
    task_join_group_stop(k, p);
    list_add_tail(p.thread_node, p.signal.thread_head);
  }
  k.at(L_copy.attach);
  attach_pid(k, p, PIDTYPE_PID);
  fork_out(current, delayed, 0);
  write_unlock_irq(k, L_copy.unlock);
  return p;
}

/** Signals to the group go to no child any more. @returns `retval` */
function fork_out(current: Task, delayed: MultiprocessSignals, retval: number): number {
  const { signal } = current;
  if (signal.multiprocess.length > 0) signal.multiprocess = signal.multiprocess.filter((other) => other !== delayed);
  return retval;
}

const L_vfork = lines(FILE, 'wait_for_vfork_done', {
  wait: 'killed = wait_for_completion_state(vfork, state);',
  killed: 'child->vfork_done = NULL;',
});

/** Sleeps until the child has let go of the shared memory. Only death ends it earlier. */
function* wait_for_vfork_done(k: Kernel, child: Task, vfork: Completion): Steps<void> {
  const current = k.current;
  vfork.waiter = current;
  while (!vfork.done) {
    set_current_state(k, TASK_KILLABLE);
    yield* schedule(k, L_vfork.wait, 'wait_for_vfork_done');
    if (fatal_signal_pending(current)) {
      k.at(L_vfork.killed);
      child.vfork_done = null;
      break;
    }
  }
  set_current_state(k, TASK_RUNNING);
}

const L_clone = lines(FILE, 'kernel_clone', {
  copy: 'p = copy_process(NULL, trace, NUMA_NO_NODE, args);',
  vfork: 'p->vfork_done = &vfork;',
  wake: 'wake_up_new_task(p);',
  wait: 'if (!wait_for_vfork_done(p, &vfork))',
});

/** clone(2). @returns the child's number in the caller's namespace, or a negative errno */
export function* kernel_clone(k: Kernel, args: CloneArgs): Steps<number> {
  k.at(L_clone.copy);
  const p = yield* copy_process(k, args);
  if (typeof p === 'number') return p;
  const nr = pid_vnr(k, p.thread_pid);
  const vfork = args.vfork ? new Completion(k.j) : undefined;
  if (vfork !== undefined) {
    k.at(L_clone.vfork);
    p.vfork_done = vfork;
  }
  yield L_clone.wake;
  k.start(p, args.start(p));
  if (vfork !== undefined) {
    k.at(L_clone.wait);
    yield* wait_for_vfork_done(k, p, vfork);
  }
  return nr;
}

const L_walk = lines(FILE, 'walk_process_tree', { visit: 'res = visitor(child, data);' });

/** Visits the descendants of a process, below a child only if the visitor says so. The caller holds tasklist_lock. */
export function walk_process_tree(k: Kernel, top: Task, visitor: (child: Task) => boolean): void {
  const leaders = [top.group_leader];
  for (let leader = leaders.pop(); leader !== undefined; leader = leaders.pop())
    for (const parent of list_for_each(leader.signal.thread_head))
      for (const child of list_for_each(parent.children)) {
        k.at(L_walk.visit);
        if (visitor(child)) leaders.push(child);
      }
}
