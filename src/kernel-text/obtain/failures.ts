import { KernelTextError } from '../errors.ts';

/** The reader pressed Ctrl-C, or the process was asked to end. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  /** What a shell expects of a process that ended by this signal: 128 + its number. */
  readonly status: number;

  constructor(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP') {
    super(`interrupted (${signal}); nothing was changed`);
    this.status = 128 + { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 }[signal];
  }
}

/** The disk, not the source, is the trouble: no other source can do better. */
export class DiskError extends KernelTextError {}

const DISK: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
};

/**
 * Gives an error of the file system or of a child process its plain name, if the disk is what failed.
 * @returns a `DiskError`, or the error as it was
 */
export function explainDisk(error: unknown, folder: string): unknown {
  if (error instanceof DiskError) return error;
  const { code, message = '', stderr = '' } = error as NodeJS.ErrnoException & { stderr?: string };
  const what = DISK[code ?? ''] ?? (/No space left on device/i.test(message + stderr) ? DISK['ENOSPC'] : undefined);
  if (!what) return error;
  return new DiskError(
    `${what}, at ${folder}; what was there before is unchanged`,
    'Make room and run the command again: Debian’s package takes about 400 MB while it is unpacked, the text itself 60 MB.',
    { cause: error },
  );
}
