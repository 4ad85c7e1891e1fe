// The kernel's own call graph, as the site's index has it: held against what a compiler saw.
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readCompilerEdges } from '@/analysis/compiler-edges.ts';
import { type Conditions, openIndex } from '@/callgraph/index.ts';
import { chainIndexBytes } from '@/site/chain-index.ts';

const bytes = chainIndexBytes();
if (!bytes) throw new Error('there is no kernel text to search. Obtain it: npx why-sigkill kernel');
const index = openIndex(bytes);

const edges = readCompilerEdges(join(import.meta.dirname, '../analysis/compiler-edges.json'));

/** What the compiler saw of a file that is v6.0's wherever the text came from: its functions, and which of them call which. */
function seenIn(file: string): Map<string, string[]> {
  const { functions } = edges.files[file]!;
  return new Map(
    Object.entries(functions).map(([name, { calls }]) => [
      name,
      [...new Set(calls.map(([callee]) => callee))].filter((callee) => Object.hasOwn(functions, callee)).sort(),
    ]),
  );
}

const turned = (graph: ReadonlyMap<string, readonly string[]>): Map<string, string[]> =>
  new Map(
    [...graph.keys()].map((name) => [
      name,
      [...graph.keys()].filter((other) => graph.get(other)!.includes(name)).sort(),
    ]),
  );

/** Distances from a function, breadth first. */
function distances(graph: ReadonlyMap<string, readonly string[]>, from: string): Map<string, number> {
  const found = new Map([[from, 0]]);
  for (const name of found.keys())
    for (const next of graph.get(name)!) if (!found.has(next)) found.set(next, found.get(name)! + 1);
  found.delete(from);
  return found;
}

function allPaths(graph: ReadonlyMap<string, readonly string[]>, from: string, to: string): string[] {
  const found: string[] = [];
  const walk = (path: string[]) => {
    const last = path.at(-1)!;
    if (last === to) found.push(path.join(' '));
    else for (const next of graph.get(last)!) if (!path.includes(next)) walk([...path, next]);
  };
  walk([from]);
  return found.sort();
}

const sorted = (entries: Iterable<readonly [string, number]>) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1));

describe('the index of kernel/', () => {
  it('is at most 400 kB compressed, and has more than 13,000 functions that are compiled', () => {
    expect(gzipSync(bytes, { level: 9 }).length).toBeLessThanOrEqual(400_000);
    expect(index.size.functions).toBeGreaterThan(13_000);
  });

  it('has the chain that this site is about, with v6.0’s lines', () => {
    const { chains, total } = index.chains({ from: 'do_exit', to: 'zap_pid_ns_processes' });
    expect(total).toBe(1);
    expect(chains[0]?.path).toEqual([
      'do_exit',
      'exit_notify',
      'forget_original_parent',
      'find_child_reaper',
      'zap_pid_ns_processes',
    ]);
    expect(chains[0]?.hops.map(({ file, line, v60, kind }) => [file, line, v60, kind])).toEqual(
      [815, 677, 640, 551].map((line) => ['kernel/exit.c', line, line, 'direct']),
    );
    expect(index.version('kernel/exit.c')).toBe('v6.0');
  });

  it('ends where somebody is killed, inside the loop', () => {
    const [hop] = index.chains({ from: 'zap_pid_ns_processes', to: 'group_send_sig_info' }).chains[0]!.hops;
    expect(hop).toMatchObject({ file: 'kernel/pid_namespace.c', v60: 205, inLoop: true });
  });

  it('has system calls as the compiler makes them, found by the names that people know', () => {
    const { chains } = index.chains({ from: 'kill(2)', to: 'do_send_sig_info', in: 'kernel/*.c' });
    expect(chains[0]?.path.slice(0, 4)).toEqual([
      '__x64_sys_kill',
      '__se_sys_kill',
      '__do_sys_kill',
      'kill_something_info',
    ]);
    expect(chains[0]?.hops[0]).toMatchObject({ kind: 'macro', macro: 'SYSCALL_DEFINE2' });
    const callers = index.callers('__se_sys_exit_group').functions.map(({ name }) => name);
    expect(callers).toEqual(['__ia32_sys_exit_group', '__x64_sys_exit_group']);
    expect(index.resolve('fork(2)')).toMatchObject({ name: '__do_sys_fork', file: 'kernel/fork.c' });
  });

  it('leads to functions that are defined elsewhere, though a header that was read has a stub of theirs', () => {
    const callees = index.callees('do_exit').functions;
    expect(callees.find(({ name }) => name === 'exit_sem')).toMatchObject({ distance: 1 });
    expect(callees.find(({ name }) => name === 'exit_sem')).not.toHaveProperty('file');
  });

  it('knows calls through pointers: what is handed over may be called', () => {
    const query = { from: 'walk_process_tree', to: 'propagate_has_child_subreaper' };
    expect(index.chains(query).total).toBe(0);
    const { chains } = index.chains({ ...query, kinds: ['indirect'] });
    expect(chains[0]?.hops[0]).toMatchObject({ kind: 'indirect', pointer: 'visitor', file: 'kernel/fork.c' });
  });
});

describe.each(['kernel/exit.c', 'kernel/pid_namespace.c'])('%s, against what a compiler saw', (file) => {
  const seen = seenIn(file);
  const back = turned(seen);
  const conditions: Conditions = { in: file };

  it('has the same functions calling and called, near and far', () => {
    expect(seen.size).toBeGreaterThan(10);
    for (const name of seen.keys()) {
      const asked = `${name}@${file}`;
      const names = (answer: ReturnType<typeof index.callers>) => answer.functions.map((each) => each.name);
      expect(names(index.callers(asked, conditions)), `what calls ${name}`).toEqual(back.get(name));
      expect(names(index.callees(asked, conditions)), `what ${name} calls`).toEqual(seen.get(name));
      const far = (answer: ReturnType<typeof index.callers>) =>
        sorted(answer.functions.map((each) => [each.name, each.distance] as const));
      expect(far(index.reaching(asked, conditions)), `what reaches ${name}`).toEqual(sorted(distances(back, name)));
      expect(far(index.reachedFrom(asked, conditions)), `what ${name} reaches`).toEqual(sorted(distances(seen, name)));
    }
  });

  it('has the same chains between any two', () => {
    let several = 0;
    for (const from of seen.keys())
      for (const to of distances(seen, from).keys()) {
        const answer = index.chains({
          from: `${from}@${file}`,
          to: `${to}@${file}`,
          ...conditions,
          maxDepth: 30,
          limit: 1000,
        });
        const expected = allPaths(seen, from, to);
        expect(answer.chains.map(({ path }) => path.join(' ')).sort()).toEqual(expected);
        expect(answer.total).toBe(expected.length);
        if (expected.length > 1) several++;
      }
    if (file === 'kernel/exit.c') expect(several).toBeGreaterThan(10);
  });
});
