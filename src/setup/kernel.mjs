import { ownNode, run, SetupError } from './steps.mjs';

/**
 * Obtains and verifies the kernel text; a run with nothing to do takes under a second.
 * @param {{ strict: boolean }} options strict: no text is a failure; otherwise the site is built without, and says so
 * @throws {SetupError} if strict and the text cannot be had
 */
export async function kernel({ strict }) {
  const { status } = await run(ownNode(), ['src/bin.mjs', 'kernel', ...(strict ? ['--strict'] : [])]);
  if (status === 0) return;
  if (strict) {
    throw new SetupError(
      'the kernel text could not be obtained or verified (see above).',
      'name a source yourself: KERNEL_SRC=<a v6.0 tree, tarball or git repository> and run the command again.',
    );
  }
  console.log('  Going on without kernel text: the pages will say so where it would stand.');
}
