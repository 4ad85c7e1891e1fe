import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnAt, lex, lineAt } from '@/analysis/lexer.ts';
import { CHARACTER, NUMBER, STRING, TokenTable } from '@/analysis/tokens.ts';
import { analyseText } from './fixtures.ts';

const table = new TokenTable();
const read = (text: string) => lex('kernel/x.c', text, table);
const words = (text: string) => Array.from(read(text).ids, (id) => table.text(id));

describe('the lexer', () => {
  it('tells names, numbers and the longest operators', () => {
    expect(words('a->b<<=0x1fUL+1.5e-3f-c--...;x##y')).toEqual([
      'a',
      '->',
      'b',
      '<<=',
      '0x1fUL',
      '+',
      '1.5e-3f',
      '-',
      'c',
      '--',
      '...',
      ';',
      'x',
      '##',
      'y',
    ]);
  });

  it('reads 0xe+1 as three tokens, as C does not, and 1e+1 as one, as C does', () => {
    // strictly 0xe+1 is one (invalid) preprocessing number; nobody means that
    expect(words('0xe+1 1e+1')).toEqual(['0xe', '+', '1', '1e+1']);
  });

  it('gives every string one token, and every character its own', () => {
    const { ids } = read(`"a \\" b" 'c' '\\'' ""`);
    expect([ids[0], ids[3]]).toEqual([STRING, STRING]);
    expect([table.kinds[ids[1]!], table.kinds[ids[2]!]]).toEqual([CHARACTER, CHARACTER]);
    expect(table.kinds[read('12').ids[0]!]).toBe(NUMBER);
  });

  it('takes the spellings of one keyword for one token', () => {
    expect(words('__attribute__ __inline typeof __typeof__ attribute')).toEqual([
      'attribute',
      'inline',
      'typeof',
      'typeof',
      'attribute',
    ]);
    const { ids } = read('__attribute__ attribute');
    expect(ids[0]).not.toBe(ids[1]);
  });

  it('skips comments, and counts their lines', () => {
    const file = read('a /* 1\n2 */ b // c \\\n d\ne');
    expect(Array.from(file.ids, (id) => table.text(id))).toEqual(['a', 'b', 'e']);
    expect(Array.from(file.starts, (start) => lineAt(file, start))).toEqual([1, 2, 4]);
    expect(columnAt(file, file.starts[1]!)).toBe(6);
  });

  it('ends a directive with its line, unless a backslash or a comment carries it on', () => {
    const file = read('#define A \\\n 1 /* \n */ 2\nb\n  # if A\n c # d');
    const parts: string[][] = [];
    for (let i = 0; i < file.directives.length; i += 2)
      parts.push(Array.from(file.ids.slice(file.directives[i], file.directives[i + 1]), (id) => table.text(id)));
    expect(parts).toEqual([
      ['#', 'define', 'A', '1', '2'],
      ['#', 'if', 'A'],
    ]);
  });

  it('joins a word that a backslash breaks over two lines', () => {
    expect(words('split\\\nted on')).toEqual(['splitted', 'on']);
  });
});

// What trips lexers and preprocessors: brackets and quotes that do not close, directives in odd places.
const piece = fc.constantFrom(
  ...'( ) { } [ ] ; , = . -> * & # ## ... : ? ! " \' \\ /* */ // a b f x 1 0x if else struct typedef static int void'.split(
    ' ',
  ),
  ...[
    '\n',
    ' ',
    '\n#if ',
    '\n#else\n',
    '\n#endif\n',
    '\n#define f(x) ',
    '\n#define a ',
    '\n#include "x.c"\n',
    '\n#elif 1\n',
  ],
  ...[
    'f(',
    'a(b)(c)',
    '__attribute__((',
    'f(f)(f)',
    '__VA_ARGS__',
    'x##',
    'do {',
    '} while (0)',
    'void f(int a) {',
    '\n}\n',
  ],
);
const soup = fc.array(piece, { maxLength: 80 }).map((pieces) => pieces.join(' '));

describe('any text at all', () => {
  it('is read to its end by the lexer, tokens in order and inside the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), soup), (text) => {
        const { ids, starts, lineStarts } = read(text);
        expect(ids.length).toBe(starts.length);
        for (let i = 0; i < starts.length; i++) {
          expect(starts[i]).toBeLessThan(text.length);
          if (i > 0) expect(starts[i]).toBeGreaterThan(starts[i - 1]!);
        }
        const lines = [...lineStarts];
        expect(lines).toEqual([0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]);
      }),
      { numRuns: 500 },
    );
  });

  it('is analysed without an error, and every call lies in its function', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const { functions } = analyseText('soup', text);
        for (const { start, end, calls } of functions) {
          expect(end).toBeGreaterThanOrEqual(start);
          for (const { line } of calls) expect(line >= 1).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('may nest as deep as it likes', () => {
    const deep = (open: string, close: string) => open.repeat(20_000) + close.repeat(20_000);
    for (const text of [deep('f(', ')'), deep('{', '}'), deep('(', ')'), deep('a[', ']'), deep('({', '})')])
      expect(() => analyseText('deep', `#define f(x) x\nvoid g(void) { ${text}; }`)).not.toThrow();
  });

  it('may be cut short anywhere', () => {
    const text = `#include <linux/lamp.h>
#define pick(a, ...) a(__VA_ARGS__)
#if CONFIG_LEVELS > (2 + 1
int one(void) { return pick(two, "x", 'y'); }
#elif defined(CONFIG_LAMPS) && !0
static int (*three(int a))(void) { struct lamp l = { .level = four(a) }; return l.ops->light(&l, 1) ? 0 : 0; }
#else
int five(void) __acquires(x) { asm volatile("" ::: "memory"); }
#endif /* end */
`;
    for (let i = 0; i <= text.length; i++) expect(() => analyseText('cut', text.slice(0, i))).not.toThrow();
  });
});
