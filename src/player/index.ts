/**
 * The player below the pixels, as a page uses it: what is known of a run (the types of a film and of its moments), pure functions on it, and the
 * client of the worker in which the model runs. The model itself is not loaded here.
 * @module
 */
export { type Explored, PlayerClient, PlayerError, type WorkerLike } from './client.ts';
export { type ComparedTask, type Comparison, comparedWith, comparisonLine, type Recorded } from './compare.ts';
export type * from './film.ts';
export {
  type FilmLanes,
  filmLanes,
  type LaneCause,
  type LaneFrame,
  type LaneMark,
  type LaneRow,
  type LaneSegment,
  type MarkKind,
} from './lanes.ts';
export {
  type Decoded,
  decodePermalink,
  encodePermalink,
  isPermalink,
  type PlayState,
  type Refusal,
  refusals,
} from './permalink.ts';
export type * from './protocol.ts';
export { type Named, type Piece, plain, type Said } from './said.ts';
export {
  clamp,
  firstFrom,
  happeningsAt,
  isQuiet,
  loudHappenings,
  type Move,
  move,
  nextHappening,
  nextOf,
  type Place,
  placeAt,
  play,
  stackAt,
} from './steps.ts';
export { GRACE_NOTE, toggle, type Variable, type Variation, variations, variationsOf, vary } from './variations.ts';
export { FilmTeller, filmTeller, type Script, ScriptTeller, scriptTeller } from './words/index.ts';
