import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openKernelText } from '../../src/kernel-text/index.ts';
import { obtainKernelText } from '../../src/kernel-text/obtain/index.ts';
import { beside, edits, later, lock, release, temporary, write } from './fake.ts';
import { debianPackage, fakeApt, isInstalled } from './fake-apt.ts';

/** Obtains in a process of its own, through an apt that stops midway in its download; resolves when it stands there. */
async function midway(folder: string): Promise<{ child: ChildProcess; ended: Promise<number | null>; apt: number }> {
  const note = join(folder, 'apt.pid');
  const download = `head -c 300 "$deb" > ./"$(basename "$deb")"; echo $$ > '${note}.part'; mv '${note}.part' '${note}'; exec sleep 60`;
  fakeApt(folder, { '6.1.7-1': debianPackage(folder, '6.1.7-1', later) }, download);
  const child = spawn(process.execPath, [join(import.meta.dirname, 'obtain-here.ts'), folder], { stdio: 'ignore' });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  while (!existsSync(note)) {
    expect(child.exitCode).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { child, ended, apt: Number(readFileSync(note, 'utf8')) };
}

const isAlive = (pid: number): boolean => {
  // A process that ended and that nobody has waited for yet is still listed, as a zombie.
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

describe.skipIf(!isInstalled('dpkg-deb') || !existsSync('/proc/self/status'))('interrupted midway', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('by %s, it ends its children, cleans up, and ends with status %i', async (signal, status) => {
    const folder = temporary();
    const before = await obtainKernelText({
      from: write(join(folder, 'tree'), release),
      dir: join(folder, '.kernel'),
      lock,
      edits,
    });
    const { child, ended, apt } = await midway(folder);
    expect(beside(folder)).toContain(`.kernel.staging-${child.pid}`);
    child.kill(signal);
    expect(await ended).toBe(status);
    expect(beside(folder).filter((name) => name.startsWith('.kernel'))).toEqual(['.kernel']);
    expect(isAlive(apt)).toBe(false);
    const text = openKernelText(join(folder, '.kernel'), lock)!;
    expect(text.source).toEqual(before.source);
    for (const file of text.list()) text.read(file);
  });

  it('killed outright, it leaves no text, and the next run clears what it left', async () => {
    const folder = temporary();
    const { child, ended, apt } = await midway(folder);
    child.kill('SIGKILL');
    await ended;
    process.kill(apt, 'SIGKILL');
    expect(openKernelText(join(folder, '.kernel'), lock)).toBeUndefined();
    await obtainKernelText({
      from: write(join(folder, 'tree'), release),
      dir: join(folder, '.kernel'),
      lock,
      edits,
    });
    expect(beside(folder).filter((name) => name.startsWith('.kernel'))).toEqual(['.kernel']);
  });
});
