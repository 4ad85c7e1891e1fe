import { ROOT } from './places.ts';

/**
 * Numbers the notes of an excerpt (on a source page: of a function) anew, through everything that is open in it: a number in the margin
 * means one line. Closed again, each has the number it had.
 */
export function renumber(within: Element): void {
  const root = within.closest('.fn') ?? within.closest(ROOT);
  if (!root) return;
  for (const discs of ['.ln .ref', '.note .ref']) {
    for (const [index, disc] of root.querySelectorAll(discs).entries()) {
      const number = String(index + 1);
      // "note 3", "3, line 677": the first number is the note's.
      const label = disc.getAttribute('aria-label');
      if (label) disc.setAttribute('aria-label', label.replace(/\d+/, number));
      // Below words for screen readers, where it has them.
      const text = disc.lastChild;
      if (text) text.textContent = number;
    }
  }
}
