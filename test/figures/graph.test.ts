// The call graph of a chapter: a slice of calls, laid out so that everything can be read, as picture and as list.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GraphEdge, type GraphSlice, graphList, graphSvg, layOutGraph, siteText } from '@/figures/graph/index.ts';
import { ladder } from '@/figures/graph/ladder.ts';
import { ranked } from '@/figures/graph/ranked.ts';
import type { Locale } from '@/figures/locale.ts';
import { outside, overlaps } from './overlaps.ts';

/** Invented code: who calls whom, and where. */
const slice = (): GraphSlice => ({
  nodes: [
    ...['put_away', 'hand_over', 'find_keeper'].map((name) => ({ name, href: `/symbols/${name}/`, on: true })),
    { name: 'knock', on: true },
    { name: 'sweep', href: '/symbols/sweep/', on: false },
    { name: 'tell_parent', on: false },
  ],
  edges: [
    { from: 'put_away', to: 'hand_over', lines: [46], on: true },
    { from: 'put_away', to: 'sweep', lines: [63], on: false },
    { from: 'put_away', to: 'tell_parent', lines: [60], on: false },
    { from: 'hand_over', to: 'find_keeper', lines: [22, 27], on: true },
    { from: 'find_keeper', to: 'knock', lines: [97], loop: true, on: true },
    { from: 'sweep', to: 'knock', lines: [171], pointer: 'ops->knock', on: false },
  ],
});

describe('call sites', () => {
  it.each([
    [{ lines: [97], loop: true, on: true }, 'en', ['line 97, in a loop']],
    [{ lines: [22, 27], on: true }, 'en', ['lines 22, 27']],
    [{ lines: [22, 27], on: true }, 'zh-cn', ['第 22、27 行']],
    [{ lines: [1, 2, 3, 4], on: false }, 'en', [':1, :2, :3 …']],
    [{ lines: [], leftOut: [30], on: true }, 'en', ['line 30, left out']],
    [{ lines: [12], leftOut: [30, 31], on: false }, 'en', [':12', ':30, :31, left out']],
    [{ lines: [12], leftOut: [30], on: true }, 'zh-cn', ['第 12 行', '第 30 行，未编译']],
    [{ lines: [171], pointer: 'ops->knock', on: false }, 'en', [':171', 'through a', 'pointer']],
  ] as [Omit<GraphEdge, 'from' | 'to'>, Locale, string[]][])('are said as on a listing', (edge, locale, lines) => {
    expect(siteText({ from: 'a', to: 'b', ...edge }, locale)).toEqual(lines);
  });
});

describe('a layout', () => {
  it.each([328, 372, 480])('fits %i px, with nothing over anything else and names of 11.5 px at least', (limit) => {
    const laid = layOutGraph(slice(), [limit], 'en');
    expect(laid.width).toBeLessThanOrEqual(limit);
    expect(laid.size).toBeGreaterThanOrEqual(11.5);
    expect(overlaps(laid)).toEqual([]);
    expect(outside(laid)).toEqual([]);
  });

  it('is the first of the widths in which it fits', () => {
    expect(layOutGraph(slice(), [60, 372], 'en').width).toBeLessThanOrEqual(372);
    expect(() => layOutGraph(slice(), [60], 'en')).toThrow(/cannot be drawn 60 px wide/);
  });

  it.each([328, 480])('keeps the path straight, %i px wide', (limit) => {
    const path = layOutGraph(slice(), [limit], 'en').edges.filter(({ on }) => on);
    expect(path).toHaveLength(3);
    for (const { points } of path) expect(new Set(points.map(({ x }) => x)).size).toBe(1);
  });

  it('refuses an edge to a function that is not in it', () => {
    const torn: GraphSlice = {
      nodes: [{ name: 'a', on: true }],
      edges: [{ from: 'a', to: 'b', lines: [1], on: false }],
    };
    expect(() => layOutGraph(torn, [480], 'en')).toThrow(/The edge a → b names b/);
  });

  /** Slices of up to nine functions with any calls among them, circles included; the first few are a path. */
  const slices = (circles: boolean) =>
    fc
      .record({
        count: fc.integer({ min: 2, max: 9 }),
        path: fc.integer({ min: 2, max: 5 }),
        calls: fc.array(
          fc.record({
            from: fc.nat(8),
            to: fc.nat(8),
            lines: fc.uniqueArray(fc.integer({ min: 1, max: 4000 }), { maxLength: 4 }),
            leftOut: fc.uniqueArray(fc.integer({ min: 1, max: 4000 }), { maxLength: 4 }),
            through: fc.boolean(),
          }),
          { maxLength: 14 },
        ),
      })
      .map(({ count, path, calls }): GraphSlice => {
        const on = Math.min(path, count);
        const name = (i: number) => `f${i}${'_name'.repeat(i % 4)}`;
        const nodes = Array.from({ length: count }, (_, i) => ({ name: name(i), on: i < on }));
        const edges = new Map<string, GraphSlice['edges'][number]>();
        for (let i = 1; i < on; i += 1)
          edges.set(`${i - 1} ${i}`, { from: name(i - 1), to: name(i), lines: [i * 10], on: true });
        for (const { from, to, lines, leftOut, through } of calls) {
          const [a, b] = circles
            ? [from % count, to % count]
            : [Math.min(from % count, to % count), Math.max(from % count, to % count)];
          if (a === b || edges.has(`${a} ${b}`) || lines.length + leftOut.length === 0) continue;
          edges.set(`${a} ${b}`, {
            from: name(a),
            to: name(b),
            lines: lines.toSorted((x, y) => x - y),
            leftOut,
            on: false,
            ...(through ? { pointer: 'p' } : {}),
          });
        }
        return { nodes, edges: [...edges.values()] };
      });

  it.each([
    ['in ranks', ranked],
    ['with one function a row', ladder],
  ])('%s has nothing over anything else, whatever calls what', (_, lay) => {
    fc.assert(
      fc.property(slices(true), (any) => {
        const laid = lay(any, 13, 'en');
        expect(overlaps(laid)).toEqual([]);
        expect(outside(laid)).toEqual([]);
      }),
    );
  });

  it.each([
    ['in ranks', ranked],
    ['with one function a row', ladder],
  ])('%s has callers above callees', (_, lay) => {
    fc.assert(
      fc.property(slices(false), (any) => {
        const laid = lay(any, 13, 'en');
        const y = (name: string) => laid.nodes.find((node) => node.name === name)!.y;
        for (const { from, to } of laid.edges) expect(y(from)).toBeLessThan(y(to));
      }),
    );
  });

  it('with one function a row grows downwards and not sideways', () => {
    const wide = ladder(slice(), 13, 'en').width;
    const names = ['dust', 'wash', 'mend'];
    const more: GraphSlice = {
      nodes: [...slice().nodes, ...names.map((name) => ({ name, on: false }))],
      edges: [...slice().edges, ...names.map((to, i) => ({ from: 'find_keeper', to, lines: [81 + i], on: false }))],
    };
    expect(ladder(more, 13, 'en').width).toBe(wide);
  });
});

