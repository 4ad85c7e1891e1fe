import { type Locale, localHref } from '../i18n/index.ts';
import type { SymbolInfo } from './symbols.ts';
import { SOURCE_FILES, sourceText, upstreamUrl, v60Line } from './text.ts';
import { textWords } from './words.ts';

type Reference = SymbolInfo['callers'][number];

/** One place in the text, as lists of a symbol page show it. */
export interface Site {
  /** File and line as readers know them: `exit.c:677`, v6.0's number where the line has one. */
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
  sites: Site[];
  active: boolean;
}

/** References gathered by the function at their other end, in the order of their first lines; inactive ones last. */
export function groupReferences(references: readonly Reference[], locale: Locale): CallGroup[] {
  const groups = Map.groupBy(references, ({ name, href }) => `${name}\0${href ?? ''}`);
  const all = [...groups.values()].map((sites): CallGroup => {
    const [{ name, href }] = sites as [Reference, ...Reference[]];
    return {
      name,
      href: href && localHref(href, locale),
      sites: sites.map((site) => siteOf(site.file, site.line, site.active, howCalled(site, locale), locale)),
      active: sites.some(({ active }) => active),
    };
  });
  return [...all.filter(({ active }) => active), ...all.filter(({ active }) => !active)];
}

function howCalled(reference: Reference, locale: Locale): string {
  const words = textWords[locale];
  if (reference.kind === 'macro') return words.throughMacro(reference.macro ?? '');
  return reference.kind === 'indirect' ? words.throughPointer(undefined) : '';
}

/** A line of the text we have as a place to go to. */
export function siteOf(file: string, line: number, active: boolean, how: string, locale: Locale): Site {
  const v60 = v60Line(file, line);
  const text = SOURCE_FILES.includes(file) ? sourceText(file) : undefined;
  const label = v60 === undefined && text && !text.verified ? ` (${text.label})` : '';
  const href = text
    ? localHref(`/source/v6.0/${file}/#L${line}`, locale)
    : v60 === undefined
      ? undefined
      : upstreamUrl(file, v60);
  return {
    place: `${file.replace(/^kernel\/(?=[^/]+$)/, '')}:${v60 ?? line}${label}`,
    href,
    code: text?.lines[line - 1]?.trim(),
    how,
    active,
  };
}
