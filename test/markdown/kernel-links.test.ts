import { markdownToHtml } from 'satteri';
import { describe, expect, it } from 'vitest';
import { kernelLinks, parseReference, type ResolveReference } from '../../src/markdown/index.ts';

describe('a code span', () => {
  it.each([
    ['put_away', { kind: 'function', name: 'put_away' }],
    ['put_away()', { kind: 'function', name: 'put_away' }],
    ['house.c:670', { kind: 'lines', file: 'house.c', from: 670, to: 670 }],
    ['arch/x86/house.c:199-208', { kind: 'lines', file: 'arch/x86/house.c', from: 199, to: 208 }],
    ['house.h:1–3', { kind: 'lines', file: 'house.h', from: 1, to: 3 }],
    ['put_away(x)', undefined],
    ['kill -9 1', undefined],
    ['house.c', undefined],
    ['12:30', undefined],
  ])('%s is read as %o', (text, reference) => {
    expect(parseReference(text)).toEqual(reference);
  });
});

describe('the plugin', () => {
  const resolve: ResolveReference = (reference, edition) => {
    if (reference.kind === 'function') return reference.name === 'put_away' ? `/${edition}/put_away/` : undefined;
    if (reference.from > 99) throw new Error(`${reference.file} has 99 lines.`);
    return `/${edition}/${reference.file}#L${reference.from}`;
  };
  const render = async (markdown: string, fileURL?: URL) => {
    const plugin = kernelLinks(resolve, (url) => (url?.pathname.includes('/zh-cn/') ? 'zh-cn' : 'en'));
    const { html } = await markdownToHtml(markdown, { hastPlugins: [plugin], ...(fileURL && { fileURL }) });
    return html.trim();
  };

  it('links functions and lines, and leaves other code alone', async () => {
    expect(await render('Then `put_away()` at `house.c:7-9`, not `unknown`.')).toBe(
      '<p>Then <a href="/en/put_away/"><code>put_away()</code></a> at ' +
        '<a href="/en/house.c#L7"><code>house.c:7-9</code></a>, not <code>unknown</code>.</p>',
    );
  });

  it('links within the document’s own edition', async () => {
    expect(await render('`put_away`', new URL('file:///site/docs/zh-cn/a.mdx'))).toContain('href="/zh-cn/put_away/"');
  });

  it('does not link inside a link or a block of code', async () => {
    expect(await render('[see `put_away`](/x/)')).toBe('<p><a href="/x/">see <code>put_away</code></a></p>');
    expect(await render('```\nput_away\n```')).not.toContain('<a');
  });

  it('fails on a mistaken line, naming the document and the text', async () => {
    await expect(render('at `house.c:100`', new URL('file:///site/docs/en/a.mdx'))).rejects.toThrow(
      '/site/docs/en/a.mdx: `house.c:100`: house.c has 99 lines.',
    );
  });
});
