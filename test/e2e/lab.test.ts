// The lab in a real browser: built by form and by code, by keyboard, from files and links, in both editions.
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEGINNING } from '@/lab/draft.ts';
import { encodePermalink } from '@/player/index.ts';
import { readScenario, runScenario, Scenario } from '@/scenario/index.ts';
import { launch } from './browser.ts';
import { exists, html } from './built.ts';
import { codeIn, fatesIn, openCode, openLab, problemsIn, write } from './lab-page.ts';
import { axe, overflow } from './pages.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
});

const at = (page: Page, place: string) => page.locator(`[data-at="${place}"]`);
const wrong = (page: Page) => page.locator('.lf-wrong').allInnerTexts();
/** Presses Run in the form and waits for the new run. */
async function run(page: Page): Promise<void> {
  await page.locator('.l-go .b-run').click();
  await page.locator('.l-go [role=status]', { hasText: /Shown below|下面显示/ }).waitFor();
  await page.locator('.l-run[data-shown="true"] .player.live').waitFor();
}

const KILLED = `import { scenario } from 'why-sigkill';
const workers = ['a', 'b', 'c'] as const;
export default scenario({
  id: 'three', title: 'Three workers',
  tree: [{ name: 'init', newpid: true }, ...workers.map((name) => ({ name, parent: 'init' as const }))],
  steps: [{ op: 'kill', from: 'sys', to: 'init', sig: 'KILL' }],
});
`;

