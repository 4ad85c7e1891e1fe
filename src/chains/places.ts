/** How a place in the kernel's text is written and where it leads; and where a function's name leads. Pure. */
import type { Chain, Place } from '../callgraph/index.ts';
import { bareName, type Facts } from './facts.ts';

/** `exit.c` for `kernel/exit.c`, as everywhere on the site; files deeper down keep their folders. */
export const shortFile = (file: string): string => file.replace(/^kernel\/(?=[^/]+$)/, '');

/** The line's number as readers know it: v6.0's where it is known, else the text's own. */
export const lineNumber = ({ line, v60 }: Place): number => v60 ?? line;

/** Whether the number is not v6.0's, so that the version must be said with it. */
export const isOther = ({ v60 }: Place, version: string | undefined): boolean =>
  v60 === undefined && version !== undefined && version !== 'v6.0';

/** `exit.c:620`, or `sys.c:242 (6.1.192)` where the number is that version's. */
export function placeText(place: Place, version: string | undefined): string {
  const text = `${shortFile(place.file)}:${lineNumber(place)}`;
  return isOther(place, version) ? `${text} (${version})` : text;
}

/** The line on its source page here, else upstream where v6.0's number is known. English address; undefined when there is neither. */
export function placeHref({ sources }: Facts, place: Place): string | undefined {
  if (sources.includes(place.file)) return `/source/v6.0/${place.file}/#L${place.line}`;
  if (place.v60 === undefined) return undefined;
  return `https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/${place.file}?h=v6.0#n${place.v60}`;
}

/** The function's page here (English address); undefined when it has none. */
export function pageHref({ pages }: Facts, name: string): string | undefined {
  const id = Object.hasOwn(pages, name) ? pages[name] : undefined;
  return id === undefined ? undefined : `/symbols/${id || name}/`;
}

/** Elixir, a cross-reference of the kernel, at v6.0: for functions without a page here. */
export const upstreamHref = (name: string): string =>
  `https://elixir.bootlin.com/linux/v6.0/A/ident/${encodeURIComponent(bareName(name))}`;

/**
 * The address at which a chain stands unfolded: the page of its first function, with each next one opened in the one before. It goes as far as
 * calls are spelled in the text and functions have pages, since only these can be opened; undefined when not even the first call can.
 */
export function unfoldHref(facts: Facts, { path, hops }: Pick<Chain, 'path' | 'hops'>): string | undefined {
  const page = pageHref(facts, path[0] ?? '');
  if (!page) return undefined;
  // A system call's wrappers are one function in the text, and so one page.
  let first = 0;
  while (path[first + 1] !== undefined && pageHref(facts, path[first + 1]!) === page) first++;
  const steps: string[] = [];
  for (const hop of hops.slice(first)) {
    if (hop.kind !== 'direct' || !hop.compiled || !pageHref(facts, hop.to)) break;
    steps.push(bareName(hop.to));
  }
  return steps.length > 0 ? `${page}#unfold=${steps.join('.')}` : undefined;
}
