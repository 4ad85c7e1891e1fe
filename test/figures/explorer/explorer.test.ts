import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AT_ONCE,
  begin,
  collapse,
  expand,
  isOpen,
  LEGIBLE,
  openView,
  panBy,
  pin,
  rebase,
  reveal,
  showAll,
  shown,
  walk,
  wayThrough,
  within,
  zoomBy,
} from '@/figures/explorer/index.ts';
import { type GraphSlice, ranked } from '@/figures/graph/index.ts';

describe('what a graph shows', () => {
  const two = begin(['a', 'b']);

  it('grows by a function’s callees, at most so many at once, and by the rest at the next press', () => {
    const all = Array.from({ length: AT_ONCE + 3 }, (_, i) => `c${i}`);
    const first = expand(two, 'a', 'callees', ['b', ...all]);
    expect(first.came).toEqual(all.slice(0, AT_ONCE));
    expect(first.left).toBe(3);
    const second = expand(first.state, 'a', 'callees', ['b', ...all]);
    expect(second.came).toEqual(all.slice(AT_ONCE));
    expect(second.left).toBe(0);
    expect(isOpen(second.state, 'a', 'callees')).toBe(true);
    expect(isOpen(second.state, 'a', 'callers')).toBe(false);
  });

  it('closes what was opened, and what was opened from that, but not what it began with', () => {
    let state = expand(two, 'a', 'callees', ['b', 'c']).state;
    state = expand(state, 'c', 'callees', ['d']).state;
    state = expand(state, 'b', 'callers', ['e']).state;
    expect(shown(collapse(state, 'a', 'callees'))).toEqual(['a', 'b', 'e']);
  });

  it('is again what it was when each thing opened is closed', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    const step = fc.tuple(name, fc.constantFrom('callers' as const, 'callees' as const), fc.uniqueArray(name));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        let state = two;
        for (const [of, side, neighbours] of steps)
          if (shown(state).includes(of)) state = expand(state, of, side, neighbours).state;
        expect(new Set(shown(state)).size).toBe(shown(state).length);
        for (const of of shown(state))
          for (const side of ['callers', 'callees'] as const) state = collapse(state, of, side);
        expect(shown(state)).toEqual(['a', 'b']);
      }),
    );
  });

  it('keeps the pinned path, and what was opened from it, when another answer comes', () => {
    let state = pin(expand(two, 'b', 'callees', ['c']).state, ['a', 'b']);
    state = rebase(state, ['x', 'y']);
    expect(shown(state)).toEqual(['x', 'y', 'a', 'b', 'c']);
    state = rebase(pin(state, undefined), ['x']);
    expect(shown(state)).toEqual(['x']);
  });
});

/** Pairs of boxes that lie over one another. */
function overlapping(
  boxes: readonly { name: string; x: number; y: number; width: number; height: number }[],
): string[] {
  return boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .filter((b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height)
      .map((b) => `${a.name} ${b.name}`),
  );
}

const slice: GraphSlice = {
  nodes: ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, on: 'abd'.includes(name) })),
  edges: [
    ['a', 'b'],
    ['a', 'c'],
    ['b', 'd'],
    ['c', 'd'],
    ['d', 'e'],
  ].map(([from, to]) => ({ from: from!, to: to!, lines: [1], on: ['ab', 'bd'].includes(`${from}${to}`) })),
};

describe('the keys', () => {
  const drawn = ranked(slice, 13, 'en');

  it('lead down and up along the path, and sideways within a row', () => {
    expect(walk(drawn, 'a', 'down')).toBe('b');
    expect(walk(drawn, 'b', 'down')).toBe('d');
    expect(walk(drawn, 'd', 'up')).toBe('b');
    expect([walk(drawn, 'b', 'right'), walk(drawn, 'b', 'left')]).toContain('c');
    expect(walk(drawn, 'd', 'first')).toBe('a');
    expect(walk(drawn, 'a', 'last')).toBe('d');
    expect(walk(drawn, 'a', 'up')).toBeUndefined();
  });

  it('reach every function, sideways alone', () => {
    const seen = new Set(['a']);
    for (let at: string | undefined = 'a'; at !== undefined; at = walk(drawn, at, 'right')) seen.add(at);
    expect(seen.size).toBe(5);
  });

  it('the way through a graph is the shortest', () => {
    expect(wayThrough(slice.edges, 'a', 'e')?.length).toBe(4);
    expect(wayThrough(slice.edges, 'e', 'a')).toBeUndefined();
  });
});

