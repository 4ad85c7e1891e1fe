// What a reader does with a call: opens it in place, goes deeper, closes it, shares it, prints it; by mouse, by keyboard, without script.
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { functionText } from '../../src/site/text.ts';
import { launch, visit } from './browser.ts';
import { axe, overflow } from './pages.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
});

/** A busy machine may take its time; nothing here is about how long. */
const SOON = { timeout: 15_000 };
const CHAPTER = '/chapters/exit-notify/';
const SOURCE = '/source/v6.0/kernel/exit.c/';
/** From exit_notify down to the signal being queued: five levels. */
const DEEP = 'forget_original_parent.find_child_reaper.zap_pid_ns_processes.group_send_sig_info.do_send_sig_info';

const call = (page: Page, name: string, line?: number) => {
  const lines =
    line === undefined
      ? page.locator('.ln')
      : page.locator('.ln').filter({ has: page.locator(`.no:text-is("${line}")`) });
  return lines.locator(`a.call:text-is("${name}")`).first();
};
const nest = (page: Page, name: string) => page.locator(`.nest[data-fn="${name}"]`);
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');
const opened = (page: Page) =>
  page.locator('.nest').evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset['fn']));

/** The code of an opened function's own lines, as a reader copies it. */
const text = (page: Page, name: string) =>
  nest(page, name).evaluate((element) =>
    [...element.querySelectorAll(':scope > .ln, :scope > .fold > .ln')]
      .map((line) => {
        const code = line.querySelector('code')!.cloneNode(true) as HTMLElement;
        for (const kept of code.querySelectorAll('.lk, .ref')) kept.remove();
        return code.textContent!.replace(/\n$/, '');
      })
      .join('\n'),
  );

/** Which locks are drawn as held on a line of an opened function, by name. */
const held = (page: Page, name: string, line: number) =>
  nest(page, name).evaluate((element, number) => {
    const found = element.querySelector(`.ln[data-line="${number}"]`);
    const names = (element as HTMLElement).dataset['locks']!.split('|');
    return [...(found?.classList ?? [])].flatMap((each) => {
      const [, rail, mode] = /^lk(\d?)-([wru])$/.exec(each) ?? [];
      return mode ? [`${names[rail ? Number(rail) - 1 : 0]} ${mode}`] : [];
    });
  }, line);

describe('a call', () => {
  it('opens in place on a click, with the function’s very lines, and closing leaves the page as it was', async () => {
    const { page, complaints, close } = await visit(browser, CHAPTER);
    const html = () => page.locator('.x-code').first().innerHTML();
    const before = await html();
    await call(page, 'forget_original_parent').click();
    await nest(page, 'forget_original_parent').waitFor();
    expect(await text(page, 'forget_original_parent')).toBe(functionText('forget_original_parent')?.lines.join('\n'));
    expect(page.url()).toMatch(/\/exit-notify\/$/);
    expect(await call(page, 'forget_original_parent').getAttribute('aria-expanded')).toBe('true');
    await nest(page, 'forget_original_parent').getByRole('button', { name: 'Fold', exact: true }).first().click();
    expect(await opened(page)).toEqual([]);
    expect(await focused(page)).toBe('forget_original_parent');
    expect(await html()).toBe(before);
    expect(complaints).toEqual([]);
    await close();
  });

  it('opens inside what is open, as deep as one goes, and the same function twice', async () => {
    const { page, close } = await visit(browser, CHAPTER);
    for (const line of [688, 691]) await call(page, 'do_notify_parent', line).click();
    await expect.poll(() => opened(page), SOON).toEqual(['do_notify_parent', 'do_notify_parent']);
    expect(await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id))).toEqual([
      ...new Set(await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id))),
    ]);
    await page.locator('.nest').first().locator('a.call:text-is("__wake_up_parent")').click();
    await expect.poll(() => opened(page), SOON).toEqual(['do_notify_parent', '__wake_up_parent', 'do_notify_parent']);
    await close();
  });

  it('closes on a second click, and opens again as it was left', async () => {
    const { page, close } = await visit(browser, CHAPTER);
    await call(page, 'forget_original_parent').click();
    await call(page, 'find_new_reaper').click();
    await nest(page, 'find_new_reaper').waitFor();
    await call(page, 'forget_original_parent').click();
    expect(await opened(page)).toEqual([]);
    await call(page, 'forget_original_parent').click();
    expect(await opened(page)).toEqual(['forget_original_parent', 'find_new_reaper']);
    await close();
  });

  it('with a modifier leads to the function’s page, as it does without script', async () => {
    const { page, close } = await visit(browser, CHAPTER);
    const [other] = await Promise.all([
      page.context().waitForEvent('page'),
      call(page, 'forget_original_parent').click({ modifiers: ['ControlOrMeta'] }),
    ]);
    await other.waitForURL('**/symbols/forget_original_parent/');
    expect(await opened(page)).toEqual([]);
    await close();

    const plain = await visit(browser, CHAPTER, { javaScriptEnabled: false });
    await call(plain.page, 'forget_original_parent').click();
    await plain.page.waitForURL('**/symbols/forget_original_parent/');
    await plain.close();
  });

  it('opens on source pages and symbol pages, and in Chinese', async () => {
    for (const [path, name, tells] of [
      [SOURCE, 'exit_notify', 'returns to do_exit, line 815'],
      ['/symbols/zap_pid_ns_processes/', 'disable_pid_allocation', 'returns to zap_pid_ns_processes, line 175'],
      [`/zh-cn${SOURCE}`, 'exit_notify', '返回 do_exit 第 815 行'],
      ['/zh-cn/symbols/exit_notify/', 'forget_original_parent', '返回 exit_notify 第 677 行'],
    ] as const) {
      const { page, close } = await visit(browser, path);
      await call(page, name).click();
      await nest(page, name).waitFor();
      expect(await nest(page, name).locator('> .unfold-foot').innerText()).toContain(tells);
      await close();
    }
  });

  it('whose function cannot be fetched says so in its place, and can be tried again', async () => {
    const { page, close } = await visit(browser, CHAPTER);
    await page.route('**/excerpts/**', (route) => route.abort());
    await call(page, 'forget_original_parent').click();
    const failed = page.locator('.nest.wait');
    await failed.getByRole('button', { name: 'Try again' }).waitFor();
    expect(await failed.getByRole('status').innerText()).toContain('forget_original_parent could not be fetched');
    expect(await failed.getByRole('link').getAttribute('href')).toMatch(/\/symbols\/forget_original_parent\/$/);
    await page.unroute('**/excerpts/**');
    await failed.getByRole('button', { name: 'Try again' }).click();
    await nest(page, 'forget_original_parent').waitFor();
    expect(await page.locator('.nest.wait').count()).toBe(0);
    await close();
  });
});

