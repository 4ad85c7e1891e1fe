/**
 * The schedules that programs are run under.
 * @module
 */
import { type DrawnSchedule, inOrder, seeded } from '../model/index.ts';

/** How many schedules a program is run under unless somebody says otherwise. */
export const SCHEDULES = 64;

/**
 * The schedule of this number: the first runs in order; of the others, every second draws each step anew, and every second favours some
 * tasks over others.
 */
export function scheduleNumber(index: number): DrawnSchedule {
  if (index === 0) return inOrder;
  return index % 2 === 1 ? seeded(index) : favouring(index);
}

/** How often, on average, a favourite falls out of favour: once in so many choices. */
const FALLS = 50;

/**
 * Draws a rank for each task and lets the first in rank run as long as it can; now and then that one falls to the last rank. What goes wrong
 * only if one task gets far before another has taken a step is found so, and hardly ever by drawing each step (probabilistic
 * concurrency testing; Burckhardt, Kothari, Musuvathi and Nagarakatte, ASPLOS 2010).
 */
function favouring(seed: number): DrawnSchedule {
  const dice = seeded(seed);
  const draw = (below: number): number => dice.next(below, never);
  const ranks = new Map<string, number>();
  let lowest = 0;
  const rankOf = (key: string): number => {
    let rank = ranks.get(key);
    if (rank === undefined) {
      rank = 1 + draw(RANKS);
      ranks.set(key, rank);
    }
    return rank;
  };
  return {
    next: (count, ready) => {
      let best = 0;
      for (let i = 1; i < count; i += 1) if (rankOf(ready(i).key) > rankOf(ready(best).key)) best = i;
      if (draw(FALLS) === 0) {
        lowest -= 1;
        ranks.set(ready(best).key, lowest);
      }
      return best;
    },
  };
}

const RANKS = 0x4000_0000;

const never = (): never => {
  throw new Error('dice have no tasks');
};
