import { describe, expect, it } from 'vitest';
import { prepareExcerpt } from '../../src/site/excerpt.ts';
import { nearestNames } from '../../src/site/nearest-names.ts';
import { resolveReference } from '../../src/site/references.ts';
import { symbols } from '../../src/site/symbols.ts';
import { lineOfV60 } from '../../src/site/text.ts';

const lines = (file: string, from: number, to = from) => ({ kind: 'lines', file, from, to }) as const;

describe('a reference in prose', () => {
  it('to a line leads to the source page, in the edition of the text', () => {
    expect(resolveReference(lines('exit.c', 670), 'en')).toBe('/source/v6.0/kernel/exit.c/#L670');
    expect(resolveReference(lines('kernel/exit.c', 199, 208), 'zh-cn')).toBe('/zh-cn/source/v6.0/kernel/exit.c/#L199');
  });

  it('has v6.0’s numbers, and finds the line where another version of the file has it', () => {
    const line = lineOfV60('kernel/signal.c', 2783);
    expect(line).toBeDefined();
    expect(resolveReference(lines('signal.c', 2783), 'en')).toBe(`/source/v6.0/kernel/signal.c/#L${line}`);
  });

  it('to a file without a source page leads upstream', () => {
    expect(resolveReference(lines('fs/exec.c', 1329), 'en')).toMatch(/^https:\/\/.*fs\/exec\.c.*#n1329$/);
  });

  it('to a line that v6.0 does not have, or a file that has no page and no folder, is an error that says so', () => {
    expect(() => resolveReference(lines('exit.c', 1822), 'en')).toThrow('kernel/exit.c of v6.0 has 1821 lines');
    expect(() => resolveReference(lines('fork.c', 3299, 3301), 'en')).toThrow('kernel/fork.c of v6.0 has 3300 lines');
    expect(() => resolveReference(lines('exit.c', 20, 10), 'en')).toThrow('lines 20 to 10 are not a range');
    expect(() => resolveReference(lines('exec.c', 5), 'en')).toThrow('write it with its folder, as fs/exec.c');
  });

  it('to a function leads to its page; another word stays as it is', () => {
    expect(resolveReference({ kind: 'function', name: 'exit_notify' }, 'zh-cn')).toBe('/zh-cn/symbols/exit_notify/');
    expect(resolveReference({ kind: 'function', name: 'systemd' }, 'en')).toBeUndefined();
  });
});

describe('an excerpt', () => {
  const ask = (fn: string, view?: string) => prepareExcerpt({ fn, view, locale: 'en', id: fn, page: '/chapters/x/' });

  it('of an unknown function is an error that names the page, the function and the nearest names', async () => {
    await expect(ask('exit_notfy')).rejects.toThrow(
      /\/chapters\/x\/: <Excerpt fn="exit_notfy">: no function of this name.*The nearest names: exit_notify/,
    );
  });

  it('in a view that its snippet does not have is an error that lists those it has', async () => {
    await expect(ask('exit_notify', 'no-such')).rejects.toThrow(/view="no-such">: kernel-snippets\/exit_notify\.yaml/);
  });

  it('has v6.0’s numbers even where the file is another version’s', async () => {
    const prepared = await ask('complete_signal');
    expect(prepared?.excerpt.lines[0]?.number).toBe(997);
    expect(prepared?.shown.sameInV60).toBe(true);
  });
});

describe('links in code', () => {
  it('every function of the files shown has an address of its own', () => {
    const addresses = symbols().map(({ href }) => href);
    expect(addresses.length).toBeGreaterThan(500);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it('names far from every function have no nearest name', () => {
    expect(nearestNames('zzzzzzzzzzzzzzzz')).toBe('');
  });
});
