import type { CallKind } from './question.ts';

/** What an index is made from: plain lists, whoever gathered them. Places in lists are numbers from 0. */
export interface CallFacts {
  files: { path: string; version: string }[];
  functions: FunctionFact[];
  /** In any order; those of one function are told by line. */
  calls: CallFact[];
  /** What calls through one pointer may lead to. */
  slots: { functions: number[] }[];
}

export interface FunctionFact {
  name: string;
  /** Other names of the same function, in the object file or among readers: `sys_fork` of `__do_sys_fork`. */
  aliases: string[];
  /** Undefined when its definition was not among the text read. */
  file: number | undefined;
  /** First and last line of its definition; 0 without one. */
  line: number;
  end: number;
  /** What to add to a line of the function to have v6.0's number; undefined where that is not known. */
  toV60: number | undefined;
  isStatic: boolean;
  isInline: boolean;
  /** It gives way to another function of its name. */
  isWeak: boolean;
  compiled: boolean;
  addressTaken: boolean;
}

export interface CallFact {
  from: number;
  /** A function; for an indirect call, a slot. */
  to: number;
  line: number;
  kind: CallKind;
  macro: string | undefined;
  pointer: string | undefined;
  inLoop: boolean;
  compiled: boolean;
}
