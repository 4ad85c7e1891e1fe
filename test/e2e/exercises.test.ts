// Exercises in a real browser: what a reader does with them, and what a hostile program cannot do.
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readExercise } from '@/exercise-files/index.ts';
import { launch, type Visit, visit } from './browser.ts';
import { axe, overflow } from './pages.ts';

const read = readExercise('content/exercises/hear-sigterm');
if (read.kind !== 'code') throw new Error('hear-sigterm is code');
const { solution } = read;
const CODE = '#exercise-hear-sigterm';
const PREDICT = '#exercise-whose-orphans';
const TRACE = '#exercise-where-it-is-dropped';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
});

/** Brings an exercise near the screen and waits until it is alive. */
async function alive(page: Page, id: string) {
  const exercise = page.locator(id);
  await exercise.scrollIntoViewIfNeeded();
  await page.locator(`${id}[data-live]`).waitFor({ timeout: 60_000 });
  return exercise;
}

const open = async (path: string, id: string, options: Parameters<typeof visit>[2] = {}) => {
  const visited = await visit(browser, path, options);
  return { ...visited, exercise: await alive(visited.page, id) };
};

/** Writes a program into the editor in the place of what stands there. */
async function write({ page }: Pick<Visit, 'page'>, id: string, text: string): Promise<void> {
  const editor = page.locator(`${id} .cm-content`);
  await editor.waitFor({ timeout: 60_000 });
  await editor.click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

/** Runs what stands in the editor and waits for what comes of it. @returns the whole of it, as text */
async function run(page: Page, id: string): Promise<string> {
  const exercise = page.locator(id);
  await exercise.locator('.ed-bar .btn.main').click();
  await exercise.locator('.verdict [role="status"]').first().waitFor({ timeout: 90_000 });
  return exercise.locator('.verdict').innerText();
}

describe('a code exercise', () => {
  it('fails its starter with a number, a reason and the reader’s line, and opens the run in the player', async () => {
    const { page, exercise, close } = await open('/chapters/sigterm/', CODE);
    const verdict = await run(page, CODE);
    expect(verdict).toMatch(/64 of 64 schedules/);
    expect(verdict).toContain('init had not ended by itself');
    expect(await exercise.locator('.runs i.failed').count()).toBe(64);
    expect(verdict).toMatch(/Your line \d+:\s+for \(;;\) yield\* sys\.pause\(\);/);
    await exercise.locator('.ex-watch[data-phase="open"] .player.live').waitFor({ timeout: 60_000 });
    expect(Number(await exercise.locator('.player.live').getAttribute('data-at'))).toBeGreaterThan(0);
    expect(await axe(page)).toEqual([]);
    await close();
  });

  it('passes its solution, and keeps that and the draft over a reload', async () => {
    const visited = await open('/chapters/sigterm/', CODE);
    const { page, exercise, close } = visited;
    await write(visited, CODE, solution);
    expect(await run(page, CODE)).toContain('64 of 64 schedules leave nobody behind.');
    expect(await exercise.locator('.runs i.failed').count()).toBe(0);
    await page.reload();
    const again = await alive(page, CODE);
    await again.locator('.cm-content').waitFor({ timeout: 60_000 });
    expect(await again.locator('.cm-content').innerText()).toContain("sys.signal('SIGTERM'");
    expect(await again.locator('.ex-done').isVisible()).toBe(true);
    await page.goto(new URL('/exercises/', page.url()).href);
    expect(await page.locator('li[data-slug="hear-sigterm"]').getAttribute('data-state')).toBe('done');
    await close();
  });

  it('works where the browser keeps nothing, and says so', async () => {
    const visited = await visit(browser, '/about/');
    const { page, close } = visited;
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    });
    await page.goto(new URL('/chapters/sigterm/', page.url()).href);
    const exercise = await alive(page, CODE);
    expect(await exercise.locator('.ex-notkept').isVisible()).toBe(true);
    await write(visited, CODE, solution);
    expect(await run(page, CODE)).toContain('leave nobody behind');
    expect(await exercise.locator('.ex-done').isVisible()).toBe(true);
    await close();
  });

  it.each([
    ['an endless loop', 'export const init = function* () {\n  for (;;);\n};', /did not come back within 1\.5 s/],
    [
      'memory without end',
      'export const init = function* () {\n  const all: number[][] = [];\n  for (;;) all.push(new Array(1e6).fill(1.5));\n};',
      /did not come back|ran out of memory/,
    ],
    ['an exception', "export const init = function* () {\n  throw new Error('mine');\n};", /mine[\s\S]*Your line 2/],
    ['a promise that nobody settles', 'export const init = async () => new Promise(() => {});', /async/],
    [
      'a million lines',
      "export const init = function* () {\n  for (let i = 0; i < 1e6; i += 1) console.log('line', i);\n};",
      /more than 10000 lines/,
    ],
    [
      'tampering with prototypes',
      'Array.prototype.map = () => [];\nexport const init = function* () {};',
      /TypeError[\s\S]*frozen|Cannot assign/,
    ],
  ])('%s is ended or refused with a message, and the page goes on', async (_, program, message) => {
    const visited = await open('/chapters/sigterm/', CODE);
    const { page, exercise, close } = visited;
    await write(visited, CODE, program);
    const told = await run(page, CODE);
    expect(told).toMatch(message);
    expect(told).not.toContain('leave nobody behind');
    expect(await exercise.locator('.ex-done').isVisible()).toBe(false);
    // The page is alive, and so is the exercise.
    await write(visited, CODE, solution);
    expect(await run(page, CODE)).toContain('leave nobody behind');
    await close();
  });
});

