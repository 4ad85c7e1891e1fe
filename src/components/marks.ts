import type { MarkKind } from '@/figures/lanes/index.ts';
import type { GlyphName } from './glyphs.ts';

/** The sign of a state, or of what became of a signal. */
export const glyphOf: Record<MarkKind, GlyphName> = {
  alive: 'alive',
  stopped: 'stopped',
  traced: 'traced',
  signalled: 'signalled',
  exiting: 'exiting',
  zombie: 'zombie',
  reaped: 'reaped',
  adopted: 'adopted',
  dropped: 'drop',
  queued: 'queued',
  handled: 'signalled',
  refused: 'refused',
};

/** The colour of a sign, by the name of its token (`.s-NAME` in states.css). A signal that is not lost is `signalled`. */
export const colourOf: Record<MarkKind, string> = {
  alive: 'alive',
  stopped: 'alive',
  traced: 'alive',
  signalled: 'signalled',
  exiting: 'exiting',
  zombie: 'zombie',
  reaped: 'reaped',
  adopted: 'adopted',
  dropped: 'reaped',
  queued: 'signalled',
  handled: 'signalled',
  refused: 'reaped',
};

/** The line a lane is drawn with: a stopped or traced task is alive. */
export const lineOf = (state: MarkKind): string => (state === 'stopped' || state === 'traced' ? 'alive' : state);
