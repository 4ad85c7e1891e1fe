import type { LexedFile } from './lexer.ts';
import { COMMA, ELLIPSIS, HASH, HASHHASH, LPAREN, RPAREN, type TokenTable } from './tokens.ts';

/** One `#define`, ready to be expanded. */
export interface Macro {
  name: number;
  /** How many parameters; -1 for an object-like macro. */
  arity: number;
  /** Whether the last parameter takes what is left of the arguments. */
  variadic: boolean;
  /** The replacement; parameter n stands as -(n + 1). */
  body: Int32Array;
  /** Whether the body uses `#` or `##`. */
  operators: boolean;
  /** How deep we are in its own expansion, where its name is an ordinary word. */
  disabled: number;
  /** Whether some unit that the configuration builds came by here. */
  active: boolean;
  parameters: number[];
  /** First and one past the last token of the directive, in its file. */
  from: number;
  to: number;
}

/** Reads the `#define` whose name is token `at`, in a directive that ends before token `end`. */
export function readDefine(file: LexedFile, at: number, end: number, table: TokenTable, from: number): Macro {
  const { ids, starts } = file;
  const name = ids[at]!;
  const parameters: number[] = [];
  let variadic = false;
  let next = at + 1;
  let functionLike = false;
  // `#define f(x)` has parameters, `#define f (x)` has none: what tells is the character right after the name
  if (next < end && ids[next] === LPAREN && /[A-Za-z0-9_]/.test(file.text[starts[next]! - 1]!)) {
    functionLike = true;
    next++;
    while (next < end && ids[next] !== RPAREN) {
      const id = ids[next]!;
      if (id === ELLIPSIS) {
        variadic = true;
        // `args...` names the rest, a bare `...` is called __VA_ARGS__
        if (next > 0 && (ids[next - 1] === COMMA || ids[next - 1] === LPAREN))
          parameters.push(table.number('__VA_ARGS__'));
      } else if (id !== COMMA) parameters.push(id);
      next++;
    }
    next++;
  }
  const length = Math.max(0, end - next);
  const body = new Int32Array(length);
  let operators = false;
  for (let i = 0; i < length; i++) {
    const id = ids[next + i]!;
    const parameter = functionLike ? parameters.indexOf(id) : -1;
    body[i] = parameter < 0 ? id : -(parameter + 1);
    if (id === HASHHASH || (id === HASH && functionLike)) operators = true;
  }
  return {
    name,
    arity: functionLike ? parameters.length : -1,
    variadic,
    body,
    operators,
    disabled: 0,
    active: false,
    parameters,
    from,
    to: end,
  };
}

/** A macro of the compiler's or the configuration's own, that no file defines. */
export function predefined(name: number, body: number[]): Macro {
  return {
    name,
    arity: -1,
    variadic: false,
    body: Int32Array.from(body),
    operators: false,
    disabled: 0,
    active: true,
    parameters: [],
    from: -1,
    to: -1,
  };
}

type Undo = { name: number; macro: Macro | undefined };

/** What each name is defined as at this point of the unit. */
export class MacroScope {
  /** By token number; read directly by the preprocessor's inner loop. */
  readonly current: (Macro | undefined)[] = [];
  #touched: number[] = [];
  #undo: Undo[] | undefined;

  define(macro: Macro): void {
    this.#set(macro.name, macro);
  }

  undefine(name: number): void {
    if (this.current[name]) this.#set(name, undefined);
  }

  #set(name: number, macro: Macro | undefined): void {
    if (this.#undo) this.#undo.push({ name, macro: this.current[name] });
    this.current[name] = macro;
    this.#touched.push(name);
  }

  /** Forgets everything, for the next unit. */
  clear(): void {
    for (const name of this.#touched) this.current[name] = undefined;
    this.#touched = [];
    this.#undo = undefined;
  }

  /** Runs something whose definitions must not outlive it: the reading of a branch that is not compiled. */
  sandbox(run: () => void): void {
    const outer = this.#undo;
    const undo: Undo[] = [];
    this.#undo = undo;
    try {
      run();
    } finally {
      this.#undo = undefined;
      for (let i = undo.length - 1; i >= 0; i--) this.current[undo[i]!.name] = undo[i]!.macro;
      this.#undo = outer;
    }
  }

  /** Grows the table to hold every token number so that reading it never leaves the array. */
  reserve(size: number): void {
    for (let i = this.current.length; i < size; i++) this.current.push(undefined);
  }
}
