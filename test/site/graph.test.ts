// Slices of the kernel's own call graph, as pages ask for them.
import { describe, expect, it } from 'vitest';
import { FigureError } from '@/figures/error.ts';
import { callSlice, type SliceRequest } from '@/site/graph.ts';
import { kernelText } from '@/site/text.ts';

if (!kernelText()) throw new Error('there is no kernel text to cut slices from. Obtain it: npx why-sigkill kernel');

const chain = ['do_exit', 'exit_notify', 'forget_original_parent', 'find_child_reaper', 'zap_pid_ns_processes'];
const cut = (request: SliceRequest) => callSlice('a page', request, 'en')!;

describe('a slice of the call graph', () => {
  it('has the shortest path where none is given, and every call among its functions, with v6.0’s lines', () => {
    const { slice, otherVersion } = cut({ from: 'do_exit', to: 'zap_pid_ns_processes', also: ['release_task'] });
    expect(slice.nodes.filter(({ on }) => on).map(({ name }) => name)).toEqual(chain);
    const lines = (from: string, to: string) => slice.edges.find((edge) => edge.from === from && edge.to === to)?.lines;
    expect(lines('find_child_reaper', 'zap_pid_ns_processes')).toEqual([551]);
    expect(lines('exit_notify', 'release_task')).toEqual([708]);
    expect(slice.edges.filter(({ on }) => on)).toHaveLength(4);
    expect(otherVersion).toEqual([]);
  });

  it('tells a call in a loop from one that is made once, through an iteration macro too', () => {
    const { slice } = cut({
      from: 'zap_pid_ns_processes',
      to: 'group_send_sig_info',
      also: ['disable_pid_allocation', 'kernel_wait4'],
    });
    expect(slice.edges.map(({ to, lines, loop }) => [to, lines, loop])).toEqual([
      ['group_send_sig_info', [205], true],
      ['disable_pid_allocation', [175], false],
      ['kernel_wait4', [217], true],
    ]);
  });

  it('keeps what the configuration leaves out for the whole slice, marked', () => {
    expect(cut({ from: 'do_exit', to: 'zap_pid_ns_processes' }).whole).toBeUndefined();
    const { slice, whole } = cut({ from: 'do_send_sig_info', to: 'send_signal_locked', also: ['kdb_send_sig'] });
    expect(slice.nodes.map(({ name }) => name)).toEqual(['do_send_sig_info', 'send_signal_locked']);
    expect(slice.edges).toHaveLength(1);
    expect(whole?.more).toBe(1);
    expect(whole?.slice.nodes.at(-1)).toMatchObject({ name: 'kdb_send_sig', leftOut: true });
    expect(whole?.slice.edges.at(-1)).toMatchObject({ from: 'kdb_send_sig', lines: [], leftOut: [expect.any(Number)] });
  });

  it('links to the pages of its edition, has functions without a page too, and marks what was seen running', () => {
    const request = {
      from: 'do_exit',
      to: 'debug_check_no_locks_held',
      path: ['do_exit', 'debug_check_no_locks_held'],
    };
    expect(callSlice('a page', request, 'zh-cn')!.slice.nodes).toEqual([
      { name: 'do_exit', href: '/zh-cn/symbols/do_exit/', on: true, seen: true },
      { name: 'debug_check_no_locks_held', href: undefined, on: true },
    ]);
  });

  it('knows a system call by any of its names', () => {
    const { slice } = cut({
      from: '__x64_sys_exit_group',
      to: 'do_exit',
      path: ['sys_exit_group', 'do_group_exit', 'do_exit'],
    });
    expect(slice.nodes[0]).toMatchObject({ name: 'sys_exit_group', href: '/symbols/sys_exit_group/' });
  });

  const ask = (path: string[]): SliceRequest => ({ from: path[0]!, to: path.at(-1)!, path });
  it.each([
    [
      'a path that jumps',
      ask(['do_exit', 'zap_pid_ns_processes']),
      /^a page: do_exit does not call zap_pid_ns_processes/,
    ],
    [
      'an unknown function',
      { ...ask(chain), also: ['relese_task'] },
      /^a page: no function is named "relese_task".*release_task/,
    ],
    [
      'an unknown function, even where the path does not begin with it',
      { ...ask(chain), from: 'do_exot' },
      /^a page: no function is named "do_exot".* do_exit/,
    ],
    [
      'a path that leads elsewhere',
      { from: 'do_exit', to: 'exit_mm', path: ['exit_notify', 'forget_original_parent'] },
      /^a page: the path leads from exit_notify to forget_original_parent, and the figure from do_exit to exit_mm/,
    ],
    [
      'a path through a call that the configuration leaves out',
      ask(['free_task', 'release_task_stack']),
      /free_task does not call release_task_stack in the site’s configuration/,
    ],
    [
      'ends that no chain joins',
      { from: 'pid_nr_ns', to: 'do_exit' },
      /no chain of calls leads from pid_nr_ns to do_exit/,
    ],
    [
      'a function beside the point',
      { ...ask(chain), also: ['pid_nr_ns'] },
      /pid_nr_ns \(in `also`\) neither calls nor is called/,
    ],
  ])('with %s is refused', (_, request, message) => {
    expect(() => cut(request)).toThrow(FigureError);
    expect(() => cut(request)).toThrow(message);
  });
});
