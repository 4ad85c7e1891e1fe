/**
 * kernel/exit.c: how a task ends, and who inherits its children.
 * @module
 */
import { kill_orphaned_pgrp } from './exit_pgrp.ts';
import { exit_mm_release } from './fork.ts';
import type { Kernel } from './kernel.ts';
import { lines } from './lines.ts';
import { ListHead, list_add, list_del_init, list_empty, list_for_each, list_splice_tail_init } from './list.ts';
import { detach_pid, task_active_pid_ns, task_pid } from './pid.ts';
import { zap_pid_ns_processes } from './pid_namespace.ts';
import { exit_ptrace, ptrace_release_task } from './ptrace.ts';
import { wake_up_process, write_lock_irq, write_unlock_irq } from './sched.ts';
import { group_send_sig_info, next_thread, zap_other_threads } from './signal.ts';
import { exit_signals } from './signal_delivery.ts';
import { do_notify_parent } from './signal_parent.ts';
import { SEND_SIG_NOINFO, SIGCHLD } from './signals.ts';
import {
  EXIT_DEAD,
  EXIT_ZOMBIE,
  PF_EXITING,
  PIDTYPE_PGID,
  PIDTYPE_PID,
  PIDTYPE_SID,
  PIDTYPE_TGID,
  ptrace_reparented,
  SIGNAL_GROUP_EXIT,
  type SigPending,
  type Steps,
  same_thread_group,
  TASK_DEAD,
  type Task,
  thread_group_empty,
  thread_group_leader,
} from './structs.ts';

const FILE = 'kernel/exit.c';

const L_unhash = lines(FILE, '__unhash_process', {
  pid: 'detach_pid(p, PIDTYPE_PID);',
  tgid: 'detach_pid(p, PIDTYPE_TGID);',
  pgid: 'detach_pid(p, PIDTYPE_PGID);',
  sid: 'detach_pid(p, PIDTYPE_SID);',
  sibling: 'list_del_init(&p->sibling);',
  thread: 'list_del_rcu(&p->thread_node);',
});

function __unhash_process(k: Kernel, p: Task, group_dead: boolean): void {
  k.at(L_unhash.pid);
  detach_pid(k, p, PIDTYPE_PID);
  if (group_dead) {
    k.at(L_unhash.tgid);
    detach_pid(k, p, PIDTYPE_TGID);
    k.at(L_unhash.pgid);
    detach_pid(k, p, PIDTYPE_PGID);
    k.at(L_unhash.sid);
    detach_pid(k, p, PIDTYPE_SID);
    list_del_init(p.tasks);
    k.at(L_unhash.sibling);
    list_del_init(p.sibling);
  }
  k.at(L_unhash.thread);
  list_del_init(p.thread_node);
}

const L_exit_signal = lines(FILE, '__exit_signal', {
  exec: 'wake_up_process(sig->group_exec_task);',
  target: 'sig->curr_target = next_thread(tsk);',
  unhash: '__unhash_process(tsk, group_dead);',
  own: 'flush_sigqueue(&tsk->pending);',
  sighand: 'tsk->sighand = NULL;',
  shared: 'flush_sigqueue(&sig->shared_pending);',
});

function flush_sigqueue(queue: SigPending): void {
  queue.signal = 0;
  if (queue.list.length > 0) queue.list = [];
}

function __exit_signal(k: Kernel, tsk: Task): void {
  const sig = tsk.signal;
  const group_dead = thread_group_leader(tsk);
  if (!group_dead) {
    if (sig.notify_count > 0) {
      sig.notify_count -= 1;
      if (sig.notify_count === 0) {
        k.at(L_exit_signal.exec);
        wake_up_process(k, sig.group_exec_task!);
      }
    }
    if (tsk === sig.curr_target) {
      k.at(L_exit_signal.target);
      sig.curr_target = next_thread(tsk);
    }
  }
  sig.nr_threads -= 1;
  k.at(L_exit_signal.unhash);
  __unhash_process(k, tsk, group_dead);
  k.at(L_exit_signal.own);
  flush_sigqueue(tsk.pending);
  k.at(L_exit_signal.sighand);
  tsk.sighand = null;
  tsk.sigpending = false;
  if (group_dead) {
    k.at(L_exit_signal.shared);
    flush_sigqueue(sig.shared_pending);
  }
}

