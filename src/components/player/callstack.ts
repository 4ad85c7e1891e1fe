/**
 * The call stack at a position, and the lines that its frames have run: read off the film.
 * @module
 */
import type { EventIndex } from '@/player/index.ts';
import type { Stage } from './stage.ts';

/** One function that has been called and has not returned. */
export interface StackFrame {
  /** The event on whose line it stands. */
  event: EventIndex;
  /** Index into `Film.lines`; 0: user mode. */
  line: number;
  /** The function's name; '' for user mode. */
  name: string;
  file: string;
}

/** Innermost first. In user mode there is one frame, without a name. */
export function stackAt({ film }: Stage, at: EventIndex): StackFrame[] {
  const frames: StackFrame[] = [];
  for (let event = at; event >= 0; event = film.caller[event]!) {
    const line = film.line[event]!;
    const of = film.lines[line];
    frames.push({ event, line, name: line === 0 ? '' : (of?.function ?? ''), file: of?.file ?? '' });
    if (frames.length > 64) break;
  }
  return frames;
}

/** As far back as a frame's own lines are looked for. */
const FAR = 20_000;

/** Lines (indices into `Film.lines`) that the frame standing at `event` has run, the present one included. */
export function linesRun({ film, events }: Stage, event: EventIndex): Set<number> {
  const run = new Set<number>();
  const depth = film.depth[event]!;
  const name = film.lines[film.line[event]!]?.function;
  const own = events[film.task[event]!]!;
  let index = own.length;
  for (let low = 0; low < index; ) {
    const middle = (low + index) >> 1;
    if (own[middle]! <= event) low = middle + 1;
    else index = middle;
  }
  for (let i = index - 1; i >= 0 && i > index - FAR; i -= 1) {
    const at = own[i]!;
    if (film.depth[at]! < depth) break;
    if (film.depth[at]! > depth) continue;
    if (film.lines[film.line[at]!]?.function !== name) break;
    run.add(film.line[at]!);
  }
  return run;
}