describe('the form', () => {
  it('shows a scenario of the site, and its run', async () => {
    const { page, player, complaints, close } = await openLab(browser);
    expect(await at(page, 'title').inputValue()).toBe('docker stop, and a PID 1 without a handler');
    expect(await at(page, 'tree[0].name').inputValue()).toBe('init');
    expect(await at(page, 'steps[0].op').inputValue()).toBe('kill');
    expect((await fatesIn(player)).join('\n')).toMatch(/SIGKILL from zap_pid_ns_processes/);
    expect(complaints).toEqual([]);
    await close();
  });

  it('a worker that init is told to wait for, built by keyboard alone', async () => {
    const { page, player, complaints, close } = await openLab(browser);
    const press = (...keys: string[]) =>
      keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-at'));
    const reach = async (place: string) => {
      for (let i = 0; i < 120; i += 1) {
        if ((await focused()) === place) return;
        await press('Tab');
      }
      throw new Error(`Tab does not reach ${place}`);
    };
    await page.getByRole('button', { name: 'New', exact: true }).focus();
    await press('Enter');
    await reach('tree.add');
    await press('Enter');
    // The new process has the focus, in its name.
    await expect.poll(focused).toBe('tree[2].name');
    await press('Control+A');
    await page.keyboard.type('batch');
    await reach('steps.add.op');
    await page.keyboard.type('exit: the process');
    await reach('steps.add');
    await press('Enter');
    await expect.poll(focused).toBe('steps[2].op');
    // It stands last; twice up makes it first.
    await reach('steps[2].up');
    await press('Enter');
    await expect.poll(focused).toBe('steps[1].up');
    await press('Enter');
    await expect.poll(focused).toBe('steps[0].up');
    expect(await at(page, 'steps[0].op').inputValue()).toBe('exit');
    expect(await at(page, 'steps[0].who').inputValue()).toBe('batch');
    await page.locator('.l-go .b-run').focus();
    await press('Enter');
    await page.locator('.l-go [role=status]', { hasText: 'Shown below' }).waitFor();
    await expect
      .poll(() => fatesIn(player))
      .toEqual(expect.arrayContaining([expect.stringMatching(/batch[\s\S]*exit status 0/)]));
    expect(complaints).toEqual([]);
    await close();
  });

  it('what is not right is said at its field; Run leads there; Undo brings back what was', async () => {
    const { page, close } = await openLab(browser);
    await at(page, 'tree[0].remove').click();
    const told = await wrong(page);
    expect(told.length).toBeGreaterThan(2);
    expect(told[0]).toBe('Nobody is called init. Choose somebody who is there.');
    const field = at(page, 'tree[0].parent');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    const by = await field.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${by}"]`).innerText()).toBe(told[0]);
    await page.locator('.l-go .b-run').click();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-at'))).toBe('tree[0].parent');
    expect(await page.getByRole('button', { name: 'Download JSON' }).getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await wrong(page)).toEqual([]);
    expect(await page.locator('.l-said').first().innerText()).toBe('Undone.');
    await close();
  });

  it('a name that cannot be one is said, and does not reach the scenario', async () => {
    const { page, close } = await openLab(browser);
    const name = at(page, 'tree[1].name');
    await name.fill('9 lives');
    expect(await wrong(page)).toEqual(['A name begins with a letter; letters, digits, _ and - follow.']);
    await name.fill('init');
    expect(await wrong(page)).toEqual(['There is a init already. Choose another name.']);
    await name.fill('worker');
    expect(await wrong(page)).toEqual([]);
    // Whoever spoke of it speaks of it by its new name.
    expect(await at(page, 'tree[2].parent').inputValue()).toBe('worker');
    await close();
  });

  it('dispositions, blocked signals and all the rest are set and shown in a word', async () => {
    const { page, player, close } = await openLab(browser);
    const more = page.getByRole('group', { name: 'Process init' }).locator('summary');
    await more.click();
    const row = page.getByRole('group', { name: 'Process init' });
    await row.getByRole('button', { name: 'Add a signal' }).click();
    await at(page, 'tree[0].sig.TERM.to').selectOption('exit:');
    await at(page, 'tree[0].sig.TERM.to.code').fill('7');
    await at(page, 'tree[0].block').selectOption('INT');
    await at(page, 'tree[0].subreaper').check();
    expect(await more.innerText()).toContain('TERM exit:7 · blocks INT · subreaper');
    await run(page);
    await expect.poll(async () => (await fatesIn(player)).join('\n')).toMatch(/init[\s\S]*7/);
    await close();
  });

  it('a scenario of every operation runs, is downloaded, and the model takes the file', async () => {
    const { page, close } = await openLab(browser);
    await page.getByRole('button', { name: 'New', exact: true }).click();
    for (const op of ['spawn', 'thread', 'wait', 'sig', 'block', 'setpgid', 'nop']) {
      await at(page, 'steps.add.op').selectOption(op);
      await at(page, 'steps.add').click();
    }
    expect(await wrong(page)).toEqual([]);
    await run(page);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download JSON' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('my-scenario.json');
    const text = readFileSync(await download.path(), 'utf8');
    const scenario = readScenario('my-scenario.json', text, Scenario);
    expect(scenario.steps.length).toBe(9);
    expect(runScenario(scenario).outcome.steps.length).toBe(11);
    await close();
  });
});

