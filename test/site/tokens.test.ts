import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { sourceText } from '../../src/site/text.ts';

const FILE = 'kernel/pid_namespace.c';

/** Where this file's tokens are kept; an earlier version's may lie there too. */
const kept = () => {
  const blob = sourceText(FILE)?.blob ?? '';
  return readdirSync('.cache/tokens')
    .filter((file) => file.startsWith(blob) && file.endsWith('.json'))
    .map((file) => `.cache/tokens/${file}`);
};

/** The tokens as a new process would get them: from the cache, if that is whole. */
async function fresh() {
  vi.resetModules();
  const { fileTokens } = await import('../../src/site/tokens.ts');
  return fileTokens(FILE);
}

describe('the tokens of a file', () => {
  it('are its lines, and come out of the cache as they went in', async () => {
    const made = await fresh();
    expect(made?.map((line) => line.map(({ text }) => text).join(''))).toEqual(sourceText(FILE)?.lines);
    expect(await fresh()).toEqual(made);
  });

  it.each([
    ['cut short', (text: string) => text.slice(0, text.length / 2)],
    ['emptied', () => ''],
    ['of another text', (text: string) => text.replace(/\[\d+/, '[1')],
  ])('are made again when the cache is %s', async (_, damage) => {
    await fresh();
    for (const file of kept()) rmSync(file);
    const made = await fresh();
    const [cache, ...others] = kept() as [string, ...string[]];
    expect(others).toEqual([]);
    const whole = readFileSync(cache, 'utf8');
    expect(whole).not.toBe('');
    writeFileSync(cache, damage(whole));
    expect(await fresh()).toEqual(made);
    expect(readFileSync(cache, 'utf8')).toBe(whole);
  });
});
