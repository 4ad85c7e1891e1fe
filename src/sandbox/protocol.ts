/**
 * What the page and the sandboxed worker say to each other, over a port that nobody else holds: one typed union each way. Whatever
 * comes out of the worker is checked by `fromWorker` before it is believed.
 * @module
 */

/** A value as JSON can carry it. */
export type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain };

/** What went wrong in the reader's code, as data: the words for it are in `words.ts`. Lines and columns count from 1. */
export type Mistake =
  /** The JavaScript engine cannot read it. */
  | { kind: 'syntax'; message: string; line?: number; column?: number }
  /** It threw. `text` is the thrown value in words. */
  | { kind: 'thrown'; text: string; line?: number; column?: number }
  /** It imports what it cannot have. */
  | { kind: 'module'; name: string; known: string[]; line?: number }
  /** It lacks the export that the task wants. */
  | { kind: 'no-export'; name: string }
  /** Its value cannot be told as plain data. `path` is where in the value, `found` what stands there. */
  | { kind: 'not-data'; path: string; found: string }
  /** Its value is too large. `limit` in characters of JSON. */
  | { kind: 'too-large'; limit: number };

export type Level = 'log' | 'info' | 'debug' | 'warn' | 'error';

/** A line of the reader's console. */
export interface ConsoleLine {
  level: Level;
  text: string;
}

/** More is counted, not kept. */
export const MOST_LINES = 200;
/** Most characters of one line of the console. */
export const LONGEST_LINE = 2_000;
/** Most characters of all lines together. */
export const MOST_TEXT = 40_000;
/** Most characters that a result may have as JSON, unless the caller says otherwise. */
export const LARGEST_RESULT = 1_000_000;

export type ToWorker = {
  is: 'run';
  /** JavaScript: a CommonJS body, as `stripTypes` makes it. */
  code: string;
  /** What its lines are called in stack traces. */
  file: string;
  input: Plain;
  /** Most characters of the result as JSON. */
  largest: number;
};

export type FromWorker =
  /** The bundle is loaded, the realm is tamed, `run` is awaited. */
  | { is: 'ready' }
  /** The trusted task goes on; the watchdog begins anew. */
  | { is: 'beat'; progress?: string }
  | { is: 'log'; level: Level; text: string }
  /** `json`: the result; `dropped`: lines of the console that were not kept. */
  | { is: 'done'; json: string; dropped: number }
  | { is: 'failed'; mistake: Mistake; dropped: number }
  /** The trusted task itself failed: our fault, not the reader's. */
  | { is: 'broken'; message: string; dropped: number };

const LEVELS: readonly unknown[] = ['log', 'info', 'debug', 'warn', 'error'] satisfies Level[];
const text = (value: unknown, most: number): value is string => typeof value === 'string' && value.length <= most;
const count = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const place = (value: unknown): boolean => value === undefined || (count(value) && value > 0);

function isMistake(value: unknown): value is Mistake {
  if (typeof value !== 'object' || value === null) return false;
  const m = value as Record<string, unknown>;
  if (!place(m['line']) || !place(m['column'])) return false;
  switch (m['kind']) {
    case 'syntax':
      return text(m['message'], LONGEST_LINE);
    case 'thrown':
      return text(m['text'], LONGEST_LINE);
    case 'module':
      return (
        text(m['name'], LONGEST_LINE) &&
        Array.isArray(m['known']) &&
        m['known'].every((name) => text(name, LONGEST_LINE))
      );
    case 'no-export':
      return text(m['name'], LONGEST_LINE);
    case 'not-data':
      return text(m['path'], LONGEST_LINE) && text(m['found'], LONGEST_LINE);
    case 'too-large':
      return count(m['limit']);
    default:
      return false;
  }
}

/**
 * Reads a message that came out of the worker.
 * @param largest most characters that a result or a progress may have
 * @returns undefined for anything that is not a message of ours within its bounds
 */
export function fromWorker(value: unknown, largest: number): FromWorker | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const m = value as Record<string, unknown>;
  switch (m['is']) {
    case 'ready':
      return { is: 'ready' };
    case 'beat':
      if (m['progress'] === undefined) return { is: 'beat' };
      return text(m['progress'], largest) ? { is: 'beat', progress: m['progress'] } : undefined;
    case 'log':
      return LEVELS.includes(m['level']) && text(m['text'], LONGEST_LINE)
        ? { is: 'log', level: m['level'] as Level, text: m['text'] }
        : undefined;
    case 'done':
      return text(m['json'], largest) && count(m['dropped'])
        ? { is: 'done', json: m['json'], dropped: m['dropped'] }
        : undefined;
    case 'failed':
      return isMistake(m['mistake']) && count(m['dropped'])
        ? { is: 'failed', mistake: m['mistake'], dropped: m['dropped'] }
        : undefined;
    case 'broken':
      return text(m['message'], LONGEST_LINE) && count(m['dropped'])
        ? { is: 'broken', message: m['message'], dropped: m['dropped'] }
        : undefined;
    default:
      return undefined;
  }
}
