/**
 * A function's excerpt by itself, as data: what a page that shows another function fetches to open a call in place, and what the
 * player shows as it steps in. One a function and edition, at `/excerpts/<edition>/<id>.json`.
 * @module
 */
import { renderExcerpt } from '../excerpt/index.ts';
import { type Locale, localHref } from '../i18n/index.ts';
import type { LockPlan } from '../unfold/index.ts';
import { detached, prepareShown } from './excerpt.ts';
import { shownSymbol } from './functions.ts';
import { type SymbolInfo, symbols } from './symbols.ts';
import { sourceText } from './text.ts';

export interface Fragment {
  fn: string;
  /** Its id in addresses: the name, or `name@file` where two files define it. */
  id: string;
  /** Its path, as `kernel/exit.c`. */
  file: string;
  /** The numbers shown for its first and last line: v6.0's where the lines are v6.0's. */
  first: number;
  last: number;
  /** The kernel version the lines are of, as a licence line names it: `6.0`, `6.1.192`. */
  version: string;
  /** The version the whole file is of: `v6.0`, `6.1.192`. */
  label: string;
  /** The whole file is v6.0's, byte for byte. */
  verified: boolean;
  /** These lines are v6.0's, word for word. */
  same: boolean;
  /** The file's git blob id. */
  blob: string;
  license: string;
  /** Its symbol page, and its first line on the source page. */
  href: string;
  sourceHref: string;
  signature: string;
  /**
   * Its lines: `.ln` with `data-line`, `.note` with `data-note` after the line it is on, `details.fold`. No ids, so that it can stand on a page
   * any number of times. Calls that can be opened in turn are `a.call`, and lead to the symbol page.
   */
  html: string;
  /** Which locks its lines are reached with, by 0-based line. */
  locks: LockPlan;
}

/** The functions that have a fragment: all that have a symbol page, when there is kernel text. */
export const withFragment = (): SymbolInfo[] => symbols().filter((info) => sourceText(info.def.file) !== undefined);

/** The excerpt of a function by itself; undefined when there is no kernel text. */
export async function fragmentOf(info: SymbolInfo, locale: Locale): Promise<Fragment | undefined> {
  const shown = shownSymbol(info);
  if (!shown) return undefined;
  const { name, id } = info;
  const { excerpt } = await prepareShown(shown, { fn: name, locale, id: name, page: `/symbols/${id}/` });
  return {
    fn: name,
    id,
    file: shown.path,
    first: shown.number,
    last: shown.number + shown.lines.length - 1,
    version: shown.sameInV60 ? '6.0' : shown.label.replace(/^v/, ''),
    label: shown.label,
    verified: shown.verified,
    same: shown.sameInV60,
    blob: shown.blob,
    license: sourceText(shown.path)?.license ?? 'GPL-2.0',
    href: localHref(info.href, locale),
    sourceHref: localHref(info.sourceHref, locale),
    signature: info.def.signature,
    html: renderExcerpt(detached(excerpt, shown, locale)),
    locks: excerpt.locks,
  };
}
