/** The order in which the kernel's Makefiles have the compiler look for `<…>` on x86_64. */
const SEARCH = ['arch/x86/include/', 'include/', 'arch/x86/include/uapi/', 'include/uapi/'];

/**
 * Finds the file an include means, among those `has` knows. Where the build would generate a header that passes on to
 * `asm-generic`, this goes there at once; other generated headers are not to be found.
 */
export function findInclude(
  path: string,
  quoted: boolean,
  from: string,
  has: (path: string) => boolean,
): string | undefined {
  if (quoted) {
    const beside = normalise(`${from.slice(0, from.lastIndexOf('/') + 1)}${path}`);
    if (has(beside)) return beside;
  }
  for (const folder of SEARCH) {
    const candidate = normalise(folder + path);
    if (has(candidate)) return candidate;
  }
  if (path.startsWith('asm/')) {
    for (const folder of ['include/', 'include/uapi/']) {
      const candidate = `${folder}asm-generic/${path.slice(4)}`;
      if (has(candidate)) return candidate;
    }
  }
  const fromRoot = normalise(path);
  return has(fromRoot) ? fromRoot : undefined;
}

/** Takes `.` and `..` out of a path. */
function normalise(path: string): string {
  if (!path.includes('./')) return path;
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') out.pop();
    else if (part !== '.' && part !== '') out.push(part);
  }
  return out.join('/');
}
