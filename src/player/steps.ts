/**
 * Moving in a film: pure functions from one position to another. No worker is asked: a film has all they need.
 * @module
 */
import type { EventIndex, Film, Happening, TaskIndex } from './film.ts';

/** Where a reader stands, and how they came there by steps: going back retraces them. */
export interface Place {
  readonly at: EventIndex;
  /** The place before the last step; undefined after a jump. */
  readonly before?: Place | undefined;
}

export type Move =
  /** The next line, wherever it is. */
  | 'into'
  /** The next line that is no deeper: what the line at hand calls is passed over. */
  | 'over'
  /** To where the function at hand has been left. */
  | 'out'
  /** The last step undone; after a jump, the line before. */
  | 'back'
  | 'nextHappening'
  | 'previousHappening'
  /** The followed task's own next or previous line. */
  | 'nextOwn'
  | 'previousOwn'
  | 'start'
  | 'end';

const lastOf = (film: Film): EventIndex => Math.max(0, film.length - 1);

/** The nearest position there is. */
export const clamp = (film: Film, at: number): EventIndex =>
  Math.min(lastOf(film), Math.max(0, Number.isFinite(at) ? Math.round(at) : 0));

/** A place that was jumped to. */
export const placeAt = (film: Film, at: number): Place => ({ at: clamp(film, at) });

/**
 * Takes a step.
 * @param follow the task a reader follows: `into`, `over` and `out` then stay with it, and `nextOwn` and `previousOwn` are its own; without one, they
 *   are those of the task at hand
 * @returns the new place; the same object when there is nowhere to go
 */
export function move(film: Film, place: Place, how: Move, follow?: TaskIndex): Place {
  if (how === 'back') return place.before ?? moveTo(film, place, place.at - 1, false);
  if (how === 'start') return moveTo(film, place, film.start, false);
  if (how === 'end') return moveTo(film, place, lastOf(film), false);
  if (how === 'previousHappening') return moveTo(film, place, previousHappening(film, place.at) ?? film.start, false);
  if (how === 'previousOwn') return moveTo(film, place, previousOf(film, place.at, follow) ?? place.at, false);
  return moveTo(film, place, target(film, place.at, how, follow), true);
}

function target(film: Film, at: EventIndex, how: Move, follow: TaskIndex | undefined): EventIndex {
  switch (how) {
    case 'over':
      return over(film, at, follow);
    case 'out':
      return out(film, at, follow);
    case 'nextHappening':
      return nextHappening(film, at) ?? lastOf(film);
    case 'nextOwn':
      return nextOf(film, at, follow ?? film.task[at]!) ?? at;
    default:
      return follow === undefined ? at + 1 : (nextOf(film, at, follow) ?? at);
  }
}

function moveTo(film: Film, place: Place, to: number, step: boolean): Place {
  const at = clamp(film, to);
  if (at === place.at) return place;
  return step ? { at, before: place } : { at };
}

/** The task's next event; undefined: it has none. */
export function nextOf(film: Film, at: EventIndex, task: TaskIndex): EventIndex | undefined {
  for (let i = at + 1; i < film.length; i += 1) if (film.task[i] === task) return i;
  return undefined;
}

function previousOf(film: Film, at: EventIndex, task = film.task[at]!): EventIndex | undefined {
  for (let i = at - 1; i >= 0; i -= 1) if (film.task[i] === task) return i;
  return undefined;
}

/** Whether two events of one task lie in the same call of the same function. */
const sameFrame = (film: Film, a: EventIndex, b: EventIndex): boolean =>
  film.depth[a] === film.depth[b] &&
  film.caller[a] === film.caller[b] &&
  film.lines[film.line[a]!]!.function === film.lines[film.line[b]!]!.function;

/**
 * The task's next line that is no deeper than the one at hand. Where the task is not in a deeper call and another one goes on, the reader goes
 * there; while it is in one, others may run, and are passed over with it.
 */
function over(film: Film, at: EventIndex, follow: TaskIndex | undefined): EventIndex {
  const task = follow ?? film.task[at]!;
  if (film.task[at] !== task) return nextOf(film, at, task) ?? at;
  const depth = film.depth[at]!;
  for (let i = at + 1; i < film.length; i += 1) {
    if (film.task[i] === task) {
      if (film.depth[i]! <= depth) return i;
    } else if (i === at + 1 && follow === undefined) return i;
  }
  // It does not come back: it died in there, or sleeps for ever.
  return follow === undefined ? left(film, at, task) : (lastOwn(film, task) ?? at);
}

