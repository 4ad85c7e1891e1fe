/**
 * What a reader's program writes, kept within bounds.
 * @module
 */
import { LIMITS, type Limits } from './limits.ts';

export interface Output {
  readonly lines: string[];
  /** How many lines came after those. */
  readonly leftOut: number;
  clear(): void;
  /** A console for the program. */
  readonly console: Readonly<Record<'log' | 'info' | 'warn' | 'error' | 'debug', (...data: unknown[]) => void>>;
}

/** Keeps the first lines, each cut to its first columns, and counts the rest. */
export function boundedOutput({ lines: most, columns }: Pick<Limits, 'lines' | 'columns'> = LIMITS): Output {
  let lines: string[] = [];
  let leftOut = 0;
  const log = (...data: unknown[]) => {
    if (lines.length >= most) {
      leftOut += 1;
      return;
    }
    lines.push(line(data, columns));
  };
  return {
    get lines() {
      return lines;
    },
    get leftOut() {
      return leftOut;
    },
    clear() {
      lines = [];
      leftOut = 0;
    },
    console: Object.freeze({ log, info: log, warn: log, error: log, debug: log }),
  };
}

const MOST_DATA = 20;

function line(data: readonly unknown[], columns: number): string {
  let text = '';
  for (const each of data.slice(0, MOST_DATA)) {
    text += `${text === '' ? '' : ' '}${shown(each)}`;
    if (text.length > columns) return `${text.slice(0, columns)}…`;
  }
  return text;
}

function shown(value: unknown): string {
  try {
    if (typeof value === 'string') return value;
    if (typeof value === 'object' && value !== null && !(value instanceof Error)) return JSON.stringify(value) ?? '';
    return String(value);
  } catch {
    return '(cannot be shown)';
  }
}
