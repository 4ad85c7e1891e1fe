/**
 * What everybody is called: the scenario's names, the roles the site gives them, their numbers.
 * @module
 */
import type { Locale } from '@/i18n/index.ts';
import type { Film, TaskIndex } from '@/player/index.ts';
import { playerWords } from './words.ts';

export type RoleTexts = Readonly<Record<string, Readonly<Record<Locale, string>>>>;

export interface CastMember {
  /** As sentences and plates call it: `init`, `A`; the world outside by its role. */
  name: string;
  /** What it is, where the scenario says so: `worker`. */
  role: string;
  /** `pid 2, outside 5`; '' for who has no number in a container. */
  pid: string;
  /** The same where there is little room: `pid 2 (5)`. */
  shortPid: string;
  /** Its number in its own namespace. */
  own: number | undefined;
}

/** @param actors the site's words for actors, by name (`SiteScenario.actors`) */
export function castOf(film: Pick<Film, 'tasks'>, actors: RoleTexts, locale: Locale): CastMember[] {
  const words = playerWords[locale];
  return film.tasks.map(({ name, pids }) => {
    const role = actors[name]?.[locale] ?? '';
    const own = pids.at(-1);
    const pid = own === undefined ? '' : words.pid(own, pids.slice(0, -1).toReversed());
    const shortPid = own === undefined ? '' : words.shortPid(own, pids.slice(0, -1).toReversed());
    if (name === 'sys') return { name: role || words.outside, role: '', pid, shortPid, own };
    return { name, role, pid, shortPid, own };
  });
}

export const nameOf = (cast: readonly CastMember[], task: TaskIndex | undefined): string =>
  (task === undefined ? undefined : cast[task]?.name) ?? '';
