import {
  ASSIGN,
  COLON,
  COMMA,
  IDENTIFIER,
  K_ALIGNAS,
  K_ASM,
  K_ATTRIBUTE,
  K_EXTENSION,
  K_TYPEDEF,
  K_TYPEOF,
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

/** One name that a declaration declares. */
export interface Declarator {
  /** Index of the name's token, or -1 for an unnamed one. */
  at: number;
  /** Whether the name itself is a function (and not a pointer to one). */
  isFunction: boolean;
  /** The function's parameter list, between its parentheses. */
  parameters: [from: number, to: number];
  isArray: boolean;
  /** What stands between its `[` and `]`. */
  dimensions: [from: number, to: number][];
  /** The initialiser, or an empty range. */
  initialiser: [from: number, to: number];
}

/** Declared in passing: `struct foo { … }`. */
export interface TagDefinition {
  keyword: number;
  at: number;
  body: [from: number, to: number];
}

export interface Declaration {
  isTypedef: boolean;
  declarators: Declarator[];
  tags: TagDefinition[];
  /** Index of the token after the declaration: `;`, `{` of a function's body, or the range's end. */
  end: number;
}

/** Index after the bracket that closes the one at `at`, or `to`. */
export function closing(ids: ArrayLike<number>, at: number, to: number): number {
  let depth = 0;
  for (let i = at; i < to; i++) {
    const id = ids[i]!;
    if (id === LPAREN || id === LBRACKET || id === LBRACE) depth++;
    else if (id === RPAREN || id === RBRACKET || id === RBRACE) {
      if (--depth <= 0) return i + 1;
    }
  }
  return to;
}

/**
 * Reads `int a, *b = x, (*c)(void)` and the like: specifiers, then declarators, in tokens `from` to `to`.
 * It knows types by their place in the declaration, so an unknown typedef name does no harm.
 */
export function readDeclaration(ids: ArrayLike<number>, from: number, to: number, table: TokenTable): Declaration {
  const { kinds } = table;
  const result: Declaration = { isTypedef: false, declarators: [], tags: [], end: to };
  let i = from;
  let typed = false;
  specifiers: while (i < to) {
    const id = ids[i]!;
    switch (kinds[id]) {
      case QUALIFIER:
        if (id === K_TYPEDEF) result.isTypedef = true;
        i++;
        continue;
      case TYPE_KEYWORD:
        typed = true;
        i++;
        continue;
      case TAG_KEYWORD: {
        typed = true;
        i = skipAttributes(ids, i + 1, to);
        let name = -1;
        if (i < to && kinds[ids[i]!] === IDENTIFIER) name = i++;
        i = skipAttributes(ids, i, to);
        if (i < to && ids[i] === LBRACE) {
          const end = closing(ids, i, to);
          result.tags.push({ keyword: id, at: name, body: [i + 1, end - 1] });
          i = end;
        }
        continue;
      }
      case IDENTIFIER:
        // `foo_t x`, `foo_t *x`, `foo_t (*x)(void)`: the first word is the type, unless it is itself declared: `foo(void)`
        if (typed) break specifiers;
        if (i + 1 < to && isDeclaratorStart(ids, i + 1, to, kinds)) {
          typed = true;
          i++;
          continue;
        }
        break specifiers;
      default:
        if (id === K_TYPEOF || id === K_ALIGNAS) {
          if (id === K_TYPEOF) typed = true;
          i = ids[i + 1] === LPAREN ? closing(ids, i + 1, to) : i + 1;
          continue;
        }
        if (id === K_ATTRIBUTE || id === K_EXTENSION) {
          i = skipAttributes(ids, i, to);
          continue;
        }
        break specifiers;
    }
  }
  while (i < to) {
    const declarator: Declarator = {
      at: -1,
      isFunction: false,
      parameters: [0, 0],
      isArray: false,
      dimensions: [],
      initialiser: [0, 0],
    };
    const next = readDeclarator(ids, i, to, kinds, declarator);
    i = skipAttributes(ids, next, to);
    if (i < to && ids[i] === COLON) {
      // a bit-field's width
      while (i < to && ids[i] !== COMMA && ids[i] !== SEMICOLON) i = isOpen(ids[i]!) ? closing(ids, i, to) : i + 1;
    }
    if (i < to && ids[i] === ASSIGN) {
      const start = ++i;
      while (i < to && ids[i] !== COMMA && ids[i] !== SEMICOLON) i = isOpen(ids[i]!) ? closing(ids, i, to) : i + 1;
      declarator.initialiser = [start, i];
    }
    result.declarators.push(declarator);
    if (i < to && ids[i] === COMMA) {
      i++;
      continue;
    }
    break;
  }
  result.end = i;
  return result;
}

const isOpen = (id: number) => id === LPAREN || id === LBRACKET || id === LBRACE;

/** Whether what follows a word makes the word a type: a name, a star, a qualifier, or `(*`. */
function isDeclaratorStart(ids: ArrayLike<number>, at: number, to: number, kinds: Uint8Array): boolean {
  const id = ids[at]!;
  if (id === STAR) return true;
  if (id === K_ATTRIBUTE) {
    const after = skipAttributes(ids, at, to);
    return after < to && isDeclaratorStart(ids, after, to, kinds);
  }
  if (id === LPAREN) return at + 1 < to && ids[at + 1] === STAR;
  const kind = kinds[id];
  return kind === IDENTIFIER || kind === QUALIFIER || kind === TYPE_KEYWORD || kind === TAG_KEYWORD;
}

function readDeclarator(
  ids: ArrayLike<number>,
  from: number,
  to: number,
  kinds: Uint8Array,
  into: Declarator,
  nested = 0,
): number {
  let i = from;
  let pointer = false;
  for (;;) {
    i = skipAttributes(ids, i, to);
    if (i < to && ids[i] === STAR) pointer = true;
    else if (i >= to || kinds[ids[i]!] !== QUALIFIER) break;
    i++;
  }
  let inner = false;
  if (i < to && kinds[ids[i]!] === IDENTIFIER) {
    into.at = i++;
  } else if (i < to && ids[i] === LPAREN && nested < 20) {
    const end = closing(ids, i, to);
    const first = ids[i + 1];
    // `(*name)` or `(name)`; a parameter list of an unnamed function type otherwise
    if (
      first === STAR ||
      first === LPAREN ||
      first === K_ATTRIBUTE ||
      (first !== undefined && kinds[first] === IDENTIFIER)
    ) {
      inner = true;
      const before = into.isFunction;
      const starred = first === STAR || first === K_ATTRIBUTE;
      readDeclarator(ids, i + 1, end - 1, kinds, into, nested + 1);
      if (starred && !into.isFunction) into.isFunction = before;
      if (starred) pointer = true;
    }
    i = end;
  }
  const wasFunction = into.isFunction;
  for (;;) {
    i = skipAttributes(ids, i, to);
    if (i >= to) break;
    if (ids[i] === LBRACKET) {
      const end = closing(ids, i, to);
      into.isArray = true;
      if (end - i > 2) into.dimensions.push([i + 1, end - 1]);
      i = end;
    } else if (ids[i] === LPAREN) {
      const end = closing(ids, i, to);
      // `(*name)(…)` is a pointer to a function, `name(…)` and `(name)(…)` are functions
      if (!wasFunction && !(inner && pointer) && into.parameters[1] === 0) {
        into.isFunction = true;
        into.parameters = [i + 1, end - 1];
      }
      i = end;
    } else break;
  }
  return i;
}

/** Skips `__attribute__((…))`, `asm("…")` and `__extension__`. */
export function skipAttributes(ids: ArrayLike<number>, from: number, to: number): number {
  let i = from;
  while (i < to) {
    const id = ids[i]!;
    if (id === K_EXTENSION) i++;
    else if ((id === K_ATTRIBUTE || id === K_ASM) && i + 1 < to && ids[i + 1] === LPAREN) i = closing(ids, i + 1, to);
    else break;
  }
  return i;
}

/** The comma-separated parts of a range, brackets respected. */
export function* parts(ids: ArrayLike<number>, from: number, to: number): Generator<[number, number]> {
  let start = from;
  let i = from;
  while (i < to) {
    const id = ids[i]!;
    if (id === COMMA) {
      yield [start, i];
      start = ++i;
    } else i = isOpen(id) ? closing(ids, i, to) : i + 1;
  }
  if (start < to) yield [start, to];
}
