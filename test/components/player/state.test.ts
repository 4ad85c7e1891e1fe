// The player's state, without a page: any actions in any order leave it whole.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reelOf } from '@/components/player/reel.ts';
import { initial, type PlayerAction, type PlayerState, reduce } from '@/components/player/state.ts';
import { FilmTeller } from '@/player/index.ts';
import { en } from '@/player/words/en.ts';
import { anyPlace, filmed, scenarioOf } from '../../player/films.ts';

function loaded(slug: string, at?: number): PlayerState {
  const { film } = filmed(slug);
  const scenario = scenarioOf(slug);
  const teller = new FilmTeller('en', en, scenario, film);
  return reduce(initial(reelOf(scenario)), { do: 'loaded', film, teller, at });
}

const moves = ['into', 'over', 'out', 'back', 'nextHappening', 'previousHappening', 'start', 'end'] as const;
const still = fc.boolean();
const anyAction = (last: number): fc.Arbitrary<PlayerAction> =>
  fc.oneof(
    fc.record({ do: fc.constant('move' as const), move: fc.constantFrom(...moves), still }),
    fc.record({ do: fc.constant('go' as const), at: fc.integer({ min: -2, max: last + 2 }), still }),
    fc.record({ do: fc.constant('tick' as const), still }),
    fc.record({ do: fc.constantFrom('landed' as const, 'play' as const, 'pause' as const) }),
  );
const anyRun = anyPlace.chain(([slug, at]) =>
  fc.tuple(
    fc.constant(slug),
    fc.constant(at),
    fc.array(anyAction(filmed(slug).film.length - 1), { minLength: 1, maxLength: 25 }),
  ),
);

describe('the state of the player', () => {
  it('stays within the film, and shows the place itself unless something flies', () => {
    fc.assert(
      fc.property(anyRun, ([slug, at, actions]) => {
        let state = loaded(slug, at);
        const last = filmed(slug).film.length - 1;
        for (const action of actions) {
          state = reduce(state, action);
          expect(state.place.at).toBeGreaterThanOrEqual(0);
          expect(state.place.at).toBeLessThanOrEqual(last);
          if (state.flying) {
            expect(state.still).toBe(false);
            expect(state.shown).toBe(state.after);
          } else expect(state.shown).toBe(state.place.at);
        }
      }),
    );
  });

  it('rushes after a still jump, until anything else takes it elsewhere', () => {
    fc.assert(
      fc.property(anyPlace, ([slug, at]) => {
        const scrubbed = reduce(loaded(slug), { do: 'go', at, still: true });
        expect(scrubbed).toMatchObject({ rushes: true, still: true, flying: false, playing: false });
        expect(reduce(scrubbed, { do: 'go', at, still: false }).rushes).toBe(false);
        const end = filmed(slug).film.length - 1;
        const how = scrubbed.place.at === end ? 'start' : 'end';
        expect(reduce(scrubbed, { do: 'move', move: how, still: true })).toMatchObject({ rushes: false, still: true });
      }),
    );
  });

  it('is not changed in place', () => {
    fc.assert(
      fc.property(anyRun, ([slug, at, actions]) => {
        const before = loaded(slug, at);
        const copy = { ...before };
        for (const action of actions) reduce(before, action);
        expect(before).toEqual(copy);
      }),
      { numRuns: 30 },
    );
  });

  it('comes back where it was by Back', () => {
    fc.assert(
      fc.property(anyPlace, fc.constantFrom('into', 'over', 'out'), ([slug, at], how) => {
        const before = loaded(slug, at);
        const after = reduce(before, { do: 'move', move: how, still: true });
        if (after.place === before.place) return;
        expect(reduce(after, { do: 'move', move: 'back', still: true }).place.at).toBe(before.place.at);
      }),
    );
  });

  it('plays to the end, stops there, and begins anew when played again', () => {
    let state = reduce(loaded('docker-stop'), { do: 'play' });
    const last = filmed('docker-stop').film.length - 1;
    let ticks = 0;
    while (state.playing && ticks <= last + 1) {
      state = reduce(state, { do: 'tick', still: true });
      ticks += 1;
    }
    expect(state.playing).toBe(false);
    expect(state.place.at).toBe(last);
    const again = reduce(state, { do: 'play' });
    expect(again.playing).toBe(true);
    expect(again.place.at).toBeLessThan(last);
  });
});
