import type { NestWords } from '@/unfold/index.ts';

let words: NestWords | undefined;

/** What is said around an opened function, in the page's edition. */
export function pageWords(): NestWords {
  if (!words) {
    const { unfoldWords } = document.querySelector<HTMLElement>('template[data-unfold-words]')?.dataset ?? {};
    // Written by Unfold.astro, which is type-checked.
    words = JSON.parse(unfoldWords ?? '{}') as NestWords;
  }
  return words;
}
