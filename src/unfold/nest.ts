import { escapeHtml } from './escape.ts';
import { type LockMode, railClasses } from './locks.ts';
import { fill, type NestWords } from './words.ts';

/** A function opened under the line that calls it: all that stands around its lines. */
export interface Nest {
  fn: string;
  /** Its id in addresses, for who would fetch it. */
  id: string;
  file: string;
  first: number;
  last: number;
  /** The version the lines are of, if they are not v6.0's. */
  differs?: string | undefined;
  /** The kernel's version and the text's licence, which the foot names where the file is another one than the caller's. */
  licence?: { version: string; license: string } | undefined;
  href: string;
  sourceHref: string;
  /** Who calls it, and in which line. */
  caller: string;
  at: number;
  /** 1 for a call in an excerpt's own lines. */
  depth: number;
  /** The locks of the rails, first the caller's. */
  rails: readonly string[];
  /** How they are held as it is entered, and when it has returned. */
  entry: readonly (LockMode | undefined)[];
  after: readonly (LockMode | undefined)[];
}

/** Of so many lines on, a function can be closed at its end too. */
const LONG = 30;

/**
 * The HTML of a function opened in place. The same at build time and in the browser, so that script can close what the build has opened.
 *
 * @param body its lines, as `renderExcerpt` gives them for a detached excerpt with the locks of the call
 */
export function renderNest(nest: Nest, body: string, words: NestWords): string {
  const { fn, file, first, last, at, depth } = nest;
  const label = escapeHtml(fill(words.label, { fn, n: at }));
  const differs = nest.differs
    ? `<span class="differs">${escapeHtml(fill(words.differs, { v: nest.differs }))}</span>`
    : '';
  const { version: v, license: l } = nest.licence ?? {};
  const licence = v && l ? `<span>${escapeHtml(fill(words.licence, { v, l }))}</span>` : '';
  const close = `<button class="close" type="button">${words.fold}</button>`;
  return (
    `<div class="nest${depth % 2 === 0 ? ' even' : ''}" role="group" aria-label="${label}" style="--depth:${depth}"` +
    ` data-fn="${escapeHtml(fn)}" data-id="${escapeHtml(nest.id)}" data-file="${escapeHtml(file)}" data-locks="${escapeHtml(nest.rails.join('|'))}">\n` +
    `<div${classes('unfold-head', nest.entry)}><a class="name" href="${escapeHtml(nest.href)}">${escapeHtml(fn)}</a>` +
    `<a class="file" href="${escapeHtml(nest.sourceHref)}">${escapeHtml(file)} ${first}–${last}</a>${differs}` +
    `<span class="at">${escapeHtml(fill(words.called, { n: at }))}</span>` +
    `<span class="nest-acts"><button class="link" type="button">${words.link}</button>${close}</span></div>\n` +
    `${body}` +
    `<div${classes('unfold-foot', nest.after)}><span>${escapeHtml(fill(words.returns, { fn: nest.caller, n: at }))}</span>${licence}` +
    `${last - first >= LONG ? `<span class="nest-acts">${close}</span>` : ''}</div>\n</div>\n`
  );
}

function classes(name: string, rails: readonly (LockMode | undefined)[]): string {
  return ` class="${[name, ...railClasses(rails)].join(' ')}"`;
}
