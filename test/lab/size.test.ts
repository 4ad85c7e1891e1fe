import { describe, expect, it } from 'vitest';
import { checkSize, TooLarge } from '@/film/bounds.ts';
import { BEGINNING } from '@/lab/draft.ts';
import { readText } from '@/lab/file.ts';
import { excessOf, MOST_STEPS, MOST_TASKS } from '@/lab/size.ts';

const tooLarge = (value: unknown): boolean => {
  try {
    checkSize(value);
    return false;
  } catch (error) {
    if (error instanceof TooLarge) return true;
    throw error;
  }
};
const actors = (count: number) => Array.from({ length: count }, (_, n) => ({ name: `a${n}` }));
const steps = (count: number) => Array.from({ length: count }, () => ({ op: 'nop', who: 'a0' }));

describe('how large a scenario the lab takes', () => {
  it('is as large as a page plays', () => {
    for (const value of [
      { tree: actors(MOST_TASKS), steps: steps(MOST_STEPS) },
      { tree: actors(MOST_TASKS + 1), steps: [] },
      { tree: [{ name: 'a', threads: MOST_TASKS + 1 }], steps: [] },
      { tree: actors(MOST_TASKS), later: actors(1), steps: [] },
      { tree: [], steps: steps(MOST_STEPS + 1) },
      { tree: 5, steps: null },
      null,
    ])
      expect(excessOf(value) !== undefined, JSON.stringify(value)?.slice(0, 60)).toBe(tooLarge(value));
  });

  it('more is refused before anything looks at it', () => {
    const text = JSON.stringify({
      ...BEGINNING,
      tree: Array.from({ length: 3000 }, (_, n) => ({ name: `a${n}`, threads: 1000 })),
    });
    expect(() => readText('x.json', text)).toThrow(
      'x.json: 3000000 processes and threads; a page plays up to 500. Leave some out.',
    );
  });
});
