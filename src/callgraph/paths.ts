import type { Graph } from './graph.ts';

/** Which edges a search may take, by the number each was given with. */
export type EdgeFilter = (edge: number) => boolean;

/**
 * A shortest path as a list of nodes, both ends included; undefined when there is none. Among several, the one whose
 * edges come first in the graph's order: the same question always has the same answer.
 */
export function shortestPath(graph: Graph, from: number, to: number, filter?: EdgeFilter): number[] | undefined {
  if (from === to) return [from];
  const before = new Int32Array(graph.nodeCount).fill(-1);
  const queue = new Int32Array(graph.nodeCount);
  before[from] = from;
  queue[0] = from;
  for (let head = 0, tail = 1; head < tail; head++) {
    const node = queue[head]!;
    for (let i = graph.first[node]!; i < graph.first[node + 1]!; i++) {
      const next = graph.target[i]!;
      if (before[next] !== -1 || (filter && !filter(graph.edge[i]!))) continue;
      before[next] = node;
      if (next === to) return walkBack(before, from, to);
      queue[tail++] = next;
    }
  }
  return undefined;
}

function walkBack(before: Int32Array, from: number, to: number): number[] {
  const path = [to];
  while (path[0] !== from) path.unshift(before[path[0]!]!);
  return path;
}

/** Whether each node can be reached from one, itself included. */
export function reachable(graph: Graph, from: number, filter?: EdgeFilter): Uint8Array {
  const seen = new Uint8Array(graph.nodeCount);
  const stack = [from];
  seen[from] = 1;
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    for (let i = graph.first[node]!; i < graph.first[node + 1]!; i++) {
      const next = graph.target[i]!;
      if (seen[next] || (filter && !filter(graph.edge[i]!))) continue;
      seen[next] = 1;
      stack.push(next);
    }
  }
  return seen;
}

/** The edges, by their given numbers, that lead straight from one node to another. */
export function edgesBetween(graph: Graph, from: number, to: number): number[] {
  const found: number[] = [];
  for (let i = graph.first[from]!; i < graph.first[from + 1]!; i++)
    if (graph.target[i] === to) found.push(graph.edge[i]!);
  return found;
}
