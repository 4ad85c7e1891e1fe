// What a name means, how names are told apart, and how bad ones are answered.
import { describe, expect, it } from 'vitest';
import { type Conditions, QueryError, type QueryProblem } from '@/callgraph/index.ts';
import { call, facts, fn, graph, open } from './facts.ts';

/** `t_next` in two files and, not compiled, in a third; `arch_stop` weak and strong; a system call; two branches of a name. */
const index = open(
  facts(
    [
      fn('main'),
      fn('t_next', { isStatic: true }),
      fn('t_next', { file: 1, isStatic: true }),
      fn('t_next', { file: 2, isStatic: true, compiled: false }),
      fn('arch_stop', { isWeak: true }),
      fn('arch_stop', { file: 2 }),
      fn('__x64_sys_kill', { line: 30 }),
      fn('__se_sys_kill', { line: 30, isStatic: true }),
      fn('__do_sys_kill', { line: 30, isStatic: true, aliases: ['sys_kill'] }),
      fn('__do_sys_fork', { line: 40, isStatic: true, aliases: ['sys_fork', '__x64_sys_fork', '__ia32_sys_fork'] }),
      fn('left_out', { compiled: false }),
      fn('helper', { isStatic: true }),
      fn('helper', { file: 1 }),
    ],
    [
      call(0, 1),
      call(0, 2, { line: 3 }),
      call(0, 3, { line: 4 }),
      call(0, 4, { line: 5 }),
      call(0, 5, { line: 6 }),
      call(6, 7, { line: 30, kind: 'macro', macro: 'SYSCALL_DEFINE2' }),
      call(7, 8, { line: 30, kind: 'macro', macro: 'SYSCALL_DEFINE2' }),
      call(8, 0, { line: 33 }),
      call(9, 0, { line: 43 }),
    ],
  ),
);

const problem = (act: () => unknown): QueryProblem => {
  try {
    act();
  } catch (error) {
    if (error instanceof QueryError) return error.problem;
    throw error;
  }
  throw new Error('it was answered');
};

const callees = (conditions: Conditions = {}) => index.callees('main', conditions).functions.map(({ name }) => name);

describe('names', () => {
  it('that several functions bear are told apart by file, the others are not', () => {
    expect(callees()).toEqual(['arch_stop@kernel/a.c', 'arch_stop', 't_next@kernel/a.c', 't_next@kernel/b.c']);
    expect(callees({ anyConfig: true })).toContain('t_next@kernel/sub/c.c');
    // where the question leaves one only, its name is enough
    expect(callees({ in: 'kernel/b.c' })).toEqual(['t_next']);
  });

  it('are understood with the file whole, by its last parts, or with dots', () => {
    for (const name of ['t_next@kernel/b.c', 't_next@b.c', 't_next@kernel.b.c', ' t_next @ b.c ', 't_next()@b.c'])
      expect(index.resolve(name)?.file).toBe('kernel/b.c');
    expect(index.resolve('t_next@c.c')).toMatchObject({ file: 'kernel/sub/c.c', compiled: false });
    expect(index.resolve('t_next@xb.c')).toBeUndefined();
  });

  it('mean the one that is compiled, does not give way, is not one file’s own', () => {
    expect(index.resolve('arch_stop')?.file).toBe('kernel/sub/c.c');
    expect(index.resolve('helper')?.file).toBe('kernel/b.c');
    expect(index.resolve('left_out')).toMatchObject({ compiled: false });
    expect(index.resolve('t_next')).toBeUndefined();
    expect(index.resolve('t_next', { in: 'kernel/b.c' })?.file).toBe('kernel/b.c');
  });

  it('of a system call find its nodes: what leads away starts where user space enters, the rest is about the body', () => {
    for (const name of ['sys_kill', 'kill(2)']) {
      expect(index.chains({ from: name, to: 'main' }).chains[0]?.path).toEqual([
        '__x64_sys_kill',
        '__se_sys_kill',
        '__do_sys_kill',
        'main',
      ]);
      expect(
        index
          .reachedFrom(name)
          .functions.map((each) => each.name)
          .slice(0, 2),
      ).toEqual(['__se_sys_kill', '__do_sys_kill']);
      expect(index.callees(name).functions.map((each) => each.name)).toEqual(['main']);
      expect(index.callers(name).functions.map((each) => each.name)).toEqual(['__se_sys_kill']);
      expect(index.chains({ from: '__x64_sys_kill', to: name }).chains[0]?.path).toHaveLength(3);
    }
    for (const name of ['__x64_sys_kill', '__se_sys_kill', '__do_sys_kill'])
      expect(index.resolve(name)).toMatchObject({ name, knownAs: 'sys_kill' });
    for (const name of ['fork(2)', 'sys_fork', '__x64_sys_fork'])
      expect(index.resolve(name)).toMatchObject({ name: '__do_sys_fork', knownAs: 'sys_fork' });
    expect(index.resolve('main')).not.toHaveProperty('knownAs');
  });
});