describe('a prediction', () => {
  it('is answered in the tree by a click, and by keyboard in the list; a wrong answer opens the step', async () => {
    const { page, exercise, close } = await open('/chapters/forget-original-parent/', PREDICT);
    await exercise.locator('.ex-tree .pl[data-task]').nth(1).click();
    expect(await exercise.locator('.ex-ask').first().locator('input:checked').count()).toBe(1);
    const groups = exercise.locator('.ex-ask');
    for (let i = 1; i < (await groups.count()); i += 1) {
      await groups.nth(i).locator('input').last().focus();
      await page.keyboard.press('Space');
    }
    await exercise.locator('.ed-bar .btn.main').focus();
    await page.keyboard.press('Enter');
    await exercise.locator('.ex-watch .player.live').waitFor({ timeout: 60_000 });
    expect(await exercise.locator('.ex-head').innerText()).toMatch(/\d of 3 (is|are) right/);
    expect(await exercise.locator('.ex-option[data-mark="missed"]').count()).toBeGreaterThan(0);
    await close();
  });
});

describe('a trace', () => {
  it('is put in order by buttons, and its line is found by the arrow keys', async () => {
    const { page, exercise, close } = await open('/chapters/sigterm/', TRACE);
    const answer = ['kill_something_info', 'send_signal_locked', 'prepare_signal', 'sig_ignored', 'sig_task_ignored'];
    const order = () => exercise.locator('.ex-order li code').allInnerTexts();
    for (const [place, name] of answer.entries())
      while ((await order()).indexOf(name) > place) await exercise.locator(`li[data-name="${name}"] button.up`).click();
    expect(await order()).toEqual(answer);
    const list = exercise.locator('[role="listbox"][data-phase="here"]');
    await list.waitFor({ timeout: 30_000 });
    // Every line's number can be read: right of the bar that tells the version, left of the code.
    const numbers = await list.evaluate((lines) => {
      const { left } = lines.getBoundingClientRect();
      return [...lines.querySelectorAll('.ln')].map((line) => {
        const range = document.createRange();
        range.selectNodeContents(line.querySelector('.no')!);
        const box = range.getBoundingClientRect();
        const code = line.querySelector('code')!.getBoundingClientRect();
        return { text: range.toString().trim(), clear: box.left >= left + 5 && box.right <= code.left };
      });
    });
    expect(numbers.length).toBeGreaterThan(10);
    for (const { text, clear } of numbers) expect([/^\d+$/.test(text), clear]).toEqual([true, true]);
    await list.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await exercise.locator('.ed-bar .btn.main').click();
    expect(await exercise.locator('.ex-head').innerText()).toMatch(/1 of 2 is right/);
    await close();
  });
});

describe('pages with exercises', () => {
  it.each([
    ['/chapters/sigterm/', CODE, 1440, 'light'],
    ['/zh-cn/chapters/sigterm/', CODE, 390, 'dark'],
    ['/chapters/forget-original-parent/', PREDICT, 360, 'light'],
    ['/zh-cn/chapters/sigterm/', TRACE, 1440, 'dark'],
  ] as const)(
    '%s with %s at %i px, %s: axe finds nothing, nothing scrolls sideways',
    async (path, id, width, scheme) => {
      const { page, close } = await open(path, id, { viewport: { width, height: 900 }, colorScheme: scheme });
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(await axe(page)).toEqual([]);
      await close();
    },
  );

  it('without script the task, the starter, the hints and the solution can be read', async () => {
    const { page, close } = await visit(browser, '/chapters/sigterm/', { javaScriptEnabled: false });
    const exercise = page.locator(CODE);
    expect(await exercise.locator('textarea').inputValue()).toContain('sys.pause()');
    await exercise.locator('.ex-hints summary').first().click();
    await exercise.locator('.ex-solution summary').click();
    expect(await exercise.locator('.ex-solution pre').innerText()).toContain("sys.signal('SIGTERM'");
    await close();
  });
});
