// Text that is not v6.0's says so wherever it is shown: read off the built pages, held against the text they were built from.
import { parse } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
import { SOURCE_FILES, sourceText } from '@/site/text.ts';
import { textWords } from '@/site/words.ts';
import { addresses, html } from './built.ts';

const localeOf = (page: string) => (page.startsWith('/zh-cn/') ? 'zh-cn' : 'en');

/** Each excerpt of the built pages: where it is, and what its head and the line under it say. */
const excerpts = addresses()
  .filter((page) => /^\/(zh-cn\/)?(chapters|symbols)\/./.test(page))
  .flatMap((page) =>
    parse(html(page))
      .querySelectorAll('figure.x')
      .map((figure) => {
        const head = figure.querySelector('.x-head');
        const says = [head, figure.querySelector('.x-differs')].map((part) => part?.text ?? '').join(' ');
        return { page, path: head?.querySelector('.file')?.text ?? '', says };
      }),
  );

describe('text of another version', () => {
  it('bears the version in the head of every excerpt, and whether the function is v6.0’s', () => {
    expect(excerpts.length).toBeGreaterThan(500);
    const silent = excerpts.filter(({ page, path, says }) => {
      const text = sourceText(path);
      if (!text) return true;
      const words = textWords[localeOf(page)];
      const compared = says.includes(words.sameInV60) || says.includes(words.notVerified);
      return !says.includes(text.label) || (text.label !== 'v6.0' && !compared);
    });
    expect(silent.map(({ page, path }) => `${page}: ${path}`)).toEqual([]);
  });

  it.each(SOURCE_FILES)('%s: the source page names the version', (path) => {
    const text = sourceText(path);
    for (const edition of ['', '/zh-cn']) {
      const page = parse(html(`${edition}/source/v6.0/${path}/`)).querySelector('main')?.text ?? '';
      const words = textWords[localeOf(`${edition}/`)];
      expect(page.includes(text ? words.version(text) : words.noText(path))).toBe(true);
      if (text && text.label !== 'v6.0') expect(page).toContain(words.notVerified);
    }
  });
});
