import { expect, it } from 'vitest';
import { buildError } from '@/setup/build-error.mjs';

const STACK = `    at fail (file:///clone/dist/chunks/words.mjs:548:9)
    at Array.map (<anonymous>)`;

it('gives the message of a page that failed once, with the page, without the stack', () => {
  const message = `kernel-snippets/f.yaml: note "n" of f: no line contains "x".
  The nearest are:
    12: y;`;
  const output = `10:00:00   ├─ /a/index.html10:00:00 [ERROR] SnippetError: ${message}
${STACK}
10:00:01 [ERROR] [build] Caught error rendering /a/: SnippetError: ${message}
${message}
  Hint:
    This issue often occurs when your MDX component encounters runtime errors.
  Stack trace:
${STACK}`;
  expect(buildError(output)).toBe(`${message}\n  It came up on the page /a/`);
});

it('gives what the bundler says, without where in the bundler', () => {
  const output = `10:00:00 [ERROR] [vite] ✗ Build failed in 4.09s
/clone/a.mdx: \`exit.c:99999\`: kernel/exit.c of v6.0 has 1821 lines.
  Location:
    /clone/a.mdx:0:0
  Stack trace:
${STACK}`;
  expect(buildError(output)).toBe(
    '[vite] ✗ Build failed in 4.09s\n/clone/a.mdx: `exit.c:99999`: kernel/exit.c of v6.0 has 1821 lines.',
  );
});

it('gives the end of an output without an error in it', () => {
  expect(buildError('Killed\n')).toBe('Killed');
});
