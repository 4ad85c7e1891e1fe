// What every page is held to, and which pages get the whole treatment. Each edition has a test file of its own, so that two run at once.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, visit } from './browser.ts';
import { addresses } from './built.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const english = addresses().filter((page) => !page.startsWith('/zh-cn/') && page !== '/404.html');
const chapters = english.filter((page) => page.startsWith('/chapters/'));
const sources = english.filter((page) => page.startsWith('/source/'));
const others = english.filter((page) => !/^\/(chapters|source|symbols)\/./.test(page));

/** Pages that get the whole treatment: every chapter, every page of its own kind, and some of each that comes by the hundred. */
const kinds = [
  ...others,
  ...chapters,
  '/source/v6.0/kernel/pid_namespace.c/',
  '/symbols/do_exit/',
  '/symbols/zap_pid_ns_processes/',
  '/symbols/kill_something_info/',
];

/** What axe-core finds wrong with a page, a line each. @param except selectors of what is held to it elsewhere */
export async function axe(page: Page, options: object = {}, except: readonly string[] = []): Promise<string[]> {
  await page.evaluate(axeSource);
  // axe is put into the page by the line above; its global is not known to the types here.
  const run = `axe.run({ exclude: ${JSON.stringify(except)} }, ${JSON.stringify({ resultTypes: ['violations'], ...options })})`;
  const results = (await page.evaluate(run)) as AxeResults;
  return results.violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.target.join(' ')} (${nodes.length} in all)`,
  );
}

/** How many pixels the page can be scrolled sideways. */
export const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Holds an edition's pages to it, each kind in both themes, wide and on a phone. @param edition '' for English, '/zh-cn' */
export function holdEdition(edition: '' | '/zh-cn'): void {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
  });

  describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
    it.each(kinds)(
      '%s has no console error, passes axe, and does not scroll sideways, wide or on a phone',
      async (path) => {
        for (const viewport of [
          { width: 1440, height: 900 },
          { width: 390, height: 844 },
        ]) {
          const { page, complaints, close } = await visit(browser, edition + path, { viewport, colorScheme });
          expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe(colorScheme);
          expect(complaints).toEqual([]);
          expect(await overflow(page), `sideways at ${viewport.width}`).toBeLessThanOrEqual(0);
          expect(await axe(page), `axe at ${viewport.width}`).toEqual([]);
          await close();
        }
      },
    );
  });

  it.each(sources)(
    '%s is quiet, passes axe, and fits',
    async (path) => {
      const { page, complaints, close } = await visit(browser, edition + path);
      expect(complaints).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(await axe(page)).toEqual([]);
      await close();
    },
    240_000,
  );

  it.each([1200, 900, 360])('chapters and source pages fit into %i pixels', async (width) => {
    for (const path of ['/', ...chapters, '/source/v6.0/kernel/exit.c/', '/symbols/exit_notify/']) {
      const { page, close } = await visit(browser, edition + path, { viewport: { width, height: 800 } });
      expect(await overflow(page), path).toBeLessThanOrEqual(0);
      await close();
    }
  });
}
