/**
 * The shape of transcripts: what comes from where the reader's code runs may be anything at all.
 * @module
 */
import type { Limits } from './limits.ts';
import { place, Refused } from './refused.ts';
import type { Op, Transcript } from './transcript.ts';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const FIELDS: Record<Op['op'], Record<string, (value: unknown) => boolean>> = {
  call: { name: isText, args: isPlainList, line: isLine },
  result: { value: (value) => isPlain(value, 0) },
  error: { code: isText },
  handler: { id: isLine, signal: isText, pid: Number.isInteger },
  return: {},
  exit: { code: Number.isInteger },
  throw: { message: isText, line: isLine },
};

const LONGEST_TEXT = 1000;
const LONGEST_LIST = 64;
const DEEPEST = 4;

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.length <= LONGEST_TEXT;
}

function isLine(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0;
}

function isPlain(value: unknown, depth: number): boolean {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || isText(value)) return true;
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return false;
  const parts = Array.isArray(value) ? value : Object.values(value);
  return parts.length <= LONGEST_LIST && parts.every((part) => isPlain(part, depth + 1));
}

function isPlainList(value: unknown): boolean {
  return Array.isArray(value) && isPlain(value, 0);
}

/**
 * Makes sure that what is called a transcript is one.
 * @throws Refused naming the first thing that is not as it should be
 */
export function checkShape(transcript: unknown, limits: Limits): asserts transcript is Transcript {
  const fail = (what: string): never => {
    throw new Refused(`this is no transcript: ${what}`);
  };
  if (!isObject(transcript) || !isObject(transcript['tasks']) || !isObject(transcript['end']))
    return fail('tasks or end is missing');
  const { end } = transcript;
  if (!['settled', 'limit', 'misuse', 'abandoned'].includes(String(end['is']))) fail('it has no end');
  if (end['is'] === 'limit' && !(isText(end['limit']) && isLine(end['most']))) fail('its end says no limit');
  if (end['is'] === 'misuse' && !(isObject(end['misuse']) && isPlain(end['misuse'], 0) && isLine(end['line'])))
    fail('its end says no misuse');
  let count = 0;
  for (const [key, ops] of Object.entries(transcript['tasks'])) {
    if (!Array.isArray(ops)) fail(`process ${key.slice(0, 40)} has no list of entries`);
    for (const [at, op] of (ops as unknown[]).entries()) {
      const fields =
        isObject(op) && typeof op['op'] === 'string' && Object.hasOwn(FIELDS, op['op'])
          ? FIELDS[op['op'] as Op['op']]
          : undefined;
      if (fields === undefined || !isObject(op)) fail(`${place(key, at)} is of no known kind`);
      for (const [field, is] of Object.entries(fields ?? {}))
        if (!is((op as Record<string, unknown>)[field])) fail(`${place(key, at)}: ${field} is not what it should be`);
    }
    count += (ops as unknown[]).length;
  }
  // A call is two entries, and each handler that runs in it two more.
  if (count > limits.calls * 8) fail('it is too long');
}
