/** What the lab gets from the site: its scenarios, what real kernels did with them, where the model's lines stand in the kernel's text. */
import type { Locale } from '@/i18n/index.ts';
import { coreOf, type Draft } from '@/lab/index.ts';
import type { PlayerData } from '../player/data.ts';
import { places } from '../player/places.ts';

/** A scenario in the list. */
export interface SiteEntry {
  slug: string;
  title: string;
}

/** What a scenario's file holds. Written by this site, checked when it was built. */
type SiteFile = Draft & {
  text: { title: Record<Locale, string> };
  actors?: PlayerData['actors'];
  namespaces?: Record<string, Record<Locale, string>>;
};

async function fetched<T>(path: string): Promise<T> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return (await answer.json()) as T;
}

/** A run can be followed without the kernel's text; then its lines are named, and not shown. */
const placeOf = (): Promise<PlayerData['placeOf']> => places().catch(() => () => undefined);

/**
 * Fetches a scenario of the site.
 * @throws Error when it cannot be had
 */
export async function openSiteScenario(slug: string, locale: Locale): Promise<PlayerData & { scenario: Draft }> {
  const [file, recordings, place] = await Promise.all([
    fetched<SiteFile>(`/scenarios/${slug}.json`),
    fetched<PlayerData['recordings']>(`/player/recordings/${slug}.json`),
    placeOf(),
  ]);
  const title = file.text.title[locale];
  return {
    locale,
    slug,
    title,
    scenario: { ...coreOf(file), title },
    actors: file.actors ?? {},
    namespaces: Object.fromEntries(Object.entries(file.namespaces ?? {}).map(([name, of]) => [name, of[locale]])),
    recordings,
    placeOf: place,
  };
}

/** What a player is given for a scenario that is not the site's. */
export async function dataOf(draft: Draft, locale: Locale): Promise<PlayerData> {
  return {
    locale,
    slug: undefined,
    title: draft.title,
    scenario: draft,
    actors: {},
    namespaces: {},
    recordings: [],
    placeOf: await placeOf(),
  };
}