const L_release = lines(FILE, 'release_task', {
  lock: 'write_lock_irq(&tasklist_lock);',
  trace: 'ptrace_release_task(p);',
  exit: '__exit_signal(p);',
  leader: '&& leader->exit_state == EXIT_ZOMBIE) {',
  notify: 'zap_leader = do_notify_parent(leader, leader->exit_signal);',
  dead: 'leader->exit_state = EXIT_DEAD;',
  unlock: 'write_unlock_irq(&tasklist_lock);',
  repeat: 'goto repeat;',
});

/** Nobody needs the dead task any more: its pids and its place in every list go. */
export function* release_task(k: Kernel, task: Task): Steps<void> {
  let p = task;
  for (;;) {
    yield* write_lock_irq(k, L_release.lock);
    k.at(L_release.trace);
    ptrace_release_task(k, p);
    k.at(L_release.exit);
    __exit_signal(k, p);
    let zap_leader = false;
    const leader = p.group_leader;
    k.at(L_release.leader);
    if (leader !== p && thread_group_empty(leader) && leader.exit_state === EXIT_ZOMBIE) {
      k.at(L_release.notify);
      zap_leader = do_notify_parent(k, leader, leader.exit_signal);
      if (zap_leader) {
        k.at(L_release.dead);
        leader.exit_state = EXIT_DEAD;
      }
    }
    write_unlock_irq(k, L_release.unlock);
    if (!zap_leader) return;
    k.at(L_release.repeat);
    p = leader;
  }
}

/** The first thread of p's group that is not exiting. */
function find_alive_thread(p: Task): Task | null {
  for (const t of list_for_each(p.signal.thread_head)) if ((t.flags & PF_EXITING) === 0) return t;
  return null;
}

const L_child_reaper = lines(FILE, 'find_child_reaper', {
  other: 'if (likely(reaper != father))',
  alive: 'reaper = find_alive_thread(father);',
  office: 'pid_ns->child_reaper = reaper;',
  unlock: 'write_unlock_irq(&tasklist_lock);',
  release: 'release_task(p);',
  zap: 'zap_pid_ns_processes(pid_ns);',
  lock: 'write_lock_irq(&tasklist_lock);',
});

/** The reaper of father's namespace. If father is it, and was the last thread of its group, the namespace ends here. */
function* find_child_reaper(k: Kernel, father: Task, dead: ListHead<Task>): Steps<Task> {
  const pid_ns = task_active_pid_ns(father);
  k.at(L_child_reaper.other);
  if (pid_ns.child_reaper !== father) return pid_ns.child_reaper!;
  k.at(L_child_reaper.alive);
  const reaper = find_alive_thread(father);
  if (reaper !== null) {
    k.at(L_child_reaper.office);
    pid_ns.child_reaper = reaper;
    return reaper;
  }
  write_unlock_irq(k, L_child_reaper.unlock);
  for (const p of list_for_each(dead)) {
    list_del_init(p.ptrace_entry);
    k.at(L_child_reaper.release);
    yield* release_task(k, p);
  }
  k.at(L_child_reaper.zap);
  yield* zap_pid_ns_processes(k, pid_ns);
  yield* write_lock_irq(k, L_child_reaper.lock);
  return father;
}

const L_new_reaper = lines(FILE, 'find_new_reaper', {
  thread: 'thread = find_alive_thread(father);',
  level: 'unsigned int ns_level = task_pid(father)->level;',
  subreaper: 'if (!reaper->signal->is_child_subreaper)',
  adopts: 'thread = find_alive_thread(reaper);',
  reaper: 'return child_reaper;',
});

/** Who adopts: another thread of father's, the nearest living subreaper of the same level, or the namespace's reaper. */
function find_new_reaper(k: Kernel, father: Task, child_reaper: Task): Task {
  k.at(L_new_reaper.thread);
  const own = find_alive_thread(father);
  if (own !== null) return own;
  if (father.signal.has_child_subreaper) {
    k.at(L_new_reaper.level);
    const ns_level = task_pid(father)!.level;
    for (let reaper = father.real_parent; task_pid(reaper)?.level === ns_level; reaper = reaper.real_parent) {
      // The global init is its own parent here; the kernel stops one step later, at the idle task.
      if (reaper === k.init_task) break;
      k.at(L_new_reaper.subreaper);
      if (!reaper.signal.is_child_subreaper) continue;
      k.at(L_new_reaper.adopts);
      const thread = find_alive_thread(reaper);
      if (thread !== null) return thread;
    }
  }
  k.at(L_new_reaper.reaper);
  return child_reaper;
}

