// What surrounds every page: columns, menu, search, theme, the two editions, type, paper.
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, visit } from './browser.ts';
import { addresses, html } from './built.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
});

const CHAPTER = '/chapters/zap-pid-ns-processes/';
const box = async (page: Page, selector: string) => (await page.locator(selector).first().boundingBox())!;
const ground = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
/** How light a computed colour is, 0 to 1. */
const lightness = (colour: string) => Number(/oklch\(([\d.]+)/.exec(colour)?.[1]);

describe('columns', () => {
  it('wide: the side list stands left of the text, the notes right of the code', async () => {
    const { page, close } = await visit(browser, CHAPTER, { viewport: { width: 1440, height: 900 } });
    const [side, text, code, note] = [
      await box(page, '.side'),
      await box(page, 'main .body > p'),
      await box(page, '.x'),
      await box(page, '.x .note'),
    ];
    expect(side.x + side.width).toBeLessThan(text.x);
    expect(note.x).toBeGreaterThanOrEqual(code.x + code.width);
    expect(note.x + note.width).toBeLessThanOrEqual(1440);
    expect(text.width / 16, 'prose in rem').toBeLessThanOrEqual(36);
    expect(code.width / 16, 'code in rem').toBeCloseTo(46, 0);
    await close();
  });

  it('1200: the side list goes, the notes stay in the margin', async () => {
    const { page, close } = await visit(browser, CHAPTER, { viewport: { width: 1200, height: 900 } });
    expect(await page.locator('.side').isVisible()).toBe(false);
    const [code, note] = [await box(page, '.x'), await box(page, '.x .note')];
    expect(note.x).toBeGreaterThanOrEqual(code.x + code.width);
    await close();
  });

  it('900: a note stands under its line', async () => {
    const { page, close } = await visit(browser, CHAPTER, { viewport: { width: 900, height: 900 } });
    const [code, note] = [await box(page, '.x'), await box(page, '.x .note')];
    expect(note.x).toBeLessThan(code.x + code.width / 2);
    await close();
  });

  it('the heading being read is marked in the side list', async () => {
    const { page, close } = await visit(browser, CHAPTER);
    const links = page.locator('.side [data-headings] a');
    expect(await links.count()).toBeGreaterThan(2);
    const id = (await links.nth(1).getAttribute('href'))!.slice(1);
    await page.evaluate((at) => document.getElementById(at)?.scrollIntoView(), id);
    await page.locator(`.side a[href="#${id}"][aria-current]`).waitFor();
    expect(await page.locator('.side [data-headings] [aria-current]').count()).toBe(1);
    await close();
  });
});

describe('the menu', () => {
  it.each([true, false])('opens on a phone and leads on, with script: %s', async (javaScriptEnabled) => {
    const viewport = { width: 390, height: 844 };
    const { page, close } = await visit(browser, '/', { viewport, javaScriptEnabled });
    await page.locator('button.menu').click();
    await page.locator(`.side a[href="${CHAPTER}"]`).click();
    await page.waitForURL(`**${CHAPTER}`);
    await close();
  });

  it('closes on Escape and gives the focus back; closes when the focus leaves it', async () => {
    const { page, close } = await visit(browser, CHAPTER, { viewport: { width: 1200, height: 900 } });
    const menu = page.locator('.side');
    await page.locator('button.menu').focus();
    await page.keyboard.press('Enter');
    expect(await menu.isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await menu.isVisible()).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('menu');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('.side') !== null)).toBe(true);
    await page.locator('main a').first().focus();
    await menu.waitFor({ state: 'hidden' });
    await close();
  });
});

describe('search', () => {
  it('loads nothing before it is opened, and finds Chinese words in the Chinese edition', async () => {
    const { page, close } = await visit(browser, '/zh-cn/');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.waitForLoadState('networkidle');
    expect(
      await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name)),
    ).not.toContainEqual(expect.stringContaining('pagefind'));
    await page.keyboard.press('/');
    await page.keyboard.type('命名空间');
    const first = page.locator('dialog ol a').first();
    await first.waitFor();
    expect(await first.getAttribute('href')).toMatch(/^\/zh-cn\//);
    expect(asked.some((url) => url.includes('/pagefind/'))).toBe(true);
    await close();
  });

  it('walks through the results with the arrows, opens one with Enter, and closes on Escape', async () => {
    const { page, close } = await visit(browser, '/about/');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('find_child_reaper');
    const links = page.locator('dialog ol a');
    await links.nth(1).waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await links.first().evaluate((link) => link === document.activeElement)).toBe(true);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Escape');
    await page.locator('dialog.search').waitFor({ state: 'hidden' });
    await page.keyboard.press('/');
    await page.locator('dialog.search').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/find_child_reaper/**');
    await close();
  });

  it('finds what was typed while the dialog was still being loaded', async () => {
    const { page, close } = await visit(browser, '/');
    await page.route('**/search-dialog*.js', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.continue();
    });
    await page.keyboard.press('/');
    await page.keyboard.type('exit_notify');
    await page.locator('dialog ol a[href="/symbols/exit_notify/"]').waitFor();
    await close();
  });

  it('leads an exit code to a chapter, not to a function that happens to stand at that line', async () => {
    const { page, close } = await visit(browser, '/');
    await page.keyboard.press('/');
    await page.keyboard.type('137');
    const first = page.locator('dialog ol a').first();
    await first.waitFor();
    expect(await first.getAttribute('href')).toMatch(/^\/chapters\//);
    await close();
  });

  it('a slash in a field is a slash', async () => {
    const { page, close } = await visit(browser, '/');
    await page.keyboard.press('/');
    await page.keyboard.type('kernel/exit.c');
    expect(await page.locator('dialog input').inputValue()).toBe('kernel/exit.c');
    await close();
  });
});

