// The page about chains, by keyboard in a real browser: asking, answers, what is said when there is none, the graph, the address.
import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launch, type Visit, visit } from './browser.ts';
import { fileOf } from './built.ts';
import { axe, overflow } from './pages.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
});

const run = promisify(execFile);
/** Waits until something is so, as long as a busy machine may take. */
const poll = <T>(of: () => T) => expect.poll(of, { timeout: 15_000 });
const ZAP = '?from=do_exit&to=group_send_sig_info&through=zap_pid_ns_processes';

/** Opens the page with a question and waits for what is said to it. */
async function asked(query: string, options: Parameters<typeof visit>[2] = {}, page = '/chains/'): Promise<Visit> {
  const opened = await visit(browser, page + query, options);
  await answered(opened.page);
  return opened;
}
const answered = (page: Page) => page.locator('.answer[aria-busy=false] .meta b').waitFor();
const headline = (page: Page) => page.locator('.meta p[role=status]').innerText();
const paths = (page: Page) =>
  page
    .locator('.row')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('.path > li')].map((li) => li.querySelector('a')!.textContent)),
    );
const field = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });
/** Puts a whole name into a field and closes the list that it offers. */
async function put(page: Page, name: string, value: string): Promise<void> {
  await field(page, name).fill(value);
  await page.locator('.nf [role=option]').first().waitFor();
  await page.keyboard.press('Escape');
}
/** The option that the keyboard is at. */
const marked = (page: Page) => page.locator('[role=option][aria-selected=true] code').innerText();

