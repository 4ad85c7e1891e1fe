// The editor in the built site: TypeScript's own completion and errors, keys, and what happens when parts of it do not come.
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from './browser.ts';
import { codeIn, openCode, openLab, problemsIn, write } from './lab-page.ts';
import { axe } from './pages.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
});

const HEAD = `import { scenario } from 'why-sigkill';
export default scenario({
\tid: 'x', title: 'x',
\ttree: [{ name: 'init', newpid: true }, { name: 'worker', parent: 'init' }],
\tsteps: [
`;
/** Writes a module with this step in it, the cursor at `|`. */
async function withStep(page: Page, step: string): Promise<void> {
  const [before = '', after = ''] = step.split('|');
  await write(page, `${HEAD}\t\t${before}${after}\n\t],\n});\n`);
  const line = page.locator('.cm-line').nth(5);
  await line.click();
  await page.keyboard.press('End');
  for (let i = 0; i < after.length; i += 1) await page.keyboard.press('ArrowLeft');
}
const offered = async (page: Page): Promise<string[]> => page.locator('.cm-tooltip-autocomplete li').allInnerTexts();
/** Waits until the compiler is there: it says what it thinks of the text. */
const checked = (page: Page) =>
  page.locator('.ed-problems [role=status]', { hasText: /No problems|problem/ }).waitFor({ timeout: 60_000 });

describe('TypeScript in the editor', () => {
  it('offers operations, signals, dispositions, names and keys as one types', async () => {
    const { page, complaints, close } = await openLab(browser);
    await openCode(page);
    await checked(page);
    for (const [step, typed, wanted] of [
      ["{ op: '|' },", 'ki', ['kill']],
      ["{ op: 'kill', from: 'sys', to: 'init', sig: '|' },", 'T', ['TERM', 'TTIN']],
      ["{ op: 'kill', from: 'sys', to: '|', sig: 'TERM' },", 'w', ['worker']],
      ["{ op: 'sig', who: 'worker', sig: 'TERM', mode: '|' },", 'l', ['log', 'log-nocldwait']],
      ["{ op: 'wait', who: 'init', | },", 'n', ['nohang', 'nothread']],
    ] as const) {
      await withStep(page, step);
      await page.keyboard.type(typed);
      await page.locator('.cm-tooltip-autocomplete').waitFor();
      await expect.poll(() => offered(page), { message: step }).toEqual(expect.arrayContaining([...wanted]));
      await page.keyboard.press('Escape');
    }
    // What is chosen goes in, in place of what was typed.
    await withStep(page, "{ op: 'kill', from: 'sys', to: 'init', sig: '|' },");
    await page.keyboard.type('TER');
    await page.locator('.cm-tooltip-autocomplete li', { hasText: 'TERM' }).waitFor();
    // CodeMirror takes no key as a choice in the first moment that a list is open.
    await page.waitForTimeout(200);
    await page.keyboard.press('Enter');
    await expect.poll(() => codeIn(page)).toContain("sig: 'TERM' }");
    expect(complaints).toEqual([]);
    await close();
  });

  it('says what is wrong at its line, in the text, in the list, and aloud', async () => {
    const { page, close } = await openLab(browser);
    await openCode(page);
    await checked(page);
    await withStep(page, "{ op: 'kil', from: 'sys', to: 'init', sig: 'TERM' },");
    await expect
      .poll(() => problemsIn(page))
      .toEqual([expect.stringMatching(/^line 6 [\s\S]*kil[\s\S]*Did you mean[\s\S]*kill/)]);
    expect(await page.locator('.cm-lintRange-error').innerText()).toBe('op');
    expect(await page.locator('.ed-problems [role=status]').innerText()).toBe('1 problem');
    // The list leads to the line.
    await page.getByRole('button', { name: 'Go to line 6' }).click();
    await page.keyboard.type('X');
    expect((await page.locator('.cm-line').nth(5).innerText()).trim()).toBe(
      "{ Xop: 'kil', from: 'sys', to: 'init', sig: 'TERM' },",
    );
    await close();
  });

  it('knows the language, and neither the page nor Node', async () => {
    const { page, close } = await openLab(browser);
    await openCode(page);
    await checked(page);
    await write(
      page,
      "const a = [3, 1].toSorted().at(0)?.toFixed(1);\nconsole.log(a);\ndocument.title;\nfetch('/');\nimport 'fs';\n",
    );
    await expect
      .poll(() => problemsIn(page))
      .toEqual([
        expect.stringContaining('line 3'),
        expect.stringContaining('line 4'),
        expect.stringContaining('line 5'),
      ]);
    await close();
  });

  it('speaks Chinese in the Chinese edition', async () => {
    const { page, complaints, close } = await openLab(browser, '/zh-cn/lab/');
    await openCode(page);
    await withStep(page, "{ op: 'kil', from: 'sys', to: 'init', sig: 'TERM' },");
    await expect
      .poll(async () => (await problemsIn(page)).join('\n'), { timeout: 60_000 })
      .toMatch(/第 6 行[\s\S]*不可分配给类型/);
    expect(complaints).toEqual([]);
    await close();
  });

  it('formats, starts over, undoes', async () => {
    const { page, close } = await openLab(browser);
    await openCode(page);
    await checked(page);
    const before = await codeIn(page);
    await write(page, 'const   a={b:1}\nif(a.b){\nconsole.log( a )\n}\n');
    await page.getByRole('button', { name: 'Format' }).click();
    await expect.poll(() => codeIn(page)).toBe('const a = { b: 1 };\nif (a.b) {\n\tconsole.log(a);\n}\n');
    await page.getByRole('button', { name: 'Start over' }).click();
    await expect.poll(() => codeIn(page)).toBe(before);
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+Z');
    await expect.poll(() => codeIn(page)).toContain('const a = { b: 1 };');
    await close();
  });
});

