import { closing, parts, readDeclaration } from './declarators.ts';
import {
  AMPERSAND,
  ARROW,
  ASSIGN,
  COLON,
  COMMA,
  DOT,
  IDENTIFIER,
  K_ASM,
  K_ATTRIBUTE,
  K_AUTO_TYPE,
  K_CASE,
  K_FOR,
  K_GOTO,
  K_IF,
  K_LABEL,
  K_SIZEOF,
  K_SWITCH,
  K_TYPEOF,
  K_WHILE,
  LBRACE,
  LBRACKET,
  LPAREN,
  QUALIFIER,
  RBRACE,
  RBRACKET,
  RPAREN,
  SEMICOLON,
  STAR,
  TAG_KEYWORD,
  type TokenTable,
  TYPE_KEYWORD,
} from './tokens.ts';

/** What the scanner finds, by index of the token that names it. */
export interface Finder {
  /** `name(…)`, or `(name)(…)`. */
  call(at: number): void;
  /** A call through a field or variable, which token `at` names; `member` when it is a field. */
  indirect(at: number, member: boolean): void;
  /** A function's name that is not called: its address is taken. */
  mention(at: number, storedIn: string | undefined): void;
}

export interface Names {
  isType(id: number): boolean;
  /** Whether a function of that name has been declared. C declares before it uses, so none comes too late. */
  isFunction(id: number): boolean;
  /** Whether a file-level variable bears the name, and no function does. */
  isVariable(id: number): boolean;
}

/** The names declared in a function, block by block. */
class Blocks {
  #stack: number[] = [];
  #marks: number[] = [];

  open(): void {
    this.#marks.push(this.#stack.length);
  }

  close(): void {
    const mark = this.#marks.pop();
    if (mark !== undefined) this.#stack.length = mark;
  }

  declare(id: number): void {
    this.#stack.push(id);
    this.all.add(id);
  }

  get depth(): number {
    return this.#marks.length;
  }

  has(id: number): boolean {
    return this.#stack.includes(id);
  }

  readonly all = new Set<number>();
}

/**
 * Finds the calls in a function's body, or in an initialiser: tokens `from` to `to`, macros expanded. It follows
 * declarations and blocks, because a call through a local variable is not a call of the function that bears its name.
 */
export class Scanner {
  readonly #ids: ArrayLike<number>;
  readonly #table: TokenTable;
  readonly #names: Names;
  readonly #finder: Finder;
  readonly #blocks = new Blocks();

  constructor(ids: ArrayLike<number>, table: TokenTable, names: Names, finder: Finder) {
    this.#ids = ids;
    this.#table = table;
    this.#names = names;
    this.#finder = finder;
  }

  /** Every name the scanned text declared. */
  get declared(): ReadonlySet<number> {
    return this.#blocks.all;
  }

  declare(names: Iterable<number>): void {
    for (const id of names) this.#blocks.declare(id);
  }

