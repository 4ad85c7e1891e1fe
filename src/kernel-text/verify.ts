import { type KernelFile, type KernelText, KernelTextError } from './index.ts';
import { findLocked } from './locate.ts';
import { type Lock, lockedFunctions } from './lock.ts';

/** The two files that hold the path the site is about: v6.0's or nothing, where strictness is asked for. */
export const STRICT_FILES: readonly string[] = ['kernel/exit.c', 'kernel/pid_namespace.c'];

/** What a file of the lock is in a text. */
export interface LockedFile {
  path: string;
  /** Undefined: the text does not have it. */
  file: KernelFile | undefined;
  /** How many of the release's functions in it are there word for word, of how many. */
  same: number;
  functions: number;
}

/** More names than this in one message help nobody. */
const NAMED = 10;

/**
 * Reads every file and computes its blob id.
 * @returns how many files there are
 * @throws {KernelTextError} naming those that are missing or changed
 */
export function verifyAll(text: KernelText): number {
  const paths = text.list();
  const errors = paths.flatMap((path) => {
    try {
      text.read(path);
      return [];
    } catch (error) {
      if (error instanceof KernelTextError) return [error];
      throw error;
    }
  });
  if (errors.length === 0) return paths.length;
  const named = errors.slice(0, NAMED).map((error) => error.message);
  const more = errors.length > NAMED ? [`and ${errors.length - NAMED} more`] : [];
  throw new KernelTextError([...named, ...more].join('\n  '), errors[0]!.remedy);
}

/** What each file of the lock is in this text, in the lock's order. @throws {KernelTextError} for a changed file */
export function lockedFiles(text: KernelText, lock: Lock): LockedFile[] {
  return Object.keys(lock.files).map((path) => {
    const functions = lockedFunctions(lock, path);
    const file = text.has(path) ? text.read(path) : undefined;
    const same = !file ? 0 : file.verified ? functions.length : findLocked(file.text.split('\n'), functions).length;
    return { path, file, same, functions: functions.length };
  });
}

/** @throws {KernelTextError} unless the text has the release's own files where the site's whole story is */
export function requireStrict(text: KernelText, lock: Lock): void {
  for (const path of STRICT_FILES) {
    const file = text.has(path) ? text.read(path) : undefined;
    if (file?.verified) continue;
    const is = file ? `is ${file.label}'s (blob ${file.blob})` : 'is missing';
    throw new KernelTextError(
      `--strict: ${path} ${is}, not ${lock.version}'s (blob ${lock.files[path]?.blob ?? 'unknown'})`,
      `Name a source of ${lock.version} itself: npx why-sigkill kernel --strict --from DIR|GIT|TARBALL`,
    );
  }
}