/** The first line outside the function at hand: the caller's next, or whatever comes there. */
function out(film: Film, at: EventIndex, follow: TaskIndex | undefined): EventIndex {
  const task = follow ?? film.task[at]!;
  if (film.task[at] !== task) return nextOf(film, at, task) ?? at;
  const depth = film.depth[at]!;
  if (depth === 0) return over(film, at, follow);
  for (let i = at + 1; i < film.length; i += 1) {
    if (film.task[i] !== task) continue;
    const now = film.depth[i]!;
    if (now < depth || (now === depth && !sameFrame(film, at, i))) return i;
  }
  return follow === undefined ? left(film, at, task) : (lastOwn(film, task) ?? at);
}

const lastOwn = (film: Film, task: TaskIndex): EventIndex | undefined => previousOf(film, film.length, task);

/** Where others go on after the task's last event. */
function left(film: Film, at: EventIndex, task: TaskIndex): EventIndex {
  return Math.max(at, (lastOwn(film, task) ?? at) + 1);
}

/**
 * Whether a happening is too common to stop at: sleeping, what was there before the reader begins, a parent being told of a death where that has
 * no effect, and what the world outside does about its children.
 */
export function isQuiet(film: Film, happening: Happening): boolean {
  if (happening.at < film.start) return true;
  const outside = (task: TaskIndex) => film.tasks[task]!.name === 'sys';
  switch (happening.kind) {
    case 'sleeping':
      return true;
    case 'signal':
      if (happening.why !== 'do_notify_parent' && happening.why !== 'do_notify_parent_cldstop') return false;
      return outside(happening.to) || (happening.fate === 'ignored' && happening.because === 'default');
    case 'handled':
      return outside(happening.who);
    case 'zombie':
    case 'exiting':
      // A thread's own end is told by its reaping.
      return film.tasks[happening.who]!.group !== happening.who && happening.kind === 'zombie';
    default:
      return false;
  }
}

const loud = new WeakMap<Film, readonly Happening[]>();

/** The happenings a reader stops at, in their order. */
export function loudHappenings(film: Film): readonly Happening[] {
  let found = loud.get(film);
  if (found === undefined) {
    found = film.happenings.filter((happening) => !isQuiet(film, happening));
    loud.set(film, found);
  }
  return found;
}

/** Index of the first of the happenings that comes at `at` or later. */
export function firstFrom(happenings: readonly Happening[], at: EventIndex): number {
  let low = 0;
  let high = happenings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (happenings[middle]!.at < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The happenings of one event. @param all quiet ones too */
export function happeningsAt(film: Film, at: EventIndex, all = false): readonly Happening[] {
  const happenings = all ? film.happenings : loudHappenings(film);
  return happenings.slice(firstFrom(happenings, at), firstFrom(happenings, at + 1));
}

/** Where the next happening is that a reader stops at; undefined: there is none. */
export function nextHappening(film: Film, at: EventIndex): EventIndex | undefined {
  const happenings = loudHappenings(film);
  return happenings[firstFrom(happenings, at + 1)]?.at;
}

function previousHappening(film: Film, at: EventIndex): EventIndex | undefined {
  const happenings = loudHappenings(film);
  return happenings[firstFrom(happenings, at) - 1]?.at;
}

/** The call stack of an event, innermost first: for each function the event at which it stands. [] in user mode. */
export function stackAt(film: Film, at: EventIndex): EventIndex[] {
  const stack: EventIndex[] = [];
  if (film.depth[at] === 0) return stack;
  for (let i = at; i >= 0; i = film.caller[i]!) stack.push(i);
  return stack;
}

/** Ms a happening rests; a quiet line; the most that lines between two happenings take together; one picture of a screen. */
const REST = 1400;
const LINE = 70;
const LONGEST_STRETCH = 2200;
const FRAME = 16;

/**
 * What play does next: a happening rests, quiet lines pass quickly, and the more there are the quicker, some at once if need be. No happening
 * that a reader stops at is passed over.
 * @param speed 1: as it is; 2: twice as fast
 * @returns where to go, and how many ms to rest here before; undefined at the end
 */
export function play(film: Film, at: EventIndex, speed = 1): { to: EventIndex; after: number } | undefined {
  const last = lastOf(film);
  if (at >= last) return undefined;
  const happenings = loudHappenings(film);
  const here = firstFrom(happenings, at);
  const next = happenings[firstFrom(happenings, at + 1)]?.at ?? last;
  if (happenings[here]?.at === at) return { to: at + 1, after: REST / speed };
  const previous = happenings[here - 1]?.at ?? film.start;
  const length = Math.max(1, next - Math.min(previous, at));
  const each = Math.min(LINE, LONGEST_STRETCH / length) / speed;
  const stride = Math.max(1, Math.ceil(FRAME / each));
  return { to: Math.min(next, at + stride), after: Math.max(FRAME, each * stride) };
}