describe('asking by keyboard', () => {
  it('completes names, takes them with Enter, finds chains and shows the line of each call', async () => {
    const { page, complaints, close } = await visit(browser, '/chains/');
    await field(page, 'From').focus();
    await page.keyboard.type('do_exit');
    await page.locator('.nf [role=option]').first().waitFor();
    expect(await field(page, 'From').getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Tab');
    await page.keyboard.type('group_send_sig');
    await poll(() => marked(page)).toBe('group_send_sig_info');
    await page.keyboard.press('Enter');
    expect(await field(page, 'To').inputValue()).toBe('group_send_sig_info');
    expect(await page.locator('.nf [role=option]').count()).toBe(0);
    await page.keyboard.press('Tab');
    await page.keyboard.type('zap_pid');
    await poll(() => marked(page)).toBe('zap_pid_ns_processes');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove zap_pid_ns_processes' }).waitFor();
    await page.keyboard.press('Enter');
    await answered(page);
    expect(new URL(page.url()).search).toBe(ZAP);
    expect((await paths(page))[0]).toEqual([
      'do_exit',
      'exit_notify',
      'forget_original_parent',
      'find_child_reaper',
      'zap_pid_ns_processes',
      'group_send_sig_info',
    ]);
    expect(await page.locator('.row.on mark').innerText()).toBe('zap_pid_ns_processes');
    const lines = page.locator('.row.on .call-sites > li');
    await lines.nth(4).locator('code').waitFor();
    expect(await lines.nth(4).locator('.no').innerText()).toBe('pid_namespace.c:205');
    expect(await lines.nth(4).locator('code').innerText()).toContain('group_send_sig_info(SIGKILL');
    expect(await lines.nth(4).locator('.no').getAttribute('href')).toBe('/source/v6.0/kernel/pid_namespace.c/#L205');
    expect(await page.locator('.row.on .facts').innerText()).toMatch(/seen running/);
    expect(await page.locator('.row.on .facts').innerText()).toMatch(/tasklist_lock dropped before the fourth call/);
    expect(await page.locator('.meta code').innerText()).toBe(
      'why-sigkill chains do_exit group_send_sig_info --through zap_pid_ns_processes',
    );
    expect(complaints).toEqual([]);
    await close();
  });

  it('takes what completes the text, not the offers of the text before, from who is faster than they are', async () => {
    const { page, complaints, close } = await visit(browser, '/chains/');
    const to = field(page, 'To');
    /** Types on and presses a key before any answer can have come. */
    const hurry = (value: string, key: string) =>
      to.evaluate(
        async (element, { value, key }) => {
          const input = element as HTMLInputElement;
          input.value = value;
          input.dispatchEvent(new InputEvent('input', { bubbles: true }));
          // Drawing waits for a microtask; an answer of the worker is a task.
          for (let i = 0; i < 10; i += 1) await Promise.resolve();
          input.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        },
        { value, key },
      );
    await to.focus();
    await page.keyboard.type('group');
    await poll(() => marked(page)).toMatch(/^groups?_/);
    await hurry('group_send_sig', 'Enter');
    await poll(() => to.inputValue()).toBe('group_send_sig_info');
    expect(await page.locator('.nf [role=option]').count()).toBe(0);
    await to.fill('zap');
    await poll(() => marked(page)).toMatch(/zap/);
    await hurry('do_exit', 'Tab');
    expect(await to.inputValue()).toBe('do_exit');
    expect(complaints).toEqual([]);
    await close();
  });

  it.each([
    ['zap_pid', 'zap_pid_ns_processes'],
    ['exitnotify', 'exit_notify'],
    ['find child reaper', 'find_child_reaper'],
    ['forget_orignal_parent', 'forget_original_parent'],
  ])('forgives typing: %s', async (typed, name) => {
    const { page, close } = await visit(browser, '/chains/');
    await field(page, 'To').focus();
    await page.keyboard.type(typed);
    await poll(() =>
      page
        .locator('[role=option] code')
        .first()
        .innerText()
        .catch(() => ''),
    ).toBe(name);
    await close();
  });

  it('walks the list with the arrows, closes it with Escape, and says how many names there are', async () => {
    const { page, close } = await visit(browser, '/chains/');
    await field(page, 'To').focus();
    await page.keyboard.type('find_');
    await page.locator('.nf [role=option]').nth(2).waitFor();
    const names = await page.locator('[role=option] code').allInnerTexts();
    expect(await marked(page)).toBe(names[0]);
    await page.keyboard.press('ArrowDown');
    expect(await marked(page)).toBe(names[1]);
    const active = await field(page, 'To').getAttribute('aria-activedescendant');
    expect(await page.locator(`[id="${active}"] code`).innerText()).toBe(names[1]);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    expect(await marked(page)).toBe(names.at(-1));
    expect(await page.locator('.nf').nth(1).getByRole('status').innerText()).toMatch(/\d+ names, the first is find_/);
    await page.keyboard.press('Escape');
    expect(await field(page, 'To').getAttribute('aria-expanded')).toBe('false');
    expect(await field(page, 'To').inputValue()).toBe('find_');
    await close();
  });

  it('takes several names as chips, and takes the last away with Backspace', async () => {
    const { page, close } = await visit(browser, '/chains/');
    await field(page, 'Avoiding').focus();
    await page.keyboard.type('do_exit,');
    await page.keyboard.type('release_task,');
    expect(await page.locator('.chip').allInnerTexts()).toEqual(['do_exit', 'release_task']);
    await page.keyboard.press('Backspace');
    expect(await page.locator('.chip').allInnerTexts()).toEqual(['do_exit']);
    await close();
  });

  it('takes conditions into the question', async () => {
    const { page, close } = await visit(browser, '/chains/?from=do_exit&to=release_task');
    await answered(page);
    await page.locator('.opts summary').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Only functions defined in' }).focus();
    await page.keyboard.type('kernel/*.c');
    await page.keyboard.press('Tab');
    await page.keyboard.type('5');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/chains/?from=do_exit&to=release_task&in=kernel/*.c&depth=5');
    await answered(page);
    for (const path of await paths(page)) expect(path.length).toBeLessThanOrEqual(6);
    await close();
  });
});

describe('the address', () => {
  it('holds each question: back and forth, and the chain that was chosen', async () => {
    const { page, close } = await asked('?from=do_exit&to=wake_up_process');
    const first = await headline(page);
    await page.locator('.row .n').nth(1).focus();
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).searchParams.get('chain')).toBe('2');
    expect(await page.locator('.row[aria-current]').getByRole('button').first().getAttribute('aria-expanded')).toBe(
      'true',
    );
    const second = (await paths(page))[1]!;
    expect(await page.locator('.row.on .call-sites > li').count()).toBe(second.length - 1);

    await put(page, 'From', 'kernel_clone');
    await put(page, 'To', 'alloc_pid');
    await page.getByRole('button', { name: 'Find chains' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**?from=kernel_clone&to=alloc_pid');
    await poll(() => headline(page)).not.toBe(first);
    expect(await page.title()).toContain('kernel_clone → alloc_pid');
    await page.goBack();
    await poll(() => headline(page)).toBe(first);
    expect(await field(page, 'From').inputValue()).toBe('do_exit');
    expect((await page.locator('.row.on .n').innerText()).trim()).toBe('2');
    await page.goForward();
    await poll(() => field(page, 'To').inputValue()).toBe('alloc_pid');
    await close();
  });

  it('leads to the same question in the other edition', async () => {
    const { page, close } = await asked(ZAP);
    await page.locator('header a.lang').click();
    await answered(page);
    expect(new URL(page.url()).pathname).toBe('/zh-cn/chains/');
    expect(await headline(page)).toContain('1 条调用链');
    expect(await page.locator('.row.on .path a').first().getAttribute('href')).toBe('/zh-cn/symbols/do_exit/');
    await close();
  });

  it('is followed from the questions to begin with, each of which has an answer', async () => {
    const { page, complaints, close } = await visit(browser, '/chains/');
    const links = await page.locator('.begin a').evaluateAll((all) => all.map((link) => link.getAttribute('href')!));
    expect(links.length).toBe(8);
    for (const link of links) {
      await page.locator(`.begin a[href="${link}"]`).focus();
      await page.keyboard.press('Enter');
      await answered(page);
      expect(await page.locator('.row, .fns > li').count(), link).toBeGreaterThan(0);
      expect(await page.evaluate(() => document.activeElement?.className)).toBe('meta');
      await page.goBack();
      await page.locator('.begin').waitFor();
    }
    expect(complaints).toEqual([]);
    await close();
  });

  it('unfolds a chain on the page of its first function', async () => {
    const { page, close } = await asked(ZAP);
    const link = page.getByRole('link', { name: 'Unfold this chain' });
    expect(await link.getAttribute('href')).toBe(
      '/symbols/do_exit/#unfold=exit_notify.forget_original_parent.find_child_reaper.zap_pid_ns_processes.group_send_sig_info',
    );
    await link.focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-fn="group_send_sig_info"]').first().waitFor();
    for (const name of ['exit_notify', 'find_child_reaper', 'zap_pid_ns_processes'])
      expect(await page.locator(`[data-fn="${name}"]`).count(), name).toBe(1);
    await close();
  });

  it('copies a chain as text and as a link', async () => {
    const { page, close } = await asked(ZAP, { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.locator('.call-sites code').nth(4).waitFor();
    await page.getByRole('button', { name: 'Copy as text' }).click();
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await poll(clipboard).toMatch(/^do_exit → exit_notify → .*\n {2}exit\.c:815 {2}exit_notify\(/);
    await page.getByRole('button', { name: 'Copy link' }).click();
    await poll(clipboard).toBe(page.url());
    await close();
  });
});

describe('page and command', () => {
  it.each([
    [['do_exit', 'group_send_sig_info', '--through', 'zap_pid_ns_processes'], ZAP],
    [['kill(2)', '__send_signal_locked'], '?from=kill(2)&to=__send_signal_locked'],
    [['do_exit', 'wake_up_process'], '?from=do_exit&to=wake_up_process'],
    [
      ['do_exit', 'release_task', '--kinds', 'direct,macro,indirect', '--in', 'kernel/*.c', '--max-depth', '5'],
      '?from=do_exit&to=release_task&kinds=direct,macro,indirect&in=kernel/*.c&depth=5',
    ],
    [
      ['wait4(2)', 'release_task', '--avoid', 'wait_task_zombie'],
      '?from=wait4(2)&to=release_task&avoid=wait_task_zombie',
    ],
  ])('give the same chains: %j', async (args, query) => {
    const { stdout } = await run(process.execPath, ['src/bin.mjs', 'chains', ...args, '--json'], {
      maxBuffer: 1 << 26,
    });
    const answer = JSON.parse(stdout) as { total: number; chains: { path: string[]; hops: { line: number }[] }[] };
    const { page, close } = await asked(query);
    expect(await paths(page)).toEqual(answer.chains.slice(0, 20).map(({ path }) => path));
    if (answer.total > 0) expect((await headline(page)).replaceAll(',', '')).toContain(`${answer.total} chain`);
    else expect(await headline(page)).toMatch(/^No chain leads/);
    await close();
  });

  it.each([
    ['reaching', '?to=zap_pid_ns_processes'],
    ['callers', '?to=release_task&near=1'],
    ['callees', '?from=find_child_reaper&near=1'],
  ])('give the same functions: --%s', async (ask, query) => {
    const name = new URLSearchParams(query).get('to') ?? new URLSearchParams(query).get('from')!;
    const { stdout } = await run(process.execPath, ['src/bin.mjs', 'chains', `--${ask}`, name, '--json'], {
      maxBuffer: 1 << 26,
    });
    const answer = JSON.parse(stdout) as { functions: { name: string }[] };
    const { page, close } = await asked(query);
    const shown = await page.locator('.fns > li > :first-child code').allInnerTexts();
    expect(shown).toEqual(answer.functions.map((entry) => entry.name.replace(/@.*/, '')));
    await close();
  });
});

