import { Graph, layout } from '@dagrejs/dagre';
import type { Locale } from '../locale.ts';
import { boxHeight, boxWidth, crop, labelOf } from './measures.ts';
import type { Box, GraphLayout, GraphSlice, Point } from './types.ts';

/** What dagre leaves on nodes and edges: centres, not corners. */
type Laid = Box & { points: Point[] };

/** Between a line and its label. */
const beside = 10;

/** Ranks from callers to callees, by dagre: as wide as it has to be. The path is kept straight. */
export function ranked(slice: GraphSlice, size: number, locale: Locale): GraphLayout {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 16, edgesep: 12, ranksep: 28 });
  for (const node of slice.nodes) graph.setNode(node.name, { width: boxWidth(node, size), height: boxHeight });
  const labels = slice.edges.map((edge) => labelOf(edge, locale));
  slice.edges.forEach((edge, i) => {
    const { width, height } = labels[i]!;
    // A label beside the path gets as much room on the other side, so that the line goes straight on.
    const room = edge.on
      ? { width: 2 * (width + beside), labelpos: 'c' as const }
      : { width: width + beside, labelpos: 'r' as const, labeloffset: beside };
    graph.setEdge(edge.from, edge.to, { ...room, height, weight: edge.on ? 24 : 1 });
  });
  layout(graph);
  return crop({
    size,
    nodes: slice.nodes.map((node) => {
      const { x, y, width, height } = graph.node(node.name) as unknown as Laid;
      return { ...node, x: x - width / 2, y: y - height / 2, width, height };
    }),
    edges: slice.edges.map((edge, i) => {
      const { x, y, points } = graph.edge(edge.from, edge.to) as unknown as Laid;
      const { width, height, lines } = labels[i]!;
      const left = edge.on ? x + beside : x - width / 2;
      return { ...edge, points, label: { x: left, y: y - height / 2, width, height, lines } };
    }),
  });
}
