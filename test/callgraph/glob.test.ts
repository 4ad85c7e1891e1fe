// Patterns of files.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseGlob } from '@/callgraph/glob.ts';

const matches = (pattern: string, path: string) => parseGlob(pattern)?.(path);

describe('a pattern of files', () => {
  it.each([
    ['kernel/*.c', 'kernel/exit.c', true],
    ['kernel/*.c', 'kernel/sched/core.c', false],
    ['kernel/*.c', 'kernel/exit.h', false],
    ['kernel/*.c', 'arch/kernel/exit.c', false],
    ['kernel/**', 'kernel/sched/core.c', true],
    ['kernel/**', 'kernel/exit.c', true],
    ['kernel/**/*.c', 'kernel/exit.c', true],
    ['kernel/**/*.c', 'kernel/trace/rv/rv.c', true],
    ['kernel/**/*.c', 'kernelx/exit.c', false],
    ['**/core.c', 'core.c', true],
    ['**/core.c', 'kernel/sched/core.c', true],
    ['exit.c', 'kernel/exit.c', true],
    ['exit.c', 'kernel/sexit.c', false],
    ['./kernel/exit.c', 'kernel/exit.c', true],
    ['/kernel/exit.c', 'kernel/exit.c', true],
    ['kernel/{exit,fork}.c', 'kernel/fork.c', true],
    ['kernel/{exit,fork}.c', 'kernel/pid.c', false],
    ['kernel/exit.c,include/**', 'include/linux/pid.h', true],
    ['kernel/exit.c, kernel/fork.c', 'kernel/fork.c', true],
    ['kernel/{exit,fork}.c,mm/*', 'mm/oom_kill.c', true],
    ['kernel/p?d.c', 'kernel/pid.c', true],
    ['kernel?exit.c', 'kernel/exit.c', false],
    ['kernel/[ef]*.c', 'kernel/fork.c', true],
    ['kernel/[!e]*.c', 'kernel/exit.c', false],
    ['kernel/e.it.c', 'kernel/exit.c', false],
    ['kernel/(exit).c', 'kernel/exit.c', false],
    ['', 'kernel/exit.c', undefined],
    [',', 'kernel/exit.c', undefined],
    ['kernel/{exit', 'kernel/exit.c', undefined],
    ['kernel/exit}', 'kernel/exit.c', undefined],
    ['kernel/[exit', 'kernel/exit.c', undefined],
    ['kernel/[z-a].c', 'kernel/exit.c', false],
    ['kernel/{e{x,y}it,fork}.c', 'kernel/exit.c', true],
    ['kernel/{exit,}.c', 'kernel/.c', true],
    ['kernel/[a-e]xit.c', 'kernel/exit.c', true],
    ['kernel[/]exit.c', 'kernel/exit.c', false],
    ['{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}', 'kernel/exit.c', undefined],
  ])('%s and %s: %s', (pattern, path, expected) => {
    expect(matches(pattern, path)).toBe(expected);
  });

  it('of many stars is answered at once: an address may hold any', () => {
    const path = `kernel/${'a'.repeat(200)}.c`;
    expect(matches(`kernel/${'*a?'.repeat(60)}b`, path)).toBe(false);
    expect(matches(`kernel/${'**a'.repeat(60)}*.c`, path)).toBe(true);
  });

  it('whatever it is, is answered or refused, never thrown at', () => {
    const odd = fc.string({
      unit: fc.constantFrom('*', '?', '[', ']', '{', '}', ',', '/', '\\', '(', '|', '^', '-', 'a', 'k'),
    });
    fc.assert(
      fc.property(odd, (pattern) => {
        expect(['boolean', 'undefined']).toContain(typeof matches(pattern, 'kernel/exit.c'));
      }),
      { numRuns: 1000 },
    );
  });
});
