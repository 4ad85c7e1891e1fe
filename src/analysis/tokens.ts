/**
 * Every token is one number. Punctuators and keywords have the fixed numbers below, identifiers and numbers get the
 * next free one when first met, so that the hot loops compare integers and never strings.
 */

const PUNCTUATORS =
  '( ) [ ] { } ; , = . -> * & # ## ... : ? + - / % < > <= >= == != && || ! ~ ^ | << >> ++ -- += -= *= /= %= &= |= ^= <<= >>= \\ @ $ `';
const KEYWORDS =
  'if else while do for switch case default return goto break continue sizeof typeof asm attribute ' +
  'struct union enum typedef extern static inline register auto const volatile restrict ' +
  'void char short int long float double signed unsigned _Bool __int128 __builtin_va_list _Complex ' +
  '_Static_assert _Alignas _Alignof _Generic _Noreturn _Thread_local __extension__ __label__ __auto_type _Pragma _Atomic';

/** Spellings that mean the same to a compiler. */
const SYNONYMS: Record<string, string> = {
  __typeof__: 'typeof',
  __typeof: 'typeof',
  __asm__: 'asm',
  __asm: 'asm',
  __attribute__: 'attribute',
  __attribute: 'attribute',
  __inline__: 'inline',
  __inline: 'inline',
  __const__: 'const',
  __const: 'const',
  __volatile__: 'volatile',
  __volatile: 'volatile',
  __restrict__: 'restrict',
  __restrict: 'restrict',
  __signed__: 'signed',
  __signed: 'signed',
  __alignof__: '_Alignof',
  __alignof: '_Alignof',
  __thread: '_Thread_local',
  __int128_t: '__int128',
  __uint128_t: '__int128',
  __builtin_ms_va_list: '__builtin_va_list',
};

const punctuators = PUNCTUATORS.split(' ');
const keywords = KEYWORDS.split(' ');

/** The number of a token whose number is fixed. */
const fixed = (list: string[], base: number, text: string): number => {
  const at = list.indexOf(text);
  if (at < 0) throw new Error(`no fixed token ${text}`);
  return base + at;
};
const p = (text: string) => fixed(punctuators, 1, text);
const FIRST_KEYWORD = 64;
const k = (text: string) => fixed(keywords, FIRST_KEYWORD, text);
const FIRST_FREE = 160;

export const LPAREN = p('(');
export const RPAREN = p(')');
export const LBRACKET = p('[');
export const RBRACKET = p(']');
export const LBRACE = p('{');
export const RBRACE = p('}');
export const SEMICOLON = p(';');
export const COMMA = p(',');
export const ASSIGN = p('=');
export const DOT = p('.');
export const ARROW = p('->');
export const STAR = p('*');
export const AMPERSAND = p('&');
export const HASH = p('#');
export const HASHHASH = p('##');
export const ELLIPSIS = p('...');
export const COLON = p(':');
export const QUESTION = p('?');
export const K_FOR = k('for');
export const K_IF = k('if');
export const K_WHILE = k('while');
export const K_SWITCH = k('switch');
export const K_ELSE = k('else');
export const K_DO = k('do');
export const K_CASE = k('case');
export const K_RETURN = k('return');
export const K_GOTO = k('goto');
export const K_SIZEOF = k('sizeof');
export const K_ALIGNOF = k('_Alignof');
export const K_TYPEOF = k('typeof');
export const K_ASM = k('asm');
export const K_ATTRIBUTE = k('attribute');
export const K_STRUCT = k('struct');
export const K_UNION = k('union');
export const K_ENUM = k('enum');
export const K_TYPEDEF = k('typedef');
export const K_EXTERN = k('extern');
export const K_STATIC = k('static');
export const K_INLINE = k('inline');
export const K_STATIC_ASSERT = k('_Static_assert');
export const K_ALIGNAS = k('_Alignas');
export const K_GENERIC = k('_Generic');
export const K_EXTENSION = k('__extension__');
export const K_LABEL = k('__label__');
export const K_PRAGMA = k('_Pragma');
export const K_AUTO_TYPE = k('__auto_type');

const BUILTIN_TYPES = new Set(
  'void char short int long float double signed unsigned _Bool __int128 __builtin_va_list _Complex __auto_type'
    .split(' ')
    .map(k),
);
const QUALIFIERS = new Set(
  'extern static inline register auto const volatile restrict typedef _Noreturn _Thread_local __extension__ _Atomic'
    .split(' ')
    .map(k),
);

/** What sort of token a number stands for. */
export const PUNCTUATOR = 0;
export const KEYWORD = 1;
export const IDENTIFIER = 2;
export const NUMBER = 3;
export const STRING_LITERAL = 4;
export const CHARACTER = 5;
/** A qualifier or storage class, and a type's keyword: kinds of their own so that one table look-up tells. */
export const QUALIFIER = 6;
export const TYPE_KEYWORD = 7;
/** struct, union, enum */
export const TAG_KEYWORD = 8;

/** All string literals are this one token: what they say changes no edge. */
export const STRING = FIRST_FREE - 1;

export class TokenTable {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];
  /** Sort by token number. */
  kinds = new Uint8Array(1 << 16);

  constructor() {
    punctuators.forEach((text, i) => {
      this.#put(text, 1 + i, PUNCTUATOR);
    });
    keywords.forEach((text, i) => {
      const number = FIRST_KEYWORD + i;
      let kind = KEYWORD;
      if (BUILTIN_TYPES.has(number)) kind = TYPE_KEYWORD;
      if (QUALIFIERS.has(number)) kind = QUALIFIER;
      if (number === K_STRUCT || number === K_UNION || number === K_ENUM) kind = TAG_KEYWORD;
      this.#put(text, number, kind);
    });
    // `attribute` alone is an ordinary word: only its underscored spellings are the keyword.
    this.#numbers.delete('attribute');
    for (const [spelling, text] of Object.entries(SYNONYMS)) this.#numbers.set(spelling, k(text));
    this.#put('""', STRING, STRING_LITERAL);
    while (this.#texts.length < FIRST_FREE) this.#texts.push('');
  }

  #put(text: string, number: number, kind: number): void {
    this.#numbers.set(text, number);
    this.#texts[number] = text;
    this.kinds[number] = kind;
  }

  get size(): number {
    return this.#texts.length;
  }

  /** The number of an identifier, keyword, number or punctuator, given its text. */
  number(text: string, kind: number = IDENTIFIER): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#texts.length;
    this.#texts.push(text);
    if (number >= this.kinds.length) {
      const grown = new Uint8Array(this.kinds.length * 2);
      grown.set(this.kinds);
      this.kinds = grown;
    }
    this.kinds[number] = kind;
    this.#numbers.set(text, number);
    return number;
  }

  /** Whether a text already is a token. */
  has(text: string): boolean {
    return this.#numbers.has(text);
  }

  /** The text of a token; of the several spellings of one keyword, the plainest. */
  text(number: number): string {
    return this.#texts[number] ?? '';
  }

  isIdentifier(number: number): boolean {
    return this.kinds[number] === IDENTIFIER;
  }
}
