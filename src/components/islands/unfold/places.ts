/** Where calls stand: the excerpts of a page, the functions opened in them, and the lines between. */

export const ROOT = '.x-code[data-unfold]';

/** A call that can be opened. */
export const CALL = `${ROOT} .ln a.call`;

/** The opened function that a call stands in; null: it stands in the excerpt's own lines. */
export const nestAround = (inside: Element): HTMLElement | null => inside.closest<HTMLElement>('.nest');

/** The line that a call stands in. */
export const lineOf = (call: Element): HTMLElement => call.closest<HTMLElement>('.ln')!;

export const numberOf = (line: Element): number => Number(line.querySelector('.no')?.textContent);

/** Whatever holds a call's function: an opened one, a function of a source page, an excerpt. */
export const around = (call: Element): HTMLElement => call.closest<HTMLElement>(`.nest, .fn, ${ROOT}`)!;

/** The name of the function that a call stands in, or its file's, for a call outside all functions. */
export function callerOf(call: Element): string {
  const holder = around(call);
  return holder.dataset['fn'] ?? (holder.id || fileAround(call));
}

export const fileAround = (call: Element): string => call.closest<HTMLElement>('[data-file]')?.dataset['file'] ?? '';

/** How many functions are opened around a call. */
export function depthOf(call: Element): number {
  let depth = 0;
  for (let nest = nestAround(call); nest; nest = nestAround(nest.parentElement!)) depth++;
  return depth;
}

/** The locks that have a rail where a call stands. */
export function railsAround(call: Element): string[] {
  const names = call.closest<HTMLElement>('[data-locks]')?.dataset['locks'];
  return names ? names.split('|') : [];
}

/** The calls of an excerpt or an opened function itself, without those in what is opened below them. */
export const ownCalls = (holder: Element, nest: Element | null): HTMLAnchorElement[] =>
  [...holder.querySelectorAll<HTMLAnchorElement>('.ln a.call')].filter((call) => nestAround(call) === nest);
