/** A place in the reader's text; both count from 1. */
export interface Place {
  line: number;
  column: number;
}

/**
 * Where in the reader's text an error comes from: the innermost frame of its stack that stands there.
 * @param file the name under which the text was evaluated
 * @param firstLine columns by which the wrapper moved the first line
 */
export function placeOf(thrown: unknown, file: string, firstLine: number): Place | undefined {
  try {
    const stack = (thrown as { stack?: unknown } | null)?.stack;
    if (typeof stack !== 'string') return undefined;
    const at = stack.slice(0, 20_000).indexOf(`${file}:`);
    if (at < 0) return undefined;
    const found = /^(\d{1,7}):(\d{1,9})/.exec(stack.slice(at + file.length + 1, at + file.length + 40));
    if (found === null) return undefined;
    const line = Number(found[1]);
    const column = Number(found[2]) - (line === 1 ? firstLine : 0);
    return line > 0 ? { line, column: Math.max(1, column) } : undefined;
  } catch {
    return undefined;
  }
}
