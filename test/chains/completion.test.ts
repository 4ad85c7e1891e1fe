import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complete, Fit, nameList, typedName } from '@/chains/index.ts';

const list = nameList([
  'do_exit',
  'do_group_exit',
  'exit_notify',
  'find_child_reaper',
  'find_new_reaper',
  'forget_original_parent',
  'kill_pgrp',
  'kill_pid',
  'kill_something_info',
  'sys_kill',
  'sys_tkill',
  'zap_other_threads',
  'zap_pid_ns_processes',
  '__exit_signal',
]);
const first = (typed: string) => complete(list, typed, 5)[0]?.name;

describe('completion', () => {
  it.each([
    ['zap_pid', 'zap_pid_ns_processes'],
    ['exitnotify', 'exit_notify'],
    ['find child reaper', 'find_child_reaper'],
    ['child reaper', 'find_child_reaper'],
    ['fcr', 'find_child_reaper'],
    ['kill', 'sys_kill'],
    ['kill(2)', 'sys_kill'],
    ['sys_kill', 'sys_kill'],
    ['__x64_sys_kill', 'sys_kill'],
    ['DO_EXIT', 'do_exit'],
    ['do_exit()', 'do_exit'],
    ['zpa_pid_ns_procesess', 'zap_pid_ns_processes'],
    ['exit_notfiy', 'exit_notify'],
    ['exit_signal', '__exit_signal'],
  ])('takes %j for %s', (typed, name) => {
    expect(first(typed)).toBe(name);
  });

  it('offers nothing for what is like no name, for blanks, and for a page of text', () => {
    for (const typed of ['', '  ', '___', 'qqqqqq', 'x'.repeat(300), '命名空间'])
      expect(complete(list, typed, 5)).toEqual([]);
  });

  it('puts every name first when it is typed whole', () => {
    for (const name of list.names) expect(complete(list, name, 1)).toEqual([{ name, fit: Fit.exact }]);
  });

  it('gives no more than asked for, no name twice, best fits first', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.integer({ min: 1, max: 20 }), (typed, count) => {
        const found = complete(list, typed, count);
        expect(found.length).toBeLessThanOrEqual(count);
        expect(new Set(found.map(({ name }) => name)).size).toBe(found.length);
        expect(found.map(({ fit }) => fit)).toEqual(found.map(({ fit }) => fit).toSorted((a, b) => a - b));
      }),
    );
  });

  it('finds a name of which one letter was left out, doubled, changed or exchanged with the next', () => {
    const name = fc.constantFrom(...list.names.filter((each) => each.length > 9));
    const slip = fc.constantFrom(
      (text: string, at: number) => text.slice(0, at) + text.slice(at + 1),
      (text: string, at: number) => text.slice(0, at) + text[at] + text.slice(at),
      (text: string, at: number) => `${text.slice(0, at)}q${text.slice(at + 1)}`,
      (text: string, at: number) => text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2),
    );
    fc.assert(
      fc.property(name, slip, fc.nat(), (whole, make, where) => {
        const typed = make(whole, 1 + (where % (whole.length - 3)));
        expect(complete(list, typed, 5).map((found) => found.name)).toContain(whole);
      }),
    );
  });

  it('reads a name as manuals and prose write it', () => {
    expect(typedName(' kill(2) ')).toBe('kill');
    expect(typedName('do_exit()')).toBe('do_exit');
  });
});
