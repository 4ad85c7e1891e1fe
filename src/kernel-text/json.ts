import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { KernelTextError } from './errors.ts';

/**
 * Reads a JSON file and holds it against a schema.
 * @param remedy what the reader can do when the file is not what it should be
 * @throws {KernelTextError} naming the file, the place in it, what was expected; also when it cannot be read
 */
export function readJson<T>(path: string, schema: z.ZodType<T>, remedy: string): T {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new KernelTextError(`${path}: ${(cause as Error).message}`, remedy, { cause });
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const place = issue.path.length > 0 ? issue.path.join(' → ') : 'the top';
  throw new KernelTextError(`${path}: at ${place}: ${issue.message}`, remedy);
}
