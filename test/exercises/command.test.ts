// `why-sigkill grade`, as it is typed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { main } from '@/cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'why-sigkill-grade-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => void vi.restoreAllMocks());

/** Runs the command. @returns its exit status, what it printed, what it complained of */
async function typed(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  vi.spyOn(console, 'log').mockImplementation((line: string) => {
    said.out += `${line}\n`;
  });
  vi.spyOn(console, 'error').mockImplementation((line: string) => {
    said.err += `${line}\n`;
  });
  const status = await main(['grade', ...args, '--schedules', '6']);
  return { status, ...said };
}

function program(text: string): string {
  const file = join(folder, 'mine.ts');
  writeFileSync(file, text);
  return file;
}

const HEAR = 'content/exercises/hear-sigterm';

describe('why-sigkill grade', () => {
  it('passes a solution', async () => {
    const { status, out } = await typed(HEAR);
    expect([status, out.split('\n')[0]]).toEqual([0, 'solution.ts']);
    expect(out).toContain('ok    6 of 6 schedules leave nobody to be killed');
    expect(out).not.toContain('FAIL');
  });

  it('holds everything in a folder against what exercise.yaml says of it', async () => {
    const { status, out } = await typed(HEAR, '--all');
    expect(status).toBe(0);
    expect(out).toContain('wrong-flag.ts\n  FAIL  The first schedule is busy waiting\n');
    expect(out).toContain('should fail not-busy (busy)');
  });

  it('says what is wrong with a program, where, and in which language one likes', async () => {
    const { status, out, err } = await typed(`${HEAR}/starter.ts`);
    expect(status).toBe(2);
    expect(out).toContain('case docker-stop, schedule 1, line 4: init had not ended by itself within 1 second.');
    expect(err).toContain('does not pass');
    expect((await typed(`${HEAR}/starter.ts`, '--lang', 'zh-cn')).out).toContain('6 种调度中，6 种没有按时自行结束');
  });

  it('grades a file from elsewhere, and gives the verdict to programs', async () => {
    const file = program(
      "import type { Program } from 'why-sigkill';\nexport const init: Program = function* (sys) {\n  yield* sys.sigprocmask('SIG_BLOCK', ['SIGTERM']);\n  yield* sys.sigwaitinfo(['SIGTERM']);\n};\n",
    );
    const { status, out } = await typed(file, '--exercise', 'hear-sigterm', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ file, passed: true, schedules: 6, failed: Array(6).fill(false) });
  });

  it.each<[string, string, string[], string]>([
    ['there is no exercise for', 'export const init = 1;', [], '--exercise'],
    ['there is no such exercise for', 'export const init = 1;', ['--exercise', 'none'], 'there is no such exercise'],
    ['has no code in its exercise', 'export const init = 1;', ['--exercise', 'five-functions'], 'of kind trace'],
    ['cannot be read', 'export const init = function* (sys {};', ['--exercise', 'daemon'], 'mine.ts:1:'],
    ['imports what there is not', "import 'fs';", ['--exercise', 'daemon'], 'no module fs'],
    ['throws as it is loaded', 'throw new Error("early");', ['--exercise', 'daemon'], 'mine.ts:1: early'],
    [
      'is asked for in Klingon',
      'export const init = 1;',
      ['--exercise', 'daemon', '--lang', 'tlh'],
      'expected en or zh-cn',
    ],
  ])('says so, with status 2, of a program that %s', async (_, text, args, said) => {
    const { status, err } = await typed(program(text), ...args);
    expect(status).toBe(2);
    expect(err).toContain(said);
    expect(err).toContain('What to do:');
    expect(err).not.toMatch(/^\s+at /m);
  });

  it('says so of a path that is none, and of --all for a file', async () => {
    expect((await typed('content/exercises/none')).err).toContain('there is no such file or folder');
    expect((await typed(`${HEAR}/starter.ts`, '--all')).err).toContain('--all is for the folder');
  });
});
