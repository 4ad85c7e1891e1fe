import { describe, expect, it } from 'vitest';
import { evaluate } from '@/analysis/condition.ts';
import { findInclude } from '@/analysis/includes.ts';
import { lex } from '@/analysis/lexer.ts';
import { TokenTable } from '@/analysis/tokens.ts';
import { analyseText } from './fixtures.ts';

/** The calls that a macro's use leads to: `callee@line kind macro`. */
const calls = (macros: string, use: string) =>
  analyseText('m', `${macros}\nvoid f(void)\n{\n${use}\n}\n`)
    .functions.find(({ name }) => name === 'f')!
    .calls.filter(({ active }) => active)
    .map(({ callee, kind, macro }) => `${kind} ${callee}${macro ? ` via ${macro}` : ''}`);

describe('macros', () => {
  it('expands an argument before it goes into the body, unless # or ## takes it', () => {
    expect(calls('#define one two\n#define raw(x) x##_go()\n#define full(x) raw(x)', 'raw(one); full(one);')).toEqual([
      'macro one_go via raw',
      'macro two_go via full',
    ]);
    expect(calls('#define name(x) say(#x)', 'name(hidden());')).toEqual(['macro say via name']);
  });

  it('never expands a macro inside itself', () => {
    expect(calls('#define a() b()\n#define b() a()', 'a();')).toEqual(['macro a via a']);
    expect(calls('#define f1 f1', 'f1();')).toEqual(['macro f1 via f1']);
    // 6.10.3.4 of the C standard leaves open what f(f)(1) gives; it must end
    expect(() => calls('#define g(x) x g', 'g(g)(1)(g)(2);')).not.toThrow();
  });

  it('calls a function whose name a macro makes at the end of its body', () => {
    expect(calls('#define verb go\n#define make verb', 'make(1);')).toEqual(['macro go via make']);
    expect(calls('#define outer inner\n#define inner(x) done(x)', 'outer(1);')).toEqual(['macro done via outer']);
  });

  it('drops the comma before an empty rest, and keeps it before a full one', () => {
    expect(
      calls('#define p(f, ...) f(0, ##__VA_ARGS__)\n#define q(f, rest...) f(0, ##rest)', 'p(a); p(b, c()); q(d, e());'),
    ).toEqual(['direct a via p', 'direct b via p', 'direct c via p', 'direct d via q', 'direct e via q']);
  });

  it('takes a call in an argument once, however often the body uses it; and not at all if it does not', () => {
    expect(calls('#define max(a, b) ((a) > (b) ? (a) : (b))', 'max(x(), y());')).toEqual([
      'direct x via max',
      'direct y via max',
    ]);
    expect(calls('#define none(a) do { } while (0)', 'none(x());')).toEqual([]);
  });

  it('leaves a function-like macro alone where no parenthesis follows', () => {
    expect(calls('#define go(x) gone(x)', 'int go = 1; run(go); go (2);')).toEqual(['direct run', 'macro gone via go']);
  });

  it('obeys directives between a macro’s arguments', () => {
    expect(calls('#define both(a, b) a; b', 'both(\n#ifdef CONFIG_LAMPS\nx()\n#else\ny()\n#endif\n, z());')).toEqual([
      'direct x via both',
      'direct z via both',
    ]);
  });

  it('forgets what a branch that is left out defines', () => {
    expect(calls('#ifdef CONFIG_NOT\n#define go stop\n#else\n#endif', 'go();')).toEqual(['direct go']);
    expect(calls('#define go run\n#undef go', 'go();')).toEqual(['direct go']);
  });
});

describe('conditions', () => {
  const table = new TokenTable();
  const value = (text: string) => evaluate(lex('x', text, table).ids, table);

  it.each([
    ['1 + 2 * 3 == 7', true],
    ['(1 ? 0 : 1) || !0 && 1', true],
    ['0x10 >> 2 == 4 && 010 == 8', true],
    ['-1 < 0', true],
    ["'A' == 65", true],
    ['1UL << 63 > 0', false],
    ['unknown', false],
    ['unknown(1, 2) + 1', true],
    ['1 / 0', false],
    ['(((', false],
    ['', false],
    ['~0 == -1', true],
    ['4 % 3 == 1 && 6 / 4 == 1', true],
    ['0 ? 1 : 0 ? 1 : 2', true],
  ])('%s is %s', (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it('ends with a condition of any depth', () => {
    expect(() => value('('.repeat(100_000))).not.toThrow();
    expect(() => value('!'.repeat(100_000))).not.toThrow();
    expect(() => value('1?'.repeat(100_000))).not.toThrow();
    expect(() => value(`1${'+1'.repeat(100_000)}`)).not.toThrow();
  });

  it.each([
    ['IS_ENABLED(CONFIG_LAMPS)', true],
    ['IS_ENABLED(CONFIG_NOT)', false],
    ['defined CONFIG_LAMPS && !defined(CONFIG_NOT)', true],
    ['CONFIG_LEVELS >= 3', true],
    ['defined(CONFIG_NOT) || CONFIG_LEVELS == 2', false],
  ])('%s, in the configuration: %s', (condition, expected) => {
    const { functions } = analyseText('c', `#if ${condition}\nvoid f(void) { }\n#endif\n`);
    expect(functions.map(({ active }) => active)).toEqual([expected]);
  });
});

describe('includes', () => {
  const files = new Set([
    'include/linux/a.h',
    'include/asm-generic/b.h',
    'include/uapi/asm-generic/errno.h',
    'arch/x86/include/asm/c.h',
    'include/asm-generic/c.h',
    'kernel/sched/own.h',
    'kernel/own.h',
    'mm/internal.h',
  ]);
  it.each([
    ['linux/a.h', false, 'include/linux/a.h'],
    ['asm/c.h', false, 'arch/x86/include/asm/c.h'],
    ['asm/b.h', false, 'include/asm-generic/b.h'],
    ['asm/errno.h', false, 'include/uapi/asm-generic/errno.h'],
    ['own.h', true, 'kernel/sched/own.h'],
    ['../own.h', true, 'kernel/own.h'],
    ['../../mm/internal.h', true, 'mm/internal.h'],
    ['generated/bounds.h', false, undefined],
  ] as const)('%s (in quotes: %s) is %s', (path, quoted, expected) => {
    expect(findInclude(path, quoted, 'kernel/sched/core.c', (candidate) => files.has(candidate))).toBe(expected);
  });
});