describe('by keyboard alone', () => {
  it('Enter opens, Tab goes in, Escape closes one after the other and comes back to each call', async () => {
    const { page, close } = await visit(browser, CHAPTER);
    await call(page, 'forget_original_parent').focus();
    await page.keyboard.press('Enter');
    await nest(page, 'forget_original_parent').waitFor();
    for (let i = 0; i < 150 && (await focused(page)) !== 'find_child_reaper'; i++) await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('find_child_reaper');
    await page.locator('#symbol-card:popover-open').waitFor();
    await page.keyboard.press('Enter');
    await nest(page, 'find_child_reaper').waitFor();
    expect(await opened(page)).toEqual(['forget_original_parent', 'find_child_reaper']);
    await nest(page, 'find_child_reaper').getByRole('button', { name: 'Fold', exact: true }).first().focus();
    await page.keyboard.press('Escape');
    expect(await opened(page)).toEqual(['forget_original_parent']);
    expect(await focused(page)).toBe('find_child_reaper');
    await page.keyboard.press('Escape');
    expect(await opened(page)).toEqual([]);
    expect(await focused(page)).toBe('forget_original_parent');
    await close();
  });

  it('the numbers of opened lines stand in the same one stop of Tab, and the arrow keys go through them', async () => {
    const { page, close } = await visit(browser, CHAPTER);
    const stops = page.locator('#exit_notify .ln > .no[tabindex="0"]');
    await call(page, 'forget_original_parent').click();
    await nest(page, 'forget_original_parent').waitFor();
    expect(await stops.count()).toBe(1);
    await page.locator('#exit_notify-L677 > .no').focus();
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toBe('631');
    await nest(page, 'forget_original_parent').getByRole('button', { name: 'Fold', exact: true }).first().click();
    expect(await stops.count()).toBe(1);
    await close();
  });
});

