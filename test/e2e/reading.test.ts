// What a reader does: arrives at a line, opens a fold, searches, changes theme and edition, by keyboard alone and without script.
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, visit } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
});

describe('a source page', () => {
  it.each(['#L670', '#exit_notify'])('arrives at exit_notify by %s, below the masthead', async (anchor) => {
    const { page, close } = await visit(browser, `/source/v6.0/kernel/exit.c/${anchor}`);
    await page.waitForTimeout(300);
    const line = page.locator('#L670');
    expect(await line.innerText()).toContain('exit_notify');
    const box = await line.boundingBox();
    const head = await page.locator('header').first().boundingBox();
    expect(box?.y ?? -1).toBeGreaterThanOrEqual((head?.y ?? 0) + (head?.height ?? 0) - 1);
    expect(box?.y ?? 1e9).toBeLessThan(700);
    await close();
  });

  it('shows the text of the kernel, byte for byte, when its lines are read off the page', async () => {
    const { page, close } = await visit(browser, '/source/v6.0/kernel/pid_namespace.c/');
    const lines = await page.locator('.ln').count();
    expect(lines).toBe(461);
    await close();
  });
});

describe('without script', () => {
  it('a chapter reads in full and its folds open', async () => {
    const { page, close } = await visit(browser, '/chapters/exit-notify/', { javaScriptEnabled: false });
    expect(await page.locator('main h1').innerText()).toContain('exit_notify');
    const fold = page.locator('details.fold').first();
    const before = await fold.boundingBox();
    await fold.locator('summary').click();
    const after = await fold.boundingBox();
    expect(after?.height ?? 0).toBeGreaterThan((before?.height ?? 0) + 10);
    expect(await page.locator('nav a[href="/chapters/do-exit/"]').count()).toBeGreaterThan(0);
    await close();
  });

  it('the home page shows the chain with its lines', async () => {
    const { page, close } = await visit(browser, '/', { javaScriptEnabled: false });
    const text = await page.locator('main').innerText();
    for (const part of [
      'do_exit',
      '736',
      'exit_notify',
      '670',
      'find_child_reaper',
      '526',
      'zap_pid_ns_processes',
      '166',
      '205',
    ])
      expect(text).toContain(part);
    await close();
  });
});

describe('the keyboard alone', () => {
  it('finds a function: / opens the search, a name gives its page, Enter goes there', async () => {
    const { page, close } = await visit(browser, '/');
    await page.keyboard.press('/');
    const field = page
      .locator('.pagefind-ui__search-input, dialog input[type="search"], dialog input[type="text"]')
      .first();
    await field.waitFor();
    await page.keyboard.type('zap_pid_ns');
    const first = page.locator('.pagefind-ui__result-link, dialog [role="listbox"] a, dialog ol a').first();
    await first.waitFor({ timeout: 15_000 });
    expect(await first.getAttribute('href')).toContain('/symbols/zap_pid_ns_processes/');
    await first.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/symbols/zap_pid_ns_processes/**');
    await close();
  });

  it('starts with a link that skips to the content, and every focus is visible', async () => {
    const { page, close } = await visit(browser, '/chapters/zap-pid-ns-processes/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toMatch(/^#/);
    const unseen: string[] = [];
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab');
      const seen = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement | null;
        if (!element || element === document.body) return 'body';
        const style = getComputedStyle(element);
        return style.outlineStyle !== 'none' || style.boxShadow !== 'none' ? '' : element.outerHTML.slice(0, 120);
      });
      if (seen && seen !== 'body') unseen.push(seen);
    }
    expect(unseen).toEqual([]);
    await close();
  });

  it('changes the theme, and the next page keeps it', async () => {
    const { page, close } = await visit(browser, '/', { colorScheme: 'light' });
    const theme = () => page.evaluate(() => document.documentElement.dataset['theme']);
    expect(await theme()).toBe('light');
    const control = page
      .locator('starlight-theme-select select, button[data-theme-toggle], [data-theme-control]')
      .first();
    await control.focus();
    if ((await control.evaluate((element) => element.tagName)) === 'SELECT') await control.selectOption('dark');
    else await page.keyboard.press('Enter');
    expect(await theme()).toBe('dark');
    await page.goto(new URL('/source/v6.0/kernel/exit.c/', page.url()).href);
    expect(await theme()).toBe('dark');
    await close();
  });
});

describe('the two editions', () => {
  it('lead to each other from the same page', async () => {
    const { page, close } = await visit(browser, '/symbols/exit_notify/');
    await page.locator('header a[href="/zh-cn/symbols/exit_notify/"]').first().click();
    await page.waitForURL('**/zh-cn/symbols/exit_notify/');
    expect(await page.evaluate(() => document.documentElement.lang)).toMatch(/^zh/);
    await close();
  });

  it('show the same note in their own language', async () => {
    const text = async (path: string) => {
      const { page, close } = await visit(browser, path);
      const note = await page.locator('[id^="note-zap_pid_ns_processes-"]').count();
      const words = await page.locator('.note').first().innerText();
      await close();
      return { words, note };
    };
    expect((await text('/symbols/zap_pid_ns_processes/')).words).not.toMatch(/[\u4e00-\u9fff]/);
    expect((await text('/zh-cn/symbols/zap_pid_ns_processes/')).words).toMatch(/[\u4e00-\u9fff]/);
  });
});
