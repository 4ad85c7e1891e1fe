import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { explainDisk } from './failures.ts';

/** A folder beside the final one, on the same file system, where a text is made ready out of any reader's sight. */
export interface Staging {
  /** For downloads and unpacking. */
  scratch: string;
  /** What will become the final folder. */
  text: string;
  /** Puts `text` in the final folder's place. */
  swap(): void;
  /** Removes all of it. Safe to call again. */
  remove(): void;
}

/**
 * Makes a staging folder beside `dir`, and clears away what a run that was killed outright left there.
 * @throws {DiskError} when there is no room or no leave to write
 */
export function makeStaging(dir: string): Staging {
  const parent = dirname(dir);
  mkdirSync(parent, { recursive: true });
  clearLeftovers(dir);
  const folder = `${dir}.staging-${process.pid}`;
  const old = `${dir}.old-${process.pid}`;
  const scratch = join(folder, 'scratch');
  const text = join(folder, 'text');
  const remove = () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    rmSync(old, { recursive: true, force: true, maxRetries: 3 });
    process.off('exit', remove);
  };
  process.on('exit', remove);
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(scratch, { recursive: true });
    mkdirSync(text);
  } catch (error) {
    remove();
    throw explainDisk(error, parent);
  }
  return {
    scratch,
    text,
    remove,
    swap() {
      // Two renames with nothing between them that could be interrupted; a second run that swapped at the same moment is met by trying again.
      for (let tries = 1; ; tries++) {
        try {
          if (existsSync(dir)) renameSync(dir, old);
          renameSync(text, dir);
          break;
        } catch (error) {
          if (!existsSync(dir) && existsSync(old)) renameSync(old, dir);
          if (tries === 3) throw error;
        }
        rmSync(old, { recursive: true, force: true });
      }
      remove();
    },
  };
}

/** A process that was killed outright could not clean up; its number in the folder's name tells that it has gone. */
function clearLeftovers(dir: string): void {
  const parent = dirname(dir);
  for (const name of readdirSync(parent)) {
    const match = /^(.*)\.(staging|old)-(\d+)$/.exec(name);
    if (!match || match[1] !== basename(dir) || isAlive(Number(match[3]))) continue;
    const leftover = join(parent, name);
    // Killed between the two renames of a swap: the text in use is this one.
    if (match[2] === 'old' && !existsSync(dir)) renameSync(leftover, dir);
    else rmSync(leftover, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
