import type { Locale } from '../locale.ts';
import { boxHeight, boxWidth, crop, labelOf } from './measures.ts';
import { firstLine } from './sites.ts';
import type { Box, GraphEdge, GraphLayout, GraphNode, GraphSlice, Point } from './types.ts';

/** The path's line, and the line from which a function's calls off the path branch, from the left edge. */
const spine = 16;
const branch = 34;
/** Room for an arrowhead. */
const head = 12;
/** Between neighbouring lines in the right gutter. */
const track = 11;
/** Between boxes off the path, and before a function of the path, where its call site stands. */
const gap = 12;

/**
 * One function a row, for narrow pages: the path down the left edge, what its functions call besides in rows of their own
 * below each, indented. A call that passes a function of the path, or comes from beside it, runs in the gutter at the
 * right. As wide as the longest name, its label and the gutter, however many functions there are.
 */
export function ladder(slice: GraphSlice, size: number, locale: Locale): GraphLayout {
  const order = rowsOf(slice);
  const row = new Map(order.map((node, i) => [node.name, i]));
  const labels = new Map(slice.edges.map((edge) => [edge, labelOf(edge, locale)]));
  const label = (edge: GraphEdge) => labels.get(edge)!;

  const passesPath = (from: number, to: number) => order.slice(from + 1, to).some((node) => node.on);
  const isOn = (name: string) => order[row.get(name)!]!.on;
  const [spineEdges, branches, gutter]: GraphEdge[][] = [[], [], []];
  for (const edge of slice.edges) {
    const [from, to] = [row.get(edge.from)!, row.get(edge.to)!];
    if (edge.on && from < to && !passesPath(from, to)) spineEdges!.push(edge);
    else if (!edge.on && isOn(edge.from) && !isOn(edge.to) && from < to && !passesPath(from, to)) branches!.push(edge);
    else gutter!.push(edge);
  }

  const widest = (edges: GraphEdge[]) => Math.max(0, ...edges.map((edge) => label(edge).width));
  const indent = branches!.length > 0 ? branch + 11 + widest(branches!) + 6 + head : branch;

  const boxes = new Map<string, Box>();
  let y = 0;
  for (const node of order) {
    const into = spineEdges!.find((edge) => edge.to === node.name);
    if (y > 0) y += into ? Math.max(gap, label(into).height + 10) : gap;
    const entering = gutter!.filter((edge) => edge.to === node.name);
    const through = entering.reduce((sum, edge) => sum + label(edge).height + 2, 0);
    const beside = Math.max(0, ...branches!.filter((edge) => edge.to === node.name).map((edge) => label(edge).height));
    const height = Math.max(boxHeight, through, beside);
    boxes.set(node.name, { x: node.on ? 0 : indent, y, width: boxWidth(node, size), height });
    y += height;
  }
  const box = (name: string) => boxes.get(name)!;
  const tracks = assignTracks(gutter!, row);
  const beyondBoxes = Math.max(...[...boxes.values()].map((b) => b.x + b.width)) + 10;
  const beyondLabels = Math.max(
    0,
    ...gutter!.map((e) => box(e.to).x + box(e.to).width + head + 2 + label(e).width + 8),
  );
  const gutterAt = (edge: GraphEdge) => Math.max(beyondBoxes, beyondLabels) + tracks.get(edge)! * track;

  const drawn = slice.edges.map((edge) => {
    const [from, to] = [box(edge.from), box(edge.to)];
    const { lines, width, height } = label(edge);
    const sized = { lines, width, height };
    if (spineEdges!.includes(edge))
      return {
        ...edge,
        points: [
          { x: spine, y: from.y + from.height },
          { x: spine, y: to.y },
        ],
        label: { ...sized, x: spine + 12, y: to.y - height - 5 },
      };
    if (branches!.includes(edge)) {
      const at = to.y + to.height / 2;
      return {
        ...edge,
        points: [
          { x: branch, y: from.y + from.height },
          { x: branch, y: at },
          { x: to.x, y: at },
        ],
        label: { ...sized, x: branch + 11, y: at - height / 2 },
      };
    }
    const leaving = gutter!.filter((other) => other.from === edge.from);
    const entering = gutter!.filter((other) => other.to === edge.to);
    const total = entering.reduce((sum, other) => sum + label(other).height + 2, 0);
    const above = entering.slice(0, entering.indexOf(edge)).reduce((sum, other) => sum + label(other).height + 2, 0);
    const at = to.y + (to.height - total) / 2 + above + height / 2 + 1;
    // Lines leave in the upper part of the box and enter at its middle, each at a place of its own.
    const out = from.y + from.height - 4 - (leaving.indexOf(edge) * (from.height - 8)) / Math.max(1, leaving.length);
    const x = gutterAt(edge);
    const points: Point[] = [
      { x: from.x + from.width, y: out },
      { x, y: out },
      { x, y: at },
      { x: to.x + to.width, y: at },
    ];
    return { ...edge, points, label: { ...sized, x: to.x + to.width + head + 2, y: at - height / 2 } };
  });
  return crop({ size, nodes: slice.nodes.map((node) => ({ ...node, ...box(node.name) })), edges: drawn });
}

/** Callers above callees; what a function of the path calls besides comes before the next of the path. */
function rowsOf(slice: GraphSlice): GraphNode[] {
  const left = new Set(slice.nodes);
  const placed: GraphNode[] = [];
  const waits = (node: GraphNode) =>
    slice.edges.filter(
      (edge) => edge.to === node.name && edge.from !== node.name && [...left].some((n) => n.name === edge.from),
    ).length;
  while (left.size > 0) {
    const last = placed.at(-1)?.name;
    const ready = [...left].filter((node) => waits(node) === 0);
    // In a circle nobody is ready: whoever waits for fewest goes first.
    const from = ready.length > 0 ? ready : [...left].toSorted((a, b) => waits(a) - waits(b)).slice(0, 1);
    const calls = (node: GraphNode) => {
      const edge = slice.edges.find(({ from, to }) => to === node.name && from === last);
      return edge && firstLine(edge);
    };
    const next = from.toSorted(
      (a, b) => Number(a.on) - Number(b.on) || (calls(a) ?? Infinity) - (calls(b) ?? Infinity) || 0,
    )[0]!;
    // A caller that nobody on the page calls and that is off the path stands first; others wait for their callers.
    placed.push(next);
    left.delete(next);
  }
  return placed;
}

/** Gives lines that run beside one another in the gutter different tracks, the shortest nearest to the boxes. */
function assignTracks(edges: GraphEdge[], row: Map<string, number>): Map<GraphEdge, number> {
  const span = (edge: GraphEdge) =>
    [row.get(edge.from)!, row.get(edge.to)!].toSorted((a, b) => a - b) as [number, number];
  const taken: [number, number][][] = [];
  const found = new Map<GraphEdge, number>();
  for (const edge of edges.toSorted((a, b) => span(a)[1] - span(a)[0] - (span(b)[1] - span(b)[0]))) {
    const [top, bottom] = span(edge);
    let at = taken.findIndex((spans) => spans.every(([t, b]) => b < top || t > bottom));
    if (at < 0) at = taken.push([]) - 1;
    taken[at]!.push([top, bottom]);
    found.set(edge, at);
  }
  return found;
}
