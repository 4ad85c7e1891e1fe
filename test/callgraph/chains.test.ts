// Chains against a twin that tries everything, on drawn graphs.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallFacts, Chain, Conditions } from '@/callgraph/index.ts';
import { call, drawnFacts, facts, fn, graph, open } from './facts.ts';
import { PATTERNS, twin } from './twin.ts';

interface Drawn {
  graph: CallFacts;
  from: number;
  to: number;
  conditions: Conditions;
}

const name = (node: number) => `f${node}`;

/** A graph, two different functions, and conditions. */
const questions: fc.Arbitrary<Drawn> = drawnFacts().chain((drawn) => {
  const size = drawn.functions.length;
  const node = fc.nat(size - 1);
  const names = (most: number) => fc.uniqueArray(node.map(name), { maxLength: most });
  return fc
    .record({
      from: node,
      step: fc.integer({ min: 1, max: size - 1 }),
      through: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: names(3) }),
      avoid: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: names(2) }),
      kinds: fc.constantFrom(
        undefined,
        undefined,
        ['direct'] as const,
        ['macro', 'indirect'] as const,
        ['direct', 'macro', 'indirect'] as const,
      ),
      pattern: fc.constantFrom(undefined, undefined, ...PATTERNS),
      anyConfig: fc.boolean(),
      maxDepth: fc.integer({ min: 1, max: size }),
    })
    .map(({ from, step, through, avoid, kinds, pattern, anyConfig, maxDepth }) => ({
      graph: drawn,
      from,
      to: (from + step) % size,
      conditions: {
        through,
        avoid,
        ...(kinds && { kinds }),
        ...(pattern !== undefined && { in: pattern }),
        anyConfig,
        maxDepth,
      },
    }));
});

const contradicts = ({ from, to, conditions: { through = [], avoid = [] } }: Drawn): boolean =>
  [name(from), name(to), ...through].some((each) => avoid.includes(each));

