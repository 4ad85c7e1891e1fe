import { describe, expect, it } from 'vitest';
import { LONGEST_SOURCE, stripTypes } from '@/sandbox/index.ts';

async function stripped(source: string): Promise<string> {
  const result = await stripTypes(source);
  if (!result.ok) throw new Error(JSON.stringify(result.mistake));
  return result.code;
}

describe('taking types away', () => {
  it('keeps every line on its line', async () => {
    const source = [
      "import { scenario, type Step } from 'why-sigkill';",
      'interface A {',
      '  b: string;',
      '}',
      'const f = <T extends A>(a: T): string => a.b satisfies string;',
      'export default scenario({ id: f({ b: "x" }) as string });',
    ].join('\n');
    const code = await stripped(source);
    expect(code.split('\n').length).toBe(6);
    expect(code.split('\n')[4]).toMatch(/const f = \s*\(a\)\s*=> a\.b/);
    expect(code.split('\n')[5]).toMatch(/exports\. ?default = /);
  });

  it('makes imports calls of require, and drops those of types alone', async () => {
    const code = await stripped(
      "import type { Step } from 'types-only';\nimport { scenario } from 'why-sigkill';\nexport const s = scenario;",
    );
    expect(code).toContain("require('why-sigkill')");
    expect(code).not.toContain('types-only');
  });

  it('leaves no import that a browser could follow', async () => {
    const code = await stripped(
      "const a = await import('https://example.com/x.js');\nexport * from './y';\nimport './z';",
    );
    expect(code).not.toMatch(/\bimport\s*\(/);
    expect(code.match(/require\(/g)?.length).toBeGreaterThanOrEqual(3);
  });

  it.each([
    ['const a = [1, 2;', 1, 16],
    ['const a = 1;\n\nfunction {', 3, 10],
    ['export default {', 1, 17],
  ])('%j cannot be read, at %i:%s', async (source, line, column) => {
    const result = await stripTypes(source);
    expect(result).toMatchObject({
      ok: false,
      mistake: { kind: 'syntax', line, column },
    });
    expect((result as { mistake: { message: string } }).mistake.message).not.toMatch(/Error transforming|\(\d+:\d+\)/);
  });

  it('does not try what is longer than a reader would write', async () => {
    expect(await stripTypes(' '.repeat(LONGEST_SOURCE + 1))).toEqual({
      ok: false,
      mistake: { kind: 'too-large', limit: LONGEST_SOURCE },
    });
  });
});
