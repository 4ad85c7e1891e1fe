// A film's lanes as numbers.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shoot } from '@/film/index.ts';
import { filmLanes, loudHappenings } from '@/player/index.ts';
import { anyPlace, crowd, filmed, slugs } from './films.ts';

describe('lanes', () => {
  it('map events to places that ascend with them, and back to the nearest event', () => {
    fc.assert(
      fc.property(anyPlace, fc.integer({ min: 1, max: 40 }), ([slug, at], columns) => {
        const { film } = filmed(slug);
        const lanes = filmLanes(film, { columns });
        const x = lanes.xOf(at);
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(1);
        if (at > film.start) expect(lanes.xOf(at - 1)).toBeLessThan(x);
        expect(lanes.atX(x)).toBe(Math.max(film.start, at));
        expect(lanes.columns.length).toBeLessThanOrEqual(columns);
      }),
    );
  });

  it('give any place an event', () => {
    fc.assert(
      fc.property(fc.constantFrom(...slugs), fc.double({ min: -2, max: 3 }), (slug, x) => {
        const { film } = filmed(slug);
        const at = filmLanes(film).atX(Number.isNaN(x) ? 0 : x);
        expect(Number.isInteger(at)).toBe(true);
        expect(at).toBeGreaterThanOrEqual(0);
        expect(at).toBeLessThan(film.length);
      }),
    );
  });

  it.each(slugs)('of %s have a row for each task, whole lives, and a mark for each happening', (slug) => {
    const { film } = filmed(slug);
    const lanes = filmLanes(film);
    expect(lanes.rows.map(({ task }) => task).toSorted((a, b) => a - b)).toEqual(film.tasks.map((_, i) => i));
    for (const { task, segments } of lanes.rows) {
      const { lives } = film.tasks[task]!;
      expect(segments.at(-1)).toMatchObject({ state: lives.at(-1)!.state, to: film.length, x1: 1 });
      segments.forEach(({ from, to, x0, x1 }, i) => {
        expect(from).toBeLessThan(to);
        expect(x0).toBeLessThanOrEqual(x1);
        if (i > 0) expect([from, x0]).toEqual([segments[i - 1]!.to, segments[i - 1]!.x1]);
      });
    }
    const marked = lanes.rows.flatMap(({ marks }) => marks).reduce((sum, { count }) => sum + count, 0);
    expect(marked).toBe(loudHappenings(film).filter(({ kind }) => !['step', 'released'].includes(kind)).length);
    for (const { from, to } of lanes.causes)
      for (const row of [from, ...to]) expect(lanes.rows[row], `${row}`).toBeDefined();
    expect(lanes.steps.map(({ step }) => step)).toEqual(film.steps.map((_, i) => i));
  });

  it('put who lives in one namespace together, and an inner one inside', () => {
    const { film } = filmed('nested-outer-dies');
    const lanes = filmLanes(film);
    const names = lanes.rows.map(({ task }) => film.tasks[task]!.name);
    expect(names).toEqual(['sys', 'init', 'A', 'I2', 'B', 'C']);
    expect(lanes.frames.map(({ top, bottom }) => [names[top], names[bottom]])).toEqual([
      ['init', 'C'],
      ['I2', 'C'],
    ]);
    for (const { closed, x0 } of lanes.frames) expect(closed).toBeGreaterThan(x0);
  });

  it('of two hundred processes stay a list that can be drawn', () => {
    const { film } = shoot(crowd(200));
    const lanes = filmLanes(film);
    expect(lanes.rows).toHaveLength(202);
    expect(lanes.columns.length).toBeLessThanOrEqual(320);
    const marks = lanes.rows.reduce((sum, row) => sum + row.marks.length, 0);
    const segments = lanes.rows.reduce((sum, row) => sum + row.segments.length, 0);
    expect(marks).toBeLessThanOrEqual(202 * 8);
    expect(segments).toBeLessThanOrEqual(202 * 8);
    expect(lanes.causes.length).toBeLessThanOrEqual(320 * 3);
    const few = filmLanes(film, { columns: 10 });
    expect(few.columns).toHaveLength(10);
    expect(few.causes.length).toBeLessThan(10 * 202);
  });
});
