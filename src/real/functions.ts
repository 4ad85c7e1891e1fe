/**
 * The kernel functions whose calls are recorded: those of the exit path, of sending and taking signals, of waiting, and of pids. Which
 * of them a kernel can show depends on its compiler: an inlined static function has no entry to trace.
 */
export const TRACED: readonly string[] = [
  // kernel/exit.c
  ...['do_group_exit', 'do_exit', 'exit_notify', 'forget_original_parent', 'find_child_reaper', 'find_alive_thread'],
  ...['find_new_reaper', 'reparent_leader', 'kill_orphaned_pgrp', 'will_become_orphaned_pgrp', 'has_stopped_jobs'],
  ...['is_current_pgrp_orphaned', 'release_task', '__exit_signal', '__unhash_process', 'kernel_wait4', 'do_wait'],
  ...['do_wait_thread', 'ptrace_do_wait', 'wait_consider_task', 'wait_task_zombie', 'eligible_child', 'eligible_pid'],
  // kernel/pid_namespace.c, kernel/pid.c, kernel/nsproxy.c
  ...['zap_pid_ns_processes', 'disable_pid_allocation', 'reboot_pid_ns', 'create_pid_namespace', 'copy_pid_ns'],
  ...[
    'pidns_install',
    'alloc_pid',
    'free_pid',
    'attach_pid',
    'detach_pid',
    'change_pid',
    '__change_pid',
    'transfer_pid',
  ],
  // kernel/signal.c
  ...['group_send_sig_info', 'do_send_sig_info', 'send_signal_locked', '__send_signal_locked', 'prepare_signal'],
  ...['sig_ignored', 'sig_task_ignored', 'complete_signal', 'wants_signal', 'signal_wake_up_state', 'get_signal'],
  ...['dequeue_signal', 'collect_signal', 'do_signal_stop', 'do_notify_parent', 'do_notify_parent_cldstop'],
  ...['zap_other_threads', 'exit_signals', 'retarget_shared_pending', 'kill_something_info', 'kill_pid_info'],
  ...['__kill_pgrp_info', 'force_sig_info_to_task', 'flush_sigqueue', 'do_sigaction', 'do_send_specific'],
  // kernel/fork.c, kernel/ptrace.c, fs/exec.c
  ...[
    'kernel_clone',
    'copy_process',
    'mm_release',
    'exit_mm_release',
    'exit_ptrace',
    '__ptrace_detach',
    '__ptrace_unlink',
  ],
  ...['begin_new_exec', 'de_thread'],
];
