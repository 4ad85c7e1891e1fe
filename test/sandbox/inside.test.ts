// The parts of the sandbox's inside that need no browser.
import { describe, expect, it } from 'vitest';
import { readerConsole } from '@/sandbox/inside/console.ts';
import { describe as say } from '@/sandbox/inside/describe.ts';
import { placeOf } from '@/sandbox/inside/place.ts';
import { tellPlain } from '@/sandbox/inside/plain.ts';
import { mistakeIn } from '@/sandbox/inside/wrong.ts';
import { fromWorker, MOST_LINES } from '@/sandbox/protocol.ts';

const mistakeOf = (value: unknown, largest = 1000) => {
  try {
    return tellPlain(value, largest);
  } catch (error) {
    return mistakeIn(error);
  }
};

describe('plain data', () => {
  const values: unknown[] = [
    null,
    true,
    'text “and” \u2028',
    -0.5,
    [],
    {},
    [[1], { a: { b: [null] } }],
    { '': 1, constructor: 2 },
  ];
  it.each(values.map((value) => [JSON.stringify(value), value] as const))(
    '%s is told as JSON tells it',
    (json, value) => {
      expect(tellPlain(value, 1000)).toBe(json);
    },
  );

  it('runs nothing of what it tells', () => {
    let ran = 0;
    const value = {
      toJSON() {
        ran += 1;
        return 1;
      },
    };
    expect(mistakeOf(value)).toEqual({ kind: 'not-data', path: 'toJSON', found: 'function' });
    expect(mistakeOf(Object.defineProperty({}, 'a', { enumerable: true, get: () => (ran += 1) }))).toMatchObject({
      found: 'a getter',
    });
    expect(ran).toBe(0);
  });

  it('is bounded', () => {
    expect(mistakeOf('x'.repeat(1001))).toEqual({ kind: 'too-large', limit: 1000 });
    expect(mistakeOf(Array.from({ length: 600 }, () => 1))).toEqual({ kind: 'too-large', limit: 1000 });
    expect(mistakeOf(new Array(2 ** 32 - 1))).toEqual({ kind: 'not-data', path: '[0]', found: 'undefined' });
  });
});

describe('the console', () => {
  it('keeps the first lines, counts the others', () => {
    const lines: string[] = [];
    const { console, dropped } = readerConsole(({ text }) => lines.push(text));
    for (let i = 0; i < MOST_LINES + 3; i += 1) console.log(i);
    expect(lines.length).toBe(MOST_LINES);
    expect(dropped()).toBe(3);
  });

  it('shows values in words, whatever they are', () => {
    const loop: unknown[] = [];
    loop.push(loop);
    expect(say(loop)).toBe('[[circle]]');
    expect(say(new Array(2))).toBe('[empty, empty]');
    expect(say({ 'a b': new Set(['x']) })).toBe('{ "a b": Set { "x" } }');
    expect(say('x'.repeat(1e6)).length).toBeLessThanOrEqual(2_000);
    expect(say(Array.from({ length: 1e5 }, () => 'y'.repeat(1e4))).length).toBeLessThanOrEqual(2_000);
    expect(
      say(
        new Proxy(
          {},
          {
            ownKeys: () => {
              throw new Error('no');
            },
          },
        ),
      ),
    ).toBe('a value that cannot be shown');
  });
});

describe('places', () => {
  it.each([
    ['Error: x\n    at f (scenario.ts:3:8)\n    at eval (scenario.ts:9:1)', { line: 3, column: 8 }],
    ['f@scenario.ts:3:8\n@scenario.ts:9:1', { line: 3, column: 8 }],
    ['Error: x\n    at eval (scenario.ts:1:60)', { line: 1, column: 10 }],
    ['Error: x\n    at blob:null/1:2:3', undefined],
    ['scenario.ts:0:0', undefined],
    ['scenario.ts:<b>:1', undefined],
  ])('%j', (stack, place) => {
    expect(placeOf({ stack }, 'scenario.ts', 50)).toEqual(place);
  });

  it('a stack that is none is no place', () => {
    for (const thrown of [
      null,
      undefined,
      1,
      { stack: 1 },
      {
        get stack() {
          throw new Error('no');
        },
      },
    ])
      expect(placeOf(thrown, 'scenario.ts', 0)).toBeUndefined();
  });
});

describe('what comes out of the worker', () => {
  it.each([
    null,
    'done',
    { is: 'done', json: 1, dropped: 0 },
    { is: 'done', json: '1', dropped: -1 },
    { is: 'done', json: '1', dropped: 1.5 },
    { is: 'done', json: 'x'.repeat(11), dropped: 0 },
    { is: 'beat', progress: { a: 1 } },
    { is: 'log', level: 'fatal', text: 'x' },
    { is: 'log', level: 'log', text: 'x'.repeat(2_001) },
    { is: 'failed', mistake: { kind: 'thrown', text: 'x', line: 0 }, dropped: 0 },
    { is: 'failed', mistake: { kind: 'module', name: 'x', known: [1] }, dropped: 0 },
    { is: 'other' },
  ])('%j is nothing that is believed', (message) => {
    expect(fromWorker(message, 10)).toBeUndefined();
  });

  it('nothing but the fields of a message is passed on', () => {
    expect(fromWorker({ is: 'ready', more: 1 }, 10)).toEqual({ is: 'ready' });
    expect(fromWorker({ is: 'done', json: '1', dropped: 0, more: 1 }, 10)).toEqual({
      is: 'done',
      json: '1',
      dropped: 0,
    });
  });
});
