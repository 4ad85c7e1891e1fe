/**
 * The six states as they are drawn: sign, colour and word of a look.
 * @module
 */
import type { GlyphName } from '@/components/glyphs.ts';
import type { LifeState } from '@/player/index.ts';
import type { PlayerWords } from './words.ts';

export type Shown = LifeState | 'adopted';

/** `adopted` is a way of being alive: the next state replaces it. */
export const shownAs = (state: LifeState, adopted: boolean): Shown =>
  adopted && state === 'alive' ? 'adopted' : state;

/** The token that colours it: `.s-NAME` in states.css. */
export const colourOf = (shown: Shown): string => (shown === 'stopped' || shown === 'traced' ? 'alive' : shown);

export const glyphOf = (shown: Shown): GlyphName => shown;

export function wordOf(words: PlayerWords, shown: Shown, signal: string | undefined): string {
  return shown === 'signalled' && signal !== undefined ? words.pendingKill(`SIG${signal}`) : words.states[shown];
}
