import { Graph, type LayoutConfig, layout } from '@dagrejs/dagre';
import type { Locale } from '../locale.ts';
import { boxHeight, boxWidth, crop, labelOf } from './measures.ts';
import type { Box, GraphLayout, GraphSlice, Point } from './types.ts';

/** What dagre leaves on nodes and edges: centres, not corners. */
type Laid = Box & { points: Point[] };

/** The graph while dagre is at it: boxes, and bends of lines that pass a rank. */
type Ranks = Parameters<NonNullable<LayoutConfig['customOrder']>>[0];

/** Between a line and its label. */
const beside = 10;

export interface RankedOptions {
  /** Many functions: no room is kept for the call sites of calls off the path, which are not shown. */
  quiet?: boolean;
  /** Functions that call one another in this order: they are set under one another in the middle, whatever else that costs. */
  core?: readonly string[];
}

/** Ranks from callers to callees, by dagre: as wide as it has to be. The path is kept straight. */
export function ranked(slice: GraphSlice, size: number, locale: Locale, options: RankedOptions = {}): GraphLayout {
  const { quiet = false, core = [] } = options;
  const graph = new Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: quiet ? 10 : 16, edgesep: quiet ? 4 : 12, ranksep: quiet ? 36 : 28 });
  for (const node of slice.nodes) graph.setNode(node.name, { width: boxWidth(node, size), height: boxHeight });
  const labels = slice.edges.map((edge) => labelOf(edge, locale));
  slice.edges.forEach((edge, i) => {
    const { width, height } = labels[i]!;
    if (quiet && !edge.on) {
      graph.setEdge(edge.from, edge.to, { width: 0, height: 0, weight: 1 });
      return;
    }
    // A label beside the path gets as much room on the other side, so that the line goes straight on.
    const room = edge.on
      ? { width: 2 * (width + beside), labelpos: 'c' as const }
      : { width: width + beside, labelpos: 'r' as const, labeloffset: beside };
    graph.setEdge(edge.from, edge.to, { ...room, height, weight: edge.on ? 24 : 1 });
  });
  if (core.length > 1)
    layout(graph, {
      customOrder: (ordered, order) => {
        order(ordered);
        centre(ordered, core);
      },
    });
  else layout(graph);
  return crop({
    size,
    nodes: slice.nodes.map((node) => {
      const { x, y, width, height } = graph.node(node.name) as unknown as Laid;
      return { ...node, x: x - width / 2, y: y - height / 2, width, height };
    }),
    edges: slice.edges.map((edge, i) => {
      const { x, y, points } = graph.edge(edge.from, edge.to) as unknown as Laid;
      const { width, height, lines } = labels[i]!;
      if (quiet && !edge.on) {
        const { x: at, y: middle } = points[Math.floor(points.length / 2)]!;
        return { ...edge, points, label: { x: at + beside, y: middle - height / 2, width, height, lines } };
      }
      const left = edge.on ? x + beside : x - width / 2;
      return { ...edge, points, label: { x: left, y: y - height / 2, width, height, lines } };
    }),
  });
}

/** In each rank, puts the path's function, or the bend of its line, into the middle; the others keep their order. */
function centre(graph: Ranks, path: readonly string[]): void {
  const steps = new Set(path.slice(1).map((to, i) => `${path[i]} ${to}`));
  const onPath = (node: string): boolean => {
    const edge = graph.node(node).edgeObj;
    return path.includes(node) || (edge !== undefined && steps.has(`${edge.v} ${edge.w}`));
  };
  const ranks = Map.groupBy(graph.nodes(), (node) => graph.node(node).rank);
  for (const nodes of ranks.values()) {
    const inOrder = nodes.toSorted((a, b) => graph.node(a).order! - graph.node(b).order!);
    const others = inOrder.filter((node) => !onPath(node));
    others.splice(Math.ceil(others.length / 2), 0, ...inOrder.filter(onPath));
    for (const [order, node] of others.entries()) graph.node(node).order = order;
  }
}