describe('themes', () => {
  it.each(['light', 'dark'] as const)('without script the page follows the system: %s', async (colorScheme) => {
    const { page, close } = await visit(browser, '/', { colorScheme, javaScriptEnabled: false });
    const light = lightness(await ground(page));
    expect(light > 0.5).toBe(colorScheme === 'light');
    await close();
  });

  it('a choice is there before the first paint, and "as the system" takes it back', async () => {
    const { page, close } = await visit(browser, '/', { colorScheme: 'light' });
    await page.locator('[data-theme-control]').selectOption('dark');
    // Whatever the page's own scripts do later, the ground is dark as soon as there is a body.
    await page.addInitScript(() => {
      new MutationObserver((_, observer) => {
        if (!document.body) return;
        observer.disconnect();
        document.documentElement.dataset['first'] = document.documentElement.dataset['theme'] ?? '';
      }).observe(document, { childList: true, subtree: true });
    });
    await page.reload();
    expect(await page.evaluate(() => document.documentElement.dataset['first'])).toBe('dark');
    expect(lightness(await ground(page))).toBeLessThan(0.5);
    await page.locator('[data-theme-control]').selectOption('auto');
    expect(lightness(await ground(page))).toBeGreaterThan(0.5);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'dark');
    await close();
  });
});

describe('type', () => {
  const fonts = (page: Page) =>
    page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => name.split('/').at(-1) ?? '')
        .filter((name) => name.endsWith('.woff2')),
    );

  it('a Chinese page loads no serif, and sets its text in the reader’s Han face', async () => {
    const { page, close } = await visit(browser, '/zh-cn/about/');
    await page.waitForLoadState('networkidle');
    const loaded = await fonts(page);
    expect(loaded.filter((name) => name.includes('serif'))).toEqual([]);
    expect(loaded.length).toBe(new Set(loaded).size);
    const em = await page.evaluate(() => {
      const probe = document.createElement('em');
      document.querySelector('main .body')?.append(probe);
      const { fontStyle, fontFamily } = getComputedStyle(probe);
      return { fontStyle, fontFamily };
    });
    expect(em.fontStyle).toBe('normal');
    expect(em.fontFamily).toMatch(/^"Latin for Han"/);
    await close();
  });

  it('an English page preloads its serif and its code face, and nothing comes from elsewhere', async () => {
    const { page, close } = await visit(browser, CHAPTER);
    await page.waitForLoadState('networkidle');
    const preloaded = await page
      .locator('link[rel=preload]')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    expect(preloaded.map((href) => /source-\w+-\w+/.exec(href)?.[0])).toEqual(['source-serif-4', 'source-code-pro']);
    const away = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => !name.startsWith(location.origin))
        .map(({ name }) => name),
    );
    expect(away).toEqual([]);
    await close();
  });

  it('the faces’ arrival moves nothing', async () => {
    const { page, close } = await visit(browser, CHAPTER);
    await page.waitForLoadState('networkidle');
    const shift = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            // Layout shifts are not in the DOM types.
            for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) sum += entry.value;
          }).observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => resolve(sum), 300);
        }),
    );
    expect(shift).toBeLessThan(0.05);
    await close();
  });
});

describe('what a page says of itself', () => {
  const pages = ['/', '/about/', CHAPTER, '/symbols/exit_notify/', '/source/v6.0/kernel/exit.c/'];

  it.each(pages.flatMap((page) => [page, `/zh-cn${page}`]))('%s: title, description, both editions', (address) => {
    const text = html(address);
    const value = (pattern: RegExp) => pattern.exec(text)?.[1] ?? '';
    expect(value(/<title>([^<]*)/).length).toBeGreaterThan(5);
    expect(value(/<meta name="description" content="([^"]*)/).length).toBeGreaterThan(20);
    expect(new URL(value(/<link rel="canonical" href="([^"]*)/)).pathname).toBe(address);
    const english = address.replace(/^\/zh-cn/, '');
    expect(new URL(value(/hreflang="en" href="([^"]*)/)).pathname).toBe(english);
    expect(new URL(value(/hreflang="zh-CN" href="([^"]*)/)).pathname).toBe(`/zh-cn${english}`);
    expect(value(/<html lang="([^"]*)/)).toBe(address.startsWith('/zh-cn/') ? 'zh-CN' : 'en');
  });

  it('an English text in the Chinese edition says so, in Chinese, and is marked as English', () => {
    const untranslated = addresses().filter(
      (page) => page.startsWith('/zh-cn/') && html(page).includes('class="notice"'),
    );
    for (const page of untranslated) {
      expect(html(page)).toMatch(/<main[^>]* lang="en"/);
      expect(html(page)).toMatch(/<p class="notice"[^>]* lang="zh-CN"/);
    }
  });
});

describe('on paper', () => {
  it('a chapter keeps its code and its notes, and leaves the rest', async () => {
    const { page, close } = await visit(browser, CHAPTER, {
      colorScheme: 'dark',
      viewport: { width: 720, height: 1000 },
    });
    await page.emulateMedia({ media: 'print' });
    for (const gone of ['header.top', '.side', '.turn'])
      expect(await page.locator(gone).first().isVisible(), gone).toBe(false);
    expect(await page.locator('.x .note').first().isVisible()).toBe(true);
    expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe('rgb(0, 0, 0)');
    await close();
  });
});
