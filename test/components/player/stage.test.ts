// What the stage looks up, held against looking through everything.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastAt, lookAt, lookedSince, stageOf } from '@/components/player/stage.ts';
import { anyPlace, filmed } from '../../player/films.ts';

describe('the stage', () => {
  it('finds the last entry that is not after an event', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40)), fc.nat(41), (values, at) => {
        const stamps = values.toSorted((a, b) => a - b);
        expect(lastAt(stamps, at, (stamp) => stamp)).toBe(stamps.findLastIndex((stamp) => stamp <= at));
      }),
    );
  });

  it('shows everybody the same from the last change of looks on, and somebody otherwise just before it', () => {
    fc.assert(
      fc.property(anyPlace, ([slug, at]) => {
        const stage = stageOf(filmed(slug).film);
        const looks = (event: number) => stage.film.tasks.map((_, task) => lookAt(stage, task, event));
        const since = lookedSince(stage, at);
        expect(since).toBeLessThanOrEqual(at);
        const middle = (since + at) >> 1;
        expect(looks(since)).toEqual(looks(at));
        expect(looks(middle)).toEqual(looks(at));
      }),
    );
  });

  it('changes looks less often than there are events', () => {
    const stage = stageOf(filmed('docker-stop').film);
    const since = new Set(Array.from({ length: stage.film.length }, (_, at) => lookedSince(stage, at)));
    expect(since.size).toBeLessThan(stage.film.length / 4);
    expect(since.size).toBeGreaterThan(stage.film.tasks.length);
  });
});
