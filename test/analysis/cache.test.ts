import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { analyse } from '@/analysis/index.ts';
import type { KernelText } from '@/kernel-text/index.ts';

let folder: string;
let reads: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'analysis-cache-'));
  reads = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A kernel of one file. */
function textOf(source: string, digest: string): KernelText {
  const path = 'kernel/one.c';
  return {
    root: '',
    current: true,
    source: { kind: 'tree', detail: '', obtained: '' },
    digest,
    list: () => [path],
    has: (candidate) => candidate === path,
    read: () => {
      reads++;
      return { path, text: source, blob: '', label: 'v6.0', verified: false };
    },
  };
}

const names = (text: KernelText) => analyse(text, { cache: folder }).functions.map(({ name }) => name);
const stored = () => join(folder, readdirSync(folder)[0]!);

describe('the cache', () => {
  it('spares a second reading of the same text', () => {
    const first = analyse(textOf('void a(void) { b(); }', 'x'), { cache: folder });
    expect(reads).toBeGreaterThan(0);
    reads = 0;
    expect(analyse(textOf('void a(void) { b(); }', 'x'), { cache: folder })).toEqual(first);
    expect(reads).toBe(0);
  });

  it('is not used for another text', () => {
    expect(names(textOf('void a(void) { }', 'x'))).toEqual(['a']);
    expect(names(textOf('void c(void) { }', 'y'))).toEqual(['c']);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it.each([
    ['cut short', (content: string) => content.slice(0, content.length / 2)],
    ['empty', () => ''],
    ['changed in one letter', (content: string) => content.replace('"a"', '"z"')],
    ['another file', () => '{"functions":[]}'],
  ])('is noticed and made anew when it is %s', (_, damage) => {
    const text = textOf('void a(void) { }', 'x');
    names(text);
    const whole = readFileSync(stored(), 'utf8');
    writeFileSync(stored(), damage(whole));
    expect(names(text)).toEqual(['a']);
    expect(readFileSync(stored(), 'utf8')).toBe(whole);
  });

  it('keeps the three newest results', () => {
    for (const digest of ['1', '2', '3', '4', '5']) names(textOf('void a(void) { }', digest));
    expect(readdirSync(folder)).toHaveLength(3);
    reads = 0;
    names(textOf('void a(void) { }', '5'));
    expect(reads).toBe(0);
  });

  it('leaves no half-written file behind', () => {
    names(textOf('void a(void) { }', 'x'));
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('does without when its folder cannot be made', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const text = textOf('void a(void) { }', 'x');
    expect(analyse(text, { cache: join(file, 'below') }).functions).toHaveLength(1);
    expect(statSync(file).size).toBe(0);
  });
});
