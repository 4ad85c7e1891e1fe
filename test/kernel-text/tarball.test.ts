import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { obtainKernelText } from '../../src/kernel-text/obtain/index.ts';
import { archiveFormat } from '../../src/kernel-text/obtain/tarball.ts';
import { beside, edits, kept, later, lock, release, temporary, write } from './fake.ts';
import { debianPackage, isInstalled } from './fake-apt.ts';

const obtain = (folder: string, from: string) => obtainKernelText({ from, dir: join(folder, '.kernel'), lock, edits });

function pack(folder: string, name: string, ...options: string[]): string {
  write(join(folder, 'from/harbour-6.0'), release);
  const path = join(folder, name);
  execFileSync('tar', ['-c', '-f', path, ...options]);
  return path;
}

describe.each([
  ['.tar', []],
  ['.tar.gz', ['-z']],
  ['.tar.xz', ['-J']],
] as const)('a %s', (suffix, compression) => {
  it.each([
    ['with a folder above the tree', 'from', 'harbour-6.0'],
    ['with the tree at its top', 'from/harbour-6.0', '.'],
    [
      'with the tree’s own names at its top',
      'from/harbour-6.0',
      'arch COPYING drivers include kernel LICENSES Makefile mm',
    ],
  ])('is unpacked %s', async (_, within, what) => {
    const folder = temporary();
    const path = pack(folder, `x${suffix}`, ...compression, '-C', join(folder, within), ...what.split(' '));
    const text = await obtain(folder, path);
    expect(text.list()).toEqual(kept);
    expect(text.source).toMatchObject({ kind: 'tarball', detail: path });
    expect(beside(folder)).toEqual(['.kernel', 'from', `x${suffix}`]);
  });

  it.each([0.3, 0.5])('cut off after %f of it is refused, and the text that was there stays', async (part) => {
    const folder = temporary();
    const before = await obtain(folder, write(join(folder, 'tree'), release));
    const path = pack(folder, `x${suffix}`, ...compression, '-C', join(folder, 'from'), 'harbour-6.0');
    truncateSync(path, Math.floor(statSync(path).size * part));
    await expect(obtain(folder, path)).rejects.toThrow(/x\.tar.* is damaged or cut off: /);
    expect(beside(folder)).toEqual(['.kernel', 'from', 'tree', `x${suffix}`]);
    for (const file of before.list()) before.read(file);
  });
});

it('refuses a compressed tarball in which a byte was changed', async () => {
  const folder = temporary();
  const path = pack(folder, 'x.tar.xz', '-J', '-C', join(folder, 'from'), 'harbour-6.0');
  const bytes = readFileSync(path);
  bytes[Math.floor(bytes.length / 2)]! ^= 0xff;
  writeFileSync(path, bytes);
  await expect(obtain(folder, path)).rejects.toThrow(/is damaged or cut off/);
  expect(beside(folder)).toEqual(['from', 'x.tar.xz']);
});

it('refuses a file that is no archive', async () => {
  const folder = temporary();
  const path = join(folder, 'letter.txt');
  writeFileSync(path, 'Dear harbour master,\n');
  expect(await archiveFormat(path)).toBeUndefined();
  await expect(obtain(folder, path)).rejects.toThrow(/letter\.txt is not a tar archive/);
});

describe.skipIf(!isInstalled('dpkg-deb'))('a Debian package', () => {
  it('is unpacked, and its files turned back', async () => {
    const folder = temporary();
    const text = await obtain(folder, debianPackage(folder, '6.1.7-1', later));
    expect(text.list()).toEqual(kept);
    expect(text.read('kernel/exit.c').verified).toBe(true);
    expect(text.read('kernel/signal.c').label).toBe('6.1.7');
  });

  it('cut off is refused', async () => {
    const folder = temporary();
    const deb = debianPackage(folder, '6.1.7-1', later);
    truncateSync(deb, Math.floor(statSync(deb).size * 0.8));
    await expect(obtain(folder, deb)).rejects.toThrow(/\.deb is damaged or cut off: /);
    expect(beside(folder)).not.toContain('.kernel');
  });
});
