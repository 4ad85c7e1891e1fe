/**
 * Makes a program of a reader's file, in this very process: for files that are trusted, as those of the repository and of whoever types
 * `why-sigkill grade`.
 * @module
 */
import { Script } from 'node:vm';
import { transform } from 'sucrase';
import {
  asFactory,
  boundedOutput,
  type Factory,
  lineIn,
  type Output,
  type ReaderExports,
  readerModule,
  type World,
} from '../exercises/index.ts';

/** A file cannot be read as TypeScript, or imports what there is not. */
export class ProgramError extends Error {
  override name = 'ProgramError';
  readonly remedy = 'Correct the program.';
}

export interface Loaded {
  /** Evaluates the file anew, for a world. @throws whatever the file throws */
  load(world: World): ReaderExports;
  output: Output;
  lineOf(stack: string): number;
}

/**
 * Takes the types away and compiles.
 * @param file its name, in errors
 * @throws ProgramError naming line and column
 */
export function loadProgram(file: string, source: string): Loaded {
  const factory = compile(file, source);
  const output = boundedOutput();
  return {
    output,
    lineOf: (stack) => lineIn(stack, file),
    load: (world) =>
      factory((name) => {
        if (name !== 'why-sigkill')
          throw new ProgramError(`${file}: there is no module ${name}; programs import from why-sigkill alone.`);
        return readerModule(world);
      }, output.console),
  };
}

function compile(file: string, source: string): Factory {
  try {
    const { code } = transform(source, { transforms: ['typescript', 'imports'], disableESTransforms: true });
    const script = new Script(`(function (exports) { 'use strict'; ${asFactory(code)}\nreturn exports.load; })`, {
      filename: file,
    });
    return (script.runInThisContext() as (exports: object) => Factory)({});
  } catch (error) {
    const { message, loc } = error as Error & { loc?: { line: number; column: number } };
    const where = loc ? `${file}:${loc.line}:${loc.column}` : file;
    throw new ProgramError(`${where}: ${message.replace(/^Error transforming [^:]*: |\s*\(\d+:\d+\)$/g, '')}`);
  }
}
