import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { RealError } from './error.ts';
import { ProcessError, run } from './process.ts';

const APT = ['-o', 'Acquire::http::Timeout=15', '-o', 'Acquire::https::Timeout=15', '-o', 'Acquire::Retries=1'];

/** The first program of that name on PATH. */
export function onPath(program: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path));
}

export interface PackageOptions {
  signal?: AbortSignal | undefined;
  /** Take what they depend on directly as well (`depends`), or whatever apt would have to install with them (`missing`). */
  also?: 'depends' | 'missing';
  /** Removes from the unpacked packages what is not needed. */
  prune?: (root: string) => void;
}

/**
 * Downloads Debian packages and unpacks them into one folder of the cache; nothing is installed, root is not needed.
 * @param set the name of that folder; one that is there is taken as it is
 * @returns the folder, in which the packages' files stand as they would below `/`
 * @throws RealError when apt or dpkg-deb is missing, or the archive does not have them
 */
export async function unpackedPackages(
  set: string,
  packages: readonly string[],
  cache: string,
  options: PackageOptions = {},
): Promise<string> {
  const { signal, also, prune } = options;
  const folder = join(cache, set);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const scratch = mkdtempSync(join(cache, `${set}-`));
  const root = join(scratch, 'root');
  try {
    mkdirSync(root);
    const wanted = [...packages, ...(also ? await alongside(also, packages, signal) : [])];
    await run('apt-get', [...APT, 'download', ...new Set(wanted)], { signal, cwd: scratch });
    for (const deb of readdirSync(scratch).filter((name) => name.endsWith('.deb')))
      await run('dpkg-deb', ['-x', join(scratch, deb), root], { signal });
    prune?.(root);
    renameSync(root, folder);
    return folder;
  } catch (error) {
    if (!(error instanceof ProcessError)) throw error;
    throw new RealError(
      `Debian’s ${packages[0]} could not be had: ${error.stderr.trim().split('\n').at(-1) || error.message}`,
      `On Debian 12, fetch apt’s lists (sudo apt-get update) and run the command again, or install it: sudo apt-get install ${packages[0]}`,
      { cause: error },
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function alongside(
  also: 'depends' | 'missing',
  packages: readonly string[],
  signal: AbortSignal | undefined,
): Promise<string[]> {
  if (also === 'depends') {
    const said = await run('apt-cache', ['depends', ...packages], { signal });
    return [...said.matchAll(/^ +Depends: ([a-z0-9.+-]+)$/gm)].map(([, name = '']) => name);
  }
  const said = await run('apt-get', ['--simulate', 'install', '--no-install-recommends', ...packages], { signal });
  return [...said.matchAll(/^Inst (\S+)/gm)].map(([, name = '']) => name);
}

/**
 * A program that is installed, or else one of an unpacked package.
 * @returns its path, and if it was unpacked where that is and where its libraries are
 * @throws RealError
 */
export async function installable(
  name: string,
  program: string,
  cache: string,
  signal?: AbortSignal,
): Promise<{ program: string; root?: string; libraries?: string }> {
  const installed = onPath(program);
  if (installed) return { program: installed };
  const root = await unpackedPackages(name, [name], cache, { signal, also: 'missing' });
  const folders = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.so(\.\d+)*$/.test(path))
    .map((path) => dirname(join(root, path)));
  return { program: join(root, 'usr/bin', program), root, libraries: [...new Set(folders)].join(delimiter) };
}