describe('locks', () => {
  it('go on through every depth: dropped around the emptying of the namespace, read inside it, taken again', async () => {
    const { page, close } = await visit(browser, `${CHAPTER}#unfold=${DEEP}`);
    await nest(page, 'do_send_sig_info').waitFor();
    expect(await held(page, 'forget_original_parent', 640)).toEqual(['tasklist_lock w']);
    expect(await held(page, 'find_child_reaper', 540)).toEqual(['tasklist_lock w']);
    expect(await held(page, 'find_child_reaper', 551)).toEqual([]);
    expect(await held(page, 'zap_pid_ns_processes', 175)).toEqual([]);
    expect((await held(page, 'zap_pid_ns_processes', 205)).sort()).toEqual(['RCU u', 'tasklist_lock r']);
    expect((await held(page, 'group_send_sig_info', 1443)).sort()).toEqual(['RCU u', 'tasklist_lock r']);
    expect((await held(page, 'do_send_sig_info', 1295)).sort()).toEqual(['RCU u', 'siglock w', 'tasklist_lock r']);
    expect(await held(page, 'zap_pid_ns_processes', 217)).toEqual([]);
    expect(await held(page, 'find_child_reaper', 552)).toEqual(['tasklist_lock w']);
    await close();
  });

  it('are drawn at the far left of the whole excerpt, at any depth and width', async () => {
    for (const width of [1440, 390]) {
      const { page, close } = await visit(browser, `${CHAPTER}#unfold=${DEEP}`, { viewport: { width, height: 900 } });
      await nest(page, 'do_send_sig_info').waitFor();
      const lefts = await page.locator('#exit_notify .x-code').evaluate((code) =>
        [...code.querySelectorAll<HTMLElement>('.ln[class*="lk"]')].map((line) => {
          const from = line.getBoundingClientRect().left - code.getBoundingClientRect().left;
          return Math.round((from + Number.parseFloat(getComputedStyle(line, '::before').insetInlineStart)) * 10) / 10;
        }),
      );
      expect(lefts.length).toBeGreaterThan(60);
      expect(lefts.filter((left) => Math.abs(left) > 0.5)).toEqual([]);
      await close();
    }
  });
});

