import { closing } from './declarators.ts';
import {
  COLON,
  IDENTIFIER,
  K_ATTRIBUTE,
  K_CASE,
  K_DO,
  K_ELSE,
  K_FOR,
  K_IF,
  K_SWITCH,
  K_WHILE,
  LBRACE,
  LBRACKET,
  LPAREN,
  RBRACE,
  RPAREN,
  SEMICOLON,
  type TokenTable,
} from './tokens.ts';

/** Nobody nests statements so deep; what does is no C, and must not fill the stack. */
const MOST_NESTED = 200;

/**
 * Tells which tokens of a function's body run again and again: those in the body, the condition or the step of a `for`,
 * `while` or `do`. Macros are expanded by then, so an iteration macro is the `for` it stands for. A `for`'s first part runs
 * once and is no part of the loop; `do … while (0)` (or `0 && …`) is no loop; one made of `goto` is not seen.
 * @param inLoop whether the tokens stand in a loop as a whole
 * @returns for each token of `ids`, 1 if it is in a loop; 0 outside `from` to `to`
 */
export function loopTokens(
  ids: ArrayLike<number>,
  from: number,
  to: number,
  table: TokenTable,
  inLoop = false,
): Uint8Array {
  const marks = new Uint8Array(ids.length);
  new Loops(ids, table, marks).mark(from, to, inLoop);
  return marks;
}

class Loops {
  readonly #ids: ArrayLike<number>;
  readonly #table: TokenTable;
  readonly #marks: Uint8Array;
  #depth = 0;

  constructor(ids: ArrayLike<number>, table: TokenTable, marks: Uint8Array) {
    this.#ids = ids;
    this.#table = table;
    this.#marks = marks;
  }

  mark(from: number, to: number, inLoop: boolean): void {
    const ids = this.#ids;
    if (inLoop) this.#marks.fill(1, from, to);
    if (this.#depth >= MOST_NESTED) return;
    this.#depth++;
    for (let i = from; i < to; ) {
      const id = ids[i]!;
      if (id === K_DO) i = this.#do(i, to, inLoop);
      else if ((id === K_FOR || id === K_WHILE) && i + 1 < to && ids[i + 1] === LPAREN) {
        const head = closing(ids, i + 1, to);
        const again = id === K_FOR ? this.#afterFirst(i + 2, head) : i + 1;
        this.mark(i + 2, again, inLoop);
        this.mark(again, head, true);
        const end = this.#statement(head, to);
        this.mark(head, end, true);
        i = end;
      } else i++;
    }
    this.#depth--;
  }

  /** Marks the `do` at token i; gives the index after its condition. */
  #do(i: number, to: number, inLoop: boolean): number {
    const ids = this.#ids;
    const body = this.#statement(i + 1, to);
    const head = ids[body] === K_WHILE && body + 1 < to ? closing(ids, body + 1, to) : body;
    const after = this.#table.text(ids[body + 3] ?? 0);
    const once = head > body && this.#table.text(ids[body + 2]!) === '0' && (after === ')' || after === '&&');
    this.mark(i + 1, body, inLoop || !once);
    this.mark(Math.min(body + 1, head), head, inLoop || !once);
    return Math.max(head, i + 1);
  }

  /** The index after the first `;` of a `for`'s head. */
  #afterFirst(from: number, to: number): number {
    const ids = this.#ids;
    for (let i = from; i < to; ) {
      if (ids[i] === SEMICOLON) return i + 1;
      i = isOpening(ids[i]!) ? closing(ids, i, to) : i + 1;
    }
    return to;
  }

  /** The index after the statement that begins at token i. */
  #statement(i: number, to: number): number {
    const ids = this.#ids;
    const start = this.#afterLabels(i, to);
    if (start >= to || this.#depth >= MOST_NESTED) return to;
    this.#depth++;
    try {
      switch (ids[start]) {
        case LBRACE:
          return closing(ids, start, to);
        case K_FOR:
        case K_WHILE:
        case K_SWITCH:
          return this.#statement(closing(ids, start + 1, to), to);
        case K_IF: {
          const then = this.#statement(closing(ids, start + 1, to), to);
          return ids[then] === K_ELSE && then < to ? this.#statement(then + 1, to) : then;
        }
        case K_DO: {
          const body = this.#statement(start + 1, to);
          return ids[body] === K_WHILE && body < to ? this.#simple(body + 1, to) : body;
        }
        default:
          return this.#simple(start, to);
      }
    } finally {
      this.#depth--;
    }
  }

  #afterLabels(from: number, to: number): number {
    const ids = this.#ids;
    let i = from;
    for (;;) {
      if (i + 1 < to && ids[i] === K_ATTRIBUTE) i = closing(ids, i + 1, to);
      else if (i + 1 < to && ids[i + 1] === COLON && this.#table.kinds[ids[i]!] === IDENTIFIER) i += 2;
      else if (i < to && ids[i] === K_CASE) {
        while (i < to && ids[i] !== COLON) i++;
        i++;
      } else return i;
    }
  }

  /** The index after the `;` that ends a statement, or of the `}` that comes before one. */
  #simple(from: number, to: number): number {
    const ids = this.#ids;
    for (let i = from; i < to; ) {
      const id = ids[i]!;
      if (id === SEMICOLON) return i + 1;
      if (id === RBRACE || id === RPAREN) return i;
      i = isOpening(id) ? closing(ids, i, to) : i + 1;
    }
    return to;
  }
}

const isOpening = (id: number): boolean => id === LPAREN || id === LBRACE || id === LBRACKET;
