import { basename } from 'node:path';
import { type Locale, localHref } from '../i18n/index.ts';
import type { Reference } from '../markdown/index.ts';
import { symbol } from './symbols.ts';
import { lineOfV60, linesInV60, SOURCE_FILES, upstreamUrl } from './text.ts';

/**
 * Where a reference in prose leads: a function to its symbol page, lines to the source page, or upstream for a file
 * that has none. A name that is no function of ours stays as it is.
 *
 * @throws Error on a line that v6.0's file does not have, a range that runs backwards, and a file name without its
 *   folder that is not one of the site's
 */
export function resolveReference(reference: Reference, locale: Locale): string | undefined {
  if (reference.kind === 'function') {
    const target = symbol(reference.name);
    return target && localHref(target.href, locale);
  }
  const { from, to } = reference;
  const path = pathOf(reference.file);
  if (from < 1 || to < from) throw new Error(`lines ${from} to ${to} are not a range.`);
  const count = linesInV60(path);
  if (count !== undefined && to > count) {
    throw new Error(`${path} of v6.0 has ${count} lines. Line numbers in prose are v6.0's.`);
  }
  // No source page, no text, or one in which this line of v6.0 is not to be found: then the line itself is upstream.
  const line = SOURCE_FILES.includes(path) ? lineOfV60(path, from) : undefined;
  if (line === undefined) return upstreamUrl(path, from);
  return localHref(`/source/v6.0/${path}/#L${line}`, locale);
}

/** The file that a name in prose means: `exit.c` is `kernel/exit.c`. */
function pathOf(name: string): string {
  if (name.includes('/')) return name;
  const inKernel = `kernel/${name}`;
  if (SOURCE_FILES.includes(inKernel)) return inKernel;
  const named = SOURCE_FILES.filter((path) => basename(path) === name);
  if (named.length === 1) return named[0]!;
  throw new Error(`no source page for a file of this name; write it with its folder, as fs/${name}.`);
}
