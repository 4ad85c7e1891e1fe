// Moving in a film: properties that hold wherever one is.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clamp,
  type Film,
  isQuiet,
  loudHappenings,
  type Move,
  move,
  nextHappening,
  type Place,
  placeAt,
  play,
} from '@/player/index.ts';
import { anyPlace, filmed } from './films.ts';

const forward: Move[] = ['into', 'over', 'out', 'nextHappening', 'nextOwn'];
const anyMove = fc.constantFrom<Move>(...forward, 'back', 'previousHappening', 'previousOwn', 'start', 'end');

const fn = (film: Film, at: number) => film.lines[film.line[at]!]!.function;

describe('steps', () => {
  it('forth and back as often end where they began, at the very same place', () => {
    fc.assert(
      fc.property(anyPlace, fc.array(fc.constantFrom(...forward), { maxLength: 30 }), ([slug, at], moves) => {
        const { film } = filmed(slug);
        const places: Place[] = [placeAt(film, at)];
        for (const how of moves) {
          const next = move(film, places.at(-1)!, how);
          if (next !== places.at(-1)) places.push(next);
        }
        let place = places.at(-1)!;
        for (const expected of places.slice(0, -1).toReversed()) {
          place = move(film, place, 'back');
          expect(place).toBe(expected);
        }
      }),
    );
  });

  it('back after a jump goes to the line before', () => {
    fc.assert(
      fc.property(anyPlace, ([slug, at]) => {
        const { film } = filmed(slug);
        expect(move(film, placeAt(film, at), 'back').at).toBe(Math.max(0, at - 1));
        expect(move(film, move(film, placeAt(film, at), 'back'), 'into').at).toBe(at === 0 ? 1 : at);
      }),
    );
  });

  it('never leave the film, and go forward where they are meant to', () => {
    fc.assert(
      fc.property(anyPlace, anyMove, fc.option(fc.nat(5), { nil: undefined }), ([slug, at], how, follow) => {
        const { film } = filmed(slug);
        const task = follow === undefined || follow >= film.tasks.length ? undefined : follow;
        const to = move(film, placeAt(film, at), how, task).at;
        expect(to).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThan(film.length);
        if (forward.includes(how)) expect(to).toBeGreaterThanOrEqual(at);
        if (how === 'nextOwn' && to !== at) expect(film.task[to]).toBe(task ?? film.task[at]);
      }),
    );
  });

  it('over never goes deeper in the same task', () => {
    fc.assert(
      fc.property(anyPlace, ([slug, at]) => {
        const { film } = filmed(slug);
        const to = move(film, placeAt(film, at), 'over').at;
        if (film.task[to] === film.task[at]) expect(film.depth[to]).toBeLessThanOrEqual(film.depth[at]!);
        // What is passed over are deeper calls, and what others did meanwhile.
        for (let i = at + 1; i < to; i += 1)
          if (film.task[i] === film.task[at]) expect(film.depth[i]).toBeGreaterThan(film.depth[at]!);
      }),
    );
  });

  it('out leaves the function, unless its task has no other line outside it', () => {
    fc.assert(
      fc.property(anyPlace, ([slug, at]) => {
        const { film } = filmed(slug);
        if (film.depth[at] === 0) return;
        const to = move(film, placeAt(film, at), 'out').at;
        if (film.task[to] !== film.task[at] || to === at) {
          for (let i = at + 1; i < film.length; i += 1)
            if (film.task[i] === film.task[at]) expect(film.depth[i]).toBeGreaterThanOrEqual(film.depth[at]!);
        } else if (film.depth[to] === film.depth[at]) {
          expect([fn(film, to), film.caller[to]]).not.toEqual([fn(film, at), film.caller[at]]);
        } else expect(film.depth[to]).toBeLessThan(film.depth[at]!);
      }),
    );
  });

  it('over a call comes back to the caller’s next line', () => {
    const { film } = filmed('docker-stop-handler');
    const notify = film.line.findIndex(
      (line, i) => i >= film.start && film.lines[line]!.at === 'forget_original_parent(tsk, &dead);',
    );
    const to = move(film, placeAt(film, notify), 'over').at;
    expect(film.task[to]).toBe(film.task[notify]);
    expect(fn(film, to)).toBe('exit_notify');
    expect(film.lines[film.line[to]!]!.at).toBe('kill_orphaned_pgrp(tsk->group_leader, NULL);');
  });

  it('from happening to happening stop at each that is not quiet, forth and back', () => {
    for (const slug of ['docker-stop', 'orphan-to-init', 'mt-init-exec', 'traced-child']) {
      const { film } = filmed(slug);
      const stops = [...new Set(loudHappenings(film).map(({ at }) => at))];
      const forth: number[] = [];
      for (let place = placeAt(film, 0); ; ) {
        const next = move(film, place, 'nextHappening');
        if (nextHappening(film, place.at) === undefined) break;
        forth.push(next.at);
        place = next;
      }
      expect(forth).toEqual(stops);
      const back: number[] = [];
      for (let place = placeAt(film, film.length - 1); place.at > stops[0]!; back.push(place.at))
        place = move(film, place, 'previousHappening');
      expect(back.toReversed()).toEqual(stops.filter((at) => at < film.length - 1));
      for (const one of film.happenings) if (!isQuiet(film, one)) expect(one.at).toBeGreaterThanOrEqual(film.start);
    }
  });

  it('to places that are none go to the nearest', () => {
    const { film } = filmed('docker-stop');
    expect([-5, 1e9, Number.NaN, Number.POSITIVE_INFINITY].map((at) => clamp(film, at))).toEqual([
      0,
      film.length - 1,
      0,
      0,
    ]);
  });
});

describe('play', () => {
  it('comes to the end, past no happening that a reader stops at, and rests there longest', () => {
    for (const slug of ['docker-stop', 'good-init', 'mt-init-leader-exits']) {
      const { film } = filmed(slug);
      const stops = new Set(loudHappenings(film).map(({ at }) => at));
      const rests: { happening: boolean; after: number }[] = [];
      let at = film.start;
      for (let next = play(film, at); next !== undefined; next = play(film, at)) {
        expect(next.to).toBeGreaterThan(at);
        for (let i = at + 1; i < next.to; i += 1) expect(stops.has(i)).toBe(false);
        rests.push({ happening: stops.has(at), after: next.after });
        at = next.to;
      }
      expect(at).toBe(film.length - 1);
      const quiet = rests.filter(({ happening }) => !happening).map(({ after }) => after);
      for (const { happening, after } of rests) if (happening) expect(after).toBeGreaterThan(Math.max(...quiet));
    }
  });

  it('is as many times quicker as is asked for', () => {
    const { film } = filmed('docker-stop');
    const { at } = loudHappenings(film)[1]!;
    expect(play(film, at, 2)!.after).toBe(play(film, at, 1)!.after / 2);
    expect(play(film, film.length - 1)).toBeUndefined();
  });
});
