/**
 * Runs a scenario so that a film can be made of it.
 * @module
 */
import { following, inOrder, type Schedule, seeded } from '../model/index.ts';
import type { Film, PlaySchedule } from '../player/index.ts';
import { type Cast, type Run, readSchedule, runScenario, writeSchedule } from '../scenario/index.ts';
import { filmOf } from './film-of.ts';

/**
 * The schedule a player asks for.
 * @throws RangeError when it is none: a replay that cannot be read, a seed that is not a whole number of 32 bits
 */
export function scheduleOf(schedule: PlaySchedule): Schedule {
  if (schedule.kind === 'order') return inOrder;
  if (schedule.kind === 'seed') {
    const { seed } = schedule;
    if (!Number.isInteger(seed) || seed < 0 || seed > 0xffff_ffff)
      throw new RangeError('the seed is to be a whole number from 0 to 4294967295');
    return seeded(seed);
  }
  const keys = readSchedule(schedule.keys);
  if (keys === undefined) throw new RangeError('the schedule cannot be read: expected such as 0x6,0.1x12');
  return following(keys);
}

/** A run is longer than a film may be. */
export class TooLong extends Error {
  override name = 'TooLong';
}

/** Steps of the machine for one film: some hundred thousand events, which is as much as can be looked at. */
const MOST_STEPS = 300_000;

/**
 * Runs a scenario and makes the film of it.
 * @throws ScenarioError if its tree cannot be made
 * @throws Livelock if a step of it never settles
 * @throws TooLong if it goes on beyond what a film may be
 * @throws RangeError if the schedule is none, or of another run
 */
export function shoot(cast: Cast, schedule: PlaySchedule = { kind: 'order' }): { run: Run; film: Film } {
  const keys: string[] = [];
  let steps = 0;
  const run = runScenario(cast, {
    schedule: scheduleOf(schedule),
    trace: true,
    limit: MOST_STEPS,
    booted: (kernel) => {
      kernel.observer.step = (task) => {
        steps += 1;
        if (steps > MOST_STEPS) throw new TooLong(`the run is longer than ${MOST_STEPS} steps of the machine`);
        if (schedule.kind !== 'order') keys.push(task.key);
      };
    },
  });
  const film = filmOf(run, cast, schedule.kind === 'order' ? '' : writeSchedule(keys));
  return { run, film };
}
