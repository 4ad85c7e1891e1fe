// The command: what it prints, and one clear error for each kind of bad file.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Outcome } from '../../src/scenario/index.ts';

const dir = mkdtempSync(join(tmpdir(), 'simulate-'));
afterAll(() => rmSync(dir, { recursive: true }));

function simulate(...args: string[]): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/bin.mjs', 'simulate', ...args], {
    encoding: 'utf8',
  });
  return { status, out: stdout, err: stderr };
}

function file(name: string, content: unknown): string {
  const path = join(dir, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const scenario = {
  id: 'orphan',
  title: 'An orphan',
  tree: [
    { name: 'init', newpid: true },
    { name: 'A', parent: 'init' },
    { name: 'B', parent: 'A' },
  ],
  steps: [{ op: 'exit', who: 'A', code: 3 }],
};

describe('why-sigkill simulate', () => {
  it('prints one outcome a line, in the order of the files, with --json', () => {
    const first = file('first.json', scenario);
    const second = file('second.json', { ...scenario, steps: [{ op: 'nop', who: 'A' }] });
    const { status, out } = simulate('--json', first, second);
    expect(status).toBe(0);
    const outcomes = out
      .trim()
      .split('\n')
      .map((line) => Outcome.parse(JSON.parse(line)));
    expect(outcomes.map(({ steps }) => steps[1]!.op)).toEqual(['exit who=A code=3', 'nop who=A']);
    expect(outcomes[0]!.final['B']).toEqual({ nspid: [3], do_exit: 'alive', last: 'alive ppid=init' });
  });

  it('tells people the tree, the steps, the fates, and why what hangs hangs', () => {
    const { out } = simulate('content/scenarios/unshare-deadlock.json');
    expect(out).toMatch(/└─ rt/);
    expect(out).toMatch(/who +pid +ended by +killed by +reaped by +adopted by +at the end/);
    const hang = file('hang.json', {
      ...scenario,
      tree: [{ name: 'rt' }, { name: 'init', newpid: true }],
      later: [{ name: 'P' }],
      steps: [
        { op: 'setns', who: 'rt', to: 'init' },
        { op: 'spawn', who: 'P', by: 'rt' },
        { op: 'exit', who: 'init', code: 7 },
      ],
    });
    expect(simulate(hang).out).toContain('init waits in zap_pid_ns_processes: P is dead, and rt has not waited for it');
  });

  it('shows the lines of the kernel with --trace, and as data with --json', () => {
    const path = file('trace.json', scenario);
    expect(simulate('--trace', path).out).toMatch(
      /A +exit\.c\S* +(· )*exit_notify › tsk->exit_state = EXIT_ZOMBIE;\n +A\.exit_state: 0 → EXIT_ZOMBIE/,
    );
    const { trace } = JSON.parse(simulate('--trace', '--json', path).out);
    expect(trace).toContainEqual({
      task: 'A',
      file: 'kernel/exit.c',
      function: 'exit_notify',
      at: 'tsk->exit_state = EXIT_ZOMBIE;',
      changes: [{ of: 'A', field: 'exit_state', before: '0', after: '0x20' }],
    });
  });

  it('gives the same run for the same seed, and all that matter with --explore', () => {
    const path = file('seed.json', scenario);
    expect(simulate('--trace', '--seed', '5', path).out).toBe(simulate('--trace', '--seed', '5', path).out);
    expect(simulate('--explore', path).out).toMatch(/runs?, every schedule that can matter: 1 distinct outcome\./);
  });

  it.each([
    ['junk', 'x'.repeat(1 << 20), /not JSON/],
    ['empty', '', /not JSON/],
    ['a list', [], /the whole file/],
    ['no steps', { ...scenario, steps: [] }, /steps/],
    [
      'an unknown signal',
      { ...scenario, steps: [{ op: 'kill', from: 'A', to: 'B', sig: 'BOOM' }] },
      /steps\[0\]\.sig.*"BOOM"/,
    ],
    [
      'an unknown name',
      { ...scenario, steps: [{ op: 'exit', who: 'Z', code: 1 }] },
      /steps\[0\] \(exit\): no actor is named "Z"/,
    ],
    ['a huge number', { ...scenario, steps: [{ op: 'exit', who: 'A', code: 1e30 }] }, /steps\[0\]\.code/],
    ['too many threads', { ...scenario, tree: [{ name: 'A', threads: 1e9 }] }, /tree\[0\]\.threads/],
    [
      'cyclic parents',
      {
        ...scenario,
        tree: [
          { name: 'A', parent: 'B' },
          { name: 'B', parent: 'A' },
        ],
      },
      /tree\[0\]\.parent: B is not there yet/,
    ],
    [
      'its own parent',
      { ...scenario, tree: [{ name: 'A', parent: 'A' }, { name: 'B' }] },
      /tree\[0\]\.parent: A is not there yet/,
    ],
    [
      'a name twice',
      { ...scenario, tree: [{ name: 'A' }, { name: 'A' }, { name: 'B' }] },
      /tree\[1\]\.name: a second actor/,
    ],
    [
      'a spawn of one that is there',
      { ...scenario, steps: [{ op: 'spawn', who: 'A', by: 'B' }] },
      /steps\[0\]\.who: there is an actor A already/,
    ],
    [
      'a tree the kernel refuses',
      { ...scenario, tree: [{ name: 'A', setsid: true, setpgid: true }, { name: 'B' }] },
      /tree\[0\]: A cannot be made as the scenario says: setpgid fails with EPERM/,
    ],
  ])('answers %s with one error that says where, and status 2', (name, content, message) => {
    const path = file(`${name}.json`, content);
    const { status, out, err } = simulate('--json', path);
    expect(status).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(`${name}.json`);
    expect(err).toMatch(message);
    expect(err).toMatch(/What to do:/);
    expect(err.length).toBeLessThan(2500);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('runs none of the files if one is bad', () => {
    const { status, out } = simulate('--json', file('good.json', scenario), file('bad.json', '{'));
    expect([status, out]).toEqual([2, '']);
  });

  it('refuses a file that is not there and a seed that is none', () => {
    expect(simulate(join(dir, 'absent.json'))).toMatchObject({
      status: 2,
      err: expect.stringContaining('cannot be read'),
    });
    expect(simulate('--seed', 'x', file('s.json', scenario))).toMatchObject({
      status: 2,
      err: expect.stringContaining('not an integer'),
    });
  });

  it('names itself in the help', () => {
    expect(execFileSync(process.execPath, ['src/bin.mjs', '--help'], { encoding: 'utf8' })).toContain('simulate');
  });
});
