import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { obtainKernelText } from '../../src/kernel-text/obtain/index.ts';
import { beside, edits, git, kept, lock, release, repository, temporary, unknown, write } from './fake.ts';

const obtain = (folder: string, from: string, more: { strict?: boolean } = {}) =>
  obtainKernelText({ from, dir: join(folder, '.kernel'), lock, edits, ...more });

it('reads the release by its tag, whatever is checked out', async () => {
  const folder = temporary();
  const text = await obtain(folder, repository(join(folder, 'linux')), { strict: true });
  expect(text.list()).toEqual(kept);
  for (const path of kept) expect(text.read(path)).toMatchObject({ text: release[path], label: 'v6.0' });
  expect(text.source).toMatchObject({ kind: 'git', detail: `${join(folder, 'linux')}, tag v6.0` });
});

it('reads a bare repository', async () => {
  const folder = temporary();
  repository(join(folder, 'linux'));
  git(folder, 'clone', '--quiet', '--bare', 'linux', 'linux.git');
  expect((await obtain(folder, join(folder, 'linux.git'))).list()).toEqual(kept);
});

it('reads a further worktree of a repository', async () => {
  const folder = temporary();
  git(repository(join(folder, 'linux')), 'worktree', 'add', '--quiet', '--detach', '../worktree');
  expect((await obtain(folder, join(folder, 'worktree'))).source.kind).toBe('git');
});

it('gives the bytes in the repository even where git would convert line ends', async () => {
  const folder = temporary();
  git(repository(join(folder, 'linux')), 'config', 'core.autocrlf', 'true');
  expect((await obtain(folder, join(folder, 'linux'))).read('kernel/exit.c').verified).toBe(true);
});

it('reads the lock’s files by their blob ids where the tag is missing', async () => {
  const folder = temporary();
  git(repository(join(folder, 'linux')), 'tag', '--delete', 'v6.0');
  const text = await obtain(folder, join(folder, 'linux'), { strict: true });
  expect(text.list()).toEqual(Object.keys(lock.files).sort());
  expect(text.source.detail).toBe(`${join(folder, 'linux')}, by blob id`);
});

it('takes the tree that is checked out where the release is missing, under its own label', async () => {
  const folder = temporary();
  const linux = write(join(folder, 'linux'), unknown);
  git(linux, 'init', '--quiet', '--initial-branch=main');
  git(linux, 'add', '--all');
  git(linux, 'commit', '--quiet', '-m', 'Later');
  const text = await obtain(folder, linux);
  expect(text.source.kind).toBe('tree');
  expect(text.read('kernel/exit.c').label).toBe('6.1.9');
  git(folder, 'clone', '--quiet', '--bare', 'linux', 'linux.git');
  await expect(obtain(folder, join(folder, 'linux.git'))).rejects.toThrow(
    /linux\.git is a git repository without the tag v6\.0 or the files of that release/,
  );
});

it('refuses a tag v6.0 whose files are not the release’s', async () => {
  const folder = temporary();
  const linux = repository(join(folder, 'linux'));
  write(linux, { ...release, 'kernel/exit.c': 'int pirate;\n' });
  git(linux, 'commit', '--quiet', '--all', '-m', 'A flag it has no right to');
  git(linux, 'tag', '--force', 'v6.0');
  await expect(obtain(folder, linux)).rejects.toThrow(/calls itself v6\.0, but its kernel\/exit\.c has git blob id/);
  expect(beside(folder)).toEqual(['linux']);
});

it('says that a repository is damaged', async () => {
  const folder = temporary();
  const linux = repository(join(folder, 'linux'));
  renameSync(join(linux, '.git/objects'), join(linux, '.git/gone'));
  await expect(obtain(folder, linux)).rejects.toThrow(/git failed \(status 128\): .*not a git repository/);
});
