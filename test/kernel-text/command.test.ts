import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Screen, showProgress } from '../../src/commands/progress.ts';

const root = join(import.meta.dirname, '../..');

function whySigkill(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [join(root, 'src/bin.mjs'), ...args], { encoding: 'utf8', cwd: root });
}

it.each([[['--help']], [['kernel', '--help']], [['help', 'kernel']], [[]]])('%j explains itself', (args) => {
  const { status, stdout, stderr } = whySigkill(...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^Usage: why-sigkill/);
});

it.each([
  [['kernal'], /unknown command 'kernal'/],
  [['kernel', '--form', 'x'], /unknown option '--form'/],
  [['kernel', '--from'], /argument missing/],
  [['kernel', 'linux'], /too many arguments/],
  [['kernel', '--check', '--from', 'x'], /--check and --from exclude each other/],
  [['kernel', '--from', 'no/such/tree'], /no\/such\/tree does not exist\n {2}What to do: Name the top folder/],
  [['kernel', '--from', 'package.json'], /package\.json is not a tar archive/],
  [['kernel', '--from', 'content'], /content is not a Linux source tree: it has no kernel\/exit\.c/],
])('%j ends with status 2 and a message, not a stack trace', (args, message) => {
  const { status, stderr } = whySigkill(...args);
  expect(status).toBe(2);
  expect(stderr).toMatch(/why-sigkill: /);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/^\s+at /m);
});

it('shows progress in one line that is rewritten on a terminal', () => {
  const screen = recorder({ isTTY: true, columns: 20 });
  let time = 0;
  const progress = showProgress(screen, () => time);
  progress.step('Unpacking the kernel’s source');
  progress.update('42 %');
  time = 2500;
  progress.step('Checking');
  progress.done();
  expect(screen.text()).toBe(
    [
      '\r\x1b[K• Unpacking the ker',
      '\r\x1b[K• Unpacking the ker',
      '\r\x1b[K• Unpacking the kernel’s source, 2.5 s\n',
      '\r\x1b[K• Checking …',
      '\r\x1b[K• Checking\n',
    ].join(''),
  );
});

it('shows progress in plain lines elsewhere, and not too many', () => {
  const screen = recorder({});
  let time = 0;
  const progress = showProgress(screen, () => time);
  progress.step('Downloading');
  for (time = 0; time < 11_000; time += 100) progress.update(`${time / 110} %`);
  progress.note('something to know');
  progress.step('Checking');
  time += 500;
  progress.done();
  const [first, ...rest] = screen.text().trimEnd().split('\n');
  expect(first).toBe('• Downloading …');
  expect(rest).toHaveLength(4);
  expect(rest.slice(2)).toEqual(['  something to know', '• Checking …']);
  expect(screen.text()).not.toContain('\r');
});

function recorder(kind: Partial<Screen>): Screen & { text(): string } {
  let all = '';
  return {
    ...kind,
    write: (text) => {
      all += text;
    },
    text: () => all,
  };
}
