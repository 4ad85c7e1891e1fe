import { leftOut } from './symbols.ts';

const files = new Map<string, ReadonlySet<number>>();

/** The lines of a file that the site's configuration leaves out of the kernel: 1-based, in the text we have. */
export function inactiveLines(path: string): ReadonlySet<number> {
  let lines = files.get(path);
  if (!lines) {
    const all = new Set<number>();
    for (const { from, to } of leftOut(path)) for (let line = from; line <= to; line++) all.add(line);
    lines = all;
    files.set(path, lines);
  }
  return lines;
}
