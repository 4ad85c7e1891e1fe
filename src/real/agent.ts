import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RealError } from './error.ts';
import { ProcessError, run } from './process.ts';

const SOURCE = fileURLToPath(new URL('./agent', import.meta.url));
const FLAGS = ['-static', '-O1', '-std=gnu11', '-Wall', '-Wextra', '-Werror'];

/**
 * Builds the program that performs the steps inside (src/real/agent), unless it has been built from this very text before.
 * @param cache where to keep it
 * @returns its path
 * @throws RealError when there is no C compiler, or it cannot link statically
 */
export async function buildAgent(cache: string, signal?: AbortSignal): Promise<string> {
  const files = readdirSync(SOURCE).sort();
  const hash = createHash('sha256').update(FLAGS.join(' '));
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(join(SOURCE, file)));
  const path = join(cache, `agent-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(path)) return path;
  mkdirSync(cache, { recursive: true });
  const sources = files.filter((file) => file.endsWith('.c')).map((file) => join(SOURCE, file));
  // Two runs may build at once: each under a name of its own, the last one stays.
  const unfinished = `${path}.${process.pid}`;
  try {
    await run('cc', [...FLAGS, '-o', unfinished, ...sources], { signal });
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    if (!(error instanceof ProcessError)) throw error;
    if (error.code === 'ENOENT')
      throw new RealError(
        'there is no C compiler (cc) to build the program that performs the steps',
        'Install one with its static C library; on Debian: apt-get install gcc libc6-dev',
        { cause: error },
      );
    throw new RealError(
      `cc could not build the program that performs the steps:\n${error.stderr.trim().slice(0, 2000)}`,
      'It needs Linux on x86-64, and a static C library; on Debian: apt-get install gcc libc6-dev',
      { cause: error },
    );
  }
  return path;
}
