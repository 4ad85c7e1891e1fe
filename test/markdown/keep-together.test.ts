import { markdownToHtml } from 'satteri';
import { expect, it } from 'vitest';
import { keepTogether } from '../../src/markdown/index.ts';

const render = async (markdown: string) =>
  (await markdownToHtml(markdown, { hastPlugins: [keepTogether] })).html.trim();

it('keeps a short command on one line, without touching its text', async () => {
  expect(await render('Type `kill -9 1` now.')).toBe('<p>Type <code class="whole">kill -9 1</code> now.</p>');
});

it('lets long commands and names break', async () => {
  expect(await render('`docker run --init --rm somewhere`')).toBe(
    '<p><code>docker run --init --rm somewhere</code></p>',
  );
  expect(await render('`put_everyone_away`')).toBe('<p><code>put_everyone_away</code></p>');
});

it('keeps PID and its number together in running text, not in code', async () => {
  expect(await render('A PID 1 dies; `PID 1 of many in a list`.')).toBe(
    '<p>A PID\u00a01 dies; <code>PID 1 of many in a list</code>.</p>',
  );
});

it('leaves blocks of code alone', async () => {
  expect(await render('    kill -9 1\n')).not.toContain('whole');
});
