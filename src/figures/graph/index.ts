/**
 * The call graph of a chapter, laid out at build time. Pure: a slice of the graph goes in; boxes, lines and labels in px
 * come out, as SVG and as nested lists.
 */
export { layOutGraph } from './layout.ts';
export { graphList, type ListItem } from './list.ts';
export { boxPadding, seenMark, siteLine, siteSize } from './measures.ts';
export { ranked } from './ranked.ts';
export { isLeftOut, siteText } from './sites.ts';
export { graphSvg } from './svg.ts';
export type { Box, GraphEdge, GraphLayout, GraphNode, GraphSlice, Point } from './types.ts';
