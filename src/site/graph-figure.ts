/** The calls that a figure on a page shows, out of the analysis, with v6.0's line numbers. */
import { type Asked, cutSlice, type GraphSlice, type KnownFunction } from '../figures/graph/index.ts';
import { type Locale, localHref } from '../i18n/index.ts';
import { nearestNames } from './nearest-names.ts';
import { symbol, symbols } from './symbols.ts';
import { v60Line } from './text.ts';

export interface GraphCalls {
  slice: GraphSlice;
  /** Files whose lines are not known in v6.0: their call sites are numbered as in the text at hand, and the page says so. */
  otherVersion: string[];
}

/** Whether there is anything to draw calls from: without kernel text there is not. */
export const haveCalls = (): boolean => symbols().length > 0;

/**
 * @param where the figure and its page, for errors
 * @throws FigureError naming `where`, the function and the nearest names, when a function is unknown or the path is none
 */
export function callsOf(where: string, asked: Asked, locale: Locale): GraphCalls {
  const names = new Set([...asked.path, ...(asked.also ?? [])]);
  const otherVersion = new Set<string>();
  const known = (name: string): KnownFunction | undefined => {
    const found = symbol(name);
    return (
      found && {
        href: localHref(found.href, locale),
        calls: found.callees
          .filter(({ active }) => active)
          .map(({ name: callee, line, kind, pointer }) => {
            const inV60 = v60Line(found.def.file, line);
            if (inV60 === undefined && names.has(callee)) otherVersion.add(found.def.file);
            return { callee, line: inV60 ?? line, pointer: kind === 'indirect' ? (pointer ?? '') : undefined };
          }),
      }
    );
  };
  const slice = cutSlice(where, asked, known, nearestNames);
  return { slice, otherVersion: [...otherVersion] };
}
