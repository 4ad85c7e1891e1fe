// What a reader does with an excerpt: copy its lines, copy a line's address, ask what was compared, follow a name.
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { functionText, sourceText } from '../../src/site/text.ts';
import { launch, visit } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
});

const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] };
const NOTED = 'zap_pid_ns_processes';

describe('an excerpt', () => {
  it.each([1440, 390])('gives the clipboard the kernel’s lines and nothing else, at %i px', async (width) => {
    const viewport = { width, height: 900 };
    const { page, close } = await visit(browser, `/symbols/${NOTED}/`, { ...clipboard, viewport });
    expect(await page.locator('.note').count()).toBeGreaterThan(3);
    await page.evaluate(() => {
      for (const fold of document.querySelectorAll('details')) fold.open = true;
      const code = document.querySelector('.x-code');
      if (code) getSelection()?.selectAllChildren(code);
    });
    await page.keyboard.press('Control+C');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied.replace(/\n$/, '')).toBe(functionText(NOTED)?.lines.join('\n'));
    await close();
  });

  it('hands over a line’s address by keyboard', async () => {
    const { page, close } = await visit(browser, '/chapters/exit-notify/', clipboard);
    await page.locator('#exit_notify-L682 > .no').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/#exit_notify-L682$/);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('.ln')?.id)).not.toBe('');
    await close();
  });

  it('is one stop for Tab at its numbers, and the arrow keys move along them, past what is folded', async () => {
    const { page, close } = await visit(browser, '/chapters/zap-pid-ns-processes/');
    const line = () => page.evaluate(() => document.activeElement?.closest('.ln')?.id);
    const stops = page.locator('#zap_pid_ns_processes .ln > .no[tabindex="0"]');
    expect(await stops.count()).toBe(1);
    await stops.focus();
    expect(await line()).toBe('zap_pid_ns_processes-L166');
    await page.keyboard.press('ArrowDown');
    expect(await line()).toBe('zap_pid_ns_processes-L167');
    await page.keyboard.press('End');
    expect(await line()).toBe('zap_pid_ns_processes-L256');
    expect(await stops.count()).toBe(1);
    for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowUp');
    expect(await page.evaluate(() => document.activeElement?.checkVisibility())).toBe(true);
    await close();
  });

  it('says what was compared, with the whole blob id, and closes on Escape', async () => {
    const { page, close } = await visit(browser, '/symbols/exit_notify/', { javaScriptEnabled: true });
    const button = page.locator('.x-head .ok');
    await button.focus();
    await page.keyboard.press('Enter');
    const popover = page.locator('.x-pop');
    expect(await popover.isVisible()).toBe(true);
    expect(await popover.innerText()).toContain(sourceText('kernel/exit.c')?.blob);
    await page.keyboard.press('Escape');
    expect(await popover.isVisible()).toBe(false);
    await close();
  });

  it('says it in a phone’s whole width, within the screen', async () => {
    const { page, close } = await visit(browser, '/chapters/exit-notify/', { viewport: { width: 390, height: 844 } });
    await page.locator('.x-head .ok').first().click();
    const box = (await page.locator('.x-pop:popover-open').boundingBox())!;
    expect(box.width).toBeGreaterThan(300);
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(390);
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.y + box.height).toBeLessThanOrEqual(844);
    await close();
  });

  it('goes on from one printed page to the next, with its numbers and rails', async () => {
    const { page, close } = await visit(browser, '/chapters/the-whole-chain/');
    await page.emulateMedia({ media: 'print' });
    const style = await page
      .locator('.body .x')
      .first()
      .evaluate((excerpt) => {
        const { breakInside, printColorAdjust } = getComputedStyle(excerpt);
        return { breakInside, printColorAdjust };
      });
    expect(style).toEqual({ breakInside: 'auto', printColorAdjust: 'exact' });
    await close();
  });

  it('opens its folds when an address leads to a line or note inside', async () => {
    const { page, close } = await visit(browser, '/chapters/zap-pid-ns-processes/#zap_pid_ns_processes-L190');
    await expect.poll(() => page.locator('#zap_pid_ns_processes-L190').isVisible()).toBe(true);
    await close();
  });

  it('lets no note overlap another, nor the code, where they stand in the margin', async () => {
    const { page, close } = await visit(browser, '/chapters/zap-pid-ns-processes/');
    const boxes = await page.locator('.note').evaluateAll((notes) =>
      notes
        .filter((note) => note.checkVisibility({ contentVisibilityAuto: true }))
        .map((note) => note.getBoundingClientRect().toJSON() as DOMRect)
        .filter(({ height }) => height > 0),
    );
    expect(boxes.length).toBeGreaterThan(5);
    const code = (await page.locator('.x-code').first().boundingBox())!;
    for (const [index, box] of boxes.entries()) {
      expect(box.left).toBeGreaterThanOrEqual(code.x + code.width);
      const next = boxes[index + 1];
      if (next) expect(next.top).toBeGreaterThanOrEqual(box.bottom);
    }
    await close();
  });
});

describe('a list of names', () => {
  it('is narrowed by typing, and Enter opens the first that is left', async () => {
    const { page, close } = await visit(browser, '/symbols/');
    await page.locator('#narrow').fill('zap_pid');
    expect(await page.locator('.symbol-index li:visible').count()).toBe(1);
    await page.locator('#narrow').press('Enter');
    await page.waitForURL('**/symbols/zap_pid_ns_processes/');
    await close();
  });
});
