import { COMPILED } from './layout.ts';

/**
 * An index in memory. Functions are numbered by name, then by file, so that numbers in order are names in order. The calls
 * that function n makes are `callFirst[n]` up to `callFirst[n + 1]`, by line.
 */
export interface Tables {
  readonly paths: readonly string[];
  readonly versions: readonly string[];
  readonly names: readonly string[];
  /** Other names, and the functions they mean. */
  readonly aliases: ReadonlyMap<string, readonly number[]>;
  /** -1 without a definition. */
  readonly file: Int32Array;
  readonly line: Int32Array;
  readonly end: Int32Array;
  readonly flags: Uint8Array;
  /** What to add to a line to have v6.0's; `UNKNOWN` where that is not known. */
  readonly toV60: Int32Array;
  readonly callFirst: Int32Array;
  /** A function, or for an indirect call a slot. */
  readonly callTo: Int32Array;
  readonly callLine: Int32Array;
  readonly callHow: Uint8Array;
  /** -1 for none. */
  readonly callMacro: Int32Array;
  readonly callPointer: Int32Array;
  readonly macros: readonly string[];
  readonly pointers: readonly string[];
  /** The functions of each slot, by number. */
  readonly slots: readonly Int32Array[];
}

export const UNKNOWN = -0x80000000;

export const isCompiled = ({ flags }: Tables, node: number): boolean => (flags[node]! & COMPILED) !== 0;

export const pathOf = ({ paths, file }: Tables, node: number): string | undefined => paths[file[node]!];
