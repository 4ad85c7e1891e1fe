import { localeOfPath } from '@/i18n/index.ts';
import type { Fragment } from '@/site/fragment.ts';

const fetched = new Map<string, Promise<Fragment>>();

/**
 * A function's lines, fetched when they are first asked for. What failed is asked for again the next time.
 *
 * @throws Error when it cannot be had
 */
export function fragment(id: string): Promise<Fragment> {
  const known = fetched.get(id);
  if (known) return known;
  const coming = get(`/excerpts/${localeOfPath(location.pathname)}/${encodeURIComponent(id)}.json`);
  fetched.set(id, coming);
  coming.catch(() => fetched.delete(id));
  return coming;
}

async function get(address: string): Promise<Fragment> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status}: ${address}`);
  // Made by the same build as this script.
  return (await response.json()) as Fragment;
}