const L_reparent = lines(FILE, 'reparent_leader', {
  dead: 'if (unlikely(p->exit_state == EXIT_DEAD))',
  signal: 'p->exit_signal = SIGCHLD;',
  notify: 'if (do_notify_parent(p, p->exit_signal)) {',
  autoreap: 'p->exit_state = EXIT_DEAD;',
  group: 'kill_orphaned_pgrp(p, father);',
});

/** A child has gone to another process: from now on it reports like any child, and if it is dead already it reports again. */
function* reparent_leader(k: Kernel, father: Task, p: Task, dead: ListHead<Task>): Steps<void> {
  k.at(L_reparent.dead);
  if (p.exit_state === EXIT_DEAD) return;
  k.at(L_reparent.signal);
  p.exit_signal = SIGCHLD;
  if (p.ptrace === 0 && p.exit_state === EXIT_ZOMBIE && thread_group_empty(p)) {
    k.at(L_reparent.notify);
    if (do_notify_parent(k, p, p.exit_signal)) {
      k.at(L_reparent.autoreap);
      p.exit_state = EXIT_DEAD;
      list_add(p.ptrace_entry, dead);
    }
  }
  k.at(L_reparent.group);
  yield* kill_orphaned_pgrp(k, p, father);
}

const L_forget = lines(FILE, 'forget_original_parent', {
  tracees: 'exit_ptrace(father, dead);',
  child_reaper: 'reaper = find_child_reaper(father, dead);',
  none: 'if (list_empty(&father->children))',
  new_reaper: 'reaper = find_new_reaper(father, reaper);',
  parent: 'RCU_INIT_POINTER(t->real_parent, reaper);',
  pdeath: 'group_send_sig_info(t->pdeath_signal,',
  leader: 'reparent_leader(father, p, dead);',
  splice: 'list_splice_tail_init(&father->children, &reaper->children);',
});

/** Gives the children of an exiting thread to somebody else. */
function* forget_original_parent(k: Kernel, father: Task, dead: ListHead<Task>): Steps<void> {
  if (!list_empty(father.ptraced)) {
    k.at(L_forget.tracees);
    exit_ptrace(k, father, dead);
  }
  k.at(L_forget.child_reaper);
  const child_reaper = yield* find_child_reaper(k, father, dead);
  k.at(L_forget.none);
  if (list_empty(father.children)) return;
  k.at(L_forget.new_reaper);
  const reaper = find_new_reaper(k, father, child_reaper);
  for (const p of list_for_each(father.children)) {
    for (const t of list_for_each(p.signal.thread_head)) {
      yield L_forget.parent;
      t.real_parent = reaper;
      if (t.ptrace === 0) t.parent = reaper;
      if (t.pdeath_signal !== 0) {
        yield L_forget.pdeath;
        group_send_sig_info(k, t.pdeath_signal, SEND_SIG_NOINFO, t, PIDTYPE_TGID);
      }
    }
    if (!same_thread_group(reaper, father)) {
      k.at(L_forget.leader);
      yield* reparent_leader(k, father, p, dead);
    }
  }
  k.at(L_forget.splice);
  list_splice_tail_init(father.children, reaper.children);
}

const L_exit_notify = lines(FILE, 'exit_notify', {
  lock: 'write_lock_irq(&tasklist_lock);',
  forget: 'forget_original_parent(tsk, &dead);',
  group: 'kill_orphaned_pgrp(tsk->group_leader, NULL);',
  zombie: 'tsk->exit_state = EXIT_ZOMBIE;',
  traced: 'autoreap = do_notify_parent(tsk, sig);',
  leader: 'autoreap = thread_group_empty(tsk) &&',
  thread: 'autoreap = true;',
  dead: 'tsk->exit_state = EXIT_DEAD;',
  exec: 'wake_up_process(tsk->signal->group_exec_task);',
  unlock: 'write_unlock_irq(&tasklist_lock);',
  release: 'release_task(p);',
});

