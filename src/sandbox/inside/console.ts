import { type ConsoleLine, type Level, LONGEST_LINE, MOST_LINES, MOST_TEXT } from '../protocol.ts';
import { describe } from './describe.ts';

/** The console that the reader's code has: it keeps the first lines and counts the others. */
export interface ReaderConsole {
  /** For the reader. */
  console: Record<Level, (...values: unknown[]) => void>;
  /** How many lines were not kept. */
  dropped(): number;
}

/** @param say called with each line that is kept */
export function readerConsole(say: (line: ConsoleLine) => void): ReaderConsole {
  let lines = 0;
  let length = 0;
  let dropped = 0;
  const writer =
    (level: Level) =>
    (...values: unknown[]): void => {
      if (lines >= MOST_LINES || length >= MOST_TEXT) {
        dropped += 1;
        return;
      }
      const shown: string[] = [];
      for (const value of values.slice(0, 20)) shown.push(describe(value));
      const text = shown.join(' ').slice(0, Math.min(LONGEST_LINE, MOST_TEXT - length));
      lines += 1;
      length += text.length;
      say({ level, text });
    };
  return {
    console: {
      log: writer('log'),
      info: writer('info'),
      debug: writer('debug'),
      warn: writer('warn'),
      error: writer('error'),
    },
    dropped: () => dropped,
  };
}
