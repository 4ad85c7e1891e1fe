/**
 * What a task does on each line of the kernel, in plain words. `{who}` does it; `{to}` and `{sig}` are the target and the signal that is being
 * sent; what stands between backticks is code. The keys are a function and the beginning of one of its lines.
 * @module
 */
import type { Phrases } from './lexicon.ts';

export const locks = {
  write:
    '{who} takes `tasklist_lock` for writing: as long as it holds it, nobody else can read or change who is whose child.',
  writeDone: '{who} drops `tasklist_lock`.',
  read: '{who} takes `tasklist_lock` for reading: others may read too, and nobody can change the tree.',
  readDone: '{who} drops `tasklist_lock`; it had it for reading.',
};

export const lines: Phrases = {
  // kernel/exit.c
  __do_sys_exit: { 'do_exit(': '{who} calls exit(2): this one thread is to end.' },
  __do_sys_exit_group: { 'do_group_exit(': '{who} calls exit_group(2): the whole process is to end.' },
  do_group_exit: {
    'else if (!thread_group_empty': '{who} asks whether its process has other threads, which must end too.',
    'sig->group_exit_code': '{who} writes down how the process ends, for whoever will reap it.',
    'sig->flags = SIGNAL_GROUP_EXIT': '{who} marks its whole process as ending: no signal gets in from now on.',
    zap_other_threads: '{who} is about to mark all its other threads with `SIGKILL`.',
    'do_exit(': '{who} goes into `do_exit`, from which nobody returns.',
  },
  do_exit: {
    'exit_signals(tsk)': '{who} has begun to die. First it stops taking signals.',
    'group_dead =': '{who} counts itself off: is it the last thread of its process?',
    'tsk->exit_code': '{who} writes its exit code into its task struct.',
    exit_mm: '{who} gives its memory back.',
    exit_task_namespaces: '{who} lets go of its namespaces. Its pid stays in them until somebody reaps it.',
    exit_notify: '{who} sets out to settle its family affairs: who gets its children, and who hears of its death.',
    do_task_dead: '{who} is dead and gives the CPU away for good.',
  },
  exit_mm: { exit_mm_release: '{who} lets go of its memory, and wakes a parent that waits for that (vfork).' },
  exit_notify: {
    forget_original_parent: '{who} gives its children away before it becomes a zombie.',
    kill_orphaned_pgrp: '{who} was the last thread: does its death leave a stopped process group to itself?',
    'tsk->exit_state = EXIT_ZOMBIE': '{who} is a zombie now: it does nothing any more, and waits to be reaped.',
    'autoreap = do_notify_parent': '{who} is traced: its tracer hears of the death first.',
    'autoreap = thread_group_empty':
      '{who} tells its parent, if it is the last of its threads, and asks whether anybody will wait for it.',
    'autoreap = true': '{who} is a thread that leads no group: nobody waits for it, it is released at once.',
    'tsk->exit_state = EXIT_DEAD': '{who} has nobody who would wait for it. It is not left as a zombie.',
    wake_up_process: '{who} wakes the thread that is executing a program and waits for the others to end.',
    release_task: '{who} releases a task that nobody will wait for.',
  },
  forget_original_parent: {
    exit_ptrace: '{who} lets go of everybody it traces.',
    'reaper = find_child_reaper':
      '{who} asks who reaps orphans in its namespace. If that is itself, this is where everything else ends.',
    'if (list_empty': '{who} looks whether it has children at all. Without any there is nothing to give away.',
    'reaper = find_new_reaper': '{who} looks for somebody to take its children.',
    RCU_INIT_POINTER: '{who} gives a child to its new parent.',
    group_send_sig_info: '{who} is dying, and its child {to} has asked to be sent {sig} when that happens.',
    reparent_leader: '{who} sees to what a child’s new parent must know.',
    list_splice_tail_init: '{who} moves its whole list of children to the new parent in one go.',
  },
  find_child_reaper: {
    'if (likely(reaper != father))': '{who} asks: am I the one who reaps the orphans of this namespace?',
    'reaper = find_alive_thread':
      '{who} is the namespace’s reaper. Does one of its threads live on, to take the office?',
    'pid_ns->child_reaper': '{who} hands the office of reaper to another of its threads. The namespace lives on.',
    write_unlock_irq: '{who} drops `tasklist_lock`: what comes now may sleep.',
    release_task: '{who} releases a task that nobody will wait for, before it empties the namespace.',
    zap_pid_ns_processes:
      '{who} was the last thread of its namespace’s init. With it the namespace ends, and everybody in it.',
    write_lock_irq: '{who} takes `tasklist_lock` again. Its namespace is empty but for itself.',
  },
  find_new_reaper: {
    'thread = find_alive_thread(father)': '{who} prefers another living thread of its own process as the new parent.',
    'unsigned int ns_level':
      '{who} has a subreaper above it somewhere, and notes how deep its own namespace is: no adopter may live outside it.',
    'if (!reaper->signal->is_child_subreaper)':
      '{who} goes up from parent to parent and asks of each whether it is a subreaper.',
    'thread = find_alive_thread(reaper)': '{who} has found a subreaper. Has it a thread that still lives?',
    'return child_reaper': '{who} finds nobody nearer: the namespace’s own init adopts.',
  },
  reparent_leader: {
    'if (unlikely(p->exit_state == EXIT_DEAD))': '{who} asks whether the child is being released already.',
    'p->exit_signal = SIGCHLD':
      '{who} sees to it that the child’s new parent will hear of its death by an ordinary `SIGCHLD`.',
    'if (do_notify_parent':
      '{who} finds that the child is a zombie: its new parent is told, as if it had died just now.',
    'p->exit_state = EXIT_DEAD': '{who} learns that the new parent does not wait for children: the zombie is released.',
    kill_orphaned_pgrp: '{who} asks whether the child’s process group has lost its last link to the session.',
  },
  release_task: {
    ptrace_release_task: '{who} ends the tracing of the dead task, if there was any.',
    __exit_signal: '{who} takes the dead task out of its process, and takes its numbers away.',
    '&& leader->exit_state == EXIT_ZOMBIE':
      '{who} asks: was this the last thread, and is the leader a zombie that waited for it?',
    'zap_leader = do_notify_parent':
      '{who} tells the parent of the leader’s death only now, since its last thread is gone.',
    'leader->exit_state = EXIT_DEAD': '{who} releases the leader as well, for its parent does not wait.',
    'goto repeat': '{who} begins again, with the leader.',
  },
  __exit_signal: {
    wake_up_process: '{who} wakes the thread that is executing a program: the last of the others is gone.',
    'sig->curr_target': '{who} lets the next signal to this process go to another thread.',
    __unhash_process: '{who} takes the dead task out of the kernel’s tables.',
    'flush_sigqueue(&tsk->pending)': '{who} throws away the signals that waited for the dead task.',
    'tsk->sighand = NULL': '{who} takes its signal handlers from the dead task: whoever sends to it now gets `ESRCH`.',
    'flush_sigqueue(&sig->shared_pending)': '{who} throws away the signals that waited for the dead process.',
  },
  __unhash_process: {
    'detach_pid(p, PIDTYPE_PID)': '{who} takes its number from the dead task.',
    'detach_pid(p, PIDTYPE_TGID)': '{who} takes its number as a process from it.',
    'detach_pid(p, PIDTYPE_PGID)': '{who} takes it out of its process group.',
    'detach_pid(p, PIDTYPE_SID)': '{who} takes it out of its session.',
    'list_del_init(&p->sibling)': '{who} takes it off its parent’s list of children.',
    'list_del_rcu(&p->thread_node)': '{who} takes it off its process’s list of threads.',
  },
  is_current_pgrp_orphaned: {
    'retval =':
      '{who} asks whether its process group is an orphan: then a stop from the terminal would stop it for ever.',
  },
  kill_orphaned_pgrp: {
    'if (task_pgrp(parent) != pgrp': '{who} asks whether this death cuts a process group’s link to its session.',
    will_become_orphaned_pgrp:
      '{who} asks whether the group has other links left, and whether anybody in it is stopped.',
    '__kill_pgrp_info(SIGHUP': '{who} leaves a stopped group orphaned: everybody in it gets `SIGHUP`.',
    '__kill_pgrp_info(SIGCONT':
      '{who} sees to it that the stopped group goes on, by `SIGCONT`, so that it can take the `SIGHUP`.',
  },
  // kernel/exit.c: waiting
  kernel_wait4: {
    '__WNOTHREAD|__WCLONE|__WALL': '{who} calls wait(2), and its options are checked.',
    'ret = do_wait': '{who} sets out to find a child that has something to report.',
  },
  do_wait: {
    add_wait_queue: '{who} puts itself on the list of those to be woken when a child dies.',
    '(!wo->wo_pid': '{who} asks whether the one it waits for exists at all.',
    set_current_state: '{who} gets ready to sleep, before it looks: a death in between will then not be missed.',
    'retval = do_wait_thread': '{who} goes through its children.',
    'if (!signal_pending': '{who} has found nobody to reap, and asks whether a signal keeps it from sleeping.',
    'schedule()': '{who} sleeps until a child has something to report.',
    remove_wait_queue: '{who} is done waiting.',
  },
  do_wait_thread: { 'int ret': '{who} takes the next of its children and looks at it.' },
  ptrace_do_wait: { 'int ret': '{who} takes the next of those it traces and looks at it.' },
  do_wait_pid: {
    'target = pid_task(wo->wo_pid, PIDTYPE_TGID)': '{who} looks for the one child it waits for, by its number.',
    'target = pid_task(wo->wo_pid, PIDTYPE_PID)': '{who} asks whether it traces the one it waits for.',
  },
  wait_consider_task: {
    'if (unlikely(exit_state == EXIT_DEAD))': '{who} asks whether somebody is releasing this child already.',
    'ret = eligible_child': '{who} asks whether this is one of those it waits for.',
    'if (unlikely(exit_state == EXIT_TRACE))': '{who} finds a zombie that its tracer is still busy with.',
    'if (!ptrace_reparented': '{who} is the child’s parent and its tracer in one.',
    'if (!delay_group_leader': '{who} has found a zombie. Have all its threads ended?',
    'return wait_task_zombie': '{who} reaps the zombie.',
    'if (likely(!ptrace)': '{who} must come back for this zombie later: threads of it live, or its tracer has it.',
    '* @p is alive': '{who} finds this child alive: it may stop, go on or exit, so waiting makes sense.',
  },
  eligible_child: {
    'if (ptrace ||': '{who} asks whether it waits for children of every kind (`__WALL`).',
    'if ((p->exit_signal': '{who} asks whether the child reports by `SIGCHLD`; ordinary waits see only such.',
  },
  wait_task_zombie: {
    'if (cmpxchg': '{who} claims the zombie: of several that wait, one alone gets it.',
    read_unlock: '{who} drops `tasklist_lock`: the zombie is its own now.',
    'status =': '{who} reads how the process ended.',
    ptrace_unlink: '{who} ends the tracing of the zombie.',
    'if (do_notify_parent': '{who} was only its tracer: now its real parent is told.',
    'p->exit_state = state': '{who} leaves the zombie to its real parent, or to nobody.',
    release_task: '{who} releases the zombie: its number becomes free.',
  },
  wait_task_stopped: {
    'if (!ptrace &&': '{who} asks whether it wants to hear of stops as well.',
    '*p_code = 0': '{who} takes the news that the child has stopped.',
    read_unlock: '{who} drops `tasklist_lock`.',
  },
  wait_task_continued: {
    'p->signal->flags': '{who} takes the news that the child goes on.',
    read_unlock: '{who} drops `tasklist_lock`.',
  },
  __wake_up_parent: {
    __wake_up_sync_key: '{who} wakes those of the parent’s threads that wait for a child like this.',
  },
  // kernel/pid_namespace.c
  zap_pid_ns_processes: {
    disable_pid_allocation: '{who} closes its namespace: no process can be added any more.',
    'me->sighand->action':
      '{who} ignores `SIGCHLD` from here on: its children are released as they die, and need not be waited for.',
    read_lock: '{who} takes `tasklist_lock` for reading, to go through everybody in the namespace.',
    'task = pid_task': '{who} takes the next number in the namespace’s table and looks who has it.',
    group_send_sig_info: '{who}, which is dying, sends {sig} to {to}.',
    read_unlock: '{who} has been through the whole table and drops `tasklist_lock`.',
    'rc = kernel_wait4': '{who} reaps whatever is there to reap, and waits for the rest.',
    set_current_state: '{who} gets ready to sleep until the namespace is empty.',
    'if (pid_ns->pid_allocated == init_pids)': '{who} counts: is its own number the only one left in the namespace?',
    'schedule()': '{who} sleeps: somebody in the namespace still has a number.',
    __set_current_state: '{who} is alone in its namespace.',
    'current->signal->group_exit_code': '{who} leaves word of the reboot that was asked for, as its exit status.',
  },
  reboot_pid_ns: {
    'pid_ns->reboot = SIGHUP':
      '{who} asks for a restart inside a namespace: the init’s parent will see it as death by `SIGHUP`.',
    'pid_ns->reboot = SIGINT':
      '{who} asks for a halt inside a namespace: the init’s parent will see it as death by `SIGINT`.',
    'return -EINVAL': '{who} asks for something that a namespace cannot do.',
    'send_sig(SIGKILL': '{who} has the kernel send `SIGKILL` to the namespace’s init.',
    'do_exit(0)': '{who} ends itself: reboot(2) in a namespace does not return.',
  },
  create_pid_namespace: {
    'if (level': '{who} is making a pid namespace, and asks whether it would be nested too deep.',
    'ns->pid_allocated': '{who} opens the new namespace: processes may be added.',
  },
  copy_pid_ns: {
    'if (task_active_pid_ns(current) != old_ns)': '{who} asks whether its children go to another namespace already.',
    'return create_pid_namespace': '{who} makes a new pid namespace below its own.',
  },
  pidns_install: {
    'if (new->level': '{who} asks whether that namespace lies below its own: nobody can go up.',
    'if (ancestor != active)': '{who} asks whether it descends from its own namespace.',
    'nsproxy->pid_ns_for_children': '{who} will have its next children in that namespace. It stays where it is itself.',
  },
  // kernel/pid.c
  free_pid: {
    'switch (--ns->pid_allocated)': '{who} counts one number less in a namespace.',
    wake_up_process: '{who} wakes the namespace’s init, in case it waits for the namespace to be empty.',
    'ns->pid_allocated = 0': '{who} undoes the first number of a namespace that came to nothing.',
    idr_remove: '{who} makes the number free again.',
  },
  alloc_pid: {
    'nr = idr_alloc_cyclic':
      '{who} draws a number for the new task, one in each namespace from the innermost outwards.',
    'if (!(ns->pid_allocated & PIDNS_ADDING))':
      '{who} asks whether the namespace is still open. If it is closed, fork fails with `ENOMEM`.',
    idr_replace: '{who} makes the new number visible in a namespace.',
    idr_set_cursor: '{who} gives back the numbers it drew: the namespace never had an init.',
  },
  disable_pid_allocation: {
    'ns->pid_allocated': '{who} takes away the bit that lets processes be added. It is never set again.',
  },
  attach_pid: { hlist_add_head_rcu: '{who} enters the new task under its number.' },
  __change_pid: {
    hlist_del_rcu: '{who} takes a task off the list of those who use this number.',
    free_pid: '{who} sees that nobody uses the number any more, as process, group or session: it is freed.',
  },
  exchange_tids: { rcu_assign_pointer: '{who} swaps numbers with the leader of its threads.' },
  transfer_pid: { hlist_replace_rcu: '{who} takes the leader’s place under a number.' },
  // kernel/signal.c: sending
  kill_something_info: {
    'return kill_proc_info': '{who} calls kill(2) for one process.',
    read_lock: '{who} calls kill(2) for more than one process, and takes `tasklist_lock` for reading.',
    'ret = __kill_pgrp_info': '{who} sends to everybody in a process group.',
    'if (task_pid_vnr(p) > 1': '{who} goes through all processes it can see, and leaves out an init and its own.',
    'int err': '{who} sends {sig} to {to}, as to everybody it can see.',
    read_unlock: '{who} has sent to all of them and drops `tasklist_lock`.',
  },
  kill_pid_info: {
    'p = pid_task': '{who} looks up who has that number.',
    'error = group_send_sig_info': '{who} sends {sig} to {to}.',
  },
  __kill_pgrp_info: { 'int err': '{who} sends {sig} to {to}, the next in the process group.' },
  do_send_specific: {
    'p = find_task_by_vpid': '{who} calls tgkill(2): a signal for one thread alone.',
    'error = do_send_sig_info': '{who} sends {sig} to the thread {to}.',
  },
  do_rt_sigqueueinfo: {
    'if ((info->si_code': '{who} calls sigqueue, and the kernel checks that it does not forge a sender.',
    'return kill_proc_info': '{who} sends the signal with what it wrote about itself.',
  },
  send_sig_info: { 'return do_send_sig_info': '{who} has the kernel send {sig} to {to}.' },
  group_send_sig_info: { 'ret = do_send_sig_info': '{who} may send: the check of permissions is passed.' },
  do_send_sig_info: {
    'if (lock_task_sighand': '{who} locks the target’s signals; a target that has been released has none.',
    'ret = send_signal_locked': '{who} sends, with the target’s signals locked.',
  },
  send_signal_locked: {
    'force = !task_pid_nr_ns':
      '{who} asks whether it is visible where {to} lives. A sender from outside cannot be shrugged off.',
    'force = true': '{who} sends for the kernel itself: not even an init may shrug off {sig} now.',
    'force = (info->si_code': '{who} asks whether the kernel itself is the sender.',
    'if (!task_pid_nr_ns':
      '{who} asks whether {to} can see it. If not, the sender’s number becomes 0, and an init can’t shrug off `SIGKILL`.',
    'return __send_signal_locked': '{who} goes on to hand {sig} to {to}.',
  },
  __send_signal_locked: {
    'if (!prepare_signal': '{who} asks whether {sig} is to be delivered to {to} at all.',
    'pending =': '{who} chooses the queue: that of the whole process, or of the one thread.',
    'if (legacy_queue': '{who} asks whether the same signal waits there already: then one is enough.',
    list_add_tail: '{who} puts word of who sent it, and how, in the queue.',
    sigaddset: '{who} sets the bit for {sig} in {to}’s queue: it is pending now.',
    hlist_for_each_entry: '{who} sees to it that a child being forked right now gets the signal too.',
  },
  prepare_signal: {
    'if (signal->flags & SIGNAL_GROUP_EXIT)':
      '{who} asks whether {to} is dying already. Then nothing more is delivered.',
    'siginitset(&flush, sigmask(SIGCONT))': '{who} sends a stop: a `SIGCONT` that still waits is thrown away.',
    'siginitset(&flush, SIG_KERNEL_STOP_MASK)': '{who} sends `SIGCONT`: stops that still wait are thrown away.',
    wake_up_state: '{who} wakes a stopped thread: `SIGCONT` takes effect when it is sent, handled or not.',
    signal_set_stop_flags: '{who} notes that the parent is to hear of it.',
    'return !sig_ignored': '{who} asks whether {to} would ignore {sig} anyway.',
  },
  sig_ignored: {
    'if (sigismember(&t->blocked':
      '{who} asks whether {to} blocks {sig}. What is blocked is never dropped: its handler may be set later.',
    'if (t->ptrace': '{who} asks whether {to} is traced: its tracer wants to see signals that would be ignored.',
  },
  sig_task_ignored: {
    'if (unlikely(is_global_init(t)': '{who} asks whether {to} is the machine’s own init, which nothing can kill.',
    'if (unlikely(t->signal->flags & SIGNAL_UNKILLABLE)':
      '{who} asks: is {to} an init without a handler for {sig}? Then it is dropped, unless it is `SIGKILL` or `SIGSTOP` from outside.',
    'return sig_handler_ignored':
      '{who} asks whether {to} has chosen to ignore {sig}, or does nothing on it by default.',
  },
  complete_signal: {
    'if (wants_signal(sig, p))': '{who} asks whether {to} can take {sig} now.',
    'else if ((type == PIDTYPE_PID)': '{who} finds nobody else who could take it: it stays in the queue.',
    'while (!wants_signal': '{who} looks for another thread of {to} that can take it.',
    'if (sig_fatal': '{who} asks whether {sig} means death for {to}.',
    'signal->flags = SIGNAL_GROUP_EXIT': '{who} settles it: the whole process of {to} is going to die.',
    'signal->group_exit_code': '{who} writes down what {to} dies of: {sig}.',
    'sigaddset(&t->pending.signal': '{who} marks a thread of {to} with `SIGKILL`, and goes on to the next.',
    signal_wake_up: '{who} sees to it that {to} takes the signal soon.',
  },
  signal_wake_up_state: {
    set_tsk_thread_flag: '{who} sets a flag on {to}: it must look at its signals before it goes on in user mode.',
    'if (!wake_up_state': '{who} wakes {to}, if it sleeps in a way that the signal may end.',
  },
  flush_sigqueue_mask: { sigandnsets: '{who} throws signals out of a queue that have lost their meaning.' },
  ptrace_trap_notify: { task_set_jobctl_pending: '{who} has a tracee stop, so that its tracer sees what happens.' },
  force_sig_info_to_task: {
    'action->sa.sa_handler': '{who} has faulted: whatever it wanted to do about {sig}, the default is put back.',
    sigdelset: '{who} blocked the signal of its own fault; that does not count.',
    't->signal->flags': '{who} loses an init’s protection: its own fault can kill it.',
    'ret = send_signal_locked': '{who} is sent {sig} for what its own instruction did.',
  },
  flush_signal_handlers: {
    'if (force_default': '{who} sets what was caught back to the default; what was ignored stays ignored.',
  },
  zap_other_threads: {
    'if (t->exit_state)': '{who} goes to its next thread, and passes over one that is dead.',
    sigaddset: '{who} marks another thread of its process with `SIGKILL`.',
  },
  do_notify_parent: {
    'if (tsk->parent_exec_id':
      '{who} asks whether the parent has executed another program since: then it gets a plain `SIGCHLD`.',
    'info.si_pid': '{who} writes down the number by which the parent knows the dead one.',
    'info.si_status': '{who} writes down how it ended.',
    'if (!tsk->ptrace': '{who} asks whether the parent has said that it does not care for its children’s deaths.',
    'autoreap = true': '{who} learns that nobody will wait for the dead one: it can be released at once.',
    'sig = 0': '{who} sends nothing: the parent ignores `SIGCHLD`.',
    __send_signal_locked: '{who} sends {sig} to the parent, {to}.',
    __wake_up_parent: '{who} wakes the parent, if it sleeps in wait(2).',
  },
  do_notify_parent_cldstop: {
    'parent = tsk->parent': '{who} has news of a stop for a tracer.',
    'parent = tsk->real_parent': '{who} has news for a parent: a child has stopped, or goes on.',
    send_signal_locked: '{who} sends {sig} to {to}: a child has stopped, or goes on.',
    __wake_up_parent: '{who} wakes the parent, if it sleeps in wait(2).',
  },
  // kernel/signal.c: taking
  exit_to_user_mode_loop: {
    arch_do_signal_or_restart: '{who} is on its way back to user mode, and has signals to look at first.',
  },
  arch_do_signal_or_restart: {
    handle_signal: '{who} puts a frame on its stack, so that its handler runs when it is back in user mode.',
  },
  signal_delivered: { set_current_blocked: '{who} blocks the signal while its handler runs.' },
  __do_sys_rt_sigreturn: {
    set_current_blocked: '{who} is back from its handler, and gets its old mask of blocked signals again.',
  },
  get_signal: {
    spin_lock_irq: '{who} locks its own signals, to see what has come.',
    'signal->flags &= ~SIGNAL_CLD_MASK': '{who} goes on after a stop, and the parent is yet to hear of it.',
    do_notify_parent_cldstop: '{who} tells its parent that it has stopped or goes on.',
    'if ((signal->flags & SIGNAL_GROUP_EXIT)': '{who} asks whether its process has been marked to die.',
    sigdelset: '{who} has been marked with `SIGKILL`. There is nothing to handle: it goes straight to its end.',
    'do_signal_stop(0)': '{who} joins its threads in their stop.',
    do_jobctl_trap: '{who} stops for its tracer.',
    'signr = dequeue_signal': '{who} takes the next signal that it does not block.',
    'if (ka->sa.sa_handler == SIG_IGN)': '{who} asks whether it ignores this signal.',
    'if (ka->sa.sa_handler != SIG_DFL)': '{who} asks whether it has a handler for this signal. If so, that one runs.',
    'if (sig_kernel_ignore': '{who} asks whether the signal does nothing by default.',
    'if (unlikely(signal->flags & SIGNAL_UNKILLABLE)':
      '{who} asks whether it is an init: then what would kill it by default is thrown away.',
    'if (is_current_pgrp_orphaned':
      '{who} asks whether its process group is an orphan: then the terminal’s stops do nothing.',
    'if (likely(do_signal_stop': '{who} stops.',
    'current->flags |= PF_SIGNALED': '{who} dies of a signal.',
    do_group_exit: '{who} takes its whole process with it.',
  },
  dequeue_signal: {
    'signr = __dequeue_signal(&tsk->pending': '{who} looks in its own queue.',
    'signr = __dequeue_signal(&tsk->signal->shared_pending': '{who} looks in the queue of its whole process.',
    'current->jobctl': '{who} has taken a stop, and remembers that.',
  },
  __dequeue_signal: { collect_signal: '{who} takes a signal off the queue.' },
  dequeue_synchronous_signal: { list_del_init: '{who} takes the signal of its own fault, before all others.' },
  exit_signals: {
    'tsk->flags |= PF_EXITING': '{who} is marked as exiting: no signal will be given to it any more.',
    retarget_shared_pending: '{who} leaves signals that were meant for it to its other threads.',
    do_notify_parent_cldstop: '{who} was the last thread that the group’s stop waited for: the parent is told.',
  },
  retarget_shared_pending: { signal_wake_up: '{who} tells another thread of a signal that it will not take itself.' },
  __set_task_blocked: {
    retarget_shared_pending: '{who} is about to block signals: what waits already is left to its other threads.',
    'tsk->blocked': '{who} changes which signals it blocks.',
  },
  sigprocmask: {
    sigorsets: '{who} blocks a signal: it will wait in the queue.',
    sigandnsets: '{who} unblocks a signal.',
    'newset = *set': '{who} sets which signals it blocks.',
  },
  do_sigaction: {
    'if (!valid_signal': '{who} sets what a signal is to do; for `SIGKILL` and `SIGSTOP` that is refused.',
    '*k = *act': '{who} sets what a signal is to do from now on.',
    flush_sigqueue_mask: '{who} ignores the signal from now on: what waits of it is thrown away.',
  },
  do_sigtimedwait: {
    'sig = dequeue_signal': '{who} looks whether a signal that it waits for is there.',
    'tsk->real_blocked': '{who} lets the signals that it waits for through while it sleeps.',
    HRTIMER_MODE_REL: '{who} sleeps until one of the signals comes.',
    __set_task_blocked: '{who} blocks them again.',
  },
  __do_sys_pause: { schedule: '{who} sleeps until a signal comes.' },
  do_nanosleep: {
    set_current_state: '{who} gets ready to sleep for a time.',
    '} while (t->task': '{who} is awake: has the time passed, or did a signal come?',
  },
  // kernel/signal.c: stopping
  do_signal_stop: {
    'if (!likely(current->jobctl':
      '{who} asks whether the stop still holds, or a `SIGCONT` or a death came in between.',
    'sig->group_exit_code': '{who} writes down which signal stops the process.',
    signal_wake_up: '{who} tells another of its threads to stop too.',
    set_special_state: '{who} stops.',
    do_notify_parent_cldstop: '{who} was the last of its threads to stop: the parent is told.',
    '/* Now we don': '{who} stands still until `SIGCONT` or `SIGKILL` comes.',
    task_set_jobctl_pending: '{who} is traced: it stops for its tracer instead.',
  },
  task_participate_group_stop: {
    'sig->group_stop_count': '{who} counts itself among those of its process that have stopped.',
    signal_set_stop_flags: '{who} notes that the whole process has stopped.',
  },
  task_join_group_stop: {
    task_set_jobctl_pending: '{who} makes a thread while its process stops: the new thread is to stop too.',
  },
  ptrace_stop: {
    set_special_state: '{who} stops for its tracer.',
    'current->exit_code': '{who} leaves word of why it stopped, for its tracer.',
    do_notify_parent_cldstop: '{who} tells its tracer.',
    cgroup_leave_frozen: '{who} stands still until its tracer lets it go on.',
    'exit_code = current->exit_code': '{who} goes on, and looks what its tracer wants it to do about the signal.',
  },
  do_jobctl_trap: { ptrace_do_notify: '{who} is to stop, and reports that to its tracer.' },
  ptrace_signal: {
    'signr = ptrace_stop': '{who} offers the signal to its tracer first.',
    send_signal_locked: '{who} puts the signal back in the queue: it blocks it now.',
  },
  // kernel/fork.c
  kernel_clone: {
    'p = copy_process': '{who} forks.',
    'p->vfork_done': '{who} will wait until the child has let go of the memory they share.',
    wake_up_new_task: '{who} lets the new task run.',
    'if (!wait_for_vfork_done': '{who} waits for the child that shares its memory.',
  },
  copy_process: {
    'if ((clone_flags & CLONE_PARENT)': '{who} asks whether it may make a sister of itself: an init may not.',
    '(task_active_pid_ns(current) != nsp->pid_ns_for_children)':
      '{who} asks whether its children go to another namespace: then it can have no new threads.',
    hlist_add_head: '{who} sees to it that signals to its process reach the child too, while it forks.',
    'if (task_sigpending': '{who} asks whether a signal has come: then it takes that first, and forks again.',
    'retval = copy_sighand': '{who} gives the child its signal handlers.',
    'retval = copy_signal': '{who} gives the child queues and counters of its own.',
    'retval = copy_namespaces': '{who} settles which namespaces the child lives in.',
    'pid = alloc_pid': '{who} gets a number for the child.',
    'p->real_parent = current->real_parent': '{who} gives the new task its own parent as parent.',
    'p->real_parent = current;': '{who} is the child’s parent.',
    'if (unlikely(!(ns_of_pid(pid)':
      '{who} asks once more whether the namespace is open, now that nobody can close it unseen.',
    'if (fatal_signal_pending': '{who} asks whether it has been killed meanwhile: then there will be no child.',
    'ns_of_pid(pid)->child_reaper': '{who} has made the first process of a namespace: it will reap the orphans there.',
    'p->signal->flags |= SIGNAL_UNKILLABLE':
      '{who} marks the new init as unkillable: signals from inside that would kill it are dropped.',
    'p->signal->has_child_subreaper': '{who} notes for the child whether a subreaper is above it.',
    list_add_tail: '{who} puts the child on its parent’s list of children.',
    atomic_inc: '{who} counts one more thread in its process.',
    'attach_pid(p, PIDTYPE_TGID)': '{who} enters the child as a process.',
    'attach_pid(p, PIDTYPE_PGID)': '{who} enters the child in the process group.',
    'attach_pid(p, PIDTYPE_SID)': '{who} enters the child in the session.',
    'attach_pid(p, PIDTYPE_PID)': '{who} enters the child under its number: from now on it can be found.',
    free_pid: '{who} gives the number back: there will be no child.',
  },
  copy_sighand: {
    memcpy: '{who} copies what each of its signals does into the child.',
    flush_signal_handlers: '{who} has asked that the child catch nothing.',
  },
  copy_signal: { atomic_set: '{who} makes the child a process of one thread.' },
  mm_release: { complete_vfork_done: '{who} wakes the parent that waits for the shared memory (vfork).' },
  exit_mm_release: { mm_release: '{who} lets go of its memory.' },
  exec_mm_release: { mm_release: '{who} lets go of its old program’s memory.' },
  wait_for_vfork_done: {
    'killed =': '{who} sleeps until the child has executed a program or exited. Only death ends this earlier.',
    'child->vfork_done': '{who} has been killed while it waited: the child need not wake it.',
  },
  walk_process_tree: { 'res = visitor': '{who} comes to the next of its descendants.' },
  // kernel/nsproxy.c
  copy_namespaces: { 'new_ns =': '{who} has asked for new namespaces for the child.' },
  create_new_namespaces: { copy_pid_ns: '{who} has a pid namespace made.' },
  unshare_nsproxy_namespaces: {
    '*new_nsp': '{who} calls unshare(CLONE_NEWPID): its next child is to be the init of a new namespace.',
  },
  __do_sys_setns: {
    'err = validate_ns': '{who} calls setns(2), and the kernel looks whether it may go to that namespace.',
  },
  // fs/exec.c
  begin_new_exec: {
    'retval = de_thread': '{who} executes a program. First its other threads must go.',
    'retval = exec_mmap': '{who} takes the new program’s memory.',
    'me->flags': '{who} is no longer merely forked: its parent cannot move it to another group from now on.',
    WRITE_ONCE: '{who} counts one more program: an exit signal that was asked for before no longer holds.',
    flush_signal_handlers:
      '{who} loses its handlers, which were the old program’s code. What it ignored, it ignores still.',
  },
  de_thread: {
    'if ((sig->flags & SIGNAL_GROUP_EXIT)':
      '{who} asks whether its process is dying, or another thread is executing a program.',
    'sig->group_exec_task': '{who} is the thread that will be left.',
    'sig->notify_count = zap_other_threads': '{who} marks all its other threads with `SIGKILL`, and counts them.',
    'while (sig->notify_count)': '{who} sleeps until the others are gone.',
    'sig->notify_count = -1': '{who} asks the leader of its threads to wake it at its end.',
    'if (likely(leader->exit_state))': '{who} asks whether the leader is dead.',
    write_unlock_irq: '{who} drops `tasklist_lock`.',
    exchange_tids: '{who} takes the leader’s number: to the outside, the process stays the same.',
    list_replace_init: '{who} takes the leader’s place among its parent’s children.',
    'leader->exit_signal': '{who} sees to it that the old leader reports to nobody.',
    'leader->exit_state': '{who} marks the old leader for release.',
    release_task: '{who} releases the old leader.',
    'sig->notify_count = 0': '{who} has been killed while it waited for its threads: no program is executed.',
  },
  // kernel/ptrace.c
  ptrace_attach: {
    'if (same_thread_group': '{who} wants to trace somebody; not itself, the kernel checks.',
    'if (unlikely(task->exit_state))': '{who} asks whether the other is dead already.',
    'if (task->ptrace)': '{who} asks whether somebody else traces it.',
    'task->ptrace = flags': '{who} traces it from now on.',
    signal_wake_up_state: '{who} has found it stopped: it is to stop once more, for its tracer.',
  },
  __ptrace_link: {
    list_add: '{who} puts the tracee on its list.',
    'child->parent': '{who} is the tracee’s parent, as far as signals and waiting go.',
  },
  __ptrace_unlink: {
    'child->parent': '{who} gives the tracee back to its real parent.',
    'child->ptrace = 0': '{who} traces it no more.',
    'child->jobctl': '{who} sees to it that a stop of the process holds for it still.',
    ptrace_signal_wake_up: '{who} lets it go on.',
  },
  __ptrace_detach: {
    __ptrace_unlink: '{who} lets a tracee go.',
    'dead = !thread_group_leader': '{who} finds that it is a zombie already. Does anybody wait for it?',
    'dead = do_notify_parent': '{who} has its real parent told of the death.',
    __wake_up_parent: '{who} wakes whoever waits for it.',
    'p->exit_state': '{who} marks it for release: nobody waits.',
  },
  exit_ptrace: { 'if (__ptrace_detach': '{who} is dying, and lets the next of its tracees go.' },
  ptrace_check_attach: { 'if (child->ptrace': '{who} is asked: is this its own tracee, and does it stand still?' },
  ptrace_request: { 'if (likely(task_set_jobctl_pending': '{who} has its tracee stop.' },
  ptrace_detach: {
    'child->exit_code': '{who} says with which signal the tracee is to go on: none.',
    __ptrace_detach: '{who} lets its tracee go.',
  },
  // kernel/sys.c, kernel/reboot.c
  __do_sys_reboot: {
    'ret = reboot_pid_ns': '{who} calls reboot(2). In a pid namespace that concerns the namespace alone.',
  },
  __do_sys_setpgid: {
    'p = find_task_by_vpid': '{who} calls setpgid(2), and looks up whom it is for.',
    'if (same_thread_group(p->real_parent': '{who} asks whether that is a child of its own.',
    'if (p->signal->leader)': '{who} asks whether it leads a session: then it must stay.',
    'g = pid_task': '{who} asks whether the group exists in this session.',
    change_pid: '{who} puts the process in the group.',
  },
  ksys_setsid: {
    'if (group_leader->signal->leader)': '{who} wants a session of its own, and asks whether it leads one already.',
    'if (pid_task(sid, PIDTYPE_PGID))': '{who} asks whether a process group bears its number.',
    'group_leader->signal->leader': '{who} leads a session from now on.',
    set_special_pids: '{who} begins a session and a process group that bear its number.',
  },
  __do_sys_prctl: {
    'me->pdeath_signal': '{who} says which signal it wants when its parent dies.',
    'me->signal->is_child_subreaper': '{who} says whether it adopts the orphans among its descendants.',
    walk_process_tree: '{who} goes through its descendants, who are to know that a subreaper is above them.',
  },
  propagate_has_child_subreaper: {
    'if (p->signal->has_child_subreaper':
      '{who} asks whether this descendant knows of a subreaper, or is the init of a namespace.',
    'p->signal->has_child_subreaper = 1': '{who} notes on it that a subreaper is above it.',
  },
};