describe('files', () => {
  const put = (page: Page, name: string, text: string) =>
    page
      .locator('.lab input[type=file]')
      .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });

  it('a file is opened, and can be run', async () => {
    const { page, player, close } = await openLab(browser);
    await put(page, 'mine.json', JSON.stringify({ ...BEGINNING, title: 'Mine <b>bold</b>' }));
    await expect.poll(() => at(page, 'title').inputValue()).toBe('Mine <b>bold</b>');
    await run(page);
    expect(await player.locator('.p-head b').innerText()).toBe('Mine <b>bold</b>');
    await close();
  });

  it.each([
    ['no JSON', 'x.json', '{', /x\.json: not JSON/],
    ['another thing', 'x.json', '{"a": 1}', /tree/],
    [
      'a wrong signal',
      'x.json',
      JSON.stringify({ ...BEGINNING, steps: [{ op: 'kill', from: 'sys', to: 'init', sig: 'TREM' }] }),
      /steps\[0\]\.sig/,
    ],
    ['somebody unknown', 'x.json', JSON.stringify({ ...BEGINNING, steps: [{ op: 'nop', who: 'nobody' }] }), /nobody/],
    ['a file that is too large', 'x.json', `"${'x'.repeat(400_000)}"`, /256 kB/],
  ])('%s is refused with the place, and what was there stays', async (_, name, text, message) => {
    const { page, complaints, close } = await openLab(browser);
    await put(page, name, text);
    await page.locator('.lab [role=alert]').waitFor();
    expect(await page.locator('.lab [role=alert]').innerText()).toMatch(message);
    expect(await at(page, 'title').inputValue()).toBe('docker stop, and a PID 1 without a handler');
    expect(complaints).toEqual([]);
    await close();
  });

  it('every scenario of the site is a file, and is listed, in both editions, without script too', () => {
    for (const page of ['/lab/', '/zh-cn/lab/']) {
      const text = html(page);
      const files = [...text.matchAll(/href="?(\/scenarios\/[^" >]+\.json)/g)].map(([, href = '']) => href);
      expect(files.length).toBeGreaterThan(50);
      for (const file of files) expect(exists(file), file).toBe(true);
    }
    expect(html('/zh-cn/lab/')).toContain('docker stop，以及一个没有处理函数的 1 号进程');
  });

  it('the list is narrowed by words of either language, and opens what is chosen', async () => {
    const { page, player, close } = await openLab(browser);
    const field = page.getByLabel('Filter by word, function or file name');
    await field.fill('fork-enomem');
    expect(await page.locator('.catalogue li:visible').count()).toBe(1);
    expect(await page.locator('.cat-filter p').innerText()).toBe('1 of 51 scenarios');
    await field.fill('孤儿');
    expect(await page.locator('.catalogue li:visible').count()).toBeGreaterThan(0);
    await field.fill('nothing like this');
    expect(await page.locator('.cat-filter p').innerText()).toBe('No scenario says that.');
    await field.fill('fork-enomem');
    await page.locator('.catalogue li:visible a').first().click();
    await expect.poll(() => at(page, 'id').inputValue()).toBe('fork-enomem');
    await expect.poll(() => player.locator('.p-head').innerText()).toContain('fork-enomem');
    await close();
  });
});

