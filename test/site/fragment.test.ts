// What is fetched to open a call: each function's lines, whole, with nothing that ties them to a place.
import { parse } from 'node-html-parser';
import { beforeAll, describe, expect, it } from 'vitest';
import { LOCALES } from '../../src/i18n/index.ts';
import { type Fragment, fragmentOf, withFragment } from '../../src/site/fragment.ts';
import { shownSymbol } from '../../src/site/functions.ts';
import { symbol } from '../../src/site/symbols.ts';
import { railStates } from '../../src/unfold/index.ts';

describe.each(LOCALES)('the fragments of the %s edition', (locale) => {
  const fragments = new Map<string, Fragment>();
  beforeAll(async () => {
    for (const info of withFragment()) fragments.set(info.id, (await fragmentOf(info, locale))!);
  }, 120_000);
  const fragment = (id: string) => fragments.get(id)!;

  it('hold each function’s very lines, numbered from the first to the last', () => {
    expect(fragments.size).toBeGreaterThan(500);
    const wrong: string[] = [];
    for (const [id, { html, first, last }] of fragments) {
      const root = parse(html);
      for (const kept of root.querySelectorAll('.lk, .ref')) kept.remove();
      const lines = root.querySelectorAll('.ln');
      const text = lines.map((line) => line.querySelector('code')!.text).join('');
      const numbers = lines.map((line) => Number(line.getAttribute('data-line')));
      const shown = shownSymbol(symbol(id)!)!;
      if (text !== `${shown.lines.join('\n')}\n`) wrong.push(`${id}: text`);
      if (numbers.length !== last - first + 1 || numbers.some((number, index) => number !== first + index))
        wrong.push(`${id}: numbers`);
    }
    expect(wrong).toEqual([]);
  });

  it('have no ids and no links to any, so that one can stand on a page twice', () => {
    for (const [id, { html }] of fragments) expect(html, id).not.toMatch(/\sid="|href="#/);
  });

  it('lead on: every call that is marked as one has a fragment of its own, in this edition', () => {
    const prefix = locale === 'en' ? '/symbols/' : '/zh-cn/symbols/';
    let calls = 0;
    for (const [id, { html }] of fragments)
      for (const [, href = ''] of html.matchAll(/class="call" href="([^"]+)"/g)) {
        calls++;
        expect(href.startsWith(prefix) && fragments.has(href.slice(prefix.length, -1)), `${id}: ${href}`).toBe(true);
      }
    expect(calls).toBeGreaterThan(600);
  });

  it('say where lines are from, and which locks they are reached with', () => {
    const reaper = fragment('find_child_reaper');
    expect(reaper).toMatchObject({ file: 'kernel/exit.c', first: 526, last: 555, version: '6.0', same: true });
    const states = railStates(reaper.locks, reaper.last - reaper.first + 1);
    const at = (line: number) => states.lines[line - reaper.first]?.[states.rails.indexOf('tasklist_lock')];
    expect([540, 544, 551, 552].map(at)).toEqual(['write', undefined, undefined, 'write']);
  });

  it('bring their notes, named, in the edition’s language, and their folds', () => {
    const root = parse(fragment('zap_pid_ns_processes').html);
    const note = root.querySelector('.note[data-note="sigkill"]')!;
    expect(/[\u4e00-\u9fff]/.test(note.text)).toBe(locale === 'zh-cn');
    expect(root.querySelectorAll('details.fold').length).toBe(2);
  });
});