describe('the picture', () => {
  it('is this, for a small graph', async () => {
    await expect(graphSvg(layOutGraph(slice(), [328], 'en'), 'Calls from put_away to knock')).toMatchFileSnapshot(
      'golden/small-narrow.svg.golden',
    );
    await expect(graphSvg(layOutGraph(slice(), [480], 'zh-cn'), '从 put_away 到 knock 的调用')).toMatchFileSnapshot(
      'golden/small-wide.zh-cn.svg.golden',
    );
  });

  it('has a link for each function that has a page, and none that cannot be read as text', () => {
    const svg = graphSvg(layOutGraph(slice(), [480], 'en'), 'x');
    expect(
      [...svg.matchAll(/<a href="([^"]+)">.*?<text[^>]*>([^<]+)<\/text><\/a>/g)].map(
        ([, href, text]) => `${href} ${text}`,
      ),
    ).toEqual([
      '/symbols/put_away/ put_away',
      '/symbols/hand_over/ hand_over',
      '/symbols/find_keeper/ find_keeper',
      '/symbols/sweep/ sweep',
    ]);
  });

  it('marks what the configuration leaves out by its line, its box and in words', async () => {
    const { nodes, edges } = slice();
    const whole: GraphSlice = {
      nodes: [...nodes, { name: 'dust', on: false, leftOut: true }],
      edges: [
        ...edges.map((edge) => (edge.to === 'sweep' ? { ...edge, leftOut: [65] } : edge)),
        { from: 'put_away', to: 'dust', lines: [], leftOut: [71], on: false },
      ],
    };
    const laid = layOutGraph(whole, [328], 'en');
    expect(overlaps(laid)).toEqual([]);
    await expect(graphSvg(laid, 'Calls from put_away to knock')).toMatchFileSnapshot(
      'golden/small-left-out.svg.golden',
    );
    expect(graphSvg(laid, 'x').match(/class="edge out"/g)).toHaveLength(1);
  });

  it('carries no colour of its own, and escapes what it is given', () => {
    const svg = graphSvg(layOutGraph(slice(), [480], 'en'), 'a "b" <c>');
    expect(svg).toContain('aria-label="a &quot;b&quot; &lt;c&gt;"');
    expect(svg).not.toMatch(/#[0-9a-f]{3}|oklch|rgb|fill=|stroke=/i);
  });
});

describe('the list', () => {
  it('has what a function calls under it, the path first', () => {
    const said = (items: ReturnType<typeof graphList>, depth = 0): string[] =>
      items.flatMap((item) => [
        `${'  '.repeat(depth)}${item.node.name}${item.call ? ` ${item.call.lines.join()}` : ''}${item.again ? ' again' : ''}`,
        ...said(item.calls, depth + 1),
      ]);
    expect(said(graphList(slice()))).toEqual([
      'put_away',
      '  hand_over 46',
      '    find_keeper 22,27',
      '      knock 97',
      '  tell_parent 60',
      '  sweep 63',
      '    knock 171',
    ]);
  });

  it('begins somewhere even where all call one another in a circle', () => {
    const circle: GraphSlice = {
      nodes: [
        { name: 'a', on: false },
        { name: 'b', on: false },
      ],
      edges: [
        { from: 'a', to: 'b', lines: [1], on: false },
        { from: 'b', to: 'a', lines: [2], on: false },
      ],
    };
    expect(graphList(circle)).toHaveLength(1);
    expect(graphList(circle)[0]?.calls[0]?.calls[0]?.again).toBe(true);
  });
});
