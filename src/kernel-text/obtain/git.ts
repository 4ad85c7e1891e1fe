import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { KernelTextError } from '../errors.ts';
import type { Lock } from '../lock.ts';
import { isIncludable, isKept } from '../select.ts';
import { explainDisk } from './failures.ts';
import { run } from './process.ts';
import { fromTree } from './tree.ts';
import type { Delivered, Work } from './work.ts';

/** Whether a folder is itself a git repository: bare, or with a `.git` (a folder, or a file in a worktree). */
export function isGitRepository(path: string): boolean {
  if (existsSync(join(path, '.git'))) return true;
  return ['HEAD', 'objects', 'refs'].every((name) => existsSync(join(path, name)));
}

/**
 * Reads the locked release from a git repository: by its tag; without the tag, by the blob ids of the lock, which gives the
 * lock's files alone. A repository that has neither is taken for the tree that is checked out in it, under its own version.
 * @throws {KernelTextError} when it has none of these
 */
export async function fromGit(path: string, work: Work): Promise<Delivered> {
  const { lock, progress, signal } = work;
  const folder = resolve(path);
  const git = (args: string[], input?: string) =>
    run('git', ['-C', folder, ...args], {
      signal,
      ...(input !== undefined && { input }),
      env: { GIT_TERMINAL_PROMPT: '0' },
    });
  await git(['rev-parse', '--git-dir']);
  const tree = await git(['rev-parse', '--verify', '--quiet', `refs/tags/${lock.version}^{tree}`]).catch((error) => {
    signal.throwIfAborted();
    if (error.status === 1 || error.status === 128) return undefined;
    throw error;
  });
  const objects = tree
    ? wantedOf(await git(['ls-tree', '-r', '-z', '--full-tree', tree.toString().trim()]))
    : lockedObjects(lock);
  const kind = 'git';
  if (!tree) {
    const known = (await git(['cat-file', '--batch-check'], [...objects.values()].join('\n'))).toString();
    if (/ missing$/m.test(known)) {
      if (existsSync(join(folder, 'kernel/exit.c'))) return fromTree(folder);
      throw new KernelTextError(
        `${folder} is a git repository without the tag ${lock.version} or the files of that release`,
        `Fetch it there: git -C ${folder} fetch --depth 1 https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git tag ${lock.version}`,
      );
    }
  }
  progress.step(`Reading ${objects.size} files of ${lock.version} from ${folder}`);
  const contents = readObjects(await git(['cat-file', '--batch'], `${[...objects.values()].join('\n')}\n`));
  const root = join(work.scratch, 'git');
  try {
    for (const file of objects.keys()) {
      signal.throwIfAborted();
      const { value: bytes } = contents.next();
      await mkdir(dirname(join(root, file)), { recursive: true });
      await writeFile(join(root, file), bytes!);
    }
  } catch (error) {
    throw explainDisk(error, work.scratch);
  }
  return { kind, detail: tree ? `${folder}, tag ${lock.version}` : `${folder}, by blob id`, root };
}

const lockedObjects = (lock: Lock) => new Map(Object.entries(lock.files).map(([path, { blob }]) => [path, blob]));

/** From `ls-tree -z`: 'mode type id TAB path NUL'. Regular files only. */
function wantedOf(listing: Buffer): Map<string, string> {
  const entries = listing
    .toString('utf8')
    .split('\0')
    .flatMap((entry) => {
      const [, id, path] = /^100\d{3} blob ([0-9a-f]+)\t(.*)$/s.exec(entry) ?? [];
      return id && path && (isKept(path) || isIncludable(path)) ? [[path, id] as const] : [];
    });
  return new Map(entries);
}

/** From `cat-file --batch`: 'id blob size LF content LF', in the order asked for. */
function* readObjects(output: Buffer): Generator<Buffer, undefined> {
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(0x0a, at);
    const size = Number(/^[0-9a-f]+ blob (\d+)$/.exec(output.subarray(at, end).toString('latin1'))?.[1] ?? Number.NaN);
    if (Number.isNaN(size)) {
      throw new KernelTextError(
        `git cat-file: ${output.subarray(at, end)}: the repository is not whole`,
        'Check it with git fsck, or name another source.',
      );
    }
    yield output.subarray(end + 1, end + 1 + size);
    at = end + 1 + size + 1;
  }
}
