import { z } from 'zod';
import type { BlobId } from './blob.ts';
import { readJson } from './json.ts';
import { lockPath } from './paths.ts';

const blob = z.string().regex(/^[0-9a-f]{40}$/, 'expected a git blob id: 40 hexadecimal digits');

const range = z.object({
  /** First line of the declaration, 1-based. */
  start: z.int().positive(),
  /** Line of the closing brace, inclusive. */
  end: z.int().positive(),
  /** Of the lines joined by newlines, without a last one. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256: 64 hexadecimal digits'),
});

const schema = z.object({
  version: z.string().regex(/^v\d+\.\d+$/, 'expected a tag of a kernel release, as v6.0'),
  files: z.record(
    z.string(),
    z.object({
      blob,
      /** Number of lines of the file. */
      lines: z.int().positive(),
      /** Name → where it is. A system call made by SYSCALL_DEFINEn bears the name the macro gives its body: `__do_sys_kill`. */
      functions: z.record(z.string(), range),
      /** Further definitions of a name in the same file, in other branches of an `#if`. */
      alternatives: z.record(z.string(), z.array(range)).optional(),
    }),
  ),
});

export type FunctionRange = z.infer<typeof range>;

/** What v6.0's files are: blob ids, and where each function starts and ends. */
export type Lock = z.infer<typeof schema>;

let own: Lock | undefined;

/**
 * The repository's lock file, `kernel-snippets/v6.0.lock.json`; or another one, for tests.
 * @throws {KernelTextError} when it is not a lock file
 */
export function readLock(path?: string): Lock {
  const read = (from: string) => readJson(from, schema, 'Restore it: git checkout -- kernel-snippets/v6.0.lock.json');
  if (path !== undefined) return read(path);
  own ??= read(lockPath());
  return own;
}

/** Whether a blob is the one that the locked release has at this path. */
export const isLocked = (lock: Lock, path: string, id: BlobId): boolean => lock.files[path]?.blob === id;

/** Every definition the lock knows in a file, ordered by where it starts. */
export function lockedFunctions(lock: Lock, path: string): (FunctionRange & { name: string })[] {
  const file = lock.files[path];
  if (!file) return [];
  const primary = Object.entries(file.functions).map(([name, at]) => ({ name, ...at }));
  const others = Object.entries(file.alternatives ?? {}).flatMap(([name, all]) => all.map((at) => ({ name, ...at })));
  return [...primary, ...others].sort((a, b) => a.start - b.start);
}
