import { FigureError } from '../error.ts';
import type { Locale } from '../locale.ts';
import { ladder } from './ladder.ts';
import { ranked } from './ranked.ts';
import type { GraphLayout, GraphSlice } from './types.ts';

/** Sizes of names that are tried, largest first. Type is never set below 11.5 px. */
const sizes = [13, 12.25, 11.5];

/**
 * Lays a slice out in the first of some widths in which it fits, callers above callees: in ranks where they fit and keep
 * the path straight, else with one function a row.
 * @param limits px, the one most wished for first
 * @throws FigureError when an edge names a function that is no node, or a name is too long for any of the limits
 */
export function layOutGraph(slice: GraphSlice, limits: number[], locale: Locale): GraphLayout {
  const names = new Set(slice.nodes.map((node) => node.name));
  for (const { from, to } of slice.edges)
    for (const name of [from, to])
      if (!names.has(name))
        throw new FigureError(`The edge ${from} → ${to} names ${name}, which is not in the figure.`);
  const drawn = { ...slice, edges: slice.edges.filter((edge) => edge.from !== edge.to) };

  const inRanks = ranked(drawn, sizes[0]!, locale);
  const candidates = [...(straight(inRanks) ? [inRanks] : []), ...sizes.map((size) => ladder(drawn, size, locale))];
  for (const limit of limits) {
    const fitting = candidates.find(({ width }) => width <= limit);
    if (fitting) return fitting;
  }
  throw new FigureError(
    `The calls among ${[...names].join(', ')} cannot be drawn ${limits.at(-1)} px wide with names of ${sizes.at(-1)} px. Leave functions out of \`also\`.`,
  );
}

/** Whether the functions of the path stand right under one another. */
function straight({ nodes }: GraphLayout): boolean {
  const centres = nodes.filter(({ on }) => on).map(({ x, width }) => x + width / 2);
  return Math.max(...centres) - Math.min(...centres) <= 1 || centres.length === 0;
}
