/**
 * The call graph of a chapter, laid out at build time. Pure: a slice of the graph goes in; boxes, lines and labels in px
 * come out, as SVG and as nested lists.
 */
export { layOutGraph } from './layout.ts';
export { graphList, type ListItem } from './list.ts';
export { siteText } from './sites.ts';
export { type Asked, cutSlice, type GraphEdge, type GraphNode, type GraphSlice, type KnownFunction } from './slice.ts';
export { graphSvg } from './svg.ts';
export type { Box, GraphLayout, Point } from './types.ts';