describe('a reader who is faster than the script', () => {
  /** The page with its scripts held back until they are let go. */
  async function held() {
    const context = await browser.newContext();
    const page = await context.newPage();
    let letGo = () => {};
    const gone = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route('**/_astro/*.js', async (route) => {
      await gone;
      await route.continue();
    });
    await page.goto(`${inject('site')}/chains/`, { waitUntil: 'commit' });
    return { page, letGo, close: () => context.close() };
  }

  it('keeps what was typed, and asks it', async () => {
    const { page, letGo, close } = await held();
    await field(page, 'From').fill('do_exit');
    await field(page, 'To').fill('group_send_sig_info');
    await field(page, 'Through').fill('zap_pid_ns_processes');
    letGo();
    await page.getByRole('button', { name: 'Remove zap_pid_ns_processes' }).waitFor();
    expect([await field(page, 'From').inputValue(), await field(page, 'To').inputValue()]).toEqual([
      'do_exit',
      'group_send_sig_info',
    ]);
    await page.getByRole('button', { name: 'Find chains' }).click();
    await answered(page);
    expect(new URL(page.url()).search).toBe(ZAP);
    await close();
  });

  it('can ask before there is a script to ask with', async () => {
    const { page, letGo, close } = await held();
    await field(page, 'To').fill('do_exit');
    await page.getByRole('button', { name: 'Find chains' }).click();
    await page.waitForURL('**/chains/?*to=do_exit*', { waitUntil: 'commit' });
    letGo();
    await answered(page);
    expect(await field(page, 'To').inputValue()).toBe('do_exit');
    await close();
  });
});

