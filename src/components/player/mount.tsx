/**
 * Puts a player up: the run is made first, so that it takes the place of what stands there in one go.
 * @module
 */
import { render } from 'preact';
import { LANG } from '@/i18n/index.ts';
import { PlayerClient, type Refusal } from '@/player/index.ts';
import type { PlayerData } from './data.ts';
import { shoot } from './model.ts';
import { Player } from './Player.tsx';
import { type Edited, type Reel, reelOf } from './reel.ts';

/** Where a player begins: what an address asks for. */
export interface Start {
  reel?: Reel | undefined;
  at?: number | undefined;
  /** The name of the task that is followed. */
  follow?: string | undefined;
  /** A scenario of the link's own: it is shown to be there, and run when the reader says so. */
  edited?: Edited | undefined;
  /** Who runs it; closed when the player is taken down. One of its own, if not given. */
  client?: PlayerClient | undefined;
  /** The link could not be read. */
  refused?: Refusal | undefined;
}

/**
 * @param place emptied when the player is ready, and not before
 * @returns takes it down again
 * @throws PlayerError when the scenario cannot be run
 */
export async function mountPlayer(place: HTMLElement, data: PlayerData, start: Start = {}): Promise<() => void> {
  const client = start.client ?? new PlayerClient();
  const reel = start.reel ?? reelOf(data.scenario);
  try {
    const { film, teller } = await shoot(client, reel, data);
    place.classList.add('player-place');
    place.lang = LANG[data.locale];
    place.replaceChildren();
    render(<Player data={data} client={client} reel={reel} film={film} teller={teller} start={start} />, place);
  } catch (error) {
    client.close();
    throw error;
  }
  return () => {
    render(null, place);
    client.close();
  };
}
