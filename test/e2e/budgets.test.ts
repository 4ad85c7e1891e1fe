// What a reader downloads before doing anything, gzipped, against the budgets of the design.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addresses, compressed, fileOf, html, loads } from './built.ts';

const chapters = addresses().filter((page) => /^\/(zh-cn\/)?chapters\/[^/]+\/$/.test(page));
const weigh = (files: string[]) => files.reduce((sum, file) => sum + compressed(readFileSync(fileOf(file))), 0);

/** Scripts that stand in the page itself count as script as well. */
function inline(text: string): number {
  const bodies = [...text.matchAll(/<script(?![^>]*\ssrc=)(?![^>]*application\/)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, body = '']) => body,
  );
  return bodies.length > 0 ? compressed(bodies.join('\n')) : 0;
}

describe('budgets', () => {
  it('nine chapters are built in both editions', () => {
    expect(chapters.length).toBe(18);
  });

  it.each(chapters)('%s: HTML ≤ 40 kB, script ≤ 35 kB, CSS ≤ 25 kB', (page) => {
    const text = html(page);
    const { css, js } = loads(page);
    const styles = [...text.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(([, body = '']) => body).join('');
    expect(compressed(text), 'HTML').toBeLessThanOrEqual(40_000);
    expect(weigh(js) + inline(text), 'script').toBeLessThanOrEqual(35_000);
    expect(weigh(css) + (styles ? compressed(styles) : 0), 'CSS').toBeLessThanOrEqual(25_000);
  });

  it.each(['/source/v6.0/kernel/exit.c/', '/zh-cn/source/v6.0/kernel/exit.c/'])('%s: HTML ≤ 120 kB', (page) => {
    expect(compressed(html(page))).toBeLessThanOrEqual(120_000);
  });

  it('no page ships a syntax highlighter', () => {
    const scripts = new Set(chapters.flatMap((page) => loads(page).js));
    for (const script of scripts)
      expect(readFileSync(fileOf(script), 'utf8')).not.toMatch(/oniguruma|tmLanguage|shikijs/i);
  });
});