describe('by keyboard', () => {
  it('loses nothing, however fast one types', async () => {
    const { page, close } = await openLab(browser);
    await openCode(page);
    await write(page, '// begin\n');
    const text = 'the quick brown fox jumps over the lazy dog, again and again and again';
    await page.keyboard.press('Control+End');
    await page.keyboard.type(`// ${text}`);
    await page.waitForTimeout(300);
    expect((await codeIn(page)).split('\n')[1]).toBe(`// ${text}`);
    await close();
  });

  it('Tab indents; Escape, then Tab, leaves, however long one takes', async () => {
    const { page, close } = await openLab(browser);
    await openCode(page);
    await write(page, 'const a = 1;\n');
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Tab');
    expect(await page.locator('.cm-line').first().innerText()).toMatch(/^\tconst a/);
    const inside = () => page.evaluate(() => document.activeElement?.classList.contains('cm-content'));
    expect(await inside()).toBe(true);
    await page.keyboard.press('Escape');
    // Longer than CodeMirror by itself would wait.
    await page.waitForTimeout(2_500);
    await page.keyboard.press('Tab');
    expect(await inside()).toBe(false);
    expect(await page.locator('.ed-leave').innerText()).toBe('Tab indents. To leave the editor: Esc, then Tab.');
    const described = await page.locator('.cm-content').getAttribute('aria-describedby');
    expect(await page.locator(`[id="${described}"]`).innerText()).toContain('To leave the editor');
    await close();
  });

  it('has a name, and passes axe with its completions open', async () => {
    const { page, close } = await openLab(browser);
    await openCode(page);
    await checked(page);
    expect(await page.getByRole('textbox', { name: 'The scenario in TypeScript' }).count()).toBe(1);
    await withStep(page, "{ op: '|' },");
    await page.keyboard.press('Control+Space');
    await page.locator('.cm-tooltip-autocomplete').waitFor();
    // The list is worked from within the editor, by the arrow keys: it is no stop of its own, and need not be.
    const rules = { 'scrollable-region-focusable': { enabled: false } };
    expect(await axe(page, { rules }, ['.player'])).toEqual([]);
    await close();
  });
});

describe('when parts of it do not come', () => {
  it('without the editor, a labelled text area does the work', async () => {
    const { page, player, close } = await openLab(browser);
    await page.route(/\/_astro\/codemirror[^/]*\.js/, (route) => route.abort());
    await page.getByRole('button', { name: 'TypeScript', exact: true }).click();
    const area = page.getByRole('textbox', { name: 'The scenario in TypeScript' });
    await page.locator('.ed-leave', { hasText: 'could not be loaded' }).waitFor();
    expect(await area.inputValue()).toContain('export default scenario({');
    expect(await axe(page, {}, ['.player'])).toEqual([]);
    await area.fill(`${HEAD}{ op: 'kill', from: 'sys', to: 'init', sig: 'TREM' }\n] });`);
    await page.locator('.l-code .b-run').click();
    await expect.poll(() => problemsIn(page)).toEqual([expect.stringMatching(/line 6[\s\S]*TREM/)]);
    await area.fill(`${HEAD}{ op: 'kill', from: 'sys', to: 'init', sig: 'KILL' }\n] });`);
    await area.press('Control+Enter');
    await expect.poll(() => player.locator('.p-head b').innerText()).toBe('x');
    await close();
  });

  it('without the compiler, the editor says that types are not checked, and goes on', async () => {
    const { page, player, close } = await openLab(browser);
    await page.route(/\/_astro\/worker[^/]*\.js/, async (route) => {
      // The compiler is the one worker that weighs megabytes; the player's own is let through.
      const answer = await route.fetch();
      const body = await answer.body();
      await (body.length > 1_000_000 ? route.abort() : route.fulfill({ response: answer, body }));
    });
    await openCode(page);
    await page.locator('.ed-problems [role=status]', { hasText: 'Types are not checked' }).waitFor({ timeout: 30_000 });
    await write(page, `${HEAD}\t\t{ op: 'kill', from: 'sys', to: 'init', sig: 'KILL' },\n\t],\n});\n`);
    await page.getByRole('button', { name: 'Format' }).click();
    await page.locator('.l-code .b-run').click();
    await expect.poll(() => player.locator('.p-head b').innerText()).toBe('x');
    await close();
  });

  it('nothing of the editor or the compiler is fetched before it is opened', async () => {
    const asked: string[] = [];
    const { page, close } = await openLab(browser);
    page.on('request', (request) => asked.push(request.url()));
    const before = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    expect(before.filter((name) => /codemirror/.test(name))).toEqual([]);
    await openCode(page);
    expect(asked.some((name) => /codemirror/.test(name))).toBe(true);
    await close();
  });
});
