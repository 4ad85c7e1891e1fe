import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openKernelText } from '../../src/kernel-text/index.ts';
import { fromDebian } from '../../src/kernel-text/obtain/debian.ts';
import { obtainKernelText } from '../../src/kernel-text/obtain/index.ts';
import { beside, edits, later, lock, release, temporary, write } from './fake.ts';
import { debianPackage, fakeApt, isInstalled } from './fake-apt.ts';

const fsPromises = vi.hoisted(() => ({ failAt: undefined as string | undefined }));

// Stands for a disk that fills up midway, on machines where no small one can be mounted: one write fails as the kernel would make it.
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const writeFile: typeof real.writeFile = async (path, ...rest) => {
    if (fsPromises.failAt && String(path).endsWith(fsPromises.failAt)) {
      throw Object.assign(new Error(`ENOSPC: no space left on device, write '${path}'`), { code: 'ENOSPC' });
    }
    return real.writeFile(path, ...rest);
  };
  return { ...real, writeFile };
});

const FULL = /the disk is full, at .*; what was there before is unchanged/;

it.each(['kernel/signal.c', 'manifest.json'])(
  'leaves the text that was there when the disk is full at %s',
  async (path) => {
    const folder = temporary();
    const dir = join(folder, '.kernel');
    const from = write(join(folder, 'tree'), release);
    const before = await obtainKernelText({ from, dir, lock, edits });
    fsPromises.failAt = path;
    onTestFinished(() => {
      fsPromises.failAt = undefined;
    });
    await expect(obtainKernelText({ from, dir, lock, edits })).rejects.toThrow(FULL);
    expect(beside(folder)).toEqual(['.kernel', 'tree']);
    const after = openKernelText(dir, lock)!;
    expect(after.source).toEqual(before.source);
    for (const file of after.list()) after.read(file);
  },
);

/** A disk of so many kilobytes, mounted for one test. */
function smallDisk(folder: string, kilobytes: number): string {
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', disk]);
  onTestFinished(() => {
    execFileSync('umount', [disk]);
  });
  return disk;
}

function canMount(): boolean {
  return process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
}

describe.skipIf(!canMount())('on a real disk that is too small', () => {
  it('a tree is refused and the text that was there stays', async () => {
    const folder = temporary();
    const disk = smallDisk(folder, 256);
    const dir = join(disk, '.kernel');
    await obtainKernelText({ from: write(join(folder, 'tree'), release), dir, lock, edits });
    const large = write(join(folder, 'large'), { ...release, 'include/linux/large.h': '/**/\n'.repeat(100_000) });
    await expect(obtainKernelText({ from: large, dir, lock, edits })).rejects.toThrow(FULL);
    expect(beside(disk)).toEqual(['.kernel']);
    const text = openKernelText(dir, lock)!;
    for (const file of text.list()) text.read(file);
  });

  it('a tarball is refused as it is unpacked', async () => {
    const folder = temporary();
    const disk = smallDisk(folder, 128);
    write(join(folder, 'large/harbour'), { ...release, 'include/linux/large.h': '/**/\n'.repeat(100_000) });
    const from = join(folder, 'large.tar.gz');
    execFileSync('tar', ['-c', '-z', '-f', from, '-C', join(folder, 'large'), 'harbour']);
    await expect(obtainKernelText({ from, dir: join(disk, '.kernel'), lock, edits })).rejects.toThrow(FULL);
    expect(beside(disk)).toEqual([]);
  });

  it.skipIf(!isInstalled('dpkg-deb'))('a download is refused, and no other source is tried', async () => {
    const folder = temporary();
    const disk = smallDisk(folder, 64);
    const deb = debianPackage(folder, '6.1.7-1', { ...later, 'include/linux/noise.h': noise(100_000) });
    fakeApt(folder, { '6.1.7-1': deb });
    let tried = 0;
    const sources = [
      { name: 'Debian', deliver: fromDebian },
      { name: 'another', deliver: async () => Promise.reject(new Error(`tried ${++tried}`)) },
    ];
    await expect(obtainKernelText({ dir: join(disk, '.kernel'), lock, edits, sources })).rejects.toThrow(FULL);
    expect(tried).toBe(0);
    expect(beside(disk)).toEqual([]);
  });
});

/** Text that does not compress well. */
const noise = (length: number): string =>
  Array.from({ length: length / 5 }, (_, index) => ((index * 2654435761) >>> 0).toString(36)).join('');
