import { markdownToHtml } from 'satteri';
import { expect, it } from 'vitest';
import { listing } from '../../src/markdown/index.ts';

const C = 'int put_away(void)\n{\n\treturn 0; /* done */\n}';
const render = async (language: string) =>
  (await markdownToHtml(`\`\`\`${language}\n${C}\n\`\`\`\n`, { hastPlugins: [listing] })).html.trim();

it('sets C with heavier keywords and slanted comments, a line at a time', async () => {
  const html = await render('c');
  expect(html).toContain('<span class="k">int</span> put_away');
  expect(html).toContain('<span class="l" style="--i:1"><span class="ind">\t</span><span class="k">return</span> 0;');
  expect(html).toContain('/* done */</span>');
});

it('changes nothing of the text', async () => {
  expect((await render('c')).replace(/<[^>]+>/g, '').trimEnd()).toBe(C);
});

it('leaves other languages as they are', async () => {
  expect(await render('sh')).not.toContain('class="l"');
});
