/**
 * The lines of the kernel that the model's steps stand on.
 *
 * A model function names its lines in a table beside it; every table is registered when its file is loaded, so that a test can hold
 * all of them against the kernel's text, whether or not a run comes by.
 * @module
 */

/** A line as its place in `allLines`. 0 is no line: the task runs in user mode. */
export type Line = number;

export interface KernelLine {
  /** Path in the kernel's tree. */
  file: string;
  function: string;
  /** Text that exactly one line of the function contains… */
  at: string;
  /** …or the first line below the one line that contains this. */
  after?: string;
}

export const USER_MODE: Line = 0;

const registered: KernelLine[] = [{ file: '', function: '', at: '' }];

/** Every line a step can name, by number. */
export const allLines: readonly KernelLine[] = registered;

/**
 * Registers lines of one kernel function.
 * @param table for each line a name to use in the model, and its text; `[at, after]` where the text alone is not unique
 * @returns the same names, with the lines' numbers
 */
export function lines<const K extends string>(
  file: string,
  name: string,
  table: Record<K, string | readonly [at: string, after: string]>,
): Record<K, Line> {
  const numbers = {} as Record<K, Line>;
  for (const key of Object.keys(table) as K[]) {
    const said = table[key];
    const [at, after] = typeof said === 'string' ? [said, undefined] : said;
    numbers[key] = registered.push({ file, function: name, at, ...(after === undefined ? {} : { after }) }) - 1;
  }
  return numbers;
}
