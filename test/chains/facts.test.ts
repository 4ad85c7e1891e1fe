import { describe, expect, it } from 'vitest';
import type { Chain, Hop } from '@/callgraph/index.ts';
import {
  droppedLocks,
  type Facts,
  factsAbout,
  NO_FACTS,
  remarks,
  seenChain,
  seenFunction,
  unfoldHref,
} from '@/chains/index.ts';

const hop = (from: string, to: string, line: number, more: Partial<Hop> = {}): Hop => {
  const site = { file: 'kernel/exit.c', line, kind: 'direct' as const, inLoop: false, compiled: true, ...more };
  return { from, to, ...site, sites: [site] };
};
const chain = (...hops: Hop[]): Chain => ({ path: [hops[0]!.from, ...hops.map(({ to }) => to)], hops });
const facts: Facts = {
  ...NO_FACTS,
  pages: { a: '', b: '', c: 'c@kernel.fork.c', sys_x: '', __do_sys_x: 'sys_x', __x64_sys_x: 'sys_x' },
  seen: [
    {
      kernel: '6.1.1',
      machine: 'QEMU',
      functions: ['a', 'c', 'd'],
      calls: [
        ['a', 'c'],
        ['c', 'd'],
      ],
      inlined: ['b'],
    },
  ],
  locks: { b: { entry: { tasklist_lock: 'write' }, at: { 10: { tasklist_lock: 'write' }, 12: { RCU: 'rcu' } } } },
};

describe('what is said of a chain', () => {
  it('is that it was seen running, when each function was seen inside the one before', () => {
    expect(seenChain(facts, ['a', 'c', 'd'])).toEqual({ kernel: '6.1.1', machine: 'QEMU', inlined: [] });
    expect(seenChain(facts, ['a', 'd'])).toBeUndefined();
    expect(seenChain(facts, ['a', 'x', 'c'])).toBeUndefined();
  });

  it('names what the compiler inlined, and does not count a chain that begins or ends with it', () => {
    expect(seenChain(facts, ['a', 'b', 'c@kernel/fork.c'])?.inlined).toEqual(['b']);
    expect(seenChain(facts, ['b', 'c', 'd'])).toBeUndefined();
    expect(seenChain(facts, ['a', 'b'])).toBeUndefined();
    expect(seenFunction(facts, 'b')).toBeUndefined();
    expect(seenFunction(facts, 'c@kernel/fork.c')).toBe('6.1.1');
  });

  it('is before which call a lock is dropped that its function was entered with', () => {
    expect(droppedLocks(facts, chain(hop('a', 'b', 3), hop('b', 'c', 12)))).toEqual([
      { lock: 'tasklist_lock', call: 2 },
    ]);
    expect(droppedLocks(facts, chain(hop('a', 'b', 3), hop('b', 'c', 10)))).toEqual([]);
  });

  it('is which of its calls go through a pointer or a macro, or are left out', () => {
    const said = remarks(
      chain(hop('a', 'b', 1, { kind: 'macro', macro: 'M' }), hop('b', 'c', 2, { kind: 'indirect', compiled: false })),
    );
    expect(said.macros.map(({ call }) => call)).toEqual([1]);
    expect(said.pointers.map(({ call }) => call)).toEqual([2]);
    expect(said.leftOut.map(({ call }) => call)).toEqual([2]);
  });

  it('keeps all that it needs when only some functions’ facts are kept', () => {
    const some = factsAbout(facts, ['a', 'b', 'c']);
    expect(seenChain(some, ['a', 'b', 'c'])).toEqual(seenChain(facts, ['a', 'b', 'c']));
    expect(Object.keys(some.pages)).toEqual(['a', 'b', 'c']);
    expect(some.seen[0]!.functions).not.toContain('d');
  });
});

describe('the address of a chain unfolded', () => {
  it('opens each call in the one before, as far as calls are spelled and have a page', () => {
    expect(unfoldHref(facts, chain(hop('a', 'b', 1), hop('b', 'c', 2)))).toBe('/symbols/a/#unfold=b.c');
    expect(unfoldHref(facts, chain(hop('a', 'b', 1), hop('b', 'c', 2, { kind: 'macro' })))).toBe(
      '/symbols/a/#unfold=b',
    );
    expect(unfoldHref(facts, chain(hop('a', 'elsewhere', 1)))).toBeUndefined();
    expect(unfoldHref(facts, chain(hop('elsewhere', 'a', 1)))).toBeUndefined();
  });

  it('begins at the body of a system call, whose wrappers have no text of their own', () => {
    const path = chain(hop('__x64_sys_x', '__do_sys_x', 1, { kind: 'macro' }), hop('__do_sys_x', 'a', 2));
    expect(unfoldHref(facts, path)).toBe('/symbols/sys_x/#unfold=a');
  });
});