describe('links', () => {
  const hash = (state: Partial<Parameters<typeof encodePermalink>[0]>) =>
    encodePermalink({ variations: [], schedule: { kind: 'order' }, ...state });

  it('a scenario of the site opens and runs', async () => {
    const { page, player, complaints, close } = await openLab(browser, '/lab/#play:s=orphan-to-init');
    expect(await at(page, 'id').inputValue()).toBe('orphan-to-init');
    expect(await player.count()).toBe(1);
    expect(complaints).toEqual([]);
    await close();
  });

  it('what is shared is what opens', async () => {
    const first = await openLab(browser, '/lab/', { permissions: ['clipboard-read', 'clipboard-write'] });
    await at(first.page, 'title').fill('Shared 场景');
    await first.page.locator('.l-tools').getByRole('button', { name: 'Copy link' }).click();
    await first.page.locator('.l-said', { hasText: 'Link copied' }).first().waitFor();
    const link = await first.page.evaluate(() => navigator.clipboard.readText());
    await first.close();
    const second = await openLab(browser, new URL(link).pathname + new URL(link).hash, {}, false);
    await expect.poll(() => at(second.page, 'title').inputValue()).toBe('Shared 场景');
    // It is data, and still nothing of it runs by itself.
    expect(await second.page.locator('.l-notice').innerText()).toContain('Nothing of it runs until you press Run');
    expect(await second.player.count()).toBe(0);
    await run(second.page);
    expect(await second.player.count()).toBe(1);
    await second.close();
  });

  it('code in a link is shown, and runs when the reader presses Run', async () => {
    const { page, player, complaints, close } = await openLab(
      browser,
      `/lab/#${await hash({ edited: { language: 'ts', text: `console.log('ran');\n${KILLED}` } })}`,
      {},
      false,
    );
    await page.locator('.cm-content').waitFor();
    expect(await codeIn(page)).toContain("console.log('ran');");
    expect(await page.locator('.l-notice').innerText()).toContain('it does not run until you press Run');
    // The sandbox itself is not there yet.
    expect(await page.locator('iframe').count()).toBe(0);
    expect(await page.locator('.ed-console').count()).toBe(0);
    // Nor does looking at the form run it.
    await page.getByRole('button', { name: 'Form', exact: true }).click();
    expect(await page.locator('iframe').count()).toBe(0);
    expect(await player.count()).toBe(0);
    await page.getByRole('button', { name: 'TypeScript', exact: true }).click();
    await page.locator('.l-code .b-run').click();
    await player.waitFor();
    expect(await page.locator('.ed-console li').allInnerTexts()).toEqual(['ran']);
    expect((await fatesIn(player)).length).toBe(4);
    expect(complaints).toEqual([]);
    await close();
  });

  const long = 'A'.repeat(60_000);
  it.each([
    ['is huge', async () => `play:json=${long}`, /too long/],
    ['is malformed', async () => 'play:%E0%A4%A', /damaged/],
    ['has fields that are none', async () => 'play:s=docker-stop&x=1', /damaged/],
    ['is markup', async () => 'play:s=<img src=x onerror=alert(1)>', /damaged/],
    ['names a scenario there is not', async () => 'play:s=not-there', /does not have/],
    ['names a prototype', async () => 'play:s=constructor', /does not have/],
    ['packs no text', async () => 'play:json=AAAA', /cannot be read|Nothing was loaded/],
    [
      'packs no scenario',
      async () => hash({ edited: { language: 'json', text: '{"id": "x"}' } }),
      /not right[\s\S]*tree/,
    ],
    ['packs no JSON', async () => hash({ edited: { language: 'json', text: 'alert(1)' } }), /cannot be read/],
    [
      'packs markup in names',
      async () =>
        hash({
          edited: {
            language: 'json',
            text: JSON.stringify({ ...BEGINNING, tree: [{ name: '<img src=x onerror=alert(1)>' }] }),
          },
        }),
      /not right/,
    ],
    [
      'packs prototypes',
      async () => hash({ edited: { language: 'json', text: '{"__proto__": {"polluted": 1}, "constructor": 1}' } }),
      /not right/,
    ],
  ])('a link that %s does nothing but a kind word', async (_, make, message) => {
    const { page, complaints, close } = await openLab(browser, `/lab/#${await make()}`, {}, false);
    let alerted = false;
    page.on('dialog', (dialog) => {
      alerted = true;
      void dialog.dismiss();
    });
    await page.locator('.lab [role=alert]').waitFor();
    expect(await page.locator('.lab [role=alert]').innerText()).toMatch(message);
    expect(await page.locator('.l-run .player').count()).toBe(0);
    expect(await page.locator('iframe').count()).toBe(0);
    expect(await page.evaluate(() => (Object.prototype as { polluted?: number }).polluted)).toBeUndefined();
    expect(await page.locator('main img').count()).toBe(0);
    expect(alerted).toBe(false);
    expect(complaints).toEqual([]);
    // And the lab works.
    await run(page);
    await close();
  });

  it('a title that is markup is a title', async () => {
    const title = '<img src=x onerror="document.title=\'taken\'">';
    const { page, player, close } = await openLab(
      browser,
      `/lab/#${await hash({ edited: { language: 'json', text: JSON.stringify({ ...BEGINNING, title }) } })}`,
      {},
      false,
    );
    await expect.poll(() => at(page, 'title').inputValue()).toBe(title);
    await run(page);
    expect(await player.locator('.p-head b').innerText()).toBe(title);
    expect(await page.title()).not.toBe('taken');
    expect(await page.locator('main img').count()).toBe(0);
    await close();
  });
});

