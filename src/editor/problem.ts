/** Something to tell about a line of the reader's code: what the last run found, or what the checker finds. */
export interface CodeProblem {
  /** Counts from 1. Without one, the problem is of the whole. */
  line?: number | undefined;
  /** Counts from 1. */
  column?: number | undefined;
  message: string;
  severity: 'error' | 'warning' | 'info';
}

/** Line and column, from 1, of an offset. */
export function placeOfOffset(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}

/** The offset of a place; one beyond the text is moved to its end. */
export function offsetOfPlace(text: string, line: number, column = 1): number {
  let at = 0;
  for (let n = 1; n < line; n += 1) {
    const end = text.indexOf('\n', at);
    if (end < 0) return text.length;
    at = end + 1;
  }
  const end = text.indexOf('\n', at);
  return Math.min(at + column - 1, end < 0 ? text.length : end);
}
