import { symbols } from './symbols.ts';

const files = new Map<string, ReadonlySet<number>>();

/** The lines of a file that the site's configuration leaves out of the kernel: 1-based, in the text we have. */
export function inactiveLines(path: string): ReadonlySet<number> {
  let lines = files.get(path);
  if (!lines) {
    const all = new Set<number>();
    for (const { def } of symbols()) {
      if (def.file !== path || def.active) continue;
      for (let line = def.start; line <= def.end; line++) all.add(line);
    }
    lines = all;
    files.set(path, lines);
  }
  return lines;
}
