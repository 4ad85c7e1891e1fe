import { type Analysis, analyse } from '@/analysis/index.ts';
import { type KernelText, openKernelText } from '@/kernel-text/index.ts';

/** The real text and its analysis. Without them these tests have nothing to say, and must not pass. */
export function kernel(): { text: KernelText; analysis: Analysis } {
  const text = openKernelText();
  if (!text) throw new Error('there is no kernel text to test the analysis on. Obtain it: npx why-sigkill kernel');
  return { text, analysis: analyse(text) };
}