  /** Declares a function's parameters. */
  parameters(from: number, to: number): void {
    for (const [start, end] of parts(this.#ids, from, to))
      for (const { at } of readDeclaration(this.#ids, start, end, this.#table).declarators)
        if (at >= 0) this.#blocks.declare(this.#ids[at]!);
  }

  /** Finds the addresses that a file-level initialiser stores in a variable, or in fields of a structure. */
  initialiser(
    [from, to]: readonly [number, number],
    variable: string,
    structure: string | undefined,
    isArray: boolean,
  ): void {
    this.#structure = structure;
    this.#fieldDepth = isArray ? 2 : 1;
    this.scan(from, to, false, variable);
    this.#structure = undefined;
  }

  /** Whose fields `.name =` at that depth of braces sets. */
  #structure: string | undefined;
  #fieldDepth = 1;

  scan(from: number, to: number, statement = true, storedIn?: string): void {
    const ids = this.#ids;
    const { kinds } = this.#table;
    let atStart = statement;
    for (let i = from; i < to; ) {
      const id = ids[i]!;
      if (atStart && this.#beginsDeclaration(i, to)) {
        i = this.#declaration(i, to);
        continue;
      }
      const kind = kinds[id];
      if (kind === IDENTIFIER) {
        // `label:` at a statement's start
        if (atStart && ids[i + 1] === COLON && i + 1 < to) {
          i += 2;
          continue;
        }
        atStart = false;
        this.#name(i, from, to, storedIn);
        i++;
        continue;
      }
      switch (id) {
        case LBRACE:
          this.#blocks.open();
          atStart = true;
          break;
        case RBRACE:
          this.#blocks.close();
          atStart = true;
          break;
        case SEMICOLON:
          atStart = true;
          break;
        case COLON:
          // after `case X:` or `default:` a statement begins; after `? :` none does, and then no type follows either
          atStart = true;
          break;
        case LPAREN:
          atStart = i > from && ids[i - 1] === K_FOR;
          if (i > from && ids[i - 1] === RPAREN) this.#parenthesised(i, from);
          else if (i > from && ids[i - 1] === RBRACKET) this.#indexed(i, from);
          break;
        case K_ATTRIBUTE:
          i = closing(ids, i + 1, to);
          continue;
        case K_TYPEOF:
          // never evaluated
          i = ids[i + 1] === LPAREN ? closing(ids, i + 1, to) : i + 1;
          atStart = false;
          continue;
        case K_GOTO:
          atStart = false;
          if (i + 1 < to && kinds[ids[i + 1]!] === IDENTIFIER) i++;
          break;
        case K_LABEL:
          while (i < to && ids[i] !== SEMICOLON) i++;
          continue;
        case K_CASE:
        case K_ASM:
          atStart = false;
          break;
        default:
          if (kind === TAG_KEYWORD) {
            // `(struct foo *)`, `sizeof(struct foo)`: the tag is no mention of anything
            if (i + 1 < to && kinds[ids[i + 1]!] === IDENTIFIER) i++;
          }
          atStart = false;
      }
      i++;
    }
  }

  #name(i: number, from: number, to: number, storedIn: string | undefined): void {
    const ids = this.#ids;
    const id = ids[i]!;
    const previous = i > from ? ids[i - 1]! : 0;
    const next = i + 1 < to ? ids[i + 1]! : 0;
    const member = previous === DOT || previous === ARROW;
    if (next === LPAREN) {
      if (member) this.#finder.indirect(i, true);
      else if (this.#blocks.has(id)) this.#finder.indirect(i, false);
      else if (this.#names.isType(id)) return;
      else if (this.#names.isVariable(id)) this.#finder.indirect(i, false);
      else this.#finder.call(i);
      return;
    }
    if (member || next === COLON || this.#blocks.has(id) || this.#names.isType(id)) {
      if (!(next === COLON && !member && this.#isConditional(i, from))) return;
    }
    if (this.#blocks.has(id) || member) return;
    if (!this.#names.isFunction(id)) return;
    // `(name)(…)` and `((type)name)(…)` are calls, `sizeof(name)` takes nothing
    if (next === RPAREN && i + 2 < to && ids[i + 2] === LPAREN) return;
    if (previous === LPAREN && i - 1 > from && ids[i - 2] === K_SIZEOF) return;
    this.#finder.mention(i, this.#destination(i, from, storedIn));
  }

  /** Whether a `?` opens the conditional whose `:` follows token i. */
  #isConditional(i: number, from: number): boolean {
    let depth = 0;
    for (let j = i - 1; j >= from && j > i - 200; j--) {
      const id = this.#ids[j]!;
      if (id === RPAREN || id === RBRACKET) depth++;
      else if (id === LPAREN || id === LBRACKET) {
        if (--depth < 0) return false;
      } else if (id === SEMICOLON || id === LBRACE || id === RBRACE) return false;
      else if (depth === 0 && this.#table.text(id) === '?') return true;
    }
    return false;
  }

  /** Where the value of the name at token i goes: a field, a variable, or `function()` for an argument. */
  #destination(i: number, from: number, storedIn: string | undefined): string | undefined {
    const ids = this.#ids;
    let j = i - 1;
    while (j >= from && (ids[j] === AMPERSAND || ids[j] === LPAREN)) {
      if (ids[j] === LPAREN && j > from && this.#isWord(j - 1)) break;
      j--;
    }
    // a cast: `(type)name`
    if (j >= from && ids[j] === RPAREN) {
      const open = this.#opening(j, from);
      if (open > from && !this.#isWord(open - 1)) j = open - 1;
    }
    if (j < from) return storedIn;
    if (ids[j] === ASSIGN) return j > from ? this.#assigned(j - 1, from) : storedIn;
    // an argument: back to the parenthesis of the call
    let depth = 0;
    for (; j >= from && j > i - 400; j--) {
      const id = ids[j]!;
      if (id === RPAREN || id === RBRACKET || id === RBRACE) depth++;
      else if (id === LPAREN || id === LBRACKET || id === LBRACE) {
        if (depth-- > 0) continue;
        if (id === LPAREN && j > from && this.#isWord(j - 1)) return `${this.#table.text(ids[j - 1]!)}()`;
        if (id === LBRACE) return storedIn;
        depth = 0;
      } else if (depth === 0 && id === ASSIGN) return j > from ? this.#lastName(j - 1, from) : storedIn;
      else if (depth === 0 && id === SEMICOLON) return undefined;
    }
    return storedIn;
  }

  /** What an assignment whose left side ends at token i assigns to. */
  #assigned(i: number, from: number): string | undefined {
    const name = this.#lastName(i, from);
    const isField = i > from && this.#ids[i - 1] === DOT && this.#blocks.depth === this.#fieldDepth;
    return name !== undefined && isField && this.#structure !== undefined ? `${this.#structure}.${name}` : name;
  }

  #isWord(i: number): boolean {
    return this.#table.kinds[this.#ids[i]!] === IDENTIFIER;
  }

  #opening(at: number, from: number): number {
    let depth = 0;
    for (let j = at; j >= from; j--) {
      const id = this.#ids[j]!;
      if (id === RPAREN || id === RBRACKET || id === RBRACE) depth++;
      else if (id === LPAREN || id === LBRACKET || id === LBRACE) {
        if (--depth === 0) return j;
      }
    }
    return from;
  }

  /** The name that ends at or before token i: of `a->b[2]` it is b. */
  #lastName(i: number, from: number): string | undefined {
    let j = i;
    while (j >= from && (this.#ids[j] === RBRACKET || this.#ids[j] === RPAREN)) {
      const open = this.#opening(j, from);
      if (this.#ids[j] === RPAREN) {
        // `(x->f) = …`, `*(p) = …`
        j--;
        continue;
      }
      j = open - 1;
    }
    return j >= from && this.#isWord(j) ? this.#table.text(this.#ids[j]!) : undefined;
  }

  /** `(…)(…)`: the call, or cast, whose argument list opens at token i. */
  #parenthesised(i: number, from: number): void {
    const ids = this.#ids;
    const close = i - 1;
    const open = this.#opening(close, from);
    // `f(a)(b)`, `if (a) (b)`, `sizeof(a)(b)`, `(*f)(a)(b)`: what was called is not a name
    if (open > from) {
      const before = ids[open - 1]!;
      const kind = this.#table.kinds[before];
      if (kind === IDENTIFIER || before === RBRACKET) return;
      if (before === RPAREN && !this.#endsHead(open - 1, from)) return;
      if (kind === 1) {
        const word = this.#table.text(before);
        if (word !== 'return' && word !== 'else' && word !== 'do' && word !== 'case') return;
      }
    }
    let start = open + 1;
    let end = close;
    let starred = false;
    for (;;) {
      if (ids[start] === STAR || ids[start] === AMPERSAND) {
        starred = true;
        start++;
      } else if (ids[start] === LPAREN && closing(ids, start, end) === end) {
        start++;
        end--;
      } else break;
    }
    // a function called as if it had another type: `((type)name)(…)`
    while (ids[start] === LPAREN && closing(ids, start, end) < end) start = closing(ids, start, end);
    const last = end - 1;
    if (last < start) return;
    if (last === start) {
      if (!this.#isWord(start)) return;
      const id = ids[start]!;
      if (this.#blocks.has(id) || this.#names.isVariable(id)) this.#finder.indirect(start, false);
      else if (!this.#names.isType(id)) {
        if (starred) this.#finder.indirect(start, false);
        else this.#finder.call(start);
      }
      return;
    }
    if (this.#isPath(start, end)) this.#through(last, start);
  }

  /** Whether the `)` at token i closes the head of an `if` or a loop. */
  #endsHead(i: number, from: number): boolean {
    const open = this.#opening(i, from);
    const word = open > from ? this.#ids[open - 1]! : 0;
    return word === K_IF || word === K_WHILE || word === K_FOR || word === K_SWITCH;
  }

  /** Whether tokens are just names, members and subscripts: `a->b[i].c`. */
  #isPath(from: number, to: number): boolean {
    const ids = this.#ids;
    for (let i = from; i < to; ) {
      const id = ids[i]!;
      if (id === LBRACKET || id === LPAREN) i = closing(ids, i, to);
      else if (id === DOT || id === ARROW || this.#isWord(i)) i++;
      else return false;
    }
    return true;
  }

  /** `a[i](…)`: a call through an element of an array. */
  #indexed(i: number, from: number): void {
    this.#through(i - 1, from);
  }

  /** Reports the call through the expression that ends at token `last`: a field, or an array's element. */
  #through(last: number, from: number): void {
    let j = last;
    while (j > from && this.#ids[j] === RBRACKET) j = this.#opening(j, from) - 1;
    if (j < from || !this.#isWord(j)) return;
    const previous = j > from ? this.#ids[j - 1]! : 0;
    const member = previous === DOT || previous === ARROW;
    if (!member && j === last) return;
    this.#finder.indirect(j, member);
  }

  #beginsDeclaration(i: number, to: number): boolean {
    const ids = this.#ids;
    const { kinds } = this.#table;
    const id = ids[i]!;
    switch (kinds[id]) {
      case QUALIFIER:
      case TYPE_KEYWORD:
        return true;
      case TAG_KEYWORD:
        return true;
      case IDENTIFIER: {
        if (i + 1 >= to || this.#blocks.has(id)) return false;
        let j = i + 1;
        if (kinds[ids[j]!] === IDENTIFIER) return true;
        if (!this.#names.isType(id)) {
          // an unknown type: `foo_t *x;` or `foo_t *x = …`
          return (
            ids[j] === STAR &&
            j + 2 < to &&
            kinds[ids[j + 1]!] === IDENTIFIER &&
            (ids[j + 2] === SEMICOLON || ids[j + 2] === ASSIGN || ids[j + 2] === COMMA) &&
            !this.#names.isVariable(id)
          );
        }
        while (j < to && (ids[j] === STAR || kinds[ids[j]!] === QUALIFIER)) j++;
        return j < to && (kinds[ids[j]!] === IDENTIFIER || ids[j] === LPAREN || ids[j] === K_ATTRIBUTE);
      }
      default:
        if (id === K_TYPEOF || id === K_AUTO_TYPE) return true;
        if (id === K_ATTRIBUTE) {
          const after = closing(ids, i + 1, to);
          return after < to && after > i + 1 && ids[after] !== SEMICOLON && this.#beginsDeclaration(after, to);
        }
        return false;
    }
  }

  /** Reads a declaration at token i; gives the index after it. */
  #declaration(i: number, to: number): number {
    const ids = this.#ids;
    const declaration = readDeclaration(ids, i, to, this.#table);
    for (const { at, isFunction, parameters, dimensions, initialiser } of declaration.declarators) {
      for (const [from, end] of dimensions) this.scan(from, end, false);
      if (at >= 0 && !(isFunction && parameters[1] > 0)) this.#blocks.declare(ids[at]!);
      if (initialiser[0] < initialiser[1])
        this.scan(initialiser[0], initialiser[1], false, at >= 0 ? this.#table.text(ids[at]!) : undefined);
    }
    let end = Math.max(declaration.end, i + 1);
    if (end < to && ids[end] === SEMICOLON) end++;
    return end;
  }
}
