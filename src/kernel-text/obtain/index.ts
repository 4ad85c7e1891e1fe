/**
 * Obtaining the kernel text: from a source to `.kernel/`, all of it verified, or nothing changed.
 * @module
 */
import { existsSync, rmSync } from 'node:fs';
import { type EditData, readEdits } from '../edits.ts';
import { KernelTextError } from '../errors.ts';
import { type KernelText, openKernelText } from '../index.ts';
import { type Lock, readLock } from '../lock.ts';
import { kernelDir } from '../paths.ts';
import { requireStrict, verifyAll } from '../verify.ts';
import { fromDebian } from './debian.ts';
import { DiskError, explainDisk } from './failures.ts';
import { fromNamed } from './from.ts';
import { type Progress, silent } from './progress.ts';
import { stage } from './stage.ts';
import { makeStaging } from './staging.ts';
import { fromUpstream } from './upstream.ts';
import type { Delivered, Work } from './work.ts';

export { Interrupted } from './failures.ts';
export type { Progress } from './progress.ts';

export interface ObtainOptions {
  /** A tree, tarball or git repository; without it the sources are tried in turn. */
  from?: string;
  /** Fail unless kernel/exit.c and kernel/pid_namespace.c are the locked release's. */
  strict?: boolean;
  /** Where the text goes; `.kernel/` of the clone unless told otherwise. */
  dir?: string;
  progress?: Progress;
  /** Aborted, with an `Interrupted` as its reason, when the work must end. */
  signal?: AbortSignal;
  lock?: Lock;
  edits?: EditData;
  /** Sources to try in turn when none is named. */
  sources?: readonly Source[];
}

/** One way to come by a kernel tree. */
export interface Source {
  name: string;
  deliver(work: Work): Promise<Delivered>;
}

/** The release itself first; Debian's package, turned back, where there is no route to it. */
export const SOURCES: readonly Source[] = [
  { name: 'upstream', deliver: (work) => fromUpstream(work) },
  { name: 'Debian', deliver: fromDebian },
];

/**
 * Obtains the text and puts it in place of what was there. Until it is whole and verified it stays in a folder beside; after any failure
 * that folder is gone and what was there before is untouched.
 * @throws {KernelTextError} when no source gives it: says what was tried and why each failed
 * @throws the signal's reason when interrupted
 */
export async function obtainKernelText(options: ObtainOptions = {}): Promise<KernelText> {
  const { from, strict = false, dir = kernelDir(), progress = silent } = options;
  const { lock = readLock(), edits = readEdits(), signal = new AbortController().signal } = options;
  const staging = makeStaging(dir);
  try {
    const attempt = async (deliver: Source['deliver']) => {
      clear(staging.text);
      const work = { scratch: staging.scratch, lock, edits, progress, signal };
      await stage(await deliver(work), staging.text, work);
      const text = openKernelText(staging.text, lock)!;
      verifyAll(text);
      if (strict) requireStrict(text, lock);
    };
    if (from === undefined) await firstOf(options.sources ?? SOURCES, attempt, progress, signal);
    else await attempt((work) => fromNamed(from, work));
    signal.throwIfAborted();
    staging.swap();
    progress.done();
  } catch (error) {
    signal.throwIfAborted();
    throw explainDisk(error, dir);
  } finally {
    staging.remove();
  }
  return openKernelText(dir, lock)!;
}

async function firstOf(
  sources: readonly Source[],
  attempt: (deliver: Source['deliver']) => Promise<void>,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const reasons: string[] = [];
  for (const { name, deliver } of sources) {
    try {
      return await attempt(deliver);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof KernelTextError) || error instanceof DiskError)
        throw explainDisk(error, 'the staging folder');
      reasons.push(`${name}: ${error.message}`);
      progress.note(`not from ${name}: ${error.message}`);
    }
  }
  throw new KernelTextError(
    `the kernel text could not be obtained. Tried:\n${reasons.map((reason) => `  - ${reason}`).join('\n')}`,
    'Name a source of v6.0 yourself: npx why-sigkill kernel --from DIR|GIT|TARBALL (or set KERNEL_SRC).',
  );
}

function clear(folder: string): void {
  if (existsSync(folder)) rmSync(folder, { recursive: true });
}
