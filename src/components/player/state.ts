/**
 * Everything the player is, as one value, and how each action makes the next one from it. No clock, no page, no worker in
 * here: effects are the components' business, so that a test can press every key without a browser.
 * @module
 */
import {
  clamp,
  type EventIndex,
  type Film,
  type FilmTeller,
  happeningsAt,
  type Moment,
  type Move,
  move,
  type Place,
  placeAt,
  play,
  type TaskIndex,
} from '@/player/index.ts';
import { stackAt } from './callstack.ts';
import type { Reel } from './reel.ts';
import { happeningsBetween, type Stage, stageOf } from './stage.ts';

/** How fast Play goes, 1 being as it is. */
export const SPEEDS: readonly number[] = [0.5, 1, 2, 4];

export interface PlayerState {
  phase: 'loading' | 'ready' | 'failed';
  /** Why the run failed, in the model's words. */
  message: string;
  reel: Reel;
  stage: Stage | undefined;
  /** Who tells the film that is on stage. */
  teller: FilmTeller | undefined;
  /** The event that has just been done, and the steps that led there. */
  place: Place;
  /** The tree shows this one: the step before while a signal flies. */
  shown: EventIndex;
  /** What happens now: happenings stamped later than `after`, up to the place. */
  after: EventIndex;
  /** Something is on its way, and the tree waits for it. */
  flying: boolean;
  /** It was put here by hand, and may be somewhere else in the next moment: what is costly to show waits for a rest. */
  rushes: boolean;
  /** It came here in one go, by scrubbing, a held key or fast play: nothing slides. */
  still: boolean;
  playing: boolean;
  speed: number;
  follow: TaskIndex | undefined;
  /** Which frame of the call stack is looked at, counted from the innermost; undefined: the one that runs. */
  peek: number | undefined;
  /** Whose details are open. */
  details: TaskIndex | undefined;
  moment: Moment | undefined;
}

export type PlayerAction =
  | { do: 'load'; reel: Reel }
  /** `at`: where to begin, if not at the film's own start. */
  | { do: 'loaded'; film: Film; teller: FilmTeller; at?: EventIndex | undefined }
  | { do: 'failed'; message: string }
  /** `still`: a held key, reduced motion or fast play: nothing flies. */
  | { do: 'move'; move: Move; still: boolean }
  /** To any position: scrubbing, a click on a mark, a permalink. */
  | { do: 'go'; at: EventIndex; still: boolean }
  /** What Play does next. */
  | { do: 'tick'; still: boolean }
  | { do: 'landed' | 'play' | 'pause' }
  | { do: 'speed'; speed: number }
  | { do: 'follow'; task: TaskIndex | undefined }
  | { do: 'peek'; frame: number | undefined }
  | { do: 'details'; task: TaskIndex | undefined }
  | { do: 'moment'; moment: Moment };

export const initial = (reel: Reel): PlayerState => ({
  phase: 'loading',
  message: '',
  reel,
  stage: undefined,
  teller: undefined,
  place: { at: 0 },
  shown: 0,
  after: 0,
  flying: false,
  still: true,
  rushes: false,
  playing: false,
  speed: 1,
  follow: undefined,
  peek: undefined,
  details: undefined,
  moment: undefined,
});

export function reduce(state: PlayerState, action: PlayerAction): PlayerState {
  const { stage } = state;
  switch (action.do) {
    case 'load':
      // What was loaded stays to be seen until the new film is there.
      return { ...state, phase: 'loading', message: '', reel: action.reel, playing: false };
    case 'failed':
      return { ...state, phase: 'failed', message: action.message, playing: false };
    case 'loaded': {
      const fresh = { ...initial(state.reel), phase: 'ready' as const, speed: state.speed };
      const loaded = stageOf(action.film);
      return arrive(
        { ...fresh, stage: loaded, teller: action.teller },
        loaded,
        placeAt(action.film, action.at ?? action.film.start),
        true,
      );
    }
    case 'move':
      return stage ? take({ ...state, playing: false }, stage, action.move, action.still) : state;
    case 'go':
      return stage ? goTo(state, stage, action.at, action.still) : state;
    case 'tick': {
      const next = stage && state.playing ? play(stage.film, state.place.at, state.speed) : undefined;
      if (!stage || !next) return { ...settle(state), playing: false };
      return arrive(state, stage, placeAt(stage.film, next.to), action.still, state.place.at);
    }
    case 'landed':
      return settle(state);
    case 'play': {
      if (!stage) return state;
      // Play at the end begins anew.
      const begins = state.place.at >= stage.last ? take(state, stage, 'start', true) : state;
      return { ...begins, playing: true };
    }
    case 'pause':
      return { ...state, playing: false };
    case 'speed':
      return { ...state, speed: SPEEDS.includes(action.speed) ? action.speed : 1 };
    case 'follow':
      return { ...state, follow: action.task };
    case 'peek':
      return { ...state, peek: action.frame };
    case 'details':
      return { ...state, details: action.task };
    case 'moment':
      return { ...state, moment: action.moment };
  }
}

/** Ms until Play goes on; undefined when it does not. */
export function restOf(state: PlayerState): number | undefined {
  return state.playing && state.stage ? play(state.stage.film, state.place.at, state.speed)?.after : undefined;
}

function take(state: PlayerState, stage: Stage, how: Move, still: boolean): PlayerState {
  const place = move(stage.film, state.place, how, state.follow);
  if (place === state.place) return settle(state);
  const forth = place.before === state.place && (how === 'over' || how === 'into' || how === 'out');
  return arrive(state, stage, place, still || how === 'back', forth ? state.place.at : undefined);
}

function goTo(state: PlayerState, stage: Stage, at: EventIndex, still: boolean): PlayerState {
  return { ...arrive({ ...state, playing: false }, stage, placeAt(stage.film, at), still), rushes: still };
}

/** What still flies has arrived. */
const settle = (state: PlayerState): PlayerState =>
  state.flying ? { ...state, flying: false, shown: state.place.at } : state;

/**
 * The state at another place. `after`: happenings later than this are shown as happening now; a jump shows what happens on the
 * line it leads to.
 */
function arrive(state: PlayerState, stage: Stage, place: Place, still: boolean, after = place.at - 1): PlayerState {
  const at = clamp(stage.film, place.at);
  const flying =
    !still && happeningsBetween(stage.film, after, at).some(({ kind }) => kind === 'signal' || kind === 'adopted');
  return {
    ...state,
    place,
    after,
    flying,
    still,
    rushes: false,
    shown: flying ? after : at,
    peek: siteFrame(stage, at),
  };
}

/**
 * A signal is queued deep inside the function that delivers it, but what a reader wants to see is the line that sent it: on the
 * very event of a signal, that frame is looked at.
 */
function siteFrame(stage: Stage, at: EventIndex): number | undefined {
  const signal = happeningsAt(stage.film, at).find((happening) => happening.kind === 'signal');
  if (signal?.kind !== 'signal') return undefined;
  const frame = stackAt(stage, at).findIndex(({ event }) => event === signal.site);
  return frame > 0 ? frame : undefined;
}
