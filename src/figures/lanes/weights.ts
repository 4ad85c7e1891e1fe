import { sansWidth, wrapSans } from '../metrics.ts';
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

/**
 * Shares out the width among the columns: a column where nothing happens and no label stands is half as wide, and every
 * label gets the room its text needs in as few lines as will fit.
 * @param room px for all columns at the narrowest width at which labels stand above the lanes
 */
export function weigh(figure: LanesFigure, labels: Label[], room: number): Weights {
  const busy = new Set(figure.happenings.filter((h) => h.kind !== 'call').map((h) => h.column));
  const base = Array.from({ length: figure.columns }, (_, column) => (column === 0 || !busy.has(column) ? 0.5 : 1));
  for (let lines = 2; lines <= 8; lines += 1) {
    const columns = shareOut(base, labels, lines, room);
    if (columns) return { columns, narrow: base, lines };
  }
  return { columns: base, narrow: base, lines: 9 };
}

/** Widens the spans whose labels need more than their share, at the cost of the others, until all have enough. */
function shareOut(base: number[], labels: Label[], lines: number, room: number): number[] | undefined {
  const columns = [...base];
  const needs = labels.map((label) => need(`${label.number}\u00a0${label.text}`, lines));
  // Every column keeps room for the glyph that stands on its left edge.
  const least = 18;
  if (needs.reduce((a, b) => a + b, 0) + (labels[0]?.column ?? 0) * least > room) return undefined;
  for (let round = 0; round < 60; round += 1) {
    const unit = room / columns.reduce((a, b) => a + b, 0);
    let enough = true;
    labels.forEach((label, i) => {
      const span = columns.slice(label.column, label.until).reduce((a, b) => a + b, 0) * unit;
      if (span >= needs[i]! - 0.5) return;
      enough = false;
      for (let at = label.column; at < label.until; at += 1) columns[at]! *= (needs[i]! / span) * 1.02;
    });
    if (enough)
      return columns.every((c) => c * unit >= least) ? columns.map((c) => Math.round(c * 100) / 100) : undefined;
  }
  return undefined;
}
