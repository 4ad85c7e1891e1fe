// Callers, callees, and all that is around a function, against a twin that tries everything.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Conditions } from '@/callgraph/index.ts';
import { call, drawnFacts, facts, fn, graph, open } from './facts.ts';
import { PATTERNS, twin } from './twin.ts';

const name = (node: number) => `f${node}`;

const questions = drawnFacts().chain((drawn) =>
  fc.record({
    graph: fc.constant(drawn),
    of: fc.nat(drawn.functions.length - 1),
    conditions: fc.record(
      {
        avoid: fc.array(fc.nat(drawn.functions.length - 1).map(name), { maxLength: 1 }),
        kinds: fc.constantFrom(['direct'] as const, ['direct', 'macro', 'indirect'] as const),
        in: fc.constantFrom(...PATTERNS),
        anyConfig: fc.boolean(),
        maxDepth: fc.integer({ min: 1, max: 4 }),
      },
      { requiredKeys: [] },
    ),
  }),
);

const FAR = 100;

describe('what is around a function', () => {
  it.each(['back', 'forth'] as const)('going %s, is all that a twin finds, nearest first', (direction) => {
    fc.assert(
      fc.property(questions, ({ graph: drawn, of, conditions }) => {
        if (conditions.avoid?.includes(name(of))) return;
        const index = open(drawn);
        const answer =
          direction === 'back' ? index.reaching(name(of), conditions) : index.reachedFrom(name(of), conditions);
        const expected = [...twin(drawn, conditions, [of]).around(of, direction, conditions.maxDepth ?? FAR)]
          .sort(([a, x], [b, y]) => x - y || a - b)
          .map(([node, distance]) => [name(node), distance]);
        const found = answer.functions.filter((each) => each.name !== name(of));
        expect(found.map((each) => [each.name, each.distance])).toEqual(expected);
        expect(answer.total).toBe(answer.functions.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('is there because of calls that lead one step nearer, each with its ends', () => {
    fc.assert(
      fc.property(questions, ({ graph: drawn, of, conditions }) => {
        const { functions } = open(drawn).reaching(name(of), conditions);
        const distances = new Map(functions.map((each) => [each.name, each.distance]));
        distances.set(name(of), 0);
        for (const { name: own, distance, sites, file, line } of functions) {
          expect(sites.length).toBeGreaterThan(0);
          const definition = drawn.functions[Number(own.slice(1))]!;
          expect([file, line]).toEqual([drawn.files[definition.file!]!.path, definition.line]);
          for (const { from, to } of sites) {
            expect(from).toBe(own);
            if (own !== name(of)) expect(distances.get(to)).toBe(distance - 1);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('callers and callees are one call away, itself included if it calls itself', () => {
    const index = open(graph('a: b b c\nb: b c\nd: c'));
    const names = ({ functions }: ReturnType<typeof index.callers>) => functions.map((each) => each.name);
    expect(names(index.callers('c'))).toEqual(['a', 'b', 'd']);
    expect(names(index.callers('b'))).toEqual(['a', 'b']);
    expect(names(index.callees('b'))).toEqual(['b', 'c']);
    expect(names(index.callees('c'))).toEqual([]);
    expect(index.callers('b').functions[0]?.sites.map(({ line }) => line)).toEqual([2, 3]);
    // what can get to it, or is reached, is never itself
    expect(names(index.reaching('b'))).toEqual(['a']);
    expect(names(index.reachedFrom('b'))).toEqual(['c']);
  });

  it('is listed up to a limit, and counted whole', () => {
    const index = open(graph('a: z\nb: z\nc: a b\nd: c'));
    const answer = index.reaching('z', { limit: 3 });
    expect(answer.functions.map((each) => [each.name, each.distance])).toEqual([
      ['a', 1],
      ['b', 1],
      ['c', 2],
    ]);
    expect(answer.total).toBe(4);
  });

  it('through a function, is what has it on some way there', () => {
    const index = open(graph('a: b x\nb: c\nx: c\nc: d\ny: d'));
    const through = (conditions: Conditions) =>
      index.reaching('d', conditions).functions.map((each) => [each.name, each.distance]);
    expect(through({ through: ['x'] })).toEqual([
      ['x', 2],
      ['a', 3],
    ]);
    expect(through({ through: ['x', 'b'] })).toEqual([]);
    expect(index.reachedFrom('a', { through: ['c'] }).functions.map((each) => each.name)).toEqual(['c', 'd']);
  });

  it('may be defined elsewhere: then it has no place', () => {
    const outside = facts([fn('own'), fn('kfree', { file: undefined, line: 0, end: 0 })], [call(0, 1)]);
    const [entry] = open(outside).callees('own').functions;
    expect(entry).toMatchObject({ name: 'kfree', distance: 1, sites: [{ file: 'kernel/a.c', line: 2 }] });
    expect(entry).not.toHaveProperty('file');
  });
});

describe('some functions and the calls among them', () => {
  it('are a hop for each two of which one calls the other', () => {
    const { functions, hops } = open(graph('a: b b c\nb: a b\nc: d')).among(['a', 'b', 'd', 'a']);
    expect(functions.map((each) => [each.name, each.callers, each.callees])).toEqual([
      ['a', 1, 2],
      ['b', 2, 2],
      ['d', 1, 0],
    ]);
    expect(hops.map(({ from, to, sites }) => [from, to, sites.length])).toEqual([
      ['a', 'b', 2],
      ['b', 'a', 1],
    ]);
  });
});
