import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Token, tokenise } from '../excerpt/index.ts';
import type { Style } from '../excerpt/theme.ts';
import { sourceText } from './text.ts';

/** Raise when the tokeniser or its theme gives other tokens for the same text. */
const VERSION = 4;

const FOLDER = join(process.cwd(), '.cache', 'tokens');

type Stored = (number | Style)[][];

const files = new Map<string, Promise<Token[][] | undefined>>();

/**
 * The tokens of a whole file, by line. Read from `.cache/tokens/` if the same text (by its blob id) was split before.
 * Undefined when there is no kernel text.
 */
export function fileTokens(path: string): Promise<Token[][] | undefined> {
  let tokens = files.get(path);
  if (!tokens) {
    tokens = readOrMake(path);
    files.set(path, tokens);
  }
  return tokens;
}

async function readOrMake(path: string): Promise<Token[][] | undefined> {
  const text = sourceText(path);
  if (!text) return undefined;
  const cache = join(FOLDER, `${text.blob}-${VERSION}.json`);
  const cached = readCache(cache, text.lines);
  if (cached) return cached;
  const tokens = await tokenise(text.lines.join('\n'));
  const stored: Stored = tokens.map((line) => line.flatMap((token) => [token.text.length, token.style]));
  mkdirSync(FOLDER, { recursive: true });
  // Renamed into place: a build that is stopped leaves no half of a file.
  const unfinished = `${cache}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify(stored));
  renameSync(unfinished, cache);
  return tokens;
}

/** The cached tokens, or undefined if they are missing, damaged, or do not add up to the text. */
function readCache(cache: string, lines: readonly string[]): Token[][] | undefined {
  try {
    const stored = JSON.parse(readFileSync(cache, 'utf8')) as Stored;
    if (stored.length !== lines.length) return undefined;
    return lines.map((line, index) => {
      const tokens: Token[] = [];
      let at = 0;
      const runs = stored[index]!;
      for (let run = 0; run < runs.length; run += 2) {
        const length = runs[run] as number;
        tokens.push({ text: line.slice(at, at + length), style: runs[run + 1] as Style });
        at += length;
      }
      if (at !== line.length) throw new Error('does not add up');
      return tokens;
    });
  } catch {
    return undefined;
  }
}
