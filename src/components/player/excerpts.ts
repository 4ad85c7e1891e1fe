/**
 * Functions' texts, fetched one at a time from `/excerpts/<edition>/<id>.json` and kept for the page's life.
 * @module
 */
import type { Locale } from '@/i18n/index.ts';

/** What the player uses of a function's excerpt (`src/site/fragment.ts` makes it). */
export interface FunctionText {
  fn: string;
  id: string;
  file: string;
  first: number;
  last: number;
  label: string;
  verified: boolean;
  same: boolean;
  blob: string;
  href: string;
  sourceHref: string;
  html: string;
}

/** `missing`: there was no such text when the site was built. */
export type Fetched = { is: 'text'; text: FunctionText } | { is: 'missing' } | { is: 'failed' };

const kept = new Map<string, Promise<Fetched>>();
const here = new Map<string, Fetched>();

async function get(address: string): Promise<Fetched> {
  try {
    const response = await fetch(address);
    if (response.status === 404) return { is: 'missing' };
    if (!response.ok) return { is: 'failed' };
    const text: unknown = await response.json();
    return isFunctionText(text) ? { is: 'text', text } : { is: 'missing' };
  } catch {
    return { is: 'failed' };
  }
}

function isFunctionText(value: unknown): value is FunctionText {
  const text = value as Partial<FunctionText> | null;
  return typeof text?.html === 'string' && typeof text.file === 'string' && typeof text.first === 'number';
}

const addressOf = (locale: Locale, id: string) => `/excerpts/${locale}/${encodeURI(id)}.json`;

/** The text of a function; asked for once, and again only after a failure. @param id the id of its symbol page */
export function functionText(locale: Locale, id: string): Promise<Fetched> {
  const address = addressOf(locale, id);
  let asked = kept.get(address);
  if (asked === undefined) {
    asked = get(address).then((fetched) => {
      if (fetched.is === 'failed') kept.delete(address);
      else here.set(address, fetched);
      return fetched;
    });
    kept.set(address, asked);
  }
  return asked;
}

/** The same, if it is here already. */
export const functionTextHere = (locale: Locale, id: string): Fetched | undefined => here.get(addressOf(locale, id));
