import { describe, expect, it } from 'vitest';
import { identifier, symbol, symbols, unfoldable } from '@/site/symbols.ts';
import { kernelText, SOURCE_FILES } from '@/site/text.ts';

if (!kernelText()) throw new Error('there is no kernel text to test symbols on. Obtain it: npx why-sigkill kernel');

describe('symbols', () => {
  it('are the functions of the files with a source page, each under an address of its own', () => {
    const all = symbols();
    expect(all.length).toBeGreaterThan(500);
    expect(new Set(all.map(({ href }) => href)).size).toBe(all.length);
    expect(all.every(({ def, id }) => SOURCE_FILES.includes(def.file) && encodeURI(id) === id)).toBe(true);
  });

  it('know their callers and callees, with lines', () => {
    const notify = symbol('exit_notify')!;
    expect(notify.callers).toEqual([
      { name: 'do_exit', file: 'kernel/exit.c', line: 815, href: '/symbols/do_exit/', kind: 'direct', active: true },
    ]);
    expect(notify.callees.map(({ name, line }) => `${name}:${line}`)).toContain('forget_original_parent:677');
    expect(notify.sourceHref).toBe('/source/v6.0/kernel/exit.c/#L670');
  });

  it('are found by any name of a system call', () => {
    for (const name of ['sys_exit_group', '__x64_sys_exit_group', '__do_sys_exit_group', '__se_sys_exit_group'])
      expect(symbol(name)?.href).toBe('/symbols/sys_exit_group/');
    expect(symbol('sys_fork')?.def.madeBy).toBe('SYSCALL_DEFINE0');
  });

  it('tell where a function’s address goes', () => {
    const taken = symbol('delayed_put_task_struct')!.addressTaken;
    expect(taken.map(({ inFunction, storedIn }) => `${inFunction}: ${storedIn}`)).toEqual([
      'put_task_struct_rcu_user: call_rcu()',
    ]);
  });

  it('tell two functions of one name apart', () => {
    const both = symbols().filter(({ name }) => name === 'arch_do_signal_or_restart');
    expect(both.map(({ id }) => id).sort()).toEqual([
      'arch_do_signal_or_restart@arch.x86.kernel.signal.c',
      'arch_do_signal_or_restart@kernel.entry.common.c',
    ]);
    expect(symbol('arch_do_signal_or_restart')?.def.file).toBe('arch/x86/kernel/signal.c');
  });
});

describe('identifiers', () => {
  it('lead to pages of ours, to lines of ours, and out of the site', () => {
    expect(identifier('do_exit', 'kernel/fork.c')).toMatchObject({
      href: '/symbols/do_exit/',
      kind: 'function',
      external: false,
    });
    expect(identifier('wait_opts', 'kernel/exit.c')).toMatchObject({ kind: 'type', external: false });
    expect(identifier('list_empty', 'kernel/exit.c')).toMatchObject({ kind: 'function', external: true });
    expect(identifier('write_lock_irq', 'kernel/exit.c')).toMatchObject({ kind: 'macro', external: true });
    expect(identifier('task_struct', 'kernel/exit.c')?.href).toBe(
      'https://elixir.bootlin.com/linux/v6.0/A/ident/task_struct',
    );
    expect(identifier('no_such_name', 'kernel/exit.c')).toBeUndefined();
    expect(identifier('constructor', 'kernel/exit.c')).toBeUndefined();
    expect([unfoldable('exit_notify'), unfoldable('list_empty')]).toEqual([true, false]);
  });
});
