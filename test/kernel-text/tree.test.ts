import { mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { obtainKernelText } from '../../src/kernel-text/obtain/index.ts';
import { beside, edits, type Files, kept, later, lock, release, temporary, unknown, write } from './fake.ts';

const obtain = (folder: string, files: Files, more: { strict?: boolean } = {}) =>
  obtainKernelText({ from: write(join(folder, 'tree'), files), dir: join(folder, '.kernel'), lock, edits, ...more });

it('keeps the files of a tree that the site and its analysis need, and headers they include by relative path', async () => {
  const folder = temporary();
  const text = await obtain(folder, release);
  expect(text.list()).toEqual(kept);
  for (const path of kept) expect(readFileSync(join(text.root, path), 'utf8')).toBe(release[path]);
  expect(text.source).toMatchObject({ kind: 'tree', detail: join(folder, 'tree') });
  expect(beside(folder)).toEqual(['.kernel', 'tree']);
});

it('labels a tree of the release as such, but calls verified only what the lock has', async () => {
  const text = await obtain(temporary(), release);
  expect(text.read('kernel/signal.c')).toMatchObject({ label: 'v6.0', verified: true });
  expect(text.read('mm/quay.h')).toMatchObject({ label: 'v6.0', verified: false });
});

it('turns a file back to the release where the edits for it are known, and leaves the tree itself as it was', async () => {
  const folder = temporary();
  const text = await obtain(folder, later, { strict: true });
  expect(text.read('kernel/exit.c')).toMatchObject({ text: release['kernel/exit.c'], label: 'v6.0', verified: true });
  expect(readFileSync(join(folder, 'tree/kernel/exit.c'), 'utf8')).toBe(later['kernel/exit.c']);
});

it('takes another version under its own label, unless strictness is asked for', async () => {
  const folder = temporary();
  const text = await obtain(folder, unknown);
  expect(text.read('kernel/exit.c')).toMatchObject({ label: '6.1.9', verified: false });
  await expect(obtain(folder, unknown, { strict: true })).rejects.toThrow(
    /--strict: kernel\/exit\.c is 6\.1\.9's \(blob [0-9a-f]{40}\), not v6\.0's \(blob [0-9a-f]{40}\)/,
  );
});

it.each<[string, Files, RegExp]>([
  [
    'calls itself the release and has a changed file',
    { ...release, 'kernel/signal.c': 'int horn;\n' },
    /calls itself v6\.0, but its kernel\/signal\.c has git blob id [0-9a-f]{40}; v6\.0's is [0-9a-f]{40}/,
  ],
  [
    'is the release but not whole',
    Object.fromEntries(Object.entries(release).filter(([path]) => path !== 'include/linux/ship.h')),
    /is not whole: it has no include\/linux\/ship\.h/,
  ],
  ['is no kernel tree', { 'readme.txt': 'A letter.\n' }, /is not a Linux source tree: it has no kernel\/exit\.c/],
  [
    'does not say its version',
    { ...later, Makefile: 'all:\n' },
    /Makefile of .*tree does not say which version it is: expected VERSION and PATCHLEVEL/,
  ],
])('refuses a tree that %s, and leaves the text that was there', async (_, files, message) => {
  const folder = temporary();
  const before = await obtain(folder, release);
  renameSync(join(folder, 'tree'), join(folder, 'first'));
  await expect(obtain(folder, files)).rejects.toThrow(message);
  expect(beside(folder)).toEqual(['.kernel', 'first', 'tree']);
  for (const path of before.list()) before.read(path);
});

it('follows no links, which could lead out of the tree', async () => {
  const folder = temporary();
  const secret = write(join(folder, 'elsewhere'), { 'secret.h': 'int secret;\n' });
  mkdirSync(join(folder, 'tree/include'), { recursive: true });
  symlinkSync(join(secret, 'secret.h'), join(folder, 'tree/include/secret.h'));
  symlinkSync(secret, join(folder, 'tree/include/elsewhere'));
  expect((await obtain(folder, release)).list()).toEqual(kept);
});

it('says that a name leads nowhere', async () => {
  const dir = join(temporary(), '.kernel');
  await expect(obtainKernelText({ from: '/no/such/tree', dir, lock, edits })).rejects.toThrow(
    '/no/such/tree does not exist',
  );
});

it('clears away what a run that was killed outright has left, and restores the text it was replacing', async () => {
  const folder = temporary();
  await obtain(folder, release);
  // No process has this number: the largest that Linux gives is 4194304.
  renameSync(join(folder, '.kernel'), join(folder, '.kernel.old-9999999'));
  write(join(folder, '.kernel.staging-9999999'), { 'scratch/half': 'half' });
  await expect(obtain(folder, unknown, { strict: true })).rejects.toThrow(/--strict/);
  expect(beside(folder)).toEqual(['.kernel', 'tree']);
  expect(readdirSync(join(folder, '.kernel')).sort()).toEqual(['manifest.json', 'tree']);
});

it('lets two runs at once both end well', async () => {
  const folder = temporary();
  write(join(folder, 'tree'), release);
  const { fork } = await import('node:child_process');
  const once = () =>
    new Promise<number | null>((resolve) => {
      const child = fork(join(import.meta.dirname, 'obtain-here.ts'), [folder, join(folder, 'tree')], {
        stdio: 'ignore',
      });
      child.on('close', resolve);
    });
  expect(await Promise.all([once(), once(), once()])).toEqual([0, 0, 0]);
  expect(beside(folder)).toEqual(['.kernel', 'tree']);
});
