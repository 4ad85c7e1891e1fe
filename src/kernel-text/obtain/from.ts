import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { KernelTextError } from '../errors.ts';
import { fromGit, isGitRepository } from './git.ts';
import { fromTarball } from './tarball.ts';
import { fromTree } from './tree.ts';
import type { Delivered, Work } from './work.ts';

/** What the reader named: a git repository, a tree, or a tarball. @throws {KernelTextError} when it is none of them */
export async function fromNamed(path: string, work: Work): Promise<Delivered> {
  const what = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw new KernelTextError(
      `${resolve(path)} ${cause.code === 'ENOENT' ? 'does not exist' : `cannot be read: ${cause.message}`}`,
      'Name the top folder of a kernel tree, a tarball of one, or a git repository.',
      { cause },
    );
  });
  if (!what.isDirectory()) return fromTarball(path, work);
  return isGitRepository(path) ? fromGit(path, work) : fromTree(path);
}
