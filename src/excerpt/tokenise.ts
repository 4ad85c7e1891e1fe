import { createHighlighterCore, type HighlighterCore } from 'shiki/core';
import { createOnigurumaEngine } from 'shiki/engine/oniguruma';
import { type Style, styleOf, theme } from './theme.ts';

/** A stretch of one line in one style. A line's stretches, joined, are the line. */
export interface Token {
  text: string;
  style: Style;
}

let highlighter: Promise<HighlighterCore> | undefined;

/**
 * Splits C into styled stretches, line by line. A whole file is taken at once: where a comment begins decides what
 * the lines below it are. Some 5 ms per 100 lines.
 *
 * @param text the C text
 * @returns for each line its tokens; neighbours of one style are one token
 * @throws Error if the highlighter lost or added a character
 */
export async function tokenise(text: string): Promise<Token[][]> {
  highlighter ??= createHighlighterCore({
    langs: [import('shiki/langs/c.mjs')],
    themes: [theme],
    engine: createOnigurumaEngine(import('shiki/wasm')),
  });
  const shiki = await highlighter;
  const lines = text.split('\n');
  const themed = shiki.codeToTokensBase(text, {
    lang: 'c',
    theme: theme.name ?? '',
    // A line longer than this would be returned unstyled; the kernel's are far below it.
    tokenizeMaxLineLength: 2000,
    // By default the rest of a line is left unstyled after half a second: a busy machine would make other pages, and keep them.
    tokenizeTimeLimit: 0,
  });
  return lines.map((line, index) => {
    const tokens: Token[] = [];
    for (const { content, fontStyle, color } of themed[index] ?? []) {
      const style = styleOf(fontStyle ?? 0, color);
      const last = tokens.at(-1);
      if (last?.style === style) last.text += content;
      else tokens.push({ text: content, style });
    }
    if (tokens.map((token) => token.text).join('') !== line) {
      throw new Error(`the highlighter changed line ${index + 1}: ${line}`);
    }
    return tokens;
  });
}
