import { linesSha256 } from './blob.ts';
import type { FunctionRange } from './lock.ts';

/** A function of the locked release found, word for word, in a text of another one. */
export interface Found {
  name: string;
  /** 1-based line in the text searched. */
  first: number;
  /** Its lines in the locked release, as the lock has them. */
  locked: FunctionRange;
}

/**
 * Finds those functions of the locked release that another version's text has unchanged. No parser is needed: the lock
 * knows how many lines each has and their SHA-256, and a function ends in a line with a closing brace.
 * @param lines of the text to search
 * @param functions in the order of their lines
 */
export function findLocked(
  lines: readonly string[],
  functions: readonly (FunctionRange & { name: string })[],
): Found[] {
  const found: Found[] = [];
  // Nearly all end in a brace at the margin; few lines are that, so those are tried first.
  const margin: number[] = [];
  const anywhere: number[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.startsWith('}')) margin.push(index);
    else if (line.includes('}')) anywhere.push(index);
  }
  const taken = new Set<number>();
  for (const { name, ...locked } of functions) {
    const length = locked.end - locked.start + 1;
    const matches = (end: number) =>
      end - length + 1 >= 0 &&
      // Two branches of an #if may hold the same text; each is found once, in order.
      !taken.has(end) &&
      linesSha256(lines.slice(end - length + 1, end + 1)) === locked.sha256;
    const end = margin.find(matches) ?? anywhere.find(matches);
    if (end === undefined) continue;
    taken.add(end);
    found.push({ name, first: end - length + 2, locked });
  }
  return found.sort((a, b) => a.first - b.first);
}
