import { readFileSync } from 'node:fs';
import { parse } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
import { type Excerpt, excerptWords, type Resolve, renderExcerpt, tokenise } from '../../src/excerpt/index.ts';
import { nestWords, railsOf } from '../../src/unfold/index.ts';

const SOURCE = readFileSync('test/excerpt/golden/hand-over.c', 'utf8').replace(/\n$/, '');
const FUNCTIONS = new Set(['hand_over', 'attic_sweep', 'sweep']);
const MACROS = new Set(['list_for_each', 'pr_debug']);

/** Stands for the site's symbols: functions of our own, two macros from upstream, and a structure. */
const resolve: Resolve = (name, use) => {
  if (use.member) return undefined;
  if (FUNCTIONS.has(name)) {
    if (use.comment && !use.called) return undefined;
    return { href: `/symbols/${name}/`, kind: use.called && !use.comment ? 'call' : 'name' };
  }
  if (MACROS.has(name) && use.called) return { href: `https://example.org/?a=1&b=${name}`, kind: 'out' };
  return use.tag && name === 'guest' ? { href: '/source/house.c/#L7', kind: 'name' } : undefined;
};

async function excerpt(over: Partial<Excerpt> = {}): Promise<Excerpt> {
  const lines = (await tokenise(SOURCE)).map((tokens, index) => ({
    number: 41 + index,
    tokens,
    active: index !== 14,
    defines: index === 1 ? 'hand_over' : undefined,
  }));
  return {
    lines,
    notes: [],
    folds: [],
    locks: { entry: [], changes: [] },
    idPrefix: 'L',
    resolve,
    words: excerptWords.en,
    ...over,
  };
}

/** What a reader's selection of all lines gives: their text, without what the styles keep from being selected. */
function copied(html: string): string {
  const root = parse(html);
  for (const kept of root.querySelectorAll('.no, .lk, .ref, .note, summary')) kept.remove();
  return root
    .querySelectorAll('.ln code')
    .map((code) => code.text)
    .join('');
}

