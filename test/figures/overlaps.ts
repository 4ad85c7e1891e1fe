import type { Box, GraphLayout, Point } from '@/figures/graph/index.ts';

const named = (layout: GraphLayout): { name: string; box: Box }[] => [
  ...layout.nodes.map((node) => ({ name: node.name, box: node })),
  ...layout.edges.map((edge) => ({ name: `the label of ${edge.from} → ${edge.to}`, box: edge.label })),
];

/** Pairs of boxes and labels of a layout that lie over one another by more than half a px, as sentences. */
export function overlaps(layout: GraphLayout): string[] {
  const all = named(layout);
  return all.flatMap(({ name, box: a }, i) =>
    all
      .slice(i + 1)
      .filter(
        ({ box: b }) =>
          Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 0.5 &&
          Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 0.5,
      )
      .map((other) => `${name} lies over ${other.name}`),
  );
}

/** What of a layout sticks out of its own size. */
export function outside(layout: GraphLayout): string[] {
  const beyond = ({ x, y, width = 0, height = 0 }: Point & Partial<Box>) =>
    x < 0 || y < 0 || x + width > layout.width + 0.5 || y + height > layout.height + 0.5;
  return [
    ...named(layout)
      .filter(({ box }) => beyond(box))
      .map(({ name }) => name),
    ...layout.edges.filter(({ points }) => points.some(beyond)).map(({ from, to }) => `the line ${from} → ${to}`),
  ];
}
