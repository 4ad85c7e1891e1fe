import { type KernelText, KernelTextError, openKernelText } from '../kernel-text/index.ts';

let opened: { text: KernelText | undefined } | undefined;

/**
 * The text that the site shows, opened once; undefined when none was obtained.
 * @throws {KernelTextError} when it is damaged; the message also says what to do, since a page's error shows nothing else
 */
export function kernelText(): KernelText | undefined {
  if (!opened) {
    const text = withRemedy(openKernelText);
    opened = { text: text && { ...text, read: (path) => withRemedy(() => text.read(path)) } };
  }
  return opened.text;
}

function withRemedy<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof KernelTextError)) throw error;
    throw new KernelTextError(`${error.message}. ${error.remedy}`, error.remedy, { cause: error });
  }
}
