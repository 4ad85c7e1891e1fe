/**
 * fs/exec.c: what an exec does to threads, handlers and pids.
 * @module
 */
import { errno } from './errno.ts';
import { release_task } from './exit.ts';
import { exec_mm_release } from './fork.ts';
import type { Kernel } from './kernel.ts';
import { lines } from './lines.ts';
import { list_replace_init } from './list.ts';
import { exchange_tids, transfer_pid } from './pid.ts';
import {
  __fatal_signal_pending,
  read_lock,
  read_unlock,
  schedule,
  set_current_state,
  write_lock_irq,
  write_unlock_irq,
} from './sched.ts';
import { flush_signal_handlers, zap_other_threads } from './signal.ts';
import { SIGCHLD } from './signals.ts';
import {
  EXIT_DEAD,
  PF_FORKNOEXEC,
  PIDTYPE_PGID,
  PIDTYPE_SID,
  PIDTYPE_TGID,
  SIGNAL_GROUP_EXIT,
  type Steps,
  TASK_KILLABLE,
  TASK_RUNNING,
  type Task,
  thread_group_empty,
  thread_group_leader,
} from './structs.ts';
import { __wake_up_parent } from './wait.ts';

const FILE = 'fs/exec.c';

const L_thread = lines(FILE, 'de_thread', {
  race: 'if ((sig->flags & SIGNAL_GROUP_EXIT) || sig->group_exec_task) {',
  exec: 'sig->group_exec_task = tsk;',
  zap: 'sig->notify_count = zap_other_threads(tsk);',
  sleep: 'while (sig->notify_count) {',
  lock: 'write_lock_irq(&tasklist_lock);',
  wait: 'sig->notify_count = -1;',
  leader: 'if (likely(leader->exit_state))',
  unlock_wait: ['write_unlock_irq(&tasklist_lock);', 'if (likely(leader->exit_state))'],
  exchange: 'exchange_tids(tsk, leader);',
  sibling: 'list_replace_init(&leader->sibling, &tsk->sibling);',
  signal: 'leader->exit_signal = -1;',
  dead: 'leader->exit_state = EXIT_DEAD;',
  unlock: ['write_unlock_irq(&tasklist_lock);', 'leader->exit_state = EXIT_DEAD;'],
  release: 'release_task(leader);',
  read_lock: 'read_lock(&tasklist_lock);',
  killed: ['sig->notify_count = 0;', '/* protects against exit_notify() and __exit_signal() */'],
  read_unlock: 'read_unlock(&tasklist_lock);',
});

/** Makes the caller the only thread, and the leader, of its group. @returns 0 or a negative errno */
function* de_thread(k: Kernel, tsk: Task): Steps<number> {
  const sig = tsk.signal;
  if (!thread_group_empty(tsk)) {
    yield L_thread.race;
    if ((sig.flags & SIGNAL_GROUP_EXIT) !== 0 || sig.group_exec_task !== null) return -errno.EAGAIN;
    k.at(L_thread.exec);
    sig.group_exec_task = tsk;
    k.at(L_thread.zap);
    sig.notify_count = zap_other_threads(k, tsk);
    if (!thread_group_leader(tsk)) sig.notify_count -= 1;
    while (sig.notify_count !== 0) {
      set_current_state(k, TASK_KILLABLE);
      yield* schedule(k, L_thread.sleep, 'de_thread');
      if (__fatal_signal_pending(tsk)) return yield* killed(k, tsk);
    }
    set_current_state(k, TASK_RUNNING);
    if (!thread_group_leader(tsk)) {
      const leader = tsk.group_leader;
      for (;;) {
        yield* write_lock_irq(k, L_thread.lock);
        k.at(L_thread.wait);
        sig.notify_count = -1;
        k.at(L_thread.leader);
        if (leader.exit_state !== 0) break;
        set_current_state(k, TASK_KILLABLE);
        write_unlock_irq(k, L_thread.unlock_wait);
        yield* schedule(k, L_thread.unlock_wait, 'de_thread');
        if (__fatal_signal_pending(tsk)) return yield* killed(k, tsk);
      }
      k.at(L_thread.exchange);
      exchange_tids(k, tsk, leader);
      transfer_pid(k, leader, tsk, PIDTYPE_TGID);
      transfer_pid(k, leader, tsk, PIDTYPE_PGID);
      transfer_pid(k, leader, tsk, PIDTYPE_SID);
      list_replace_init(leader.tasks, tsk.tasks);
      k.at(L_thread.sibling);
      list_replace_init(leader.sibling, tsk.sibling);
      tsk.group_leader = tsk;
      leader.group_leader = tsk;
      tsk.exit_signal = SIGCHLD;
      k.at(L_thread.signal);
      leader.exit_signal = -1;
      k.at(L_thread.dead);
      leader.exit_state = EXIT_DEAD;
      if (leader.ptrace !== 0) __wake_up_parent(k, leader, leader.parent);
      write_unlock_irq(k, L_thread.unlock);
      k.at(L_thread.release);
      yield* release_task(k, leader);
    }
    sig.group_exec_task = null;
    sig.notify_count = 0;
  }
  tsk.exit_signal = SIGCHLD;
  return 0;
}

function* killed(k: Kernel, tsk: Task): Steps<number> {
  yield* read_lock(k, L_thread.read_lock);
  k.at(L_thread.killed);
  tsk.signal.group_exec_task = null;
  tsk.signal.notify_count = 0;
  read_unlock(k, L_thread.read_unlock);
  return -errno.EAGAIN;
}

const L_begin = lines(FILE, 'begin_new_exec', {
  thread: 'retval = de_thread(me);',
  mmap: 'retval = exec_mmap(bprm->mm);',
  flags: 'me->flags &= ~(PF_RANDOMIZE | PF_FORKNOEXEC |',
  domain: 'WRITE_ONCE(me->self_exec_id, me->self_exec_id + 1);',
  handlers: 'flush_signal_handlers(me, 0);',
});

/**
 * execve(2).
 * @param start what the new program does
 * @returns only on failure: a negative errno
 */
export function* begin_new_exec(k: Kernel, start: (task: Task) => Steps<void>): Steps<number> {
  const me = k.current;
  yield L_begin.thread;
  const retval = yield* de_thread(k, me);
  if (retval !== 0) return retval;
  yield L_begin.mmap;
  exec_mm_release(k, me);
  k.at(L_begin.flags);
  me.flags &= ~PF_FORKNOEXEC;
  k.at(L_begin.domain);
  me.self_exec_id += 1;
  yield L_begin.handlers;
  flush_signal_handlers(k, me);
  k.replace(me, start(me));
  for (;;) yield L_begin.handlers;
}
