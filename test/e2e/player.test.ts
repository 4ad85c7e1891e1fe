// The player in a real browser: every chapter's simulation, stepped, played, scrubbed and read.
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readScenario, runScenario } from '@/scenario/index.ts';
import { SiteScenario } from '@/site/scenarios.ts';
import { launch, type Visit, visit } from './browser.ts';
import { addresses, html } from './built.ts';
import { axe, overflow } from './pages.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
});

const chapters = addresses().filter((page) => /^\/chapters\/[^/]+\/$/.test(page));
const scenarioOn = (page: string) => /<why-player[^>]*data-scenario="?([\w-]+)/.exec(html(page))?.[1];
const CHAPTER = '/chapters/sigterm/';

type Options = Parameters<typeof visit>[2];

/** Opens a page, brings its player into view and waits until it is there. */
async function play(path: string, options: Options = {}): Promise<Visit> {
  const visited = await visit(browser, path, options);
  await visited.page.locator('why-player').first().scrollIntoViewIfNeeded();
  await visited.page.locator('.player.live').first().waitFor({ timeout: 60_000 });
  return visited;
}

const player = (page: Page) => page.locator('.player.live').first();
const at = async (page: Page) => Number(await player(page).getAttribute('data-at'));

/** Presses a key and waits until the player stands where that leads and knows all of that moment. */
async function press(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key);
  await settled(page);
}

async function settled(page: Page): Promise<void> {
  await page.locator('.player.live[data-phase="ready"]').first().waitFor();
  // A flight and the change after it are over in well under a second; what is compared is what stands after them.
  await page.waitForTimeout(60);
}

/** The picture as state: what every part says, with nothing of pixels. */
const look = (page: Page): Promise<string> =>
  player(page).evaluate((root) => {
    const text = (selector: string) =>
      [...root.querySelectorAll(selector)].map((each) => each.textContent?.replace(/\s+/g, ' ').trim()).join(' | ');
    return [
      root.getAttribute('data-at'),
      text('.p-say'),
      text('.stack li'),
      text('.fates tr td:nth-child(2)'),
      text('.p-sheet:not(.away) .ln.now'),
      root.querySelector<HTMLInputElement>('.p-range')?.value,
      root.querySelector('.p-range')?.getAttribute('aria-valuetext'),
    ].join('\n');
  });

/** The picture once nothing of it changes any more: a flight is over, and what the worker was asked for is there. */
async function picture(page: Page): Promise<string> {
  let before = '';
  for (let now = await look(page); now !== before; now = await look(page)) {
    before = now;
    await page.waitForTimeout(250);
  }
  return before;
}

const focus = (page: Page) => player(page).locator('.b-over').focus();

