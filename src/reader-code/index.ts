/**
 * A reader's file as something that can be evaluated many times: each run of a program begins with variables of its own. Apart from
 * `src/exercises/`, so that a page has it without the model.
 * @module
 */
import type { ReaderExports } from '../exercises/index.ts';

/** Evaluates the file once more. @param require what it imports, by name @param console where it writes */
export type Factory = (require: (name: string) => unknown, console: unknown) => ReaderExports;

/**
 * Wraps the body of a CommonJS module (a reader's file without types) into one that exports a `Factory` as `load`. Lines stay where they are.
 */
export const asFactory = (code: string): string =>
  `exports.load = function (require, console) { const exports = {}, module = { exports }; ${code}\nreturn module.exports; };`;

/** By how many columns `asFactory` moves the first line. */
export const FACTORY_COLUMNS = asFactory('').indexOf('\n');

/**
 * The line of a file that an error's stack stands on, the innermost of them.
 * @param file the name under which the file was evaluated
 * @returns 0: none
 */
export function lineIn(stack: string, file: string): number {
  for (let at = stack.indexOf(`${file}:`); at >= 0; at = stack.indexOf(`${file}:`, at + 1)) {
    const found = /^(\d{1,6}):\d/.exec(stack.slice(at + file.length + 1, at + file.length + 12));
    if (found !== null) return Number(found[1]);
  }
  return 0;
}
