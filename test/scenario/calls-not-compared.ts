/** Calls that the model makes and a recorded kernel does not show, or the other way round, and why. */

/**
 * Functions that have an entry to trace, which the compiler did not use for calls from these files: it put the body in place of the call.
 * `all`: no call of the model's can show.
 */
export const INLINED_IN: readonly { function: string; callers: string }[] = [
  { function: 'group_send_sig_info', callers: 'kernel/signal.c' },
  { function: 'signal_wake_up_state', callers: 'all' },
];

/** Where the recorded kernels, 6.1.x, call otherwise than v6.0 by their text. */
export const LATER: readonly { function: string; recording?: string; task?: string; why: string }[] = [
  {
    function: 'zap_other_threads',
    why: 'since 6.1 do_group_exit calls it for a process of one thread too',
  },
  {
    function: 'complete_signal',
    recording: 'mt-init-leader-exits',
    task: 'init.1',
    why: 'since 6.1 the last thread into do_exit sets SIGNAL_GROUP_EXIT, so that prepare_signal drops what is sent to a dead group',
  },
];