describe('chapters', () => {
  it('each has a player', () => {
    expect(chapters.length).toBe(9);
    expect(chapters.filter((page) => scenarioOn(page) === undefined)).toEqual([]);
  });

  it.each(chapters)('%s: played to the end, everybody ends as in the model', async (path) => {
    const slug = scenarioOn(path)!;
    const file = `content/scenarios/${slug}.json`;
    const { outcome } = runScenario(readScenario(file, readFileSync(file, 'utf8'), SiteScenario));
    const { page, complaints, close } = await play(path);
    await focus(page);
    // by marks, so that each of them is stood on once
    let before = -1;
    for (let i = 0; i < 200 && (await at(page)) !== before; i += 1) {
      before = await at(page);
      await press(page, ']');
    }
    await press(page, 'End');
    const rows = await player(page)
      .locator('.fates tbody tr')
      .evaluateAll((all) =>
        all.map((row) => ({
          name: row.querySelector('th code')?.textContent ?? '',
          now: row.querySelector('.st')?.className.replace(/^.*\bs-/, '') ?? '',
          end: row.querySelector('.end')?.textContent ?? '',
        })),
      );
    expect(rows.map(({ name }) => name).toSorted()).toEqual(Object.keys(outcome.final).toSorted());
    for (const { name, now, end } of rows) {
      const { last, do_exit } = outcome.final[name]!;
      if (last === 'gone') expect(now, name).toBe('reaped');
      else if (last.startsWith('zombie')) expect(now, name).toBe('zombie');
      else if (last.startsWith('exiting')) expect(now, name).toBe('exiting');
      else expect(['alive', 'adopted', 'stopped', 'traced'], name).toContain(now);
      const signal = /^signal (\w+)$/.exec(do_exit ?? '')?.[1];
      if (signal) expect(end, name).toContain(`SIG${signal}`);
      const code = /^exit (\d+)$/.exec(do_exit ?? '')?.[1];
      if (code) expect(end, name).toContain(code);
    }
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('stepping', () => {
  it.each([
    ['ArrowRight', 12],
    ['ArrowDown', 20],
    [']', 8],
  ])('forth by %s %i times and back as often gives the same pictures', async (key, times) => {
    const { page, close } = await play(CHAPTER, { reducedMotion: 'reduce' });
    await focus(page);
    await settled(page);
    const pictures = [await picture(page)];
    for (let i = 0; i < times; i += 1) {
      await press(page, key);
      pictures.push(await picture(page));
    }
    expect(new Set(pictures).size).toBe(times + 1);
    for (let i = times - 1; i >= 0; i -= 1) {
      await press(page, 'ArrowLeft');
      await expect.poll(() => look(page), { timeout: 10_000 }).toBe(pictures[i]);
    }
    await close();
  });

  it('works by keyboard alone: reached by Tab, keys shown on ?, closed by Escape', async () => {
    const { page, close } = await play(CHAPTER);
    await player(page).locator('.p-range').focus();
    let reached = false;
    for (let i = 0; i < 12 && !reached; i += 1) {
      await page.keyboard.press('Tab');
      reached = await page.evaluate(() => document.activeElement?.classList.contains('b-over') ?? false);
    }
    expect(reached).toBe(true);
    const begin = await at(page);
    await page.keyboard.press('Enter');
    await settled(page);
    expect(await at(page)).toBeGreaterThan(begin);
    await page.keyboard.press('?');
    const keys = page.locator('.player [popover]:popover-open, .player dialog[open]').first();
    await keys.waitFor();
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await keys.waitFor({ state: 'hidden' });
    await close();
  });

  it('says each step to a screen reader, and the timeline says where it stands', async () => {
    const { page, close } = await play(CHAPTER);
    await focus(page);
    const say = player(page).locator('.p-say');
    expect(await say.getAttribute('aria-live')).toBe('polite');
    const first = await say.textContent();
    await press(page, ']');
    await expect.poll(() => say.textContent()).not.toBe(first);
    const second = await say.textContent();
    expect(second).toMatch(/SIGTERM/);
    expect(await player(page).locator('.p-range').getAttribute('aria-valuetext')).toContain(
      second!.trim().slice(0, 20),
    );
    await close();
  });

  it('scrubs to both ends by the timeline, and to a place in a link', async () => {
    const { page, close } = await play(CHAPTER);
    const range = player(page).locator('.p-range');
    await range.focus();
    await page.keyboard.press('End');
    await settled(page);
    expect(await at(page)).toBe(Number(await range.getAttribute('max')));
    await page.keyboard.press('Home');
    await settled(page);
    expect(await at(page)).toBe(Number(await range.getAttribute('min')));
    await close();
  });

  it('plays by itself only when told to, and stops at the end', async () => {
    const { page, close } = await play(CHAPTER);
    const begin = await at(page);
    await page.waitForTimeout(400);
    expect(await at(page)).toBe(begin);
    await focus(page);
    await page.keyboard.press('p');
    await page.waitForFunction(
      (from) => Number(document.querySelector('.player.live')?.getAttribute('data-at')) > from,
      begin,
    );
    await page.keyboard.press('p');
    const paused = await at(page);
    await page.waitForTimeout(1500);
    expect(await at(page)).toBe(paused);
    await close();
  });
});

describe('changing what happens', () => {
  it('a chip changes the fates, and back', async () => {
    const { page, close } = await play('/chapters/the-question/');
    const ends = () => player(page).locator('.fates tbody').innerText();
    const before = await ends();
    const vary = player(page).locator('.p-vary button[aria-pressed], details button[aria-pressed]').first();
    if (!(await vary.isVisible())) await player(page).locator('details summary').first().click();
    await vary.click();
    await expect.poll(async () => vary.getAttribute('aria-pressed')).toBe('true');
    await expect.poll(ends).not.toBe(before);
    await vary.click();
    await expect.poll(ends).toBe(before);
    await close();
  });

  it('all schedules: the different ends are listed, and one can be opened', async () => {
    const { page, close } = await play(CHAPTER);
    await player(page)
      .getByRole('button', { name: /schedules/i })
      .first()
      .click();
    const found = player(page).locator('.p-schedules li, .p-ends li').first();
    await found.waitFor({ timeout: 60_000 });
    await close();
  });

  it('a hostile link does nothing but a message, if anything', async () => {
    for (const hash of [
      '#play=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E',
      `#play=${'A'.repeat(60_000)}`,
      '#play=s:sigterm&code=__proto__',
      '#play=',
    ]) {
      const { page, complaints, close } = await play(CHAPTER + hash);
      expect(complaints).toEqual([]);
      expect(await page.locator('main img[src="x"]').count()).toBe(0);
      await focus(page);
      await press(page, ']');
      await close();
    }
  });
});

describe('for everybody', () => {
  it.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 390],
  ] as const)(
    'in the %s theme at %i px axe finds nothing, and nothing scrolls sideways',
    async (colorScheme, width) => {
      for (const path of [CHAPTER, `/zh-cn${CHAPTER}`]) {
        const { page, complaints, close } = await play(path, { colorScheme, viewport: { width, height: 844 } });
        await focus(page);
        for (let i = 0; i < 5; i += 1) await press(page, ']');
        expect(await overflow(page)).toBeLessThanOrEqual(0);
        expect(await axe(page)).toEqual([]);
        expect(complaints).toEqual([]);
        await close();
      }
    },
  );

  it('the Chinese edition speaks Chinese, whatever the page’s text', async () => {
    const { page, close } = await play(`/zh-cn${CHAPTER}`);
    await focus(page);
    for (let i = 0; i < 3; i += 1) await press(page, ']');
    expect(await player(page).locator('.p-say').textContent()).toMatch(/[\u4e00-\u9fff]/);
    expect(await player(page).locator('.b-over').textContent()).toMatch(/[\u4e00-\u9fff]/);
    await close();
  });

  it('on a phone the main controls stick to the lower edge, and are large enough for a thumb', async () => {
    const { page, close } = await play(CHAPTER, { viewport: { width: 390, height: 844 }, hasTouch: true });
    await player(page).locator('.p-tree').scrollIntoViewIfNeeded();
    const box = (await player(page).locator('.b-over').boundingBox())!;
    expect(box.height).toBeGreaterThanOrEqual(44);
    expect(box.y + box.height).toBeLessThanOrEqual(844);
    await close();
  });

  it('with reduced motion nothing moves, and the way of a signal is still shown', async () => {
    const { page, close } = await play(CHAPTER, { reducedMotion: 'reduce' });
    await focus(page);
    for (let i = 0; i < 3; i += 1) await press(page, ']');
    const moving = await player(page).evaluate(
      (root) => root.getAnimations({ subtree: true }).filter((each) => each.playState === 'running').length,
    );
    expect(moving).toBe(0);
    await close();
  });

  it('without script the scenario, its tree and its fates are there to be read', async () => {
    const { page, close } = await visit(browser, CHAPTER, { javaScriptEnabled: false });
    const still = page.locator('why-player').first();
    expect(await still.isVisible()).toBe(true);
    expect(await still.locator('svg').count()).toBeGreaterThanOrEqual(2);
    expect(await still.locator('table').first().innerText()).toContain('init');
    expect(await still.innerText()).toMatch(/SIGTERM/);
    await close();
  });

  it('the page does not jump when the player takes its place', async () => {
    const { page, close } = await visit(browser, CHAPTER);
    await page.evaluate(() => {
      const sum = { value: 0 };
      Object.assign(window, { shifts: sum });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          // LayoutShift is not among the DOM's types yet.
          const shift = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
          if (!shift.hadRecentInput) sum.value += shift.value;
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    const top = await page
      .locator('why-player')
      .first()
      .evaluate((each) => each.getBoundingClientRect().top + scrollY);
    for (let y = 0; y < top; y += 300) {
      await page.evaluate((to) => scrollTo(0, to), y);
      await page.waitForTimeout(50);
    }
    await player(page).waitFor();
    await page.waitForTimeout(300);
    const shifted = await page.evaluate(() => (window as unknown as { shifts: { value: number } }).shifts.value);
    expect(shifted).toBeLessThan(0.02);
    await close();
  });
});
