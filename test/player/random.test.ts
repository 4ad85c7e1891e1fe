// Whatever scenario the format allows, under whatever schedule: its film holds together and can be told.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Moments, shoot, TooLong } from '@/film/index.ts';
import { Livelock } from '@/model/index.ts';
import { filmLanes, filmTeller, plain, stackAt, variations, vary } from '@/player/index.ts';
import { type Cast, readState, ScenarioError } from '@/scenario/index.ts';
import { scenarios } from '../scenario/arbitrary.ts';

/** What a run of it cannot be blamed for: a tree that the kernel refuses, a step that never settles. */
function filmIfAny(cast: Cast, seed: number): ReturnType<typeof shoot> | undefined {
  try {
    return shoot(cast, seed === 0 ? { kind: 'order' } : { kind: 'seed', seed });
  } catch (error) {
    if (error instanceof ScenarioError || error instanceof Livelock || error instanceof TooLong) return undefined;
    throw error;
  }
}

const over: Record<string, string[]> = {
  alive: ['alive', 'signalled'],
  stopped: ['stopped'],
  'traced-stop': ['traced'],
  exiting: ['exiting'],
  zombie: ['zombie'],
  gone: ['reaped'],
};

describe('a film of any scenario', () => {
  it('holds together: lives, moments, stacks, lanes, and words in both languages', async () => {
    let filmed = 0;
    await fc.assert(
      fc.asyncProperty(scenarios, fc.nat(50), async (cast, seed) => {
        const shot = filmIfAny(cast, seed);
        if (shot === undefined) return;
        filmed += 1;
        const { run, film } = shot;
        const heirs = new Set(
          film.happenings.flatMap((one) =>
            one.kind === 'exec' && one.instead !== undefined ? [one.instead, one.who] : [],
          ),
        );
        for (const { task, last } of film.fates)
          if (!heirs.has(task)) expect(over[readState(last).is]).toContain(film.tasks[task]!.lives.at(-1)!.state);
        for (const { lives, born } of film.tasks) {
          expect(lives[0]!.from).toBe(born);
          lives.forEach(({ from }, i) => {
            if (i > 0) expect(from).toBeGreaterThan(lives[i - 1]!.from);
          });
          // Who is gone stays gone; who is dying does not come back.
          const order = ['exiting', 'zombie', 'reaped'];
          const end = lives.map(({ state }) => order.indexOf(state)).filter((n) => n >= 0);
          expect(end).toEqual(end.toSorted((a, b) => a - b));
          const dying = lives.findIndex(({ state }) => order.includes(state));
          if (dying >= 0) expect(lives.slice(dying).every(({ state }) => order.includes(state))).toBe(true);
        }
        for (let at = 0; at < film.length; at += 11) expect(stackAt(film, at)).toHaveLength(film.depth[at]!);
        const moments = new Moments(run, film);
        for (const at of [film.length - 1, film.start, film.length >> 1])
          expect(moments.at(at).tasks).toHaveLength(film.tasks.length);
        filmLanes(film);
        for (const locale of ['en', 'zh-cn'] as const) {
          const teller = await filmTeller(locale, cast, film);
          const said = [
            ...film.happenings.map((one) => teller.happening(one)),
            ...film.fates.map((fate) => teller.fate(fate)),
            ...Array.from({ length: Math.ceil(film.length / 5) }, (_, i) => teller.sentence(i * 5)),
          ].map(plain);
          for (const text of new Set(said)) expect(text).not.toMatch(/undefined|null|NaN|\[object|^$/);
        }
      }),
      { numRuns: 120 },
    );
    expect(filmed).toBeGreaterThan(60);
  }, 120_000);

  it('can be varied, and the variation is filmed as well', () => {
    fc.assert(
      fc.property(scenarios, fc.subarray(variations.map(({ id }) => id)), (cast, on) => {
        const { scenario, on: effective } = vary(cast, on);
        expect(vary(cast, effective)).toEqual({ scenario, on: effective });
        filmIfAny(scenario, 0);
      }),
      { numRuns: 120 },
    );
  }, 120_000);

  it('has the machine’s own init in it, where the world outside is killed', () => {
    const { film } = shoot({
      tree: [{ name: 'A' }, { name: 'B' }],
      steps: [{ op: 'kill', from: 'A', to: 'sys', sig: 'KILL' }],
    });
    const init = film.tasks.findIndex(({ name }) => name === 'init_task');
    expect(film.happenings.filter((one) => one.kind === 'adopted' && one.by === init)).toHaveLength(2);
    expect(film.tasks[0]!.lives.at(-1)!.state).toBe('zombie');
  });
});