describe('a query that cannot be answered', () => {
  it('for an unknown name tells the nearest', () => {
    const chains = open(graph('do_exit: exit_notify\nexit_notify: forget_original_parent'));
    const unknown = (name: string) => problem(() => chains.chains({ from: 'do_exit', to: name }));
    expect(unknown('exit_notfy')).toEqual({
      kind: 'unknown',
      field: 'to',
      name: 'exit_notfy',
      nearest: ['exit_notify'],
    });
    expect(unknown('exitnotify')).toMatchObject({ nearest: ['exit_notify'] });
    expect(unknown('original')).toMatchObject({ nearest: ['forget_original_parent'] });
    expect(unknown('<img src=x onerror=alert(1)>')).toMatchObject({ kind: 'unknown' });
    expect(unknown('zzzzzz')).toMatchObject({ nearest: [] });
    expect(unknown('kill(2)')).toMatchObject({ kind: 'unknown' });
  });

  it('for a name that several bear tells which there are', () => {
    expect(problem(() => index.callers('t_next'))).toEqual({
      kind: 'ambiguous',
      field: 'of',
      name: 't_next',
      candidates: ['t_next@kernel/a.c', 't_next@kernel/b.c'],
    });
    // to avoid a name is to avoid all who bear it
    expect(callees({ avoid: ['t_next'] })).toEqual(['arch_stop@kernel/a.c', 'arch_stop']);
  });

  it('says which entry is missing, too long, or means nothing', () => {
    const ask = (conditions: object) => problem(() => index.chains({ from: 'main', to: 'helper', ...conditions }));
    expect(ask({ to: ' ' })).toEqual({ kind: 'missing', field: 'to' });
    expect(ask({ from: 'x'.repeat(300) })).toEqual({ kind: 'too-long', field: 'from', most: 200 });
    expect(ask({ in: `kernel/${'x'.repeat(400)}` })).toMatchObject({ kind: 'too-long', field: 'in' });
    expect(ask({ in: 'kernel/[' })).toMatchObject({ kind: 'malformed', field: 'in' });
    expect(ask({ in: 'kernel/none.c' })).toMatchObject({ kind: 'malformed', field: 'in', value: 'kernel/none.c' });
    for (const maxDepth of [0, -1, 1.5, Number.NaN, 101, Number.POSITIVE_INFINITY])
      expect(ask({ maxDepth })).toMatchObject({ kind: 'malformed', field: 'maxDepth' });
    expect(ask({ limit: 0 })).toMatchObject({ kind: 'malformed', field: 'limit' });
    expect(ask({ kinds: ['direct', 'magic'] })).toMatchObject({ kind: 'malformed', field: 'kinds', value: 'magic' });
    expect(ask({ kinds: [] })).toMatchObject({ kind: 'malformed', field: 'kinds' });
    expect(ask({ through: Array.from({ length: 7 }, () => 'main') })).toMatchObject({
      kind: 'malformed',
      field: 'through',
    });
  });

  it('is told in a sentence that names what was given, and a remedy', () => {
    try {
      index.chains({ from: 'mian', to: 'helper' });
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ message: 'no function is called "mian"', remedy: 'The nearest names: main.' });
    }
  });
});