/** Tells the relatives, and becomes a zombie. */
function* exit_notify(k: Kernel, tsk: Task, group_dead: boolean): Steps<void> {
  const dead = new ListHead<Task>(k.j, null as never);
  yield* write_lock_irq(k, L_exit_notify.lock);
  k.at(L_exit_notify.forget);
  yield* forget_original_parent(k, tsk, dead);
  if (group_dead) {
    k.at(L_exit_notify.group);
    yield* kill_orphaned_pgrp(k, tsk.group_leader, null);
  }
  yield L_exit_notify.zombie;
  tsk.exit_state = EXIT_ZOMBIE;
  let autoreap: boolean;
  if (tsk.ptrace !== 0) {
    k.at(L_exit_notify.traced);
    const own = thread_group_leader(tsk) && thread_group_empty(tsk) && !ptrace_reparented(tsk);
    autoreap = do_notify_parent(k, tsk, own ? tsk.exit_signal : SIGCHLD);
  } else if (thread_group_leader(tsk)) {
    k.at(L_exit_notify.leader);
    autoreap = thread_group_empty(tsk) && do_notify_parent(k, tsk, tsk.exit_signal);
  } else {
    k.at(L_exit_notify.thread);
    autoreap = true;
  }
  if (autoreap) {
    k.at(L_exit_notify.dead);
    tsk.exit_state = EXIT_DEAD;
    list_add(tsk.ptrace_entry, dead);
  }
  if (tsk.signal.notify_count < 0) {
    k.at(L_exit_notify.exec);
    wake_up_process(k, tsk.signal.group_exec_task!);
  }
  write_unlock_irq(k, L_exit_notify.unlock);
  for (const p of list_for_each(dead)) {
    list_del_init(p.ptrace_entry);
    k.at(L_exit_notify.release);
    yield* release_task(k, p);
  }
}

const L_exit_mm = lines(FILE, 'exit_mm', { release: 'exit_mm_release(current, mm);' });

const L_do_exit = lines(FILE, 'do_exit', {
  signals: 'exit_signals(tsk);  /* sets PF_EXITING */',
  live: 'group_dead = atomic_dec_and_test(&tsk->signal->live);',
  code: 'tsk->exit_code = code;',
  mm: 'exit_mm();',
  namespaces: 'exit_task_namespaces(tsk);',
  notify: 'exit_notify(tsk, group_dead);',
  dead: 'do_task_dead();',
});

/** The end of a task. Does not return. */
export function* do_exit(k: Kernel, code: number): Steps<never> {
  const tsk = k.current;
  k.observer.doExit?.(tsk, code);
  k.trace.incident({ kind: 'exit', code });
  yield L_do_exit.signals;
  yield* exit_signals(k, tsk);
  yield L_do_exit.live;
  tsk.signal.live -= 1;
  const group_dead = tsk.signal.live === 0;
  k.at(L_do_exit.code);
  tsk.exit_code = code;
  yield L_do_exit.mm;
  k.at(L_exit_mm.release);
  exit_mm_release(k, tsk);
  k.at(L_do_exit.namespaces);
  tsk.pid_ns_for_children = null;
  k.at(L_do_exit.notify);
  yield* exit_notify(k, tsk, group_dead);
  k.at(L_do_exit.dead);
  tsk.__state = TASK_DEAD;
  for (;;) {
    k.until('sleep');
    yield L_do_exit.dead;
  }
}

const L_sys_exit = lines(FILE, '__do_sys_exit', { exit: 'do_exit((error_code&0xff)<<8);' });

/** exit(2): this thread alone. */
export function* sys_exit(k: Kernel, error_code: number): Steps<never> {
  k.at(L_sys_exit.exit);
  return yield* do_exit(k, (error_code & 0xff) << 8);
}

const L_group_exit = lines(FILE, 'do_group_exit', {
  threads: 'else if (!thread_group_empty(current)) {',
  code: 'sig->group_exit_code = exit_code;',
  flag: 'sig->flags = SIGNAL_GROUP_EXIT;',
  zap: 'zap_other_threads(current);',
  exit: 'do_exit(exit_code);',
});

/** Takes the whole group down. Alone, a task does not even set the flag. */
export function* do_group_exit(k: Kernel, code: number): Steps<never> {
  let exit_code = code;
  const sig = k.current.signal;
  yield L_group_exit.threads;
  if ((sig.flags & SIGNAL_GROUP_EXIT) !== 0) exit_code = sig.group_exit_code;
  else if (sig.group_exec_task !== null) exit_code = 0;
  else if (!thread_group_empty(k.current)) {
    k.at(L_group_exit.code);
    sig.group_exit_code = exit_code;
    k.at(L_group_exit.flag);
    sig.flags = SIGNAL_GROUP_EXIT;
    k.at(L_group_exit.zap);
    zap_other_threads(k, k.current);
  }
  k.at(L_group_exit.exit);
  return yield* do_exit(k, exit_code);
}

const L_sys_exit_group = lines(FILE, '__do_sys_exit_group', { exit: 'do_group_exit((error_code & 0xff) << 8);' });

/** exit_group(2), which is what exit(3) calls. */
export function* sys_exit_group(k: Kernel, error_code: number): Steps<never> {
  k.at(L_sys_exit_group.exit);
  return yield* do_group_exit(k, (error_code & 0xff) << 8);
}
