import { type KernelText, openKernelText } from '../kernel-text/index.ts';

let opened: { text: KernelText | undefined } | undefined;

/** The text that the site shows, opened once; undefined when none was obtained. */
export function kernelText(): KernelText | undefined {
  opened ??= { text: openKernelText() };
  return opened.text;
}
