/**
 * Opens the player of a page: what the build has put beside it, the lines' places, and the moment that the address names.
 * @module
 */
import type { Locale } from '@/i18n/index.ts';
import type { Recorded } from '@/player/index.ts';
import type { RoleTexts } from './cast.ts';
import { linked } from './link.ts';
import { mountPlayer } from './mount.tsx';
import { places } from './places.ts';
import { reelOf } from './reel.ts';

/** What the build writes into the page (Player.astro). */
export interface Given {
  locale: Locale;
  slug: string;
  title: string;
  core: unknown;
  actors: RoleTexts;
  namespaces: Readonly<Record<string, string>>;
  recordings: readonly Recorded[];
}

/**
 * @param element holds a `script[type="application/json"]` with what is `Given`; it is emptied when the player is ready
 * @throws Error when something cannot be fetched, PlayerError when the scenario cannot be run
 */
export async function openPlayer(element: HTMLElement): Promise<void> {
  const given = JSON.parse(element.querySelector('script[type="application/json"]')!.textContent) as Given;
  const [placeOf, link] = await Promise.all([places(), linked(given.slug)]);
  const data = { ...given, scenario: given.core, placeOf };
  if (link.is !== 'state') {
    await mountPlayer(element, data, link.is === 'refused' ? { refused: link.refused } : {});
    return;
  }
  const { variations, schedule, at, follow, edited } = link.state;
  await mountPlayer(element, data, {
    reel: reelOf(given.core, { on: variations, schedule }),
    at: edited ? undefined : at,
    follow,
    edited,
  });
}
