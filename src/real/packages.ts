import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
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
  signal?: AbortSignal,
): Promise<string> {
  const folder = join(cache, set);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const scratch = mkdtempSync(join(cache, `${set}-`));
  const root = join(scratch, 'root');
  try {
    mkdirSync(root);
    await run('apt-get', [...APT, 'download', ...packages], { signal, cwd: scratch });
    for (const deb of readdirSync(scratch).filter((name) => name.endsWith('.deb')))
      await run('dpkg-deb', ['-x', join(scratch, deb), root], { signal });
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
