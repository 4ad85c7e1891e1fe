import { markdownToHtml } from 'satteri';
import { expect, it } from 'vitest';
import { breakNames } from '../../src/markdown/index.ts';

const render = async (markdown: string) => (await markdownToHtml(markdown, { hastPlugins: [breakNames] })).html;
const table = (cell: string) => `| a | b |\n|---|---|\n| ${cell} | x |\n`;

it('lets a long name in a cell break after its underscores', async () => {
  expect(await render(table('`put_everyone_away`'))).toContain('<code>put_<wbr>everyone_<wbr>away</code>');
});

it('lets a reference in a cell break before its line', async () => {
  expect(await render(table('`long_house.c:120`'))).toContain('<code>long_<wbr>house.c<wbr>:120</code>');
});

it('keeps short names, commands, and names in running text whole', async () => {
  expect(await render(table('`put_away`'))).toContain('<code>put_away</code>');
  expect(await render(table('`kill -TERM my_worker_1`'))).toContain('<code>kill -TERM my_worker_1</code>');
  expect(await render('Then `put_everyone_away` runs.')).toContain('<code>put_everyone_away</code>');
});
