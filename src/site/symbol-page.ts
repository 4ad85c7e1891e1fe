import { type Locale, localHref } from '../i18n/index.ts';
import { identifier, type SymbolInfo } from './symbols.ts';
import { SOURCE_FILES, sourceText, upstreamUrl, v60Line } from './text.ts';
import { textWords } from './words.ts';

type Reference = SymbolInfo['callers'][number];

/** One place in the text, as lists of a symbol page show it. */
export interface Site {
  /** File and line as readers know them: `exit.c:677` in v6.0's numbers, else `sys.c:242 (6.1.192)`. */
  place: string;
  /** Its line on the source page, or upstream; undefined when neither has it. */
  href: string | undefined;
  /** The line's own text, without its indentation; absent for files that have no source page. */
  code: string | undefined;
  /** How the call is made, if not by name: "through X". */
  how: string;
  active: boolean;
}

/** Call sites of one function. */
export interface CallGroup {
  name: string;
  href: string | undefined;
  /** It leads out of the site. */
  out: boolean;
  sites: Site[];
  active: boolean;
}

/**
 * Calls gathered by the function at their other end, in the order they come; those not compiled last.
 *
 * @param references one end of each call
 * @param from the file the calls are written in, if it is the same for all: a callee's own file is another one
 */
export function groupCalls(references: readonly Reference[], locale: Locale, from?: string): CallGroup[] {
  const groups = Map.groupBy(references, ({ name, href }) => `${name}\0${href ?? ''}`);
  const all = [...groups.values()].map((sites): CallGroup => {
    const [{ name, href }] = sites as [Reference, ...Reference[]];
    return {
      name,
      ...leadTo(name, href, from, locale),
      sites: sites.map((site) => siteOf(from ?? site.file, site.line, site.active, howCalled(site, locale), locale)),
      active: sites.some(({ active }) => active),
    };
  });
  return [...all.filter(({ active }) => active), ...all.filter(({ active }) => !active)];
}

/** A function's page here, or, for one that is called but has none, its entry upstream. */
function leadTo(name: string, href: string | undefined, from: string | undefined, locale: Locale) {
  if (href) return { href: localHref(href, locale), out: false };
  const target = from === undefined ? undefined : identifier(name, from);
  return target?.kind === 'function' ? { href: target.href, out: target.external } : { href: undefined, out: false };
}

function howCalled(reference: Reference, locale: Locale): string {
  const words = textWords[locale];
  if (reference.kind === 'macro') return words.throughMacro(reference.macro ?? '');
  return reference.kind === 'indirect' ? words.throughPointer(reference.pointer) : '';
}

/** A line of the text we have as a place to go to. */
export function siteOf(file: string, line: number, active: boolean, how: string, locale: Locale): Site {
  const v60 = v60Line(file, line);
  const text = sourceText(file);
  const hasPage = text !== undefined && SOURCE_FILES.includes(file);
  // A number that is not v6.0's says whose it is, in files without a source page too.
  const label = v60 === undefined && text ? ` (${text.label})` : '';
  const href = hasPage
    ? localHref(`/source/v6.0/${file}/#L${line}`, locale)
    : v60 === undefined
      ? undefined
      : upstreamUrl(file, v60);
  return {
    place: `${file.replace(/^kernel\/(?=[^/]+$)/, '')}:${v60 ?? line}${label}`,
    href,
    code: hasPage ? text.lines[line - 1]?.trim() : undefined,
    how,
    active,
  };
}
