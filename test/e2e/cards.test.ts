// A function's name says what it is: by hover, by focus, by tap.
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, visit } from './browser.ts';
import { addresses, fileOf, html } from './built.ts';
import { axe, overflow } from './pages.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
});

const CHAPTER = '/chapters/exit-notify/';
const name = (page: Page, fn: string) => page.locator(`#exit_notify a.call:text-is("${fn}")`).first();
const card = (page: Page) => page.locator('#symbol-card');
const shown = (page: Page) =>
  page.evaluate(() => document.querySelector('#symbol-card:popover-open')?.getAttribute('aria-label') ?? '');
/** A busy machine may take its time; nothing here is about how long. */
const SOON = { timeout: 15_000 };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describe('what is linked most', () => {
  it('has a sentence in both languages: the 60 functions that most links of the site lead to', () => {
    const links = new Map<string, number>();
    for (const page of addresses().filter((each) => !each.startsWith('/zh-cn/')))
      for (const [, id = ''] of html(page).matchAll(/href="\/symbols\/([^/"]+)\/["#]/g))
        links.set(id, (links.get(id) ?? 0) + 1);
    const most = [...links].sort(([, a], [, b]) => b - a).slice(0, 60);
    for (const locale of ['en', 'zh-cn'])
      for (const [id] of most) {
        const { cards } = JSON.parse(readFileSync(fileOf(`/cards/${locale}/symbols/${id}.json`), 'utf8')) as {
          cards: Record<string, { summary?: string }>;
        };
        expect(cards[id]?.summary, `${locale}: ${id}`).toBeTruthy();
      }
  });
});

describe('a pointer that rests on a name', () => {
  it('opens its card, which stays while the pointer is on it and closes when it leaves', async () => {
    const { page, complaints, close } = await visit(browser, CHAPTER);
    await name(page, 'forget_original_parent').hover();
    await expect.poll(() => shown(page), SOON).toBe('forget_original_parent');
    const text = await card(page).innerText();
    for (const said of [
      'static void forget_original_parent(',
      'kernel/exit.c 631–664',
      'exit_notify',
      'tasklist_lock',
      'Chains to it',
    ])
      expect(text).toContain(said);
    await card(page).hover();
    await page.waitForTimeout(600);
    expect(await shown(page)).toBe('forget_original_parent');
    await page.mouse.move(5, 5);
    await expect.poll(() => shown(page), SOON).toBe('');
    expect(complaints).toEqual([]);
    await close();
  });

  it('has one card at a time, and Escape closes it', async () => {
    const { page, close } = await visit(browser, CHAPTER);
    await name(page, 'forget_original_parent').hover();
    await expect.poll(() => shown(page), SOON).toBe('forget_original_parent');
    await name(page, 'kill_orphaned_pgrp').hover();
    await expect.poll(() => shown(page), SOON).toBe('kill_orphaned_pgrp');
    expect(await page.locator('.card:popover-open').count()).toBe(1);
    await page.keyboard.press('Escape');
    expect(await shown(page)).toBe('');
    await close();
  });

  it('fetches the cards of the file once, and for a name in prose that one alone', async () => {
    const { page, close } = await visit(browser, CHAPTER);
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith('/cards/')) asked.push(pathname);
    });
    await name(page, 'forget_original_parent').hover();
    await expect.poll(() => shown(page), SOON).toBe('forget_original_parent');
    await name(page, 'kill_orphaned_pgrp').hover();
    await expect.poll(() => shown(page), SOON).toBe('kill_orphaned_pgrp');
    expect(asked).toEqual(['/cards/en/kernel/exit.c.json']);
    const prose = page.locator('main p a[href="/symbols/zap_pid_ns_processes/"]').first();
    await prose.hover();
    await expect.poll(() => shown(page), SOON).toBe('zap_pid_ns_processes');
    expect(asked[1]).toBe('/cards/en/symbols/zap_pid_ns_processes.json');
    await close();
  });

  it('does not come between a click and what it opens', async () => {
    const { page, close } = await visit(browser, CHAPTER);
    await name(page, 'forget_original_parent').hover();
    await expect.poll(() => shown(page), SOON).toBe('forget_original_parent');
    await name(page, 'forget_original_parent').click();
    await page.locator('.nest[data-fn="forget_original_parent"]').waitFor();
    expect(await shown(page)).toBe('');
    await close();
  });

  it('leads on: to the page, to the function unfolded, to the chains', async () => {
    const { page, close } = await visit(browser, CHAPTER);
    await name(page, 'forget_original_parent').hover();
    await expect.poll(() => shown(page), SOON).toBe('forget_original_parent');
    expect(await card(page).getByRole('link', { name: 'Open' }).getAttribute('href')).toBe(
      '/symbols/forget_original_parent/',
    );
    expect(await card(page).getByRole('link', { name: 'Chains to it' }).getAttribute('href')).toBe(
      '/chains/?to=forget_original_parent',
    );
    await card(page).getByRole('button', { name: 'Unfold here' }).click();
    await page.locator('.nest[data-fn="forget_original_parent"]').waitFor();
    expect(await shown(page)).toBe('');
    await close();
  });
});