describe('questions without an answer', () => {
  it('both ends the same: says so', async () => {
    const { page, close } = await asked('?from=do_exit&to=do_exit');
    expect(await headline(page)).toContain('do_exit is both the beginning and the end');
    await close();
  });

  it('no chain: names the condition that excludes it, and drops it on request', async () => {
    const { page, close } = await asked('?from=kill(2)&to=__send_signal_locked&avoid=kill_something_info');
    expect(await headline(page)).toBe('No chain leads from kill(2) to __send_signal_locked under these conditions.');
    await page.getByRole('link', { name: 'Allow kill_something_info' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.search === '?from=kill%282%29&to=__send_signal_locked');
    await poll(() => headline(page)).toContain('chains');
    expect(await page.locator('.row').count()).toBeGreaterThan(0);
    await close();
  });

  it('to be passed and avoided: says that it cannot be both', async () => {
    const { page, close } = await asked('?from=do_exit&to=release_task&through=exit_notify&avoid=exit_notify');
    expect(await headline(page)).toContain('exit_notify is to be passed and to be avoided');
    await close();
  });

  it('an unknown name: offers those most like it', async () => {
    const { page, close } = await asked('?from=do_exit&to=zap_pid_ns_proceses');
    expect(await headline(page)).toBe('No function is named zap_pid_ns_proceses.');
    expect(await field(page, 'To').getAttribute('aria-invalid')).toBe('true');
    await page.getByRole('link', { name: 'zap_pid_ns_processes' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**?from=do_exit&to=zap_pid_ns_processes');
    await page.locator('.row').first().waitFor();
    await close();
  });

  it('300 characters: says that no name is so long, or known, and fits the page', async () => {
    const { page, complaints, close } = await asked(`?to=${'x'.repeat(300)}`, {
      viewport: { width: 390, height: 844 },
    });
    expect(await headline(page)).toMatch(/^No function is named x+…\.$/);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await close();
  });

  it.each([
    '<img src=x onerror="window.pwned=1">',
    '"><script>window.pwned=1</script>',
    'javascript:window.pwned=1',
    '\u0024{window.pwned=1}',
    '</script><svg onload=window.pwned=1>',
  ])('markup in the address is text: %s', async (markup) => {
    const all = encodeURIComponent(markup);
    for (const query of [
      `?from=${all}&to=do_exit&through=${all}&avoid=${all}#${all}`,
      `?from=do_exit&to=release_task&in=${all}`,
      `?to=do_exit&kinds=${all}&depth=${all}&config=${all}&near=${all}&chain=${all}&${all}=${all}`,
    ]) {
      const { page, complaints, close } = await asked(query);
      expect(await headline(page)).toMatch(/^No function is named|means nothing in|call do_exit$/);
      expect(await page.locator('.chains-page img, .chains-page svg[onload]').count()).toBe(0);
      expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
      expect(complaints).toEqual([]);
      await close();
    }
  });

  it('a name that several files define: asks which', async () => {
    const { page, close } = await asked('?to=t_next');
    expect(await headline(page)).toContain('Several functions are named t_next');
    await page.locator('.names a').first().click();
    await page.waitForURL('**?to=t_next@kernel/**');
    await close();
  });

  it('no connection: says so, and tries again on request', async () => {
    const { page, close } = await visit(browser, '/chains/');
    await page.route('**/chains/index.bin', (route) => route.abort());
    await field(page, 'To').fill('do_exit');
    await page.getByRole('button', { name: 'Find chains' }).click();
    await poll(() => headline(page)).toContain('could not be loaded');
    await page.unroute('**/chains/index.bin');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.fns > li').first().waitFor();
    await close();
  });
});

describe('long answers', () => {
  it('are counted, and more of them is shown on request', async () => {
    const { page, close } = await asked('?from=do_exit&to=wake_up_process');
    const total = Number(/(\d[\d,]*) chains/.exec(await headline(page))![1]!.replaceAll(',', ''));
    expect(await page.locator('.row').count()).toBe(20);
    await page.getByRole('button', { name: `${total - 20} more` }).focus();
    await page.keyboard.press('Enter');
    await poll(() => page.locator('.row').count()).toBe(Math.min(total, 40));
    await close();
  });
});

describe('the graph', () => {
  const nodes = (page: Page) => page.locator('.xg [data-name]');
  const at = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-name'));
  const names = (page: Page) => nodes(page).evaluateAll((all) => all.map((node) => node.getAttribute('data-name')!));

  it('is walked by the arrow keys along the path, one stop for Tab', async () => {
    const { page, complaints, close } = await asked(ZAP);
    await nodes(page).nth(4).waitFor();
    expect(await page.locator('.xg [data-name][tabindex="0"]').count()).toBe(1);
    await page.getByRole('button', { name: 'Show in graph' }).focus();
    await page.keyboard.press('Enter');
    expect(await at(page)).toBe('do_exit');
    const walked = [];
    for (let i = 0; i < 5; i++) {
      await page.keyboard.press('ArrowDown');
      walked.push(await at(page));
    }
    expect(walked).toEqual([
      'exit_notify',
      'forget_original_parent',
      'find_child_reaper',
      'zap_pid_ns_processes',
      'group_send_sig_info',
    ]);
    await page.keyboard.press('ArrowUp');
    expect(await at(page)).toBe('zap_pid_ns_processes');
    await page.keyboard.press('Home');
    expect(await at(page)).toBe('do_exit');
    expect(await page.locator('.xg .node.at').getAttribute('aria-label')).toMatch(
      /do_exit, on the path, seen running on \d/,
    );
    expect(complaints).toEqual([]);
    await close();
  });

  it('opens callees and callers and closes them again, and says so', async () => {
    const { page, close } = await asked(ZAP);
    await nodes(page).nth(4).waitFor();
    const before = await names(page);
    await page.locator('.xg .node.at').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Shift+ArrowUp');
    await poll(async () => (await names(page)).length).toBeGreaterThan(before.length);
    expect(await page.locator('.xg > [role=status]').innerText()).toMatch(/functions? opened/);
    expect(await at(page)).toBe('group_send_sig_info');
    await page.keyboard.press('Shift+ArrowUp');
    await poll(async () => (await names(page)).toSorted()).toEqual(before.toSorted());
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.closest('.xg-details') !== null)).toBe(true);
    await page.getByRole('button', { name: /^Calls \(\d+\)/ }).focus();
    await page.keyboard.press('Enter');
    await poll(async () => (await names(page)).length).toBeGreaterThan(before.length);
    await page.keyboard.press('Escape');
    expect(await at(page)).toBe('group_send_sig_info');
    await close();
  });

  it('has the same functions and calls as a list', async () => {
    const { page, close } = await asked('?from=wait4(2)&to=release_task');
    await nodes(page).nth(4).waitFor();
    const drawn = await names(page);
    const lines = await page.locator('.xg .edge').count();
    await page.getByRole('button', { name: 'List', exact: true }).focus();
    await page.keyboard.press('Enter');
    const listed = await page.locator('.xg-list code').allInnerTexts();
    expect([...new Set(listed)].toSorted()).toEqual(drawn.toSorted());
    const calls = (await page.locator('.xg-list .how').allInnerTexts()).filter((how) => /lines? \d/.test(how));
    expect(calls.length).toBe(lines);
    await page.locator('.xg-list button').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('.xg-list button[aria-expanded=true]').waitFor();
    await poll(() => page.locator('.xg-list li').count()).toBeGreaterThan(listed.length);
    await close();
  });

  it('keeps a pinned path when another chain, or another question, comes', async () => {
    const { page, close } = await asked('?from=do_exit&to=release_task');
    await nodes(page).nth(1).waitFor();
    const first = (await paths(page))[0]!;
    await page.getByRole('button', { name: 'Pin the path' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.row .n').nth(1).click();
    const on = () =>
      page.locator('.xg .node.on').evaluateAll((all) => all.map((node) => node.getAttribute('data-name')!));
    await poll(async () => (await on()).toSorted()).toEqual(first.toSorted());
    await put(page, 'To', 'exit_signals');
    await page.keyboard.press('Enter');
    await poll(async () => (await names(page)).includes('exit_signals')).toBe(true);
    expect((await on()).toSorted()).toEqual(first.toSorted());
    await page.getByRole('button', { name: 'Pin the path' }).click();
    await poll(async () => (await on()).includes('exit_signals')).toBe(true);
    await close();
  });

  it('zooms by buttons, by keys and by the wheel with a key held; the wheel alone scrolls the page', async () => {
    const { page, close } = await asked('?from=do_exit&to=wake_up_process');
    await nodes(page).nth(4).waitFor();
    const width = () => page.locator('.xg svg.graph').evaluate((svg) => (svg as SVGSVGElement).viewBox.baseVal.width);
    const whole = await width();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    const closer = await width();
    expect(closer).toBeLessThan(whole);
    await page.locator('.xg .node.at').focus();
    await page.keyboard.press('-');
    await poll(width).toBeGreaterThan(closer);
    await page.keyboard.press('0');
    const all = await width();
    const frame = (await page.locator('.xg-frame').boundingBox())!;
    await page.mouse.move(frame.x + 100, frame.y + 100);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -100);
    await page.keyboard.up('Control');
    await poll(width).toBeLessThan(all);
    const before = await width();
    await page.mouse.wheel(0, 200);
    await poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
    expect(await width()).toBe(before);
    await close();
  });

  it('stays legible with 150 functions: names of 13 px at life size, no box over another, the path on top', async () => {
    const { page, close } = await asked('?from=do_exit&to=wake_up_process');
    await nodes(page).nth(4).waitFor();
    const done = new Set<string>();
    for (let all = await names(page); all.length < 150; all = await names(page)) {
      const next = all.find((name) => !done.has(name));
      if (next === undefined) break;
      done.add(next);
      const said = await page.locator('.xg > [role=status]').textContent();
      await page.locator(`.xg [data-name="${next}"]`).focus();
      await page.keyboard.press('Shift+ArrowDown');
      await page
        .waitForFunction(
          ([before, words]) =>
            document.querySelectorAll('.xg [data-name]').length > before ||
            document.querySelector('.xg > [role=status]')?.textContent !== words,
          [all.length, said] as const,
          { timeout: 5000 },
        )
        .catch(() => {});
    }
    expect(await nodes(page).count()).toBeGreaterThanOrEqual(150);
    const boxes = await page.locator('.xg .node rect').evaluateAll((all) =>
      all.map((rect) => {
        const { x, y, width, height } = (rect as SVGRectElement).getBBox();
        return { x, y, right: x + width, bottom: y + height };
      }),
    );
    for (const [i, a] of boxes.entries())
      for (const b of boxes.slice(i + 1))
        expect(a.x < b.right && b.x < a.right && a.y < b.bottom && b.y < a.bottom).toBe(false);
    expect(await page.locator('.xg .node text').first().getAttribute('font-size')).toBe('13');
    expect(await page.locator('.xg.quiet').count()).toBe(1);
    const last = await page.locator('.xg g.line').last().getAttribute('class');
    expect(last).toContain(' on');
    await close();
  });

  it('is on a function’s page, loaded when it is opened', async () => {
    const { page, complaints, close } = await visit(browser, '/symbols/release_task/');
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    await page.waitForLoadState('networkidle');
    expect(loaded.filter((path) => /^\/chains\/|Explorer|worker/.test(path))).toEqual([]);
    await page.locator('.explore summary').focus();
    await page.keyboard.press('Enter');
    await nodes(page).nth(4).waitFor();
    expect(await names(page)).toContain('release_task');
    expect(loaded).toContain('/chains/index.bin');
    expect(await page.locator('.ready a', { hasText: 'that lead to it' }).getAttribute('href')).toBe(
      '/chains/?to=release_task',
    );
    expect(await axe(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe.each(['/chains/', '/zh-cn/chains/'])('%s', (path) => {
  it.each(['light', 'dark'] as const)(
    'passes axe with names offered, an answer, the graph and the conditions open, in the %s theme',
    async (colorScheme) => {
      for (const viewport of [
        { width: 1440, height: 900 },
        { width: 390, height: 844 },
      ]) {
        const { page, complaints, close } = await asked(
          '?from=wait4(2)&to=release_task',
          { viewport, colorScheme },
          path,
        );
        await page.locator('.xg [data-name]').nth(4).waitFor();
        await page.locator('.opts').evaluate((fold: HTMLDetailsElement) => {
          fold.open = true;
        });
        await page.getByRole('combobox').nth(3).focus();
        await page.keyboard.type('find');
        await page.locator('.nf [role=option]').first().waitFor();
        expect(await axe(page), `axe at ${viewport.width}`).toEqual([]);
        expect(await overflow(page), `sideways at ${viewport.width}`).toBeLessThanOrEqual(0);
        await page.keyboard.press('Escape');
        await page.locator('.xg-views button').nth(1).click();
        await page.locator('.xg-list').waitFor();
        expect(await axe(page), `axe of the list at ${viewport.width}`).toEqual([]);
        expect(complaints).toEqual([]);
        await close();
      }
    },
  );

  it('moves nothing about while its answer comes', async () => {
    const { page, close } = await visit(browser, path);
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    for (const query of ['', ZAP]) {
      await page.goto(new URL(path + query, page.url()).href);
      if (query) await page.locator('.xg [data-name]').nth(4).waitFor();
      else await page.waitForLoadState('networkidle');
      const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
      expect(shifts.reduce((sum, shift) => sum + shift, 0)).toBeLessThan(0.05);
    }
    await close();
  });

  it('without script explains itself, shows a chain with its lines, and gives the command', async () => {
    const { page, complaints, close } = await visit(browser, path, { javaScriptEnabled: false });
    expect(await page.locator('form.q').isVisible()).toBe(false);
    expect(await page.locator('.no-script code').innerText()).toContain(
      'why-sigkill chains do_exit group_send_sig_info',
    );
    expect(await page.locator('.row .path > li').count()).toBe(6);
    expect(await page.locator('.call-sites code').last().innerText()).toContain('group_send_sig_info(SIGKILL');
    expect(complaints).toEqual([]);
    await close();
  });

  it('loads neither the index nor the graph before anything is asked', async () => {
    const { page, close } = await visit(browser, path);
    await page.waitForLoadState('networkidle');
    const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    expect(loaded.filter((name) => /index\.bin|facts\.json|lines\/|Explorer|worker/.test(name))).toEqual([]);
    expect(statSync(fileOf('/chains/index.bin')).size).toBeLessThanOrEqual(400_000);
    await close();
  });
});

describe('the search box', () => {
  const type = async (typed: string, path = '/'): Promise<Visit> => {
    const opened = await visit(browser, path);
    await opened.page.keyboard.press('/');
    await opened.page.locator('dialog.search input').waitFor();
    await opened.page.keyboard.type(typed);
    await opened.page.locator('dialog ol.named a').first().waitFor();
    return opened;
  };
  const first = (page: Page) => page.locator('dialog ol a').first();

  it.each([
    ['kill', '/symbols/sys_kill/'],
    ['kill(2)', '/symbols/sys_kill/'],
    ['sys_kill', '/symbols/sys_kill/'],
    ['exitnotify', '/symbols/exit_notify/'],
    ['find child reaper', '/symbols/find_child_reaper/'],
    ['zap_pid', '/symbols/zap_pid_ns_processes/'],
    ['forget_orignal_parent', '/symbols/forget_original_parent/'],
  ])('puts a function’s name first: %s', async (typed, href) => {
    const { page, close } = await type(typed);
    await poll(() => first(page).getAttribute('href')).toBe(href);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${href}`);
    await close();
  });

  it.each([
    'do_exit -> zap_pid_ns_processes',
    'do_exit → zap_pid',
    'do_exit to zap_pid_ns_processes',
    'do_exit->zap_pid_ns',
  ])('takes a question about chains: %s', async (typed) => {
    const { page, close } = await type(typed);
    await poll(() => first(page).getAttribute('href')).toBe('/chains/?from=do_exit&to=zap_pid_ns_processes');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/chains/?from=do_exit&to=zap_pid_ns_processes');
    await page.locator('.row').first().waitFor();
    await close();
  });

  it('leads to the Chinese edition’s pages from there', async () => {
    const { page, close } = await type('从 do_exit 到 zap_pid', '/zh-cn/');
    // No page says these words, and once that is known the question still stands there.
    await page.locator('dialog [role=status]').filter({ hasText: '第一条结果' }).waitFor();
    expect(await first(page).getAttribute('href')).toBe('/zh-cn/chains/?from=do_exit&to=zap_pid_ns_processes');
    await close();
  });

  it('does not take prose for a question', async () => {
    const { page, close } = await visit(browser, '/');
    await page.keyboard.press('/');
    await page.keyboard.type('how to stop a container');
    await page.locator('dialog [role=status]').filter({ hasText: /\w/ }).waitFor();
    expect(await page.locator('dialog a[href*="/chains/"]').count()).toBe(0);
    await close();
  });

  it('offers a name without a page to the index of calls', async () => {
    const { page, close } = await type('schedule_timeout');
    await poll(() => first(page).getAttribute('href')).toBe('/chains/?to=schedule_timeout');
    await close();
  });

  it('sends a Chinese word typed in the English edition on to the Chinese one', async () => {
    const { page, close } = await type('命名空间');
    await first(page).click();
    await page.waitForURL('**/zh-cn/');
    await page.locator('dialog.search ol a[href^="/zh-cn/"]').first().waitFor();
    expect(await page.locator('dialog.search input').inputValue()).toBe('命名空间');
    await close();
  });
});
