/**
 * The steps of a film, as the head counts them and the lanes number them: the events at which something happens.
 * @module
 */
import { type EventIndex, type Film, loudHappenings } from '@/player/index.ts';
import { lastAt } from './stage.ts';

const known = new WeakMap<Film, readonly EventIndex[]>();

/** Ascending, each once; the first is where a reader begins. */
export function stopsOf(film: Film): readonly EventIndex[] {
  let stops = known.get(film);
  if (stops === undefined) {
    stops = [...new Set([film.start, ...loudHappenings(film).map(({ at }) => at)])];
    known.set(film, stops);
  }
  return stops;
}

/** The number of the step that an event belongs to, from 1. */
export const stepNumber = (film: Film, at: EventIndex): number =>
  Math.max(1, lastAt(stopsOf(film), at, (stop) => stop) + 1);
