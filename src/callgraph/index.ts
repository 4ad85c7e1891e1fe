/**
 * The call graph as numbers, and searches on it. Pure: it knows nothing of kernel, files or pages, imports nothing, and
 * runs the same at build time, in the browser and on the command line.
 * @module
 */
export { buildGraph, type Edge, type Graph, reverse } from './graph.ts';
export { type EdgeFilter, edgesBetween, reachable, shortestPath } from './paths.ts';
export { type Join, joinsAmong } from './slice.ts';
