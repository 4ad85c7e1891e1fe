/**
 * Kernel text: obtained by `why-sigkill kernel`, verified by git blob id, read here. Nothing else reads `.kernel/`.
 * @module
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blobId } from './blob.ts';
import { KernelTextError } from './errors.ts';
import { isLocked, type Lock, readLock } from './lock.ts';
import { type Manifest, manifestDigest, readManifest } from './manifest.ts';
import { kernelDir, manifestPath, treeDir } from './paths.ts';
import { SELECTION } from './select.ts';

export { KernelTextError } from './errors.ts';
export { type Found, findLocked } from './locate.ts';
export { type FunctionRange, type Lock, lockedFunctions, readLock } from './lock.ts';
export { projectRoot } from './paths.ts';

/** One file of the kernel. */
export interface KernelFile {
  /** As in the kernel's tree: `kernel/exit.c`. */
  path: string;
  text: string;
  /** Git blob id, computed from the bytes just read. */
  blob: string;
  /** The version the text is of: 'v6.0', or another one's true name, as '6.1.192'. */
  label: string;
  /** Whether the blob is the one that the lock file gives for v6.0. */
  verified: boolean;
}

/** A kernel text as obtained; its files are read and verified one by one, when asked for. */
export interface KernelText {
  /** Absolute path of the folder with the files. */
  root: string;
  source: Manifest['source'];
  /** Whether its files were chosen as this version of the program does; if not, one that is needed may be missing. */
  current: boolean;
  /** Over all files' blob ids: changes when any file does. */
  digest: string;
  /** All paths, sorted. */
  list(): string[];
  has(path: string): boolean;
  /** @throws {KernelTextError} when there is no such file, or its blob is not the manifest's */
  read(path: string): KernelFile;
}

const AGAIN = 'Obtain the text again: npx why-sigkill kernel';

/**
 * The text in a folder, `.kernel/` of the clone unless told otherwise; undefined when none was obtained.
 * @throws {KernelTextError} when the folder's manifest is damaged
 */
export function openKernelText(dir: string = kernelDir(), lock: Lock = readLock()): KernelText | undefined {
  if (!existsSync(manifestPath(dir))) return undefined;
  const manifest = readManifest(dir);
  const root = treeDir(dir);
  const paths = Object.keys(manifest.files).sort();
  return {
    root,
    source: manifest.source,
    current: manifest.selection === SELECTION,
    digest: manifestDigest(manifest),
    list: () => [...paths],
    has: (path) => Object.hasOwn(manifest.files, path),
    read: (path) => readFile(root, path, manifest, lock),
  };
}

function readFile(root: string, path: string, manifest: Manifest, lock: Lock): KernelFile {
  const entry = Object.hasOwn(manifest.files, path) ? manifest.files[path] : undefined;
  if (!entry) throw new KernelTextError(`${path} is not among the kernel files in ${root}`, AGAIN);
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(root, path));
  } catch (cause) {
    throw new KernelTextError(`${join(root, path)} cannot be read: ${(cause as Error).message}`, AGAIN, { cause });
  }
  const blob = blobId(bytes);
  if (blob !== entry.blob) {
    throw new KernelTextError(
      `${join(root, path)} was changed: its git blob id is ${blob}, the manifest's is ${entry.blob}`,
      AGAIN,
    );
  }
  const verified = isLocked(lock, path, blob);
  return { path, text: bytes.toString('utf8'), blob, label: verified ? lock.version : entry.label, verified };
}
