/**
 * The texts of the functions that come next, fetched ahead, so that stepping into one finds it there.
 * @module
 */
import { useEffect } from 'preact/hooks';
import type { Locale } from '@/i18n/index.ts';
import type { EventIndex } from '@/player/index.ts';
import type { PlayerData } from './data.ts';
import { functionText, functionTextHere } from './excerpts.ts';
import type { Stage } from './stage.ts';

/** How many events ahead are looked at, and how many texts are asked for at once. */
const AHEAD = 600;
const AT_ONCE = 4;

export function usePrefetch(stage: Stage, at: EventIndex, locale: Locale, placeOf: PlayerData['placeOf']): void {
  useEffect(() => {
    // After a rest: a scrub through the whole run is not to fetch all of it.
    const timer = setTimeout(() => {
      const { film } = stage;
      const wanted = new Set<string>();
      for (let i = at; i < Math.min(film.length, at + AHEAD) && wanted.size < AT_ONCE; i += 1) {
        const line = film.line[i]!;
        const id = line === 0 ? undefined : placeOf(film.lines[line]!)?.id;
        if (id !== undefined && functionTextHere(locale, id) === undefined) wanted.add(id);
      }
      for (const id of wanted) void functionText(locale, id);
    }, 150);
    return () => clearTimeout(timer);
  }, [stage, at]);
}
