// The command: what it prints. What it says of bad files is in bad-input.test.ts.
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

  it('names itself in the help', () => {
    expect(execFileSync(process.execPath, ['src/bin.mjs', '--help'], { encoding: 'utf8' })).toContain('simulate');
  });
});
