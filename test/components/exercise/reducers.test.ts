// Attempts and answers as values.
import { describe, expect, it } from 'vitest';
import { checkOrder, checkPrediction, choicesFrom, choose, moved, orderFrom } from '@/components/exercise/answers.ts';
import { failedOf, fresh, judgedOf, reduceCode } from '@/components/exercise/attempts.ts';
import type { PredictAsked } from '@/components/exercise/data.ts';

const run = (index: number, of = 0) => ({ case: of, schedule: { kind: 'numbered' as const, index } });

describe('an attempt', () => {
  const begun = reduceCode(fresh('code'), { do: 'run', schedules: 3 });

  it('has a square a schedule: passed when all cases have, failed as soon as one has', () => {
    const one = reduceCode(begun, { do: 'judged', run: run(0), failed: false, cases: 2 });
    expect(one.squares).toEqual(['open', 'open', 'open']);
    const two = reduceCode(one, { do: 'judged', run: run(0, 1), failed: false, cases: 2 });
    const three = reduceCode(two, { do: 'judged', run: run(1), failed: true, cases: 2 });
    expect(three.squares).toEqual(['passed', 'failed', 'open']);
    expect(judgedOf(three)).toBe(2);
    const four = reduceCode(three, { do: 'judged', run: run(1, 1), failed: false, cases: 2 });
    expect(four.squares[1]).toBe('failed');
  });

  it('takes nothing after its end, and remembers the text that was run', () => {
    const edited = reduceCode(begun, { do: 'edit', code: 'other' });
    const ended = reduceCode(edited, { do: 'ended', result: { is: 'stopped', console: [], dropped: 0 } });
    expect(ended.ran).toBe('code');
    expect(reduceCode(ended, { do: 'judged', run: run(0), failed: true, cases: 1 })).toBe(ended);
  });

  it('names failed schedules by their index', () => {
    expect(failedOf({ failed: [false, true, true] } as Parameters<typeof failedOf>[0])).toEqual([1, 2]);
  });
});

const asked: PredictAsked = {
  id: 'killed',
  text: '',
  many: true,
  inTree: true,
  options: ['init', 'A', 'B'].map((value) => ({ value, name: value })),
  answer: ['A', 'B'],
  settled: { init: 5, A: 9, B: 7 },
};

describe('a prediction', () => {
  it('adds and takes away, in the order of the options; of one it keeps the last', () => {
    expect(choose(asked, ['B'], 'init')).toEqual(['init', 'B']);
    expect(choose(asked, ['init', 'B'], 'B')).toEqual(['init']);
    expect(choose({ ...asked, many: false }, ['init'], 'A')).toEqual(['A']);
    expect(choose(asked, ['init'], 'nobody there')).toEqual(['init']);
  });

  it('tells right, wrong and missing, and where it went wrong first', () => {
    expect(checkPrediction(asked, ['init', 'A'])).toEqual({
      right: false,
      marks: { init: 'wrong', A: 'right', B: 'missed' },
      at: 5,
    });
    expect(checkPrediction(asked, ['A', 'B'])).toMatchObject({ right: true, at: undefined });
    expect(checkPrediction({ ...asked, answer: [] }, [])).toMatchObject({ right: true });
  });

  it('takes kept answers only as far as they fit', () => {
    expect(choicesFrom(asked, ['B', 'A'])).toEqual(['A', 'B']);
    expect(choicesFrom(asked, ['gone'])).toBeUndefined();
    expect(choicesFrom({ ...asked, many: false }, ['A', 'B'])).toBeUndefined();
    expect(choicesFrom(asked, undefined)).toBeUndefined();
  });
});

describe('an order', () => {
  const order = { id: 'calls', text: '', ask: 'order' as const, items: ['b', 'a', 'c'], answer: ['a', 'b', 'c'] };

  it('moves things, and not beyond the ends', () => {
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b'], 1, 5)).toEqual(['a', 'b']);
  });

  it('is checked place by place', () => {
    expect(checkOrder(order, ['b', 'a', 'c'])).toEqual({ right: false, places: [false, false, true], first: 0 });
    expect(checkOrder(order, order.answer).right).toBe(true);
  });

  it('is taken from what was kept if it is of the same things', () => {
    expect(orderFrom(order, ['c', 'b', 'a'])).toEqual(['c', 'b', 'a']);
    for (const kept of [undefined, ['a', 'a', 'b'], ['a', 'b'], 'abc'])
      expect(orderFrom(order, kept)).toEqual(order.items);
  });
});