describe('the form and the code are the same scenario', () => {
  it('from the form to the code', async () => {
    const { page, close } = await openLab(browser);
    await at(page, 'tree[1].name').fill('worker');
    await openCode(page);
    expect(await codeIn(page)).toContain("{ name: 'worker', parent: 'init', sig: { TERM: 'log' } },");
    await close();
  });

  it('from the code to the form, by running it', async () => {
    const { page, player, complaints, close } = await openLab(browser);
    await openCode(page);
    await write(page, KILLED);
    await page.getByRole('button', { name: 'Form', exact: true }).click();
    // Nothing has run: the form says so, and shows what it had.
    expect(await page.locator('.l-notice').innerText()).toContain('changes that the form does not know');
    expect(await at(page, 'id').inputValue()).toBe('docker-stop');
    await page.getByRole('button', { name: 'TypeScript', exact: true }).click();
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => player.locator('.p-head').innerText()).toContain('Three workers');
    expect((await fatesIn(player)).length).toBe(4);
    await page.getByRole('button', { name: 'Form', exact: true }).click();
    expect(await at(page, 'id').inputValue()).toBe('three');
    expect(await at(page, 'tree[3].name').inputValue()).toBe('c');
    // The reader's own way of writing it is kept.
    await page.getByRole('button', { name: 'TypeScript', exact: true }).click();
    expect(await codeIn(page)).toContain('workers.map(');
    // Until the form goes another way, and the reader agrees.
    await page.getByRole('button', { name: 'Form', exact: true }).click();
    await at(page, 'tree[3].name').fill('d');
    await page.getByRole('button', { name: 'TypeScript', exact: true }).click();
    await page.getByRole('button', { name: 'Write it anew from the form' }).click();
    await expect.poll(() => codeIn(page)).toContain("{ name: 'd', parent: 'init' },");
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('readers’ code in the lab', () => {
  it.each([
    ['an endless loop', 'for (;;);', /Ended: your code did not come back within 1\.5 s/],
    ['memory that runs full', 'const a: unknown[] = []; while (1) a.push(new Array(1e6).fill(0));', /Ended/],
    ['fetch', "await fetch('/about/');", /fetch is not defined\. Code here has no network/],
    ['parent.document', '(parent as any).document.title = "taken";', /parent is not defined\. Code here sees no page/],
    ['localStorage', 'localStorage.clear();', /localStorage is not defined\. Code here has no storage/],
    ['tampering', 'Array.prototype.push = () => 0;', /frozen/],
    ['throw null', 'throw null;', /Your code threw: null/],
    [
      'another module',
      "import fs from 'fs';\nfs.x;",
      /There is no module 'fs' here\. What can be imported: 'why-sigkill'/,
    ],
    ['a syntax error', 'const a = [1, 2;', /This cannot be read/],
    ['no default export', 'export const a = 1;', /Nothing is exported by default/],
    ['a value that is none', 'export default { steps: [() => 1] };', /must be plain data[\s\S]*steps\[0\]/],
  ])('%s fails safely, with a message, and the page goes on', async (_, code, message) => {
    const { page, player, close } = await openLab(browser);
    await openCode(page);
    await write(page, `// @ts-nocheck\n${code}\n`);
    await page.locator('.l-code .b-run').click();
    await expect.poll(async () => (await problemsIn(page)).join('\n'), { timeout: 15_000 }).toMatch(message);
    // What was shown before is still there, and the next run works.
    expect(await player.locator('.p-head').innerText()).toContain('docker-stop');
    await write(page, KILLED);
    await page.locator('.l-code .b-run').click();
    await expect.poll(() => player.locator('.p-head').innerText()).toContain('Three workers');
    await close();
  });

  it('an endless loop can be stopped before it is ended', async () => {
    const { page, close } = await openLab(browser);
    await openCode(page);
    await write(page, 'for (;;);\n');
    await page.locator('.l-code .b-run').click();
    await page.locator('.b-stop').click();
    await page.locator('.l-code .l-said', { hasText: 'Stopped.' }).waitFor();
    await close();
  });

  it('what the format refuses is said at the line where it is written', async () => {
    const { page, close } = await openLab(browser);
    await openCode(page);
    await write(page, KILLED.replace("sig: 'KILL'", "sig: 'KLIL' as 'KILL'"));
    await page.locator('.l-code .b-run').click();
    await expect.poll(async () => (await problemsIn(page)).join('\n')).toMatch(/line 6[\s\S]*steps\[0\]\.sig/);
    await close();
  });

  it('a million lines of console are bounded', async () => {
    const { page, close } = await openLab(browser);
    await openCode(page);
    await write(page, `for (let i = 0; i < 1e6; i += 1) console.log(i);\n${KILLED}`);
    await page.locator('.l-code .b-run').click();
    await page.locator('.ed-console').waitFor();
    expect(await page.locator('.ed-console li').count()).toBe(200);
    expect(await page.locator('.ed-console p').innerText()).toBe('999,800 further lines were not kept.');
    await close();
  });
});

describe('looks and access', () => {
  const phone = { viewport: { width: 390, height: 844 } };
  it.each([
    ['/lab/', 'light', {}],
    ['/lab/', 'dark', phone],
    ['/zh-cn/lab/', 'dark', {}],
    ['/zh-cn/lab/', 'light', phone],
  ] as const)(
    '%s, %s: the form with its folds open passes axe and does not scroll sideways',
    async (path, colorScheme, size) => {
      const { page, complaints, close } = await openLab(browser, path, { colorScheme, ...size });
      await page.evaluate(() => {
        for (const fold of document.querySelectorAll<HTMLDetailsElement>('.l-more')) fold.open = true;
      });
      await at(page, 'tree[0].remove').click();
      expect((await wrong(page)).length).toBeGreaterThan(0);
      expect(await axe(page, {}, ['.player'])).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
      await close();
    },
  );

  it.each([
    ['/lab/', 'dark', {}],
    ['/zh-cn/lab/', 'light', phone],
  ] as const)(
    '%s, %s: the editor with problems passes axe and does not scroll sideways',
    async (path, colorScheme, size) => {
      const { page, complaints, close } = await openLab(browser, path, { colorScheme, ...size });
      await openCode(page);
      await write(page, `${KILLED.replace("sig: 'KILL'", "sig: 'KLIL'")}`);
      await expect.poll(() => problemsIn(page), { timeout: 30_000 }).not.toEqual([]);
      await page.locator('.l-code .b-run').click();
      await expect.poll(async () => (await problemsIn(page)).length).toBeGreaterThan(1);
      expect(await axe(page, {}, ['.player'])).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
      await close();
    },
  );

  it('fits from 360 pixels up', async () => {
    for (const width of [360, 768, 1100]) {
      const { page, close } = await openLab(browser, '/lab/', { viewport: { width, height: 800 } });
      expect(await overflow(page), String(width)).toBeLessThanOrEqual(0);
      await close();
    }
  });

  it('the Chinese lab speaks Chinese, of mistakes too', async () => {
    const { page, close } = await openLab(browser, '/zh-cn/lab/');
    expect(await page.locator('.l-go .b-run').innerText()).toBe('运行');
    await at(page, 'tree[0].remove').click();
    expect((await wrong(page))[0]).toBe('没有叫 init 的进程，请另选一个。');
    await openCode(page);
    await write(page, 'for (;;);\n');
    await page.locator('.l-code .b-run').click();
    await expect
      .poll(async () => (await problemsIn(page)).join('\n'), { timeout: 15_000 })
      .toContain('已终止：你的代码在 1.5 秒内没有返回');
    await close();
  });
});
