import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openKernelText } from '../../src/kernel-text/index.ts';
import { labelOf } from '../../src/kernel-text/label.ts';
import { lockedFunctions, readLock } from '../../src/kernel-text/lock.ts';
import { obtainKernelText } from '../../src/kernel-text/obtain/index.ts';
import { relativeIncludes } from '../../src/kernel-text/select.ts';
import { lockedFiles, verifyAll } from '../../src/kernel-text/verify.ts';
import { edits, later, lock, temporary, write } from './fake.ts';

async function obtained(): Promise<string> {
  const folder = temporary();
  const dir = join(folder, '.kernel');
  await obtainKernelText({ from: write(join(folder, 'tree'), later), dir, lock, edits });
  return dir;
}

it('is undefined where nothing was obtained', () => {
  expect(openKernelText(join(temporary(), '.kernel'), lock)).toBeUndefined();
});

it('gives a file of the release as verified, and another under its own version', async () => {
  const text = openKernelText(await obtained(), lock)!;
  expect(text.read('kernel/exit.c')).toMatchObject({
    label: 'v6.0',
    verified: true,
    blob: lock.files['kernel/exit.c']!.blob,
  });
  expect(text.read('kernel/signal.c')).toMatchObject({
    label: '6.1.7',
    verified: false,
    text: later['kernel/signal.c'],
  });
});

it('notices a changed file when it is read, names it and says what to do', async () => {
  const dir = await obtained();
  const text = openKernelText(dir, lock)!;
  appendFileSync(join(dir, 'tree/kernel/signal.c'), '/* and a barnacle */\n');
  expect(() => text.read('kernel/signal.c')).toThrow(
    expect.objectContaining({
      name: 'KernelTextError',
      message: expect.stringMatching(
        /tree\/kernel\/signal\.c was changed: its git blob id is [0-9a-f]{40}, the manifest's is/,
      ),
      remedy: 'Obtain the text again: npx why-sigkill kernel',
    }),
  );
  expect(text.read('kernel/exit.c').verified).toBe(true);
});

it('names every file that is missing or changed when all are verified', async () => {
  const dir = await obtained();
  const text = openKernelText(dir, lock)!;
  expect(verifyAll(text)).toBe(text.list().length);
  rmSync(join(dir, 'tree/COPYING'));
  writeFileSync(join(dir, 'tree/kernel/exit.c'), '');
  expect(() => verifyAll(text)).toThrow(/COPYING cannot be read: ENOENT[\s\S]*kernel\/exit\.c was changed/);
});

it('refuses a path that is not among the files, and one that leads out of them', async () => {
  const text = openKernelText(await obtained(), lock)!;
  expect(text.has('drivers/crane.c')).toBe(false);
  expect(() => text.read('drivers/crane.c')).toThrow(/drivers\/crane\.c is not among the kernel files/);
  expect(() => text.read('../manifest.json')).toThrow(/not among/);
  expect(() => text.read('constructor')).toThrow(/not among/);
});

it.each([
  ['is not JSON', '{', /manifest\.json: /],
  [
    'lacks a blob id',
    '{"format":1,"source":{"kind":"tree","detail":"","obtained":""},"files":{"a":{"label":"x"}}}',
    /at files → a → blob/,
  ],
  ['is of another format', '{"format":2}', /at format/],
])('names the place where a manifest %s', async (_, content, message) => {
  const dir = await obtained();
  writeFileSync(join(dir, 'manifest.json'), content);
  expect(() => openKernelText(dir, lock)).toThrow(message);
});

it('has the same digest for the same files, and another when one differs', async () => {
  const [a, b] = [openKernelText(await obtained(), lock)!, openKernelText(await obtained(), lock)!];
  expect(a.digest).toBe(b.digest);
  const folder = temporary();
  const other = await obtainKernelText({
    from: write(join(folder, 'tree'), { ...later, COPYING: 'Other terms.\n' }),
    dir: join(folder, '.kernel'),
    lock,
    edits,
  });
  expect(other.digest).not.toBe(a.digest);
});

it('counts the functions that another version has word for word', async () => {
  const text = openKernelText(await obtained(), lock)!;
  const counts = lockedFiles(text, lock).map(({ path, same, functions }) => [path, same, functions]);
  expect(counts).toEqual([
    ['kernel/exit.c', 2, 2],
    ['kernel/pid_namespace.c', 1, 1],
    ['kernel/signal.c', 1, 2],
    ['include/linux/ship.h', 0, 0],
  ]);
});

it.each([
  ['6, 0, 0', 'VERSION = 6\nPATCHLEVEL = 0\nSUBLEVEL = 0\nEXTRAVERSION =\n', 'v6.0'],
  ['6, 0, 1', 'VERSION = 6\nPATCHLEVEL = 0\nSUBLEVEL = 1\nEXTRAVERSION =\n', '6.0.1'],
  ['6, 0, 0 and -rc7', 'VERSION = 6\nPATCHLEVEL = 0\nSUBLEVEL = 0\nEXTRAVERSION = -rc7\n', '6.0-rc7'],
  ['6, 1, 192', 'VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 192\n', '6.1.192'],
  ['6, 1, 0', 'VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 0\n', '6.1'],
])('calls a tree whose Makefile says %s by its true version', (_, makefile, label) => {
  expect(labelOf(makefile, 'v6.0', 'Makefile')).toBe(label);
});

it('refuses a Makefile that says no version', () => {
  expect(() => labelOf('all:\n', 'v6.0', 'Makefile of /harbour')).toThrow(
    /Makefile of \/harbour does not say which version/,
  );
});

it('finds includes by relative path, and no others', () => {
  const text = '#include <linux/a.h>\n#include "b.h"\n # include "../mm/c.h"\n// #include "d.h"\n';
  expect(relativeIncludes('kernel/exit.c', text)).toEqual(['kernel/b.h', 'mm/c.h']);
});

it('says where a lock file is wrong', () => {
  const path = join(temporary(), 'lock.json');
  writeFileSync(path, '{"version":"v6.0","files":{"kernel/exit.c":{"blob":"84021","lines":3,"functions":{}}}}');
  expect(() => readLock(path)).toThrow(/at files → kernel\/exit\.c → blob: expected a git blob id/);
});

it('gives every definition of the lock, in the order of the lines', () => {
  for (const path of Object.keys(readLock().files)) {
    const all = lockedFunctions(readLock(), path);
    for (const [index, each] of all.entries()) {
      expect(each.end).toBeGreaterThanOrEqual(each.start);
      if (index > 0) expect(each.start, `${path}: ${each.name}`).toBeGreaterThan(all[index - 1]!.end);
    }
  }
});