describe('an address', () => {
  it('opens a path of calls, folds included, and "Copy link" gives it', async () => {
    const path = 'exit_notify.forget_original_parent.find_child_reaper';
    const { page, close } = await visit(browser, `${SOURCE}#unfold=${path}`, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await nest(page, 'find_child_reaper').waitFor();
    expect(await opened(page)).toEqual(path.split('.'));
    await expect
      .poll(() => nest(page, 'find_child_reaper').evaluate((e) => e.getBoundingClientRect().top), SOON)
      .toBeLessThan(900);
    const link = () => page.evaluate(() => navigator.clipboard.readText());
    await nest(page, 'find_child_reaper').getByRole('button', { name: 'Copy link' }).first().click();
    expect(new URL(await link()).hash).toBe(`#unfold=${path}`);
    // Not the first call of its name: the line is named, too.
    await nest(page, 'exit_notify').locator('.ln[data-line="691"] a.call').click();
    await page.locator('.nest[data-fn="do_notify_parent"]').waitFor();
    await page.locator('.nest[data-fn="do_notify_parent"] .link').click();
    await expect.poll(async () => new URL(await link()).hash, SOON).toBe('#unfold=exit_notify.do_notify_parent:691');
    const copied = await link();
    await close();
    const again = await visit(browser, new URL(copied).pathname + new URL(copied).hash);
    await nest(again.page, 'do_notify_parent').waitFor();
    expect(await nest(again.page, 'do_notify_parent').getAttribute('aria-label')).toBe(
      'do_notify_parent, called at line 691',
    );
    await again.close();
  });

  it('is followed when it changes, and neither opening nor closing adds to the history', async () => {
    const { page, close } = await visit(browser, CHAPTER);
    const length = await page.evaluate(() => history.length);
    await call(page, 'forget_original_parent').click();
    await nest(page, 'forget_original_parent').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => history.length)).toBe(length);
    await page.evaluate(() => {
      location.hash = '#unfold=release_task.__exit_signal';
    });
    await nest(page, '__exit_signal').waitFor();
    await page.goBack();
    expect(new URL(page.url()).hash).toBe('');
    await close();
  });

  it('that asks for what is not there is answered kindly, as far as it goes', async () => {
    const { page, close } = await visit(browser, `${CHAPTER}#unfold=forget_original_parent.do_fork`);
    await page.locator('.unfold-tell').waitFor();
    expect(await opened(page)).toEqual(['forget_original_parent']);
    expect(await page.locator('.unfold-tell').innerText()).toContain(
      'do_fork, which forget_original_parent does not call',
    );
    await page.locator('.unfold-tell').getByRole('button').click();
    expect(await page.locator('.unfold-tell').count()).toBe(0);
    await close();
  });

  it.each([
    ['no_such_function', 'nothing on this page calls it'],
    ['<img src=x onerror="document.title=1">', 'no function’s name'],
    [`${'a'.repeat(300)}`, 'nothing on this page calls it'],
    ['a..b', 'no function’s name'],
    ['%E0%A4%A', 'no function’s name'],
  ])('that is wrong, or hostile, does nothing but say so: %s', async (path, says) => {
    const { page, complaints, close } = await visit(browser, `${CHAPTER}#unfold=${path}`);
    await page.locator('.unfold-tell').waitFor();
    expect(await page.locator('.unfold-tell').innerText()).toContain(says);
    expect(await page.locator('.unfold-tell img').count()).toBe(0);
    expect(await page.title()).not.toBe('1');
    expect(await opened(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('the whole chain', () => {
  const CHAIN = ['exit_notify', 'forget_original_parent', 'find_child_reaper', 'zap_pid_ns_processes'];
  const PAGE = '/chapters/the-whole-chain/';

  it('arrives opened to the loop that sends SIGKILL, without script', async () => {
    const { page, close } = await visit(browser, PAGE, { javaScriptEnabled: false });
    expect(await opened(page)).toEqual(CHAIN);
    for (const line of ['815', '677', '640', '551', '205'])
      expect(
        await page
          .locator('.x .no')
          .filter({ hasText: new RegExp(`^${line}$`) })
          .count(),
      ).toBe(1);
    expect(await page.locator('.nest-acts').first().isVisible()).toBe(false);
    await close();
  });

  it('can be closed and opened by script, which leaves it as it was', async () => {
    const { page, close } = await visit(browser, PAGE);
    const html = () => page.locator('.x-code').first().innerHTML();
    const before = await html();
    await nest(page, 'forget_original_parent').getByRole('button', { name: 'Fold', exact: true }).first().click();
    expect(await opened(page)).toEqual(['exit_notify']);
    await call(page, 'forget_original_parent').click();
    expect(await opened(page)).toEqual(CHAIN);
    expect(await html()).toBe(before);
    await close();
  });

  it('has the markup that script makes', async () => {
    const { page, close } = await visit(browser, PAGE);
    const head = (root: string) => page.locator(`${root} .nest[data-fn="find_child_reaper"]`).first();
    const shape = async (root: string) => ({
      head: await head(root).locator('> .unfold-head').innerHTML(),
      foot: await head(root).locator('> .unfold-foot').innerHTML(),
      attributes: await head(root).evaluate((e) => [...e.attributes].map(({ name }) => name)),
    });
    const built = await shape('body');
    await page.goto(new URL('/symbols/forget_original_parent/', page.url()).href);
    await call(page, 'find_child_reaper').click();
    await head('body').waitFor();
    expect(await shape('body')).toEqual(built);
    await close();
  });

  it('prints whole: what is opened is on paper, its buttons are not', async () => {
    const { page, close } = await visit(browser, PAGE);
    await page.emulateMedia({ media: 'print' });
    expect(await nest(page, 'zap_pid_ns_processes').locator('.ln[data-line="205"]').isVisible()).toBe(true);
    expect(await nest(page, 'zap_pid_ns_processes').locator('.ln[data-line="190"]').isVisible()).toBe(true);
    expect(await page.locator('.nest-acts').first().isVisible()).toBe(false);
    await close();
  });
});

describe('five levels', () => {
  it.each([390, 360])('fit into %i pixels without a sideways scroll', async (width) => {
    const { page, close } = await visit(browser, `${CHAPTER}#unfold=${DEEP}`, { viewport: { width, height: 844 } });
    await nest(page, 'do_send_sig_info').waitFor();
    expect(await opened(page)).toEqual(DEEP.split('.'));
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    const code = await nest(page, 'do_send_sig_info').locator('.ln code').first().boundingBox();
    expect(code?.width ?? 0).toBeGreaterThan(width * 0.6);
    await close();
  });

  it.each([
    ['light', 1440],
    ['dark', 390],
  ] as const)('pass axe, %s, at %i', async (colorScheme, width) => {
    const { page, close } = await visit(browser, `${CHAPTER}#unfold=${DEEP}`, {
      viewport: { width, height: 900 },
      colorScheme,
    });
    await nest(page, 'do_send_sig_info').waitFor();
    expect(await axe(page)).toEqual([]);
    await close();
  });

  it('lets notes in the margin neither overlap nor lose their numbers', async () => {
    const { page, close } = await visit(browser, `${CHAPTER}#unfold=${DEEP}`);
    await nest(page, 'do_send_sig_info').waitFor();
    const notes = await page.locator('#exit_notify .note').evaluateAll((all) =>
      all
        .filter((note) => note.checkVisibility({ contentVisibilityAuto: true }))
        .map((note) => ({
          number: Number(note.querySelector('.ref')!.textContent),
          box: note.getBoundingClientRect().toJSON() as DOMRect,
        }))
        .filter(({ box }) => box.height > 0),
    );
    expect(notes.length).toBeGreaterThan(15);
    for (const [index, { number, box }] of notes.entries()) {
      const next = notes[index + 1];
      if (!next) break;
      expect(next.number).toBeGreaterThan(number);
      expect(next.box.top).toBeGreaterThanOrEqual(box.bottom);
    }
    await close();
  });
});
