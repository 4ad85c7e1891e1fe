import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildGraph,
  type Edge,
  edgesBetween,
  joinsAmong,
  reachable,
  reverse,
  shortestPath,
} from '@/callgraph/index.ts';

/** A small random graph, with parallel edges and loops. */
const graphs = fc.integer({ min: 1, max: 8 }).chain((nodes) =>
  fc.record({
    nodes: fc.constant(nodes),
    edges: fc.array(fc.record({ from: fc.nat(nodes - 1), to: fc.nat(nodes - 1), open: fc.boolean() }), {
      maxLength: 20,
    }),
    from: fc.nat(nodes - 1),
    to: fc.nat(nodes - 1),
  }),
);

/** The length of a shortest path, by trying all of them. */
function bruteForce(nodes: number, edges: Edge[], from: number, to: number): number | undefined {
  const tryAll = (at: number, left: number): boolean =>
    at === to || (left > 0 && edges.some((edge) => edge.from === at && tryAll(edge.to, left - 1)));
  for (let length = 0; length < nodes; length++) if (tryAll(from, length)) return length;
  return undefined;
}

describe('the graph', () => {
  it('keeps edges in order, with their numbers', () => {
    const graph = buildGraph(3, [
      { from: 2, to: 0 },
      { from: 0, to: 1 },
      { from: 2, to: 1 },
      { from: 2, to: 0 },
    ]);
    expect([...graph.first]).toEqual([0, 1, 1, 4]);
    expect([...graph.target]).toEqual([1, 0, 1, 0]);
    expect([...graph.edge]).toEqual([1, 0, 2, 3]);
    expect([...graph.source]).toEqual([2, 0, 2, 2]);
    expect(edgesBetween(graph, 2, 0)).toEqual([0, 3]);
    expect(edgesBetween(graph, 1, 0)).toEqual([]);
  });

  it('refuses an edge to nowhere', () => {
    expect(() => buildGraph(2, [{ from: 0, to: 2 }])).toThrow(/0 → 2 .* not one of the 2 nodes/);
    expect(() => buildGraph(2, [{ from: Number.NaN, to: 0 }])).toThrow(RangeError);
  });

  it('turned round twice is itself', () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges }) => {
        const graph = buildGraph(nodes, edges);
        const back = reverse(reverse(graph));
        expect([...back.source]).toEqual([...graph.source]);
        for (let from = 0; from < nodes; from++)
          for (let to = 0; to < nodes; to++)
            expect(edgesBetween(back, from, to)).toEqual(edgesBetween(graph, from, to));
      }),
    );
  });
});

describe('a shortest path', () => {
  it('is as long as the shortest found by trying all, each step an edge that may be taken', () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges, from, to }) => {
        const graph = buildGraph(nodes, edges);
        const open = edges.filter((edge) => edge.open);
        const path = shortestPath(graph, from, to, (edge) => edges[edge]!.open);
        expect(path && path.length - 1).toBe(bruteForce(nodes, open, from, to));
        if (!path) return;
        expect([path[0], path.at(-1)]).toEqual([from, to]);
        for (let i = 0; i + 1 < path.length; i++)
          expect(open.some((edge) => edge.from === path[i] && edge.to === path[i + 1])).toBe(true);
        expect(shortestPath(graph, from, to, (edge) => edges[edge]!.open)).toEqual(path);
      }),
      { numRuns: 500 },
    );
  });

  it('exists to what can be reached, and to nothing else', () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges, from }) => {
        const graph = buildGraph(nodes, edges);
        const seen = reachable(graph, from);
        for (let to = 0; to < nodes; to++) expect(shortestPath(graph, from, to) !== undefined).toBe(seen[to] === 1);
      }),
    );
  });
});

describe('what joins some nodes', () => {
  it('is every edge among them that the filter lets through, gathered by its ends, and no loop', () => {
    fc.assert(
      fc.property(graphs, fc.uniqueArray(fc.nat(7), { maxLength: 8 }), ({ nodes, edges }, picked) => {
        const chosen = picked.filter((node) => node < nodes);
        const joins = joinsAmong(buildGraph(nodes, edges), chosen, (edge) => edges[edge]!.open);
        const expected = chosen.flatMap((from) =>
          chosen.flatMap((to) => {
            const between = [...edges.keys()].filter(
              (i) => edges[i]!.open && edges[i]!.from === from && edges[i]!.to === to,
            );
            return from !== to && between.length > 0 ? [{ from, to, edges: between }] : [];
          }),
        );
        expect(joins).toEqual(expected);
      }),
    );
  });
});
