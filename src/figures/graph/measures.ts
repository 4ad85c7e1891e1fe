import type { Locale } from '../locale.ts';
import { monoWidth, sansWidth } from '../metrics.ts';
import { siteText } from './sites.ts';
import type { GraphEdge, GraphLayout, GraphNode } from './types.ts';

/** Size of call sites, px, and the height of a line of them. */
export const siteSize = 12;
export const siteLine = 15;
export const boxHeight = 30;
export const boxPadding = 12;
const margin = 2;

export const boxWidth = (node: GraphNode, size: number): number =>
  Math.ceil(monoWidth(node.name, size)) + 2 * boxPadding + (node.seen ? markWidth : 0);

/** Room for ▸ and the space before it. */
const markWidth = 16;

/** ▸ in a box, 7 by 9 px. @param right the box's right edge @param middle the middle of its height */
export const seenMark = (right: number, middle: number): string => `M${right - 17} ${middle - 4.5}v9l7-4.5Z`;

/** The text beside an edge and the room it takes. */
export function labelOf(edge: GraphEdge, locale: Locale): { lines: string[]; width: number; height: number } {
  const lines = siteText(edge, locale);
  return {
    lines,
    width: Math.ceil(Math.max(...lines.map((line) => sansWidth(line, siteSize)))),
    height: lines.length * siteLine,
  };
}

const tenth = (n: number) => Math.round(n * 10) / 10;

/** Moves everything to the corner and gives the layout its size, lines and labels included. */
export function crop(laid: Omit<GraphLayout, 'width' | 'height'>): GraphLayout {
  const boxes = [...laid.nodes, ...laid.edges.map((e) => e.label)];
  const points = laid.edges.flatMap((e) => e.points);
  const xs = [...boxes.flatMap((b) => [b.x, b.x + b.width]), ...points.map((p) => p.x)];
  const ys = [...boxes.flatMap((b) => [b.y, b.y + b.height]), ...points.map((p) => p.y)];
  const [left, top] = [Math.min(...xs) - margin, Math.min(...ys) - margin];
  const move = <P extends { x: number; y: number }>(p: P): P => ({ ...p, x: tenth(p.x - left), y: tenth(p.y - top) });
  return {
    size: laid.size,
    width: Math.ceil(Math.max(...xs) - left + margin),
    height: Math.ceil(Math.max(...ys) - top + margin),
    nodes: laid.nodes.map(move),
    edges: laid.edges.map((e) => ({ ...e, points: e.points.map(move), label: move(e.label) })),
  };
}