describe('an excerpt', () => {
  it('sets code, links, notes, folds and locks as in the golden file', async () => {
    const html = renderExcerpt(
      await excerpt({
        notes: [
          { line: 10, id: 'note-hand_over-first', html: '<p>First.</p>', source: undefined },
          { line: 18, id: 'note-hand_over-last', html: '<p>Two</p>\n<p>parts</p>', source: 'Seen <here>.' },
        ],
        folds: [{ from: 12, to: 16, label: 'say so & sweep' }],
        locks: {
          entry: [{ lock: 'street', mode: 'read' }],
          changes: [
            { line: 7, lock: 'house_lock', mode: 'write' },
            { line: 15, lock: 'street', mode: 'rcu', silent: true },
            { line: 16, lock: 'house_lock', mode: undefined },
          ],
        },
      }),
    );
    await expect(html).toMatchFileSnapshot('golden/hand-over.html');
  });

  it('sets calls that arrive opened below their lines, each with its rails, notes numbered through, as in the golden file', async () => {
    const sweep = async (over: Partial<Excerpt> = {}): Promise<Excerpt> => ({
      ...(await excerpt()),
      detached: true,
      lines: (await tokenise('void attic_sweep(struct guest *guest)\n{\n\tsweep(guest);\n}')).map((tokens, index) => ({
        number: 7 + index,
        tokens,
        active: true,
        defines: index === 0 ? 'attic_sweep' : undefined,
        href: `/source/attic.c/#L${7 + index}`,
      })),
      notes: [{ line: 2, id: 'unused', name: 'broom', html: '<p>With a broom.</p>' }],
      ...over,
    });
    const nest = {
      fn: 'attic_sweep',
      id: 'attic_sweep',
      file: 'attic.c',
      first: 7,
      last: 10,
      href: '/symbols/attic_sweep/',
      sourceHref: '/source/attic.c/#L7',
    };
    const inner = {
      line: 2,
      nest: { ...nest, fn: 'sweep', differs: '6.1', caller: 'attic_sweep', at: 9 },
      excerpt: await sweep({ locks: { entry: [], changes: [{ line: 2, lock: 'house_lock', mode: undefined }] } }),
      words: nestWords.en,
    };
    const outer = {
      line: 14,
      nest: { ...nest, licence: { version: '6.0', license: 'GPL-2.0-only' }, caller: 'hand_over', at: 55 },
      excerpt: await sweep({
        open: [inner],
        locks: { entry: [], changes: [{ line: 1, lock: 'attic', mode: 'rcu' }] },
      }),
      words: nestWords.en,
    };
    const html = renderExcerpt(
      await excerpt({
        open: [outer],
        folds: [{ from: 13, to: 15, label: 'the attic' }],
        notes: [
          { line: 14, id: 'note-hand_over-attic', html: '<p>Up there.</p>' },
          { line: 18, id: 'note-hand_over-last', html: '<p>Done.</p>' },
        ],
        locks: { entry: [], changes: [{ line: 7, lock: 'house_lock', mode: 'write' }] },
      }),
    );
    await expect(html).toMatchFileSnapshot('golden/hand-over-open.html.golden');
    const numbers = parse(html)
      .querySelectorAll('.note .ref')
      .map(({ text }) => text);
    expect(numbers).toEqual(['1', '2', '3', '4']);
  });

  it('that is detached has no ids, and says lines and notes by data', async () => {
    const root = parse(
      renderExcerpt(
        await excerpt({ detached: true, notes: [{ line: 2, id: 'n', name: 'first', html: '<p>A note.</p>' }] }),
      ),
    );
    expect(root.querySelectorAll('[id]')).toEqual([]);
    expect(root.querySelectorAll('.ln').map((line) => line.getAttribute('data-line'))[0]).toBe('41');
    expect(root.querySelector('.note')?.getAttribute('data-note')).toBe('first');
    expect(root.querySelectorAll('a[href^="#"]')).toEqual([]);
  });

  it('holds the very text, tabs and blank lines included, whatever is set around it', async () => {
    const html = renderExcerpt(
      await excerpt({
        notes: [{ line: 2, id: 'n', html: '<p>A note.</p>' }],
        folds: [{ from: 4, to: 6, label: 'declarations' }],
        locks: { entry: [], changes: [{ line: 7, lock: 'house_lock', mode: 'write' }] },
      }),
    );
    expect(copied(html)).toBe(`${SOURCE}\n`);
  });

  it('links nothing in strings, members, or comments without parentheses', async () => {
    const root = parse(renderExcerpt(await excerpt()));
    const links = root.querySelectorAll('.ln code a').map((link) => [link.text, link.getAttribute('class') ?? '']);
    expect(links).toEqual([
      ['hand_over', ''], // in the comment, with its parentheses
      ['guest', ''],
      ['hand_over', 'd'],
      ['guest', ''],
      ['guest', ''],
      ['list_for_each', 'out'],
      ['sweep', ''],
      ['pr_debug', 'out'],
      ['attic_sweep', 'call'],
    ]);
  });

  it('says in classes alone what is a keyword, a comment, or not compiled: no colour, no inline style but widths', async () => {
    const html = renderExcerpt(await excerpt());
    const root = parse(html);
    expect(root.querySelectorAll('.k').map(({ text }) => text)).toContain('#ifdef');
    expect(root.querySelectorAll('.cm')[1]?.text.trim()).toBe('/* the keeper itself */');
    expect(root.querySelectorAll('.off').map(({ id }) => id)).toEqual(['L55']);
    const styles = [...html.matchAll(/style="([^"]*)"/g)].map(([, style]) => style);
    expect(styles.length).toBeGreaterThan(0);
    for (const style of styles) expect(style).toMatch(/^(--i:\d+|width:\d+ch)$/);
  });

  it('draws a rail for each lock: held on the line that takes it, not on the line that drops it', async () => {
    const locks: Excerpt['locks'] = {
      entry: [{ lock: 'a', mode: 'write' }],
      changes: [
        { line: 1, lock: 'b', mode: 'read' },
        { line: 2, lock: 'a', mode: undefined },
        { line: 3, lock: 'b', mode: undefined },
      ],
    };
    const root = parse(renderExcerpt(await excerpt({ locks })));
    const rails = root
      .querySelectorAll('.ln')
      .slice(0, 5)
      .map((line) => line.classNames);
    expect(rails).toEqual(['ln lk-w', 'ln lk-w lk2-r', 'ln lk2-r', 'ln', 'ln']);
    expect(railsOf(locks)).toEqual(['a', 'b']);
    const tags = root.querySelectorAll('.lk').map(({ text }) => text);
    expect(tags).toEqual(['reads b', 'drops a', 'drops b']);
  });

  it('counts a fold’s lines in the reader’s language', async () => {
    const folds = [
      { from: 0, to: 0, label: 'x' },
      { from: 4, to: 6, label: 'y' },
    ];
    const summary = (html: string) =>
      parse(html)
        .querySelectorAll('summary span')
        .map(({ text }) => text);
    expect(summary(renderExcerpt(await excerpt({ folds })))).toEqual(['1 line: x', '3 lines: y']);
    const words = excerptWords['zh-cn'];
    expect(summary(renderExcerpt(await excerpt({ folds, words })))).toEqual(['1 行：x', '3 行：y']);
  });
});

describe('the tokeniser', () => {
  it('gives every line back whole, empty lines and a missing last line break included', async () => {
    for (const text of ['', '\n', 'int a;', 'int a;\n\n\treturn;\n', '/* open\n\n\tcomment', '"broken\nstring']) {
      const tokens = await tokenise(text);
      expect(tokens.map((line) => line.map((token) => token.text).join('')).join('\n')).toBe(text);
    }
  });

  it('makes heavier what the language reserves, not names of types, numbers or operators', async () => {
    const [line] = await tokenise('static pid_t f(bool b) { return sizeof(size_t) & ~0x10UL; }');
    const heavy = line?.filter(({ style }) => style === 'k').map(({ text }) => text);
    expect(heavy).toEqual(['static', 'bool', 'return', 'sizeof']);
  });

  it('knows a comment’s later lines for comment', async () => {
    const [, second] = await tokenise('/*\n * if (x) return;\n */');
    expect(second).toEqual([{ text: ' * if (x) return;', style: 'cm' }]);
  });
});
