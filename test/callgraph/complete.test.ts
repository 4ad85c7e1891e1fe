// Completion forgives typing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edits } from '@/callgraph/edits.ts';
import { call, facts, fn, graph, open } from './facts.ts';

const index = open(
  graph(
    `do_exit: exit_notify do_group_exit
     exit_notify: forget_original_parent
     forget_original_parent: find_child_reaper
     find_child_reaper: zap_pid_ns_processes
     zap_pid_ns_processes: kill_pid
     validate_creds_for_do_exit: kill_pid
     kill_pid: find_alive_thread`,
  ),
);

const first = (typed: string) => index.complete(typed, 1)[0]?.name;
const names = (typed: string) => index.complete(typed, 10).map(({ name }) => name);

describe('completion', () => {
  it.each([
    ['zap_pid', 'zap_pid_ns_processes'],
    ['exitnotify', 'exit_notify'],
    ['find child reaper', 'find_child_reaper'],
    ['FIND_CHILD', 'find_child_reaper'],
    ['reaper child', 'find_child_reaper'],
    ['orig par', 'forget_original_parent'],
    ['pidns', 'zap_pid_ns_processes'],
    ['exit_notfiy', 'exit_notify'],
    ['forgt_original', 'forget_original_parent'],
    ['do_exit()', 'do_exit'],
    ['  do_exit ', 'do_exit'],
    ['do-group-exit', 'do_group_exit'],
  ])('%s finds %s', (typed, found) => {
    expect(first(typed)).toBe(found);
  });

  it('offers an exact name first, then what begins so, then what has its words', () => {
    expect(names('do_exit')).toEqual(['do_exit', 'do_group_exit', 'validate_creds_for_do_exit']);
    // of two that match alike, the one that is called more
    expect(names('exit')).toEqual(['exit_notify', 'do_group_exit', 'do_exit', 'validate_creds_for_do_exit']);
  });

  it('offers nothing for nothing, for markup, or for what is unlike any name', () => {
    for (const typed of ['', '   ', '()', '<>', '→', 'qqqqqqqq', '<script>alert(1)</script>'])
      expect(names(typed)).toEqual([]);
  });

  it('knows system calls by the names that people know, and offers each of several functions of one name', () => {
    const calls = open(
      facts(
        [
          fn('__x64_sys_kill'),
          fn('__se_sys_kill'),
          fn('__do_sys_kill', { aliases: ['sys_kill'] }),
          fn('t_next'),
          fn('t_next', { file: 1 }),
          fn('t_next', { file: 2, compiled: false }),
        ],
        [call(0, 1), call(1, 2)],
      ),
    );
    for (const typed of ['kill', 'sys_kill', 'kill(2)', 'kill(2', 'kill('])
      expect(calls.complete(typed, 1)[0]?.name).toBe('sys_kill');
    expect(calls.complete('t_next', 5).map(({ name, file }) => [name, file])).toEqual([
      ['t_next@kernel/a.c', 'kernel/a.c'],
      ['t_next@kernel/b.c', 'kernel/b.c'],
    ]);
  });

  it('says which letters of a name were typed', () => {
    const shown = (typed: string) => {
      const [{ name, matched } = { name: '', matched: [] }] = index.complete(typed, 1);
      return matched.map(([from, to]) => name.slice(from, to)).join('|');
    };
    expect(shown('zap_pid')).toBe('zap|pid');
    expect(shown('exitnotify')).toBe('exit|notify');
    expect(shown('find child reaper')).toBe('find|child|reaper');
    expect(shown('exit_notfiy')).toBe('');
  });

  it('takes whatever is typed, however odd or long, and gives names that can be asked for', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.string()), (typed) => {
        for (const { name, matched } of index.complete(typed, 5)) {
          expect(index.resolve(name)?.name).toBe(name);
          matched.forEach(([from, to], at) => {
            expect(from).toBeLessThan(to);
            if (at > 0) expect(from).toBeGreaterThan(matched[at - 1]![1]);
          });
        }
        index.nearest(typed, 3);
      }),
    );
  });
});

describe('the distance of two texts', () => {
  const letter = fc.constantFrom('a', 'b', 'c');
  const word = fc.array(letter, { maxLength: 7 }).map((letters) => letters.join(''));

  /** By the definition: tries every way. Neighbours that were swapped are not edited again. */
  const slow = (a: string, b: string): number => {
    if (a === '' || b === '') return a.length + b.length;
    const same = a[0] === b[0] ? 0 : 1;
    const ways = [slow(a.slice(1), b) + 1, slow(a, b.slice(1)) + 1, slow(a.slice(1), b.slice(1)) + same];
    if (a.length > 1 && a[0] === b[1] && a[1] === b[0]) ways.push(slow(a.slice(2), b.slice(2)) + 1);
    return Math.min(...ways);
  };

  it('is the least number of edits, or more than asked about', () => {
    fc.assert(
      fc.property(word, word, fc.nat(4), (a, b, most) => {
        expect(edits(a, b, most)).toBe(Math.min(slow(a, b), most + 1));
        const beginnings = Array.from({ length: b.length + 1 }, (_, length) => slow(a, b.slice(0, length)));
        expect(edits(a, b, most, true)).toBe(Math.min(...beginnings, most + 1));
      }),
      { numRuns: 300 },
    );
  });
});