describe('chains, held against a twin that tries everything', () => {
  it('are all simple paths under the conditions, shortest first, then in the order of names, and counted', () => {
    let some = 0;
    fc.assert(
      fc.property(questions, (drawn) => {
        const { graph: drawnGraph, from, to, conditions } = drawn;
        const answer = open(drawnGraph).chains({ from: name(from), to: name(to), ...conditions, limit: 10_000 });
        if (contradicts(drawn)) {
          expect(answer).toMatchObject({ total: 0, chains: [], why: { kind: 'contradiction' } });
          return;
        }
        const expected = twin(drawnGraph, conditions, [from, to]).chains(from, to, conditions.maxDepth!);
        expect(answer.chains.map(({ path }) => path)).toEqual(expected.map((path) => path.map(name)));
        expect(answer).toMatchObject({ total: expected.length, totalIsExact: true });
        if (expected.length > 1) some++;
      }),
      { numRuns: 3000 },
    );
    expect(some).toBeGreaterThan(100);
  });

  it('are counted alike when only some are listed, and those are the first', () => {
    let more = 0;
    fc.assert(
      fc.property(questions, fc.integer({ min: 1, max: 3 }), (drawn, limit) => {
        const { graph: drawnGraph, from, to, conditions } = drawn;
        const index = open(drawnGraph);
        const whole = index.chains({ from: name(from), to: name(to), ...conditions, limit: 10_000 });
        const part = index.chains({ from: name(from), to: name(to), ...conditions, limit });
        expect(part.total).toBe(whole.total);
        expect(part.totalIsExact).toBe(true);
        expect(part.chains).toEqual(whole.chains.slice(0, limit));
        if (whole.total > limit) more++;
      }),
      { numRuns: 2000 },
    );
    expect(more).toBeGreaterThan(40);
  });

  it('have a hop for each step, with every call site between its ends, by line', () => {
    fc.assert(
      fc.property(questions, ({ graph: drawnGraph, from, to, conditions }) => {
        const { kinds = ['direct', 'macro'], anyConfig } = conditions;
        const { chains } = open(drawnGraph).chains({ from: name(from), to: name(to), ...conditions });
        for (const { path, hops } of chains) {
          expect(hops.map((hop) => hop.from)).toEqual(path.slice(0, -1));
          expect(hops.map((hop) => hop.to)).toEqual(path.slice(1));
          for (const hop of hops) {
            const [caller, callee] = [Number(hop.from.slice(1)), Number(hop.to.slice(1))];
            const definition = drawnGraph.functions[caller]!;
            const expected = drawnGraph.calls
              .filter(
                (each) =>
                  each.from === caller &&
                  (anyConfig || each.compiled) &&
                  kinds.includes(each.kind) &&
                  (each.kind === 'indirect'
                    ? drawnGraph.slots[each.to]!.functions.includes(callee)
                    : each.to === callee),
              )
              .map(({ line }) => line)
              .sort((a, b) => a - b);
            expect(hop.sites.map(({ line }) => line)).toEqual(expected);
            expect(hop).toMatchObject(hop.sites[0]!);
            for (const site of hop.sites) {
              expect(site.file).toBe(drawnGraph.files[definition.file!]!.path);
              expect(site.v60).toBe(definition.toV60 === undefined ? undefined : site.line + definition.toV60);
            }
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('without a maximum go as deep as 8 calls, or as the shortest needs', () => {
    fc.assert(
      fc.property(questions, (drawn) => {
        const { graph: drawnGraph, from, to } = drawn;
        const { maxDepth: _, ...conditions } = drawn.conditions;
        if (contradicts(drawn)) return;
        const answer = open(drawnGraph).chains({ from: name(from), to: name(to), ...conditions, limit: 10_000 });
        // At most seven functions: no chain is longer than 8 calls.
        expect(answer.total).toBe(twin(drawnGraph, conditions, [from, to]).chains(from, to, 8).length);
      }),
      { numRuns: 500 },
    );
    const long = Array.from(
      { length: 12 },
      (_, at) => `g${String(at).padStart(2, '0')}: g${String(at + 1).padStart(2, '0')}`,
    );
    const { chains } = open(graph(long.join('\n'))).chains({ from: 'g00', to: 'g12' });
    expect(chains.map(({ hops }) => hops.length)).toEqual([12]);
  });
});

describe('when there is no chain', () => {
  it('each condition that is named for dropping gives chains of the length told; none is left out', () => {
    const dropped = new Map<string, number>();
    fc.assert(
      fc.property(questions, (drawn) => {
        const { graph: drawnGraph, from, to, conditions } = drawn;
        const answer = open(drawnGraph).chains({ from: name(from), to: name(to), ...conditions });
        if (answer.why?.kind !== 'none') return;
        const lengths = (changed: Conditions, depth = drawnGraph.functions.length) =>
          twin(drawnGraph, changed, [from, to])
            .chains(from, to, depth)
            .map((path) => path.length - 1);
        const { maxDepth = 0, through = [], avoid = [], in: pattern, ...rest } = conditions;
        const kept = { ...conditions };
        const without = (drop: string, each?: string): number[] => {
          switch (drop) {
            case 'depth':
              return lengths(kept);
            case 'through':
              return lengths({ ...kept, through: through.filter((other) => other !== each) }, maxDepth);
            case 'avoid':
              return lengths({ ...kept, avoid: avoid.filter((other) => other !== each) }, maxDepth);
            case 'in':
              return lengths({ ...rest, through, avoid }, maxDepth);
            case 'config':
              return lengths({ ...kept, anyConfig: true }, maxDepth);
            case 'kinds':
              return lengths({ ...kept, kinds: ['direct', 'macro', 'indirect'] }, maxDepth);
            default:
              return lengths({ kinds: ['direct', 'macro', 'indirect'], anyConfig: true });
          }
        };
        for (const { drop, name: each, shortest } of answer.why.openings) {
          dropped.set(drop, (dropped.get(drop) ?? 0) + 1);
          expect(without(drop, each)[0]).toBe(shortest);
        }
        const said = answer.why.openings.map(({ drop, name: each }) => `${drop} ${each ?? ''}`);
        const single = [
          'depth ',
          ...through.map((each) => `through ${each}`),
          ...avoid.map((each) => `avoid ${each}`),
          ...(pattern === undefined ? [] : ['in ']),
          ...(conditions.anyConfig ? [] : ['config ']),
          'kinds ',
        ];
        for (const each of single) {
          const [drop = '', which] = each.split(' ');
          if (!said.includes(each)) expect(without(drop, which)).toEqual([]);
        }
        if (said.length === 0) expect(without('all')).toEqual([]);
        expect(answer.why.turned).toBe(twin(drawnGraph, conditions, [from, to]).chains(to, from, 30).length > 0);
      }),
      { numRuns: 2000 },
    );
    expect([...dropped.keys()].sort()).toEqual(['all', 'avoid', 'config', 'depth', 'in', 'kinds', 'through']);
  });

  it('between a function and itself, the shortest way back is told, if there is one', () => {
    const index = open(graph('a: b\nb: c a\nc: a\nd: a'));
    const same = index.chains({ from: 'a', to: 'a' });
    expect(same).toMatchObject({ total: 0, totalIsExact: true, chains: [], why: { kind: 'same' } });
    const { recursion } = same.why as { recursion?: Chain };
    expect(recursion?.path).toEqual(['a', 'b', 'a']);
    expect(recursion?.hops.map(({ line }) => line)).toEqual([2, 13]);
    expect(index.chains({ from: 'd', to: 'd' }).why).toEqual({ kind: 'same' });
    expect(open(graph('a: a')).chains({ from: 'a', to: 'a' }).why).toMatchObject({ recursion: { path: ['a', 'a'] } });
  });
});

describe('counting', () => {
  /** Every function of a layer calls every function of the next. */
  const layers = (depth: number, width: number) =>
    graph(
      [
        `start: ${row(0, width)}`,
        ...Array.from({ length: depth - 1 }, (_, layer) =>
          Array.from({ length: width }, (_, at) => `l${layer}x${at}: ${row(layer + 1, width)}`).join('\n'),
        ),
        ...Array.from({ length: width }, (_, at) => `l${depth - 1}x${at}: goal`),
      ].join('\n'),
    );
  const row = (layer: number, width: number) => Array.from({ length: width }, (_, at) => `l${layer}x${at}`).join(' ');

  it('is exact for chains as many as nobody could list, where functions do not call one another in circles', () => {
    const answer = open(layers(9, 9)).chains({ from: 'start', to: 'goal', maxDepth: 12 });
    expect(answer.chains).toHaveLength(20);
    expect(answer).toMatchObject({ total: 9 ** 9, totalIsExact: true });
  });

  it('is given up where they do, and says so: there are at least so many', () => {
    // Everybody calls everybody: n!/(n-k)! ways of k functions between.
    const names = Array.from({ length: 24 }, (_, at) => `k${at}`);
    const everybody = graph(
      names.map((each) => `${each}: ${names.filter((other) => other !== each).join(' ')}`).join('\n'),
    );
    const index = open(everybody);
    const few = index.chains({ from: 'k0', to: 'k1', maxDepth: 4 });
    expect(few).toMatchObject({ total: 1 + 22 + 22 * 21 + 22 * 21 * 20, totalIsExact: true });
    const many = index.chains({ from: 'k0', to: 'k1', maxDepth: 12 });
    expect(many.totalIsExact).toBe(false);
    expect(many.total).toBeGreaterThan(few.total);
    expect(many.total).toBeLessThan(1e15);
    expect(many.chains).toHaveLength(20);
  });

  it('is the same each time', () => {
    const index = open(layers(4, 5));
    const query = { from: 'start', to: 'goal', through: ['l1x2'], avoid: ['l2x3'] };
    expect(index.chains(query)).toEqual(index.chains(query));
    expect(index.chains(query).total).toBe(5 * 4 * 5);
  });
});

describe('a call through a pointer', () => {
  const pointers = facts(
    [fn('caller'), fn('one', { line: 20 }), fn('two', { line: 40 })],
    [
      call(0, 0, { kind: 'indirect', pointer: '->exit', line: 3 }),
      call(0, 1, { kind: 'macro', macro: 'DO', line: 5, inLoop: true }),
    ],
    [[1, 2]],
  );

  it('may lead to what is stored there, only if it is asked for, and says through what', () => {
    const index = open(pointers);
    expect(index.chains({ from: 'caller', to: 'two' })).toMatchObject({
      total: 0,
      why: { kind: 'none', openings: [{ drop: 'kinds', shortest: 1 }] },
    });
    const { chains } = index.chains({ from: 'caller', to: 'two', kinds: ['direct', 'indirect'] });
    expect(chains[0]?.hops).toEqual([
      {
        from: 'caller',
        to: 'two',
        file: 'kernel/a.c',
        line: 3,
        kind: 'indirect',
        pointer: '->exit',
        inLoop: false,
        compiled: true,
        sites: [{ file: 'kernel/a.c', line: 3, kind: 'indirect', pointer: '->exit', inLoop: false, compiled: true }],
      },
    ]);
  });

  it('stands beside other calls of the same function', () => {
    const { chains } = open(pointers).chains({ from: 'caller', to: 'one', kinds: ['direct', 'macro', 'indirect'] });
    expect(chains[0]?.hops[0]?.sites.map(({ kind, line, macro, inLoop }) => [kind, line, macro, inLoop])).toEqual([
      ['indirect', 3, undefined, false],
      ['macro', 5, 'DO', true],
    ]);
  });
});
