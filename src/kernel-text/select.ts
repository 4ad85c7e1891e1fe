import { createHash } from 'node:crypto';
import { posix } from 'node:path';

/** Beside these, kept for what they define: the way into a system call, and exec. */
const SINGLE = new Set(['COPYING', 'Makefile', 'arch/x86/entry/common.c', 'arch/x86/kernel/signal.c', 'fs/exec.c']);

/** Folders from which files of the kept set include headers by a relative path, as "../../mm/internal.h". */
const INCLUDED_FROM = ['block', 'fs', 'io_uring', 'ipc', 'lib', 'mm', 'net', 'scripts', 'security', 'sound'];

/** Folders a source must be read under to find all that may be kept. */
export const FOLDERS: readonly string[] = ['LICENSES', 'arch/x86', 'include', 'kernel', ...INCLUDED_FROM];

/** Paths kept whatever includes them. */
export function isKept(path: string): boolean {
  if (SINGLE.has(path) || path.startsWith('LICENSES/')) return true;
  // The Makefiles tell which files a configuration builds.
  if (path.startsWith('kernel/')) return /\.[ch]$|\/Makefile$/.test(path);
  return /^(include|arch\/x86\/include)\//.test(path) && /(\.h|\/Kbuild)$/.test(path);
}

/** Paths kept if a kept file includes them by a relative path. */
export const isIncludable = (path: string): boolean =>
  path.endsWith('.h') && INCLUDED_FROM.some((folder) => path.startsWith(`${folder}/`));

/** The same choice as patterns of tar, after the archive's top folder. */
export const TAR_PATTERNS: readonly string[] = [
  ...SINGLE,
  'LICENSES/*',
  'kernel/*.[ch]',
  'kernel/*Makefile',
  ...['include', 'arch/x86/include'].flatMap((folder) => [`${folder}/*.h`, `${folder}/*Kbuild`]),
  ...INCLUDED_FROM.map((folder) => `${folder}/*.h`),
];

/** The same choice as patterns of git's sparse checkout. */
export const SPARSE_PATTERNS: readonly string[] = [
  ...[...SINGLE].map((path) => `/${path}`),
  '/LICENSES/',
  '/kernel/**/*.[ch]',
  '/kernel/**/Makefile',
  ...['include', 'arch/x86/include'].flatMap((folder) => [`/${folder}/**/*.h`, `/${folder}/**/Kbuild`]),
  ...INCLUDED_FROM.map((folder) => `/${folder}/**/*.h`),
];

/** Names the choice: a text that was chosen otherwise, by an earlier version of this program, lacks something or has too much. */
export const SELECTION: string = createHash('sha256').update(SPARSE_PATTERNS.join('\n')).digest('hex').slice(0, 12);

/** Paths that a file includes by a path relative to its own folder, whether or not they exist. */
export function relativeIncludes(path: string, text: string): string[] {
  const folder = posix.dirname(path);
  return Array.from(text.matchAll(/^[ \t]*#[ \t]*include[ \t]+"([^"\n]+)"/gm), ([, name]) =>
    posix.normalize(posix.join(folder, name!)),
  );
}
