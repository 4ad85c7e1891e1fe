import { FigureError } from '../error.ts';
import { monoWidth, sansWidth, wrapSans } from '../metrics.ts';
import type { LanesFigure } from './layout.ts';
import type { Label } from './moments.ts';

/** Size of the labels above the lanes, in px, and what their rule and padding take. */
const size = 13;
const padding = 12;

export interface Weights {
  /** Width of each column in parts; they are drawn as `fr`. */
  columns: number[];
  /** The same where the labels stand in a list instead: what happens has the room, quiet columns are narrow. */
  narrow: number[];
  /** Lines the longest label takes at the narrowest width the labels are shown at. */
  lines: number;
}

/** The least width at which a label takes no more than so many lines, in px. */
function need(text: string, lines: number): number {
  for (let width = 40; width < 600; width += 4) {
    const set = wrapSans(text, size, width);
    if (set.length <= lines && set.every((line) => sansWidth(line, size) <= width)) return width + padding;
  }
  return 600;
}

/** What a column needs at least, in px: room for the sign on its left edge and a little of its line. */
const leastBusy = 20;
const leastQuiet = 10;

/**
 * Shares out the width among the columns: a column where nothing happens and no label stands is half as wide, and every
 * label gets the room its text needs, in as few lines as leave the rest some room.
 * @param of how errors name the scenario
 * @param room px for all columns at the narrowest width at which labels stand above the lanes
 * @throws FigureError when the labels do not fit even in eight lines
 */
export function weigh(of: string, figure: LanesFigure, labels: Label[], room: number): Weights {
  const busy = new Set(figure.happenings.filter((h) => h.kind !== 'call').map((h) => h.column));
  const isBusy = (column: number) => column > 0 && busy.has(column);
  const base = Array.from({ length: figure.columns }, (_, column) => (isBusy(column) ? 1 : 0.5));
  const least = base.map((_, column) => (isBusy(column) ? leastBusy : leastQuiet));

  const tries = Array.from({ length: 7 }, (_, i) => ({ lines: i + 2, widths: leastWidths(least, labels, i + 2) }));
  const spare = (widths: number[]) => room - widths.reduce((a, b) => a + b, 0);
  const found =
    tries.find(({ widths }) => spare(widths) > room * 0.1) ?? tries.find(({ widths }) => spare(widths) >= 0);
  if (found === undefined)
    throw new FigureError(
      `${of}: the labels do not fit above the lanes: ${Math.ceil(-spare(tries.at(-1)!.widths))} px too wide even in ${tries.at(-1)!.lines} lines. Shorten moments, or leave some out.`,
    );
  const parts = base.reduce((a, b) => a + b, 0);
  const columns = found.widths.map((width, i) => Math.round(width + (spare(found.widths) * base[i]!) / parts));
  return { columns, narrow: base, lines: found.lines };
}

/** The least widths of the columns, those under a label widened together until its text has room. */
function leastWidths(least: number[], labels: Label[], lines: number): number[] {
  const widths = [...least];
  for (const label of labels) {
    const span = widths.slice(label.column, label.until).reduce((a, b) => a + b, 0);
    const lacking = need(`${label.number}\u00a0${label.text}`, lines) - span;
    if (lacking > 0)
      for (let at = label.column; at < label.until; at += 1) widths[at]! += lacking / (label.until - label.column);
  }
  return widths;
}

/** How wide the column of names has to be, in px: set in 13 px mono, what an actor is in 12 px sans beside it (lanes.css). */
export function namesWidth(names: { name: string; small: string }[]): number {
  return Math.ceil(
    Math.max(88, ...names.map(({ name, small }) => monoWidth(name, 13) + 6 + sansWidth(small, 12))) + 14,
  );
}

/** Room for the columns where labels stand above the lanes: the figure is 41 rem wide or more there (lanes.css), 20 px of it padding. */
export const labelledRoom = (names: number): number => 41 * 16 - 20 - names;
