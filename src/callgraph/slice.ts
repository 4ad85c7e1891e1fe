import type { Graph } from './graph.ts';
import type { EdgeFilter } from './paths.ts';

/** That one node leads straight to another, by one edge or several. */
export interface Join {
  from: number;
  to: number;
  /** By the numbers the edges were given with, in the graph's order. */
  edges: number[];
}

/**
 * Everything that joins some nodes to one another, a node's edges to itself left out: for each node in the order given,
 * its joins in the order of the nodes they lead to.
 */
export function joinsAmong(graph: Graph, nodes: readonly number[], filter?: EdgeFilter): Join[] {
  const place = new Int32Array(graph.nodeCount).fill(-1);
  nodes.forEach((node, i) => {
    place[node] = i;
  });
  return nodes.flatMap((from) => {
    const found: (Join | undefined)[] = new Array(nodes.length).fill(undefined);
    for (let i = graph.first[from]!; i < graph.first[from + 1]!; i++) {
      const to = graph.target[i]!;
      const edge = graph.edge[i]!;
      const at = place[to]!;
      if (at < 0 || to === from || (filter && !filter(edge))) continue;
      found[at] ??= { from, to, edges: [] };
      found[at].edges.push(edge);
    }
    return found.filter((join) => join !== undefined);
  });
}
