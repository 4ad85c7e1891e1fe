import { localeOfPath } from '@/i18n/index.ts';
import type { Card, Cards } from '@/site/cards.ts';
import { functionId } from '../function-link.ts';

const fetched = new Map<string, Promise<Cards>>();

export interface Found {
  card: Card;
  words: Cards['words'];
}

/**
 * The card of the function that a link leads to. In code, the cards of the whole file come at once; elsewhere the one alone.
 *
 * @returns undefined for a function that has none
 * @throws Error when it cannot be fetched
 */
export async function cardFor(link: HTMLAnchorElement): Promise<Found | undefined> {
  const id = functionId(link);
  if (!id) return undefined;
  const file = link.closest<HTMLElement>('[data-file]')?.dataset['file'];
  const inFile = file === undefined ? undefined : await get(file);
  const set = inFile?.cards[id] ? inFile : await get(`symbols/${encodeURIComponent(id)}`);
  const card = set.cards[id];
  return card && { card, words: set.words };
}

function get(path: string): Promise<Cards> {
  const known = fetched.get(path);
  if (known) return known;
  const address = `/cards/${localeOfPath(location.pathname)}/${path}.json`;
  const coming = fetch(address).then(async (response) => {
    if (!response.ok) throw new Error(`${response.status}: ${address}`);
    // Made by the same build as this script.
    return (await response.json()) as Cards;
  });
  fetched.set(path, coming);
  coming.catch(() => fetched.delete(path));
  return coming;
}
