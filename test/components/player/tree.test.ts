// Where everybody stands, and where signals fly: in every film of the site, wide and narrow, and in a crowd.
import { describe, expect, it } from 'vitest';
import { arrange, type Box, NARROW, ROOMY } from '@/components/player/tree/arrange.ts';
import { flightOf } from '@/components/player/tree/signals.ts';
import { shoot } from '@/film/index.ts';
import type { Film } from '@/player/index.ts';
import { crowd, filmed, slugs } from '../../player/films.ts';

const overlap = (a: Box, b: Box) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
const holds = ({ x, y, w, h }: Box, at: { x: number; y: number }) =>
  at.x > x && at.x < x + w && at.y > y && at.y < y + h;

const films: [string, Film][] = [
  ...slugs.map((slug): [string, Film] => [slug, filmed(slug).film]),
  ['a crowd of 60', shoot(crowd(60)).film],
];

describe.each([
  ['wide', ROOMY],
  ['on a phone', NARROW],
])('the tree, %s', (_, measures) => {
  it.each(films)('of %s has nobody on top of another, and nobody outside', (_slug, film) => {
    const { plates, width, height } = arrange(film, measures);
    const all = plates.filter((plate) => plate !== undefined);
    expect(all.length).toBeGreaterThan(0);
    for (const [i, plate] of all.entries()) {
      expect(plate.x).toBeGreaterThanOrEqual(0);
      expect(plate.x + plate.w).toBeLessThanOrEqual(width);
      expect(plate.y + plate.h).toBeLessThanOrEqual(height);
      for (const other of all.slice(i + 1)) expect(overlap(plate, other)).toBe(false);
    }
  });

  it.each(films)('of %s sends no signal straight through somebody else', (_slug, film) => {
    const arrangement = arrange(film, measures);
    const group = (task: number) => film.tasks[task]!.group;
    for (const happening of film.happenings) {
      if (happening.kind !== 'signal') continue;
      const flight = flightOf(arrangement, group, happening);
      if (!flight?.start) continue;
      const { start, to } = flight;
      const ends = [arrangement.plates[group(happening.by)], arrangement.plates[group(happening.to)]];
      for (const plate of arrangement.plates) {
        if (plate === undefined || ends.includes(plate)) continue;
        const through = Array.from({ length: 101 }, (_unused, i) => i / 100).some((share) =>
          holds(plate, { x: start.x + (to.x - start.x) * share, y: start.y + (to.y - start.y) * share }),
        );
        expect(through, `${happening.signal} at ${happening.at}`).toBe(false);
      }
    }
  });
});
