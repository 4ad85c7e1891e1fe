/**
 * A player's moment as an address, and back.
 * @module
 */
import { decodePermalink, encodePermalink, isPermalink, type PlayState, type Refusal } from '@/player/index.ts';
import type { Reel } from './reel.ts';
import type { PlayerState } from './state.ts';

/**
 * The address of this page at this moment of the player.
 * @throws RangeError when the reader's own text is too long for an address
 */
export async function addressOf(state: PlayerState, slug: string | undefined): Promise<string> {
  const { reel, place, stage, follow } = state;
  const hash = await encodePermalink({
    ...(slug === undefined ? {} : { scenario: slug }),
    variations: [...reel.on],
    ...(textOf(reel, slug) ? { edited: textOf(reel, slug) } : {}),
    schedule: reel.schedule,
    at: place.at,
    ...(follow === undefined || !stage ? {} : { follow: stage.film.tasks[follow]!.name }),
  });
  const address = new URL(location.href);
  address.hash = hash;
  return address.href;
}

/** What has no name on this site goes along as text. */
function textOf(reel: Reel, slug: string | undefined): PlayState['edited'] {
  if (reel.edited) return reel.edited;
  return slug === undefined ? { language: 'json', text: JSON.stringify(reel.base) } : undefined;
}

export type Linked = { is: 'nothing' } | { is: 'state'; state: PlayState } | { is: 'refused'; refused: Refusal };

/** What the page's address asks of the player of this scenario; nothing runs. */
export async function linked(slug: string | undefined, hash = location.hash): Promise<Linked> {
  if (!isPermalink(hash)) return { is: 'nothing' };
  const decoded = await decodePermalink(hash);
  if (decoded === undefined) return { is: 'nothing' };
  if (!decoded.ok) return { is: 'refused', refused: decoded.refused };
  return decoded.state.scenario === slug ? { is: 'state', state: decoded.state } : { is: 'nothing' };
}
