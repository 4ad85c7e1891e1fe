/** What an inline code span of a text says about the kernel. */
export type Reference =
  | { kind: 'function'; name: string }
  /** Lines of a file, v6.0's numbers; `to` is the same as `from` for a single line. */
  | { kind: 'lines'; file: string; from: number; to: number };

const FUNCTION = /^([A-Za-z_]\w*)(?:\(\))?$/;
const LINES = /^((?:[\w.-]+\/)*[\w.-]+\.[chS]):(\d+)(?:[-–](\d+))?$/;

/**
 * Reads a code span as a reference: `exit_notify` or `exit_notify()`, `exit.c:670`, `kernel/exit.c:199-208`.
 * Whether there is such a function is for the caller to say; undefined means it is neither.
 */
export function parseReference(text: string): Reference | undefined {
  const lines = LINES.exec(text);
  if (lines) {
    const from = Number(lines[2]);
    return { kind: 'lines', file: lines[1]!, from, to: lines[3] === undefined ? from : Number(lines[3]) };
  }
  const name = FUNCTION.exec(text)?.[1];
  return name === undefined ? undefined : { kind: 'function', name };
}
