import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { blobId } from '../blob.ts';
import { applyEdits, editsFor } from '../edits.ts';
import { KernelTextError } from '../errors.ts';
import { labelOf } from '../label.ts';
import { isLocked } from '../lock.ts';
import type { Manifest } from '../manifest.ts';
import { manifestPath, treeDir } from '../paths.ts';
import { FOLDERS, isIncludable, isKept, relativeIncludes, SELECTION } from '../select.ts';
import { STRICT_FILES } from '../verify.ts';
import { explainDisk } from './failures.ts';
import type { Delivered, Work } from './work.ts';

/**
 * Copies what is kept of a delivered tree into `target` (manifest and files), turned back to v6.0 where edits are known,
 * each file under its true version label.
 * @throws {KernelTextError} when the tree lacks what the site is about, or calls itself v6.0 and is not
 * @throws {DiskError} when the disk is full
 */
export async function stage({ root, kind, detail }: Delivered, target: string, work: Work): Promise<void> {
  const { lock, progress, signal } = work;
  progress.step('Checking the files and computing their blob ids');
  const paths = await keptPaths(root, signal);
  for (const path of STRICT_FILES) if (!paths.has(path)) throw notATree(detail, path);
  const version = existsSync(join(root, 'Makefile'))
    ? labelOf(await readFile(join(root, 'Makefile'), 'utf8'), lock.version, `Makefile of ${detail}`)
    : undefined;
  const files: Manifest['files'] = {};
  let done = 0;
  await each([...paths], signal, async (path) => {
    const { bytes, blob } = await turnedBack(root, path, work);
    const label = isLocked(lock, path, blob) ? lock.version : version;
    if (label === undefined) throw notATree(detail, 'Makefile');
    if (label === lock.version && lock.files[path] && !isLocked(lock, path, blob)) {
      throw wrongBlob(path, blob, lock.files[path].blob, lock.version, detail);
    }
    const to = join(treeDir(target), path);
    await onDisk(target, async () => {
      await mkdir(dirname(to), { recursive: true });
      await writeFile(to, bytes);
    });
    files[path] = { blob, label };
    progress.update(`${Math.floor((100 * ++done) / paths.size)} %`);
  });
  if (version === lock.version || version === undefined) requireWhole(files, work, detail);
  const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
  const manifest: Manifest = {
    format: 1,
    source: { kind, detail, obtained: new Date().toISOString() },
    selection: SELECTION,
    files: sorted,
  };
  await onDisk(target, () => writeFile(manifestPath(target), JSON.stringify(manifest, null, 1)));
}

/** A file's bytes, by the edits for its blob id if there are any. */
async function turnedBack(root: string, path: string, { edits }: Work): Promise<{ bytes: Buffer; blob: string }> {
  const bytes = await readFile(join(root, path));
  const blob = blobId(bytes);
  const back = editsFor(edits, path, blob);
  return back ? { bytes: applyEdits(bytes, back), blob: back.to } : { bytes, blob };
}

/** The paths to keep: the fixed set, and headers from elsewhere that it includes by a relative path, to any depth. */
async function keptPaths(root: string, signal: AbortSignal): Promise<Set<string>> {
  const present = new Set(await listFiles(root));
  const kept = new Set([...present].filter(isKept));
  const queue = [...kept].filter((path) => /\.[ch]$/.test(path));
  for (let batch = queue.splice(0); batch.length > 0; batch = queue.splice(0)) {
    await each(batch, signal, async (path) => {
      for (const included of relativeIncludes(path, await readFile(join(root, path), 'latin1'))) {
        if (!isIncludable(included) || kept.has(included) || !present.has(included)) continue;
        kept.add(included);
        queue.push(included);
      }
    });
  }
  return kept;
}

/** Regular files only: a link could lead out of the tree. */
async function listFiles(root: string): Promise<string[]> {
  const under = async (folder: string): Promise<string[]> => {
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    const inside = await Promise.all(
      entries.map(async (entry) => {
        const path = folder ? `${folder}/${entry.name}` : entry.name;
        if (entry.isFile()) return isKept(path) || isIncludable(path) ? [path] : [];
        return entry.isDirectory() && leadsToWanted(path) ? under(path) : [];
      }),
    );
    return inside.flat();
  };
  return under('');
}

/** Whether a folder is one to read under, or one above such. */
const leadsToWanted = (folder: string): boolean =>
  FOLDERS.some((each) => each === folder || each.startsWith(`${folder}/`) || folder.startsWith(`${each}/`));

/** Does it for every item, some dozens at a time; after a failure nothing new is begun, and all that was begun has ended. */
async function each<T>(items: readonly T[], signal: AbortSignal, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  let failure: { error: unknown } | undefined;
  const worker = async () => {
    for (const item of queue) {
      if (failure) return;
      try {
        signal.throwIfAborted();
        await work(item);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: 24 }, worker));
  if (failure) throw failure.error;
}

async function onDisk<T>(target: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explainDisk(error, dirname(target));
  }
}

function requireWhole(files: Manifest['files'], { lock }: Work, detail: string): void {
  const missing = Object.keys(lock.files).filter((path) => !files[path]);
  if (missing.length === 0) return;
  throw new KernelTextError(
    `${detail} is not whole: it has no ${missing.join(', ')}`,
    `Name a complete tree of ${lock.version}, or its tarball or git repository, with --from.`,
  );
}

const notATree = (detail: string, path: string) =>
  new KernelTextError(
    `${detail} is not a Linux source tree: it has no ${path}`,
    'Name the top folder of a tree (the one with kernel/ and Makefile), a tarball of one, or a git repository.',
  );

const wrongBlob = (path: string, found: string, expected: string, version: string, detail: string) =>
  new KernelTextError(
    `${detail} calls itself ${version}, but its ${path} has git blob id ${found}; ${version}'s is ${expected}`,
    'The file was changed or damaged; name a source with the released files.',
  );
