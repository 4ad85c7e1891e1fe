import { resolve } from 'node:path';
import { type KernelText, KernelTextError, openKernelText } from '../kernel-text/index.ts';
import { readLock } from '../kernel-text/lock.ts';
import { obtainKernelText } from '../kernel-text/obtain/index.ts';
import { kernelDir } from '../kernel-text/paths.ts';
import { requireStrict, verifyAll } from '../kernel-text/verify.ts';
import { interruptible } from './interrupt.ts';
import { describe, describeFiles, otherVersions } from './kernel-report.ts';
import { showProgress } from './progress.ts';

/**
 * What `why-sigkill kernel` does.
 * @param environment what KERNEL_SRC names
 * @throws {KernelTextError} when the text cannot be had, or is not what was asked for
 * @throws {Interrupted} after Ctrl-C
 */
export async function kernel(
  { from, check = false, strict = false }: { from?: string; check?: boolean; strict?: boolean },
  environment: string | undefined,
): Promise<void> {
  const lock = readLock();
  if (check) {
    if (from) {
      throw new KernelTextError('--check and --from exclude each other', 'Leave one out: --check fetches nothing.');
    }
    const text = openKernelText();
    if (!text)
      throw new KernelTextError(`there is no kernel text in ${kernelDir()}`, 'Obtain it: npx why-sigkill kernel');
    verifyAll(text);
    console.log(`${describe(text)}\n${describeFiles(text, lock)}`);
    if (strict) requireStrict(text, lock);
    return;
  }
  const named = from ?? environment;
  const present = from === undefined ? usable(strict) : undefined;
  if (present && (named === undefined || isFrom(present, named))) {
    console.log(`${describe(present)} Nothing to do.${otherVersions(present, lock, strict)}`);
    return;
  }
  const progress = showProgress();
  const text = await interruptible((signal) =>
    obtainKernelText({ ...(named !== undefined && { from: named }), strict, progress, signal }),
  );
  console.log(`${describe(text)}${otherVersions(text, lock, strict)}`);
}

/** KERNEL_SRC may stand in a reader's profile: a text that came from there already is not imported again at each run. */
const isFrom = ({ source }: KernelText, named: string): boolean => source.detail.split(', ')[0] === resolve(named);

/** The text that is there, if it is whole and strict enough; a damaged one is said to be, and obtained anew. */
function usable(strict: boolean): KernelText | undefined {
  try {
    const text = openKernelText();
    if (!text) return undefined;
    if (!text.current) {
      console.error('The kernel text here was chosen by another version of why-sigkill; obtaining it anew');
      return undefined;
    }
    verifyAll(text);
    if (strict) requireStrict(text, readLock());
    return text;
  } catch (error) {
    if (!(error instanceof KernelTextError)) throw error;
    console.error(`${error.message}; obtaining it anew`);
    return undefined;
  }
}
