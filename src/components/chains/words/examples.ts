import type { Query } from '@/chains/index.ts';
import type { Example } from './types.ts';

/** How the questions of the empty page are asked, in the order of their texts. A test asks them all. */
export const EXAMPLE_QUERIES: readonly Partial<Query>[] = [
  { from: 'do_exit', to: 'group_send_sig_info', through: ['zap_pid_ns_processes'] },
  { to: 'zap_pid_ns_processes' },
  { from: 'kill(2)', to: '__send_signal_locked' },
  { from: 'arch_do_signal_or_restart', to: 'do_exit' },
  { from: 'do_exit', to: 'find_new_reaper' },
  { from: 'wait4(2)', to: 'release_task' },
  { from: 'kernel_clone', to: 'alloc_pid' },
  { from: 'reboot(2)', to: 'reboot_pid_ns' },
];

/** @param questions their texts in one edition */
export function examples(questions: readonly string[]): Example[] {
  return EXAMPLE_QUERIES.map((query, i) => ({ query, question: questions[i]! }));
}