describe('the focus', () => {
  it('opens a card at once; Tab goes into it and on to what comes next, the arrow keys along it, Escape back', async () => {
    const { page, close } = await visit(browser, CHAPTER);
    const text = () => page.evaluate(() => document.activeElement?.textContent);
    await name(page, 'kill_orphaned_pgrp').focus();
    await expect.poll(() => shown(page), SOON).toBe('kill_orphaned_pgrp');
    expect(await name(page, 'kill_orphaned_pgrp').getAttribute('aria-describedby')).toBe('symbol-card');
    await page.keyboard.press('Tab');
    expect(await text()).toBe('Open');
    await page.keyboard.press('ArrowRight');
    expect(await text()).toBe('Unfold here');
    await page.keyboard.press('Escape');
    expect(await shown(page)).toBe('');
    expect(await text()).toBe('kill_orphaned_pgrp');

    await page.keyboard.press('Tab');
    const next = await page.evaluate(() => document.activeElement?.outerHTML);
    await name(page, 'forget_original_parent').focus();
    await name(page, 'kill_orphaned_pgrp').focus();
    await expect.poll(() => shown(page), SOON).toBe('kill_orphaned_pgrp');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.outerHTML)).toBe(next);
    await close();
  });

  it('is seen on every stop of the card', async () => {
    const { page, close } = await visit(browser, '/symbols/release_task/');
    await page.locator('.calls a[href^="/symbols/"]').first().focus();
    await expect.poll(() => shown(page), SOON).not.toBe('');
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
    expect(outline).not.toBe('none');
    await close();
  });
});

describe('a finger', () => {
  it('opens the card on the first tap, as a sheet over the whole width, and follows the link on the second', async () => {
    const { page, close } = await visit(browser, CHAPTER, PHONE);
    const prose = page.locator('main p a[href="/symbols/zap_pid_ns_processes/"]').first();
    await prose.tap();
    await expect.poll(() => shown(page), SOON).toBe('zap_pid_ns_processes');
    expect(page.url()).toMatch(/\/exit-notify\/$/);
    const box = (await card(page).boundingBox())!;
    expect(box.x).toBe(0);
    expect(box.width).toBe(390);
    expect(Math.round(box.y + box.height)).toBe(844);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await card(page).getByRole('link', { name: 'Open' }).tap();
    await page.waitForURL('**/symbols/zap_pid_ns_processes/');
    await close();
  });

  it('unfolds from the sheet, and closes it by its button or beside it', async () => {
    const { page, close } = await visit(browser, CHAPTER, PHONE);
    await name(page, 'forget_original_parent').tap();
    await expect.poll(() => shown(page), SOON).toBe('forget_original_parent');
    await card(page).getByRole('button', { name: 'Close' }).tap();
    expect(await shown(page)).toBe('');
    await name(page, 'forget_original_parent').tap();
    await expect.poll(() => shown(page), SOON).toBe('forget_original_parent');
    // It stays: the finger that closed the one before has not left this one.
    await page.waitForTimeout(400);
    expect(await shown(page)).toBe('forget_original_parent');
    await page.touchscreen.tap(200, 90);
    await expect.poll(() => shown(page), SOON).toBe('');
    await name(page, 'forget_original_parent').tap();
    await card(page).getByRole('button', { name: 'Unfold here' }).tap();
    await page.locator('.nest[data-fn="forget_original_parent"]').waitFor();
    await close();
  });
});

describe('an open card', () => {
  it.each([
    ['', 'light', 1440],
    ['/zh-cn', 'dark', 1440],
    ['', 'dark', 390],
    ['/zh-cn', 'light', 390],
  ] as const)('passes axe and fits: edition "%s", %s, at %i', async (edition, colorScheme, width) => {
    const { page, close } = await visit(browser, `${edition}/source/v6.0/kernel/pid_namespace.c/#L205`, {
      viewport: { width, height: 900 },
      colorScheme,
    });
    await page.locator('#L205 a.call').first().focus();
    await expect.poll(() => shown(page), SOON).toBe('group_send_sig_info');
    expect(await axe(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    const box = (await card(page).boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(width);
    expect(box.y + box.height).toBeLessThanOrEqual(900);
    expect(await card(page).innerText()).toMatch(edition ? /就地展开/ : /Unfold here/);
    await close();
  });

  it('that cannot be fetched leaves the name a link', async () => {
    const { page, close } = await visit(browser, CHAPTER, PHONE);
    await page.route('**/cards/**', (route) => route.abort());
    await page.locator('main p a[href="/symbols/zap_pid_ns_processes/"]').first().tap();
    await page.waitForURL('**/symbols/zap_pid_ns_processes/');
    await close();
  });

  it('weighs nothing before it is asked for', async () => {
    const page = html(CHAPTER);
    expect(page).not.toContain('Chains to it');
    expect(page).not.toMatch(/href="[^"]*floating-ui/);
  });
});
