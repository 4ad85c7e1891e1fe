// The pages that come by the hundred.
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, visit } from './browser.ts';
import { addresses } from './built.ts';
import { axe } from './pages.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
});

describe('every page that comes by the hundred', () => {
  const symbols = addresses().filter((page) => /^\/symbols\/./.test(page));
  // They come out of one component, and the kinds above are checked whole: here it is the data that could break a page, so each
  // function once, in one edition, without the slow rule on contrast; in the other edition every tenth.
  const many = [...symbols, ...symbols.filter((_, index) => index % 10 === 0).map((page) => `/zh-cn${page}`)];

  it('passes axe and is quiet', async () => {
    expect(symbols.length).toBeGreaterThan(500);
    const { page, complaints, close } = await visit(browser, many[0] ?? '/');
    const site = new URL(page.url()).origin;
    const found: string[] = [];
    for (const path of many) {
      await page.goto(site + path, { waitUntil: 'domcontentloaded' });
      for (const violation of await axe(page, { rules: { 'color-contrast': { enabled: false } } }))
        found.push(`${path} ${violation}`);
      if (found.length > 10) break;
    }
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  }, 900_000);
});
