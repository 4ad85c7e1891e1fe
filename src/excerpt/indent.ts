import type { Token } from './tokenise.ts';

/** Columns between tab stops in the kernel's text. */
const TAB = 8;

/** Number of tabs a line starts with: its indentation. */
export function leadingTabs(line: string): number {
  return /^\t*/.exec(line)![0].length;
}

/** Tokens without their first `count` characters. */
export function dropStart(tokens: readonly Token[], count: number): Token[] {
  const rest: Token[] = [];
  let left = count;
  for (const token of tokens) {
    if (left >= token.text.length) {
      left -= token.text.length;
      continue;
    }
    rest.push({ ...token, text: token.text.slice(left) });
    left = 0;
  }
  return rest;
}

/**
 * The columns each tab inside a line (not in its indentation) spans, in order. A page sets these as widths: the
 * hanging indent shifts the browser's own tab stops.
 */
export function innerTabWidths(line: string): number[] {
  const widths: number[] = [];
  let column = 0;
  const start = leadingTabs(line);
  for (const [index, character] of [...line].entries()) {
    const width = character === '\t' ? TAB - (column % TAB) : 1;
    if (character === '\t' && index >= start) widths.push(width);
    column += width;
  }
  return widths;
}
