/**
 * What fits a plate, known before it is drawn: widths are the site's own tables, so that build and browser agree.
 * @module
 */
import { monoWidth, sansWidth } from '@/figures/metrics.ts';

const cache = new Map<string, number>();

/** The width of `text` in the site's sans; remembered, since the same few words come again and again. */
function width(text: string, size: number): number {
  const key = `${size} ${text}`;
  let known = cache.get(key);
  if (known === undefined) {
    if (cache.size > 4000) cache.clear();
    known = sansWidth(text, size);
    cache.set(key, known);
  }
  return known;
}

export const fit = {
  width,
  /** The first of `texts` that is no wider than `room`; '' if none is. */
  first: (texts: string[], size: number, room: number): string =>
    texts.find((text) => text !== '' && width(text, size) <= room) ?? '',
  /** A name cut to `room`, with an ellipsis, and how wide it is then. */
  mono(text: string, size: number, room: number): { text: string; width: number } {
    const whole = monoWidth(text, size);
    if (whole <= room) return { text, width: whole };
    let cut = text;
    while (cut.length > 1 && monoWidth(`${cut}…`, size) > room) cut = cut.slice(0, -1);
    return { text: `${cut}…`, width: monoWidth(`${cut}…`, size) };
  },
};
