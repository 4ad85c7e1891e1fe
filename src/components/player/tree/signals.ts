/**
 * Signals between plates: from where to where the line goes, and how the diamond at its end looks.
 * @module
 */
import type { SignalHappening } from '@/player/index.ts';
import type { Arrangement, Box, PlacedPlate } from './arrange.ts';

export interface Flight {
  /** Its place among the film's happenings is one of a kind: the event. */
  key: string;
  /** Where the diamond comes to rest. */
  to: { x: number; y: number };
  path: string;
  /** Where it starts from, if it goes straight: then the browser can move the diamond without the page's help. */
  start?: Point;
  signal: string;
  /** Filled; hollow: it waits; struck: thrown away. */
  diamond: 'arrives' | 'waits' | 'lost';
  label: { x: number; y: number; anchor: 'start' | 'end' };
}

/** Beyond so many at once, the lines of one step are a thicket: only the first are drawn. */
export const MOST_FLIGHTS = 24;
const REACH = 11;

/** Where the plate, or the thread's row, of a task is. */
export function boxOf(arrangement: Arrangement, group: number, task: number): Box | undefined {
  const plate = arrangement.plates[group];
  if (plate === undefined || task === group) return plate;
  const row = plate.threads.find((thread) => thread.task === task);
  return row ? { x: plate.x, y: row.y, w: plate.w, h: row.h } : plate;
}

interface Point {
  x: number;
  y: number;
}

/** Whether a line meets a box, with 2 px to spare: the part of it between the box's sides is cut down until nothing is left, or all sides are done. */
function crosses(a: Point, b: Point, box: Box): boolean {
  let [from, to] = [0, 1];
  const sides = [
    { start: a.x, way: b.x - a.x, low: box.x - 2, high: box.x + box.w + 2 },
    { start: a.y, way: b.y - a.y, low: box.y - 2, high: box.y + box.h + 2 },
  ];
  for (const { start, way, low, high } of sides) {
    if (way === 0) {
      if (start < low || start > high) return false;
      continue;
    }
    const [one, two] = [(low - start) / way, (high - start) / way];
    from = Math.max(from, Math.min(one, two));
    to = Math.min(to, Math.max(one, two));
  }
  return from <= to;
}

const middleOf = (box: Box): number => box.y + Math.min(box.h, 48) / 2;

/** Somebody stands in the way: out at the right side, past them, and in at the target's right side. */
function around(from: Box, to: Box, between: readonly Box[]): Pick<Flight, 'to' | 'path' | 'label'> {
  const x = Math.max(from.x + from.w, to.x + to.w, ...between.map((box) => box.x + box.w)) + 9;
  const start = { x: from.x + from.w, y: middleOf(from) + 8 };
  const end = { x: to.x + to.w + REACH - 1, y: middleOf(to) - 8 };
  return {
    to: end,
    path: `M${start.x} ${start.y}H${x}V${end.y}H${end.x}`,
    label: { x: x + 6, y: (start.y + end.y) / 2 + 4, anchor: 'start' },
  };
}

/** @returns undefined where one of the two has no place in the picture */
export function flightOf(
  arrangement: Arrangement,
  groupOf: (task: number) => number,
  happening: SignalHappening,
): Flight | undefined {
  const from = boxOf(arrangement, groupOf(happening.by), happening.by);
  const to = boxOf(arrangement, groupOf(happening.to), happening.to);
  if (!from || !to) return undefined;
  const diamond =
    happening.fate === 'dropped' || happening.fate === 'ignored'
      ? 'lost'
      : happening.fate === 'blocked'
        ? 'waits'
        : 'arrives';
  const common = { key: `${happening.at}:${happening.to}`, signal: happening.signal, diamond } as const;
  const column = (box: Box) => box.x + box.w * 0.64;
  if (from === to || groupOf(happening.by) === groupOf(happening.to)) {
    // To oneself: out at the right side and back in.
    const x = from.x + from.w;
    const y = from.y + Math.min(from.h, 48) / 2;
    const start = { x, y: y - 9 };
    const end = { x: x + 7, y: y + 9 };
    return {
      ...common,
      to: end,
      path: `M${start.x} ${start.y}h10a9 9 0 0 1 0 18h-8`,
      label: { x: x - 4, y: from.y - 5, anchor: 'end' },
    };
  }
  if (to.y >= from.y + from.h || to.y + to.h <= from.y) {
    const below = to.y > from.y;
    const start = { x: column(from), y: below ? from.y + from.h : from.y };
    const end = { x: column(to), y: below ? to.y - REACH + 1 : to.y + to.h + REACH - 1 };
    const between = arrangement.plates.filter(
      (plate): plate is PlacedPlate => !!plate && plate !== from && plate !== to && crosses(start, end, plate),
    );
    if (between.length > 0) return { ...common, ...around(from, to, between) };
    return {
      ...common,
      start,
      to: end,
      path: `M${start.x} ${start.y}L${end.x} ${end.y}`,
      label: { x: end.x + 14, y: below ? end.y + 2 : end.y + 6, anchor: 'start' },
    };
  }
  const right = to.x > from.x;
  const middle = (box: Box) => box.y + Math.min(box.h, 48) / 2 - 8;
  const start = { x: right ? from.x + from.w : from.x, y: middle(from) };
  const end = { x: right ? to.x - REACH + 1 : to.x + to.w + REACH - 1, y: middle(to) };
  return {
    ...common,
    start,
    to: end,
    path: `M${start.x} ${start.y}L${end.x} ${end.y}`,
    label: { x: end.x, y: to.y - 6, anchor: right ? 'start' : 'end' },
  };
}
