import type { Mistake } from '../protocol.ts';
import { describe, describeThrown } from './describe.ts';
import { placeOf } from './place.ts';
import { mistakeIn, Wrong } from './wrong.ts';

/** Turns the text of an expression into its value. @throws Wrong `syntax` */
export type Compile = (text: string, file: string) => Promise<unknown>;

const unknownModules = new WeakMap<object, Extract<Mistake, { kind: 'module' }>>();

/** What stands before the reader's first line, on the same line. */
const BEFORE = "(async function (require, exports, module) { 'use strict'; ";
const AFTER = '\n})';

/**
 * Runs a CommonJS body as the reader's module.
 * @param modules what it may import, by name
 * @returns its exports
 * @throws Wrong with the place in the reader's text where there is one
 */
export async function evaluate(
  code: string,
  file: string,
  modules: Readonly<Record<string, object>>,
  compile: Compile,
): Promise<Record<string, unknown>> {
  const body = await compile(`${BEFORE}${code}${AFTER}\n//# sourceURL=${file}`, file).catch((error: unknown) => {
    const mistake = mistakeIn(error);
    throw mistake?.kind === 'syntax' && mistake.line === 1 ? new Wrong(moved(mistake)) : error;
  });
  const known = Object.keys(modules);
  const require = (name: unknown): object => {
    if (typeof name === 'string' && known.includes(name)) return modules[name]!;
    // The reader can catch this and change it: what counts is remembered apart from it.
    const error = new Error(`There is no module ${describe(name)}. Known: ${known.join(', ')}`);
    unknownModules.set(error, {
      kind: 'module',
      name: typeof name === 'string' ? name.slice(0, 100) : describe(name).slice(0, 100),
      known,
    });
    throw error;
  };
  const module = { exports: Object.create(null) as Record<string, unknown> };
  try {
    await (body as (...given: unknown[]) => Promise<void>)(require, module.exports, module);
  } catch (thrown) {
    throw new Wrong(mistakeOf(thrown, file));
  }
  // Read once: an export may be a getter of the reader's.
  try {
    const { exports } = module;
    return Object.freeze(Object.assign(Object.create(null) as Record<string, unknown>, exports));
  } catch (thrown) {
    throw new Wrong(mistakeOf(thrown, file));
  }
}

function moved(mistake: Extract<Mistake, { kind: 'syntax' }>): Mistake {
  const { column } = mistake;
  return column === undefined ? mistake : { ...mistake, column: Math.max(1, column - BEFORE.length) };
}

/** What a thrown value tells, and where it was thrown. */
export function mistakeOf(thrown: unknown, file: string): Mistake {
  const place = placeOf(thrown, file, BEFORE.length);
  const told = mistakeIn(thrown);
  if (told !== undefined) return told;
  const missing = unknownModules.get(thrown as object);
  if (missing !== undefined) return place === undefined ? missing : { ...missing, line: place.line };
  return { kind: 'thrown', text: describeThrown(thrown), ...place };
}
