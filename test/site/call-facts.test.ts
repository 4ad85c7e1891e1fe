// The call graph, as it is gathered from C of our own.
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyseSources, createIndex, parseConfiguration } from '@/analysis/index.ts';
import { type CallIndex, openIndex, packIndex } from '@/callgraph/index.ts';
import { gatherCallFacts } from '@/site/call-facts.ts';

const SYSCALLS = `
#define SYSCALL_DEFINE0(name) long __do_sys_##name(void); \\
	long __x64_sys_##name(const struct pt_regs *regs) __attribute__((alias("__do_sys_" #name))); \\
	static long __do_sys_##name(void)
#define SYSCALL_DEFINE1(name, t, a) static long __se_sys_##name(t a); static inline long __do_sys_##name(t a); \\
	long __x64_sys_##name(const struct pt_regs *regs) { return __se_sys_##name(regs->di); } \\
	long __ia32_sys_##name(const struct pt_regs *regs) { return __se_sys_##name(regs->bx); } \\
	static long __se_sys_##name(t a) { return __do_sys_##name(a); } \\
	static inline long __do_sys_##name(t a)
`;

/** The graph of some files; \`CONFIG_ON\` is set, \`CONFIG_OFF\` is not. */
function indexOf(files: Record<string, string>): CallIndex {
  const sources = { has: (path: string) => Object.hasOwn(files, path), read: (path: string) => files[path]! };
  const roots = Object.keys(files).filter((path) => path.endsWith('.c'));
  const analysis = { digest: '', ...analyseSources(sources, roots, parseConfiguration('CONFIG_ON=y\n')) };
  const text = {
    version: (file: string) => (file === 'kernel/a.c' ? 'v6.0' : '6.1.1'),
    v60Line: (file: string, line: number) => (file === 'kernel/a.c' ? line : undefined),
    includes: (file: string) =>
      Array.from(files[file]!.matchAll(/^#include "(.+)"/gm), ([, name]) => posix.join(posix.dirname(file), name!)),
  };
  return openIndex(packIndex(gatherCallFacts(analysis, createIndex(analysis), text)));
}

const named = ({ functions }: ReturnType<CallIndex['callers']>) => functions.map(({ name }) => name);
const ANY = ['direct', 'macro', 'indirect'] as const;

describe('the call graph of some C', () => {
  it('has a system call’s wrappers, each calling the next, out of the macro in its first line', () => {
    const index = indexOf({
      'include/linux/syscalls.h': SYSCALLS,
      'kernel/a.c': `#include <linux/syscalls.h>
void work(int n) { }

SYSCALL_DEFINE1(kill, int, pid)
{
	work(pid);
	return 0;
}
SYSCALL_DEFINE0(fork)
{
	work(1);
	return 0;
}
`,
    });
    const [chain] = index.chains({ from: 'kill(2)', to: 'work' }).chains;
    expect(chain?.path).toEqual(['__x64_sys_kill', '__se_sys_kill', '__do_sys_kill', 'work']);
    expect(chain?.hops.map(({ line, kind, macro }) => [line, kind, macro])).toEqual([
      [4, 'macro', 'SYSCALL_DEFINE1'],
      [4, 'macro', 'SYSCALL_DEFINE1'],
      [6, 'direct', undefined],
    ]);
    expect(named(index.callers('__se_sys_kill'))).toEqual(['__ia32_sys_kill', '__x64_sys_kill']);
    expect(named(index.callers('work'))).toEqual(['__do_sys_fork', '__do_sys_kill']);
    expect(index.resolve('__x64_sys_fork')?.name).toBe('__do_sys_fork');
    expect(index.resolve('__x64_sys_kill')).toMatchObject({ line: 4, end: 4, isStatic: false });
    expect(index.resolve('__do_sys_kill')).toMatchObject({ line: 4, end: 8, isStatic: true });
  });

  it('makes one function of the branches of an #if, and tells what is compiled', () => {
    const index = indexOf({
      'kernel/a.c': `void one(void) { }
void two(void) { }
#ifdef CONFIG_OFF
void go(void) { one(); }
#else
void go(void) { two(); }
#endif
`,
    });
    expect(named(index.callees('go'))).toEqual(['two']);
    expect(named(index.callees('go', { anyConfig: true }))).toEqual(['one', 'two']);
    expect(index.resolve('go')).toMatchObject({ line: 6, v60: 6, compiled: true });
  });

  it('leads out of what was read where that has but a stub for other configurations', () => {
    const index = indexOf({
      'include/linux/sem.h': `#ifdef CONFIG_ON
void exit_sem(void);
#else
static inline void exit_sem(void) { }
#endif
`,
      'kernel/a.c': '#include <linux/sem.h>\nvoid do_exit(void) { exit_sem(); kfree(); }\n',
    });
    const { functions } = index.callees('do_exit');
    expect(functions.map(({ name, file }) => [name, file])).toEqual([
      ['exit_sem', undefined],
      ['kfree', undefined],
    ]);
    expect(named(index.callees('do_exit', { anyConfig: true }))).toContain('exit_sem@include/linux/sem.h');
  });

  it('finds static functions across files that are read together, and only there', () => {
    const index = indexOf({
      'kernel/rcu/tree_exp.h': 'static void report(void) { wake(); }\n',
      'kernel/rcu/tree.c': '#include "tree_exp.h"\nstatic void wake(void) { }\nvoid gp(void) { report(); }\n',
      'kernel/rcu/other.c': 'void other(void) { wake(); }\n',
    });
    expect(index.chains({ from: 'gp', to: 'wake@tree.c' }).chains[0]?.path).toEqual([
      'gp',
      'report',
      'wake@kernel/rcu/tree.c',
    ]);
    // elsewhere it is another function of that name
    expect(named(index.callees('other'))).toEqual(['wake@elsewhere']);
  });

  it('prefers an architecture’s own function to a weak one', () => {
    const index = indexOf({
      'kernel/a.c': 'void __weak arch_stop(void) { }\nvoid stop(void) { arch_stop(); }\n',
      'kernel/b.c': 'void arch_stop(void) { }\n',
    });
    expect(index.callees('stop').functions[0]).toMatchObject({ name: 'arch_stop', file: 'kernel/b.c' });
  });

  it('offers what calls through pointers may lead to: by field, by variable, by what is handed over', () => {
    const index = indexOf({
      'kernel/a.c': `struct ops { void (*exit)(int); };
static void own_exit(int n) { }
static void late(int n) { }
static void visit(int n) { }
static void once(int n) { }
static const struct ops table = { .exit = own_exit };
static void walk(void (*visitor)(int)) { visitor(1); }
void go(const struct ops *ops)
{
	void (*fn)(int) = late;
	ops->exit(1);
	fn(2);
	walk(visit);
	call_rcu(once);
}
`,
    });
    const through = (from: string, to: string) =>
      index.chains({ from, to, kinds: ['indirect'] }).chains[0]?.hops.map(({ line, pointer }) => [line, pointer])[0];
    expect(through('go', 'own_exit')).toEqual([11, '->exit']);
    expect(through('go', 'late')).toEqual([12, 'fn']);
    expect(through('walk', 'visit')).toEqual([7, 'visitor']);
    expect(through('go', 'once')).toEqual([14, 'call_rcu()']);
    expect(through('go', 'visit')).toBeUndefined();
    expect(index.chains({ from: 'go', to: 'visit', kinds: ANY }).chains[0]?.path).toEqual(['go', 'walk', 'visit']);
    expect(named(index.callees('go'))).toEqual(['call_rcu', 'walk']);
    expect(index.resolve('once')?.addressTaken).toBe(true);
    expect(index.resolve('go')?.addressTaken).toBe(false);
  });

  it('leaves out what has nothing to do with kernel/', () => {
    const index = indexOf({
      'include/linux/list.h':
        'static inline void list_add(void) { __list_add(); }\nstatic inline void __list_add(void) { }\nstatic inline void unused(void) { }\nstatic inline void caller(void) { go(); }\n',
      'kernel/a.c': '#include <linux/list.h>\nvoid go(void) { list_add(); }\n',
    });
    expect(index.chains({ from: 'go', to: '__list_add' }).total).toBe(1);
    expect(named(index.callers('go'))).toEqual(['caller']);
    expect(index.resolve('unused')).toBeUndefined();
  });

  it('keeps a function that begins as the compiler’s own do', () => {
    const index = indexOf({
      'kernel/a.c':
        'void __sync_rcu_exp_select_node_cpus(void) { }\nvoid go(int *p) { __sync_rcu_exp_select_node_cpus(); __sync_fetch_and_add(p, 1); __atomic_load_n(p, 0); }\n',
    });
    expect(named(index.callees('go'))).toEqual(['__sync_rcu_exp_select_node_cpus']);
  });
});