describe('a layout with a path', () => {
  it('sets the path straight down the middle, whatever branches off', () => {
    const wide: GraphSlice = {
      nodes: ['a', 'p', 'z', ...'bcdefg'].map((name) => ({ name, on: 'apz'.includes(name) })),
      edges: [
        ...[...'bcdefg'].flatMap((name) => [
          ['a', name],
          [name, 'z'],
        ]),
        ['a', 'p'],
        ['p', 'z'],
      ].map(([from, to]) => ({ from: from!, to: to!, lines: [1], on: 'ap pz'.includes(`${from}${to}`) })),
    };
    const { nodes } = ranked(wide, 13, 'en', { core: ['a', 'p', 'z'] });
    const middle = (name: string) => {
      const { x, width } = nodes.find((node) => node.name === name)!;
      return x + width / 2;
    };
    expect(Math.abs(middle('a') - middle('p'))).toBeLessThanOrEqual(1);
    expect(Math.abs(middle('p') - middle('z'))).toBeLessThanOrEqual(1);
    const left = nodes.filter(({ name }) => middle(name) < middle('p')).length;
    expect(Math.abs(left - 3)).toBeLessThanOrEqual(1);
    expect(overlapping(nodes)).toEqual([]);
  });
});

describe('a layout of many functions', () => {
  const many: GraphSlice = {
    nodes: Array.from({ length: 150 }, (_, i) => ({ name: `function_number_${i}`, on: i < 5 })),
    edges: Array.from({ length: 149 }, (_, i) => ({
      from: `function_number_${Math.floor(i / 3)}`,
      to: `function_number_${i + 1}`,
      lines: [i],
      on: false,
    })),
  };
  const layout = ranked(many, 13, 'en', { quiet: true });

  it('has 150 boxes that do not overlap, with names of 13 px', () => {
    expect(layout.size).toBe(13);
    expect(overlapping(layout.nodes)).toEqual([]);
  });

  it('gives every label a place, shown or not', () => {
    for (const { label } of layout.edges) expect(Number.isFinite(label.x) && Number.isFinite(label.y)).toBe(true);
  });

  it('has room for ▸ in the boxes of functions seen running', () => {
    const of = (seen: boolean) =>
      ranked({ nodes: [{ name: 'a', on: false, seen }], edges: [] }, 13, 'en').nodes[0]!.width;
    expect(of(true)).toBeGreaterThan(of(false));
  });
});

describe('the view', () => {
  const frame = { width: 480, height: 400 };

  it('opens life-size where all would be too small to read, else with all of it', () => {
    expect(openView(frame, { width: 3000, height: 900 }, { x: 1500, y: 0, width: 90, height: 30 }).zoom).toBe(1);
    expect(
      openView(frame, { width: 500, height: 300 }, { x: 0, y: 0, width: 90, height: 30 }).zoom,
    ).toBeGreaterThanOrEqual(LEGIBLE);
    expect(13 * LEGIBLE).toBeGreaterThanOrEqual(11.5);
  });

  it('never loses the drawing, however it is moved and zoomed', () => {
    const act = fc.oneof(
      fc.tuple(fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: -5000, max: 5000 })),
      fc.integer({ min: -9, max: 9 }),
    );
    const size = fc.record({ width: fc.integer({ min: 40, max: 4000 }), height: fc.integer({ min: 30, max: 4000 }) });
    fc.assert(
      fc.property(size, fc.array(act), (drawing, acts) => {
        let view = showAll(frame, drawing);
        for (const each of acts)
          view = within(typeof each === 'number' ? zoomBy(view, frame, each) : panBy(view, ...each), frame, drawing);
        expect(view.x).toBeLessThan(drawing.width);
        expect(view.x + frame.width / view.zoom).toBeGreaterThan(0);
        expect(view.y).toBeLessThan(drawing.height);
        expect(view.y + frame.height / view.zoom).toBeGreaterThan(0);
      }),
    );
  });

  it('brings a box into the frame that is not', () => {
    const box = { x: 900, y: 700, width: 100, height: 30 };
    const view = reveal({ x: 0, y: 0, zoom: 1 }, frame, box);
    expect(view.x + frame.width).toBeGreaterThanOrEqual(box.x + box.width);
    expect(view.y + frame.height).toBeGreaterThanOrEqual(box.y + box.height);
    expect(reveal(view, frame, box)).toEqual(view);
  });

  it('zooms around the pointer', () => {
    const before = { x: 100, y: 50, zoom: 1 };
    const after = zoomBy(before, frame, 1, { x: 200, y: 100 });
    expect(after.x + 200 / after.zoom).toBeCloseTo(before.x + 200);
    expect(after.zoom).toBeGreaterThan(1);
  });
});
