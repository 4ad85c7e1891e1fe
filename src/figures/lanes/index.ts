/**
 * Lanes: the lives of a scenario's processes, a row each, drawn from what a real kernel did. Pure: a scenario and its
 * outcome go in; segments, marks and lines in grid columns come out, with the same in words.
 */
export type { SignalFate } from './happenings.ts';
export {
  type Cause,
  type Lane,
  type LaneState,
  type LanesFigure,
  layOutLanes,
  type MarkKind,
  type Placed,
  type Segment,
} from './layout.ts';
export { type Label, type Moment, placeMoments } from './moments.ts';
export type { Frame } from './rows.ts';
export { labelledRoom, namesWidth, type Weights, weigh } from './weights.ts';
export { fates, list, markNames, type Told, tell } from './words.ts';
