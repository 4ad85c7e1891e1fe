/**
 * A directed graph in compressed sparse rows: nodes and edges are numbers, and the edges that leave node n are
 * `first[n]` up to `first[n + 1]`. Several edges may join the same two nodes: each is one call site.
 */
export interface Graph {
  readonly nodeCount: number;
  readonly edgeCount: number;
  /** Offsets into `target` and `edge`, one more than there are nodes. */
  readonly first: Int32Array;
  /** Where each edge leads. */
  readonly target: Int32Array;
  /** The number the edge was given with: its place in the list the graph was built from. */
  readonly edge: Int32Array;
  /** Where each edge, by its given number, comes from. */
  readonly source: Int32Array;
}

export interface Edge {
  from: number;
  to: number;
}

/**
 * Builds a graph; edges that leave one node keep their order.
 * @throws {RangeError} when an edge's end is no node
 */
export function buildGraph(nodeCount: number, edges: readonly Edge[]): Graph {
  const first = new Int32Array(nodeCount + 1);
  for (const { from, to } of edges) {
    if (!(from >= 0 && from < nodeCount && to >= 0 && to < nodeCount))
      throw new RangeError(`the edge ${from} → ${to} has an end that is not one of the ${nodeCount} nodes`);
    first[from + 1]!++;
  }
  for (let n = 0; n < nodeCount; n++) first[n + 1]! += first[n]!;
  const target = new Int32Array(edges.length);
  const edge = new Int32Array(edges.length);
  const source = new Int32Array(edges.length);
  const next = first.slice(0, nodeCount);
  edges.forEach(({ from, to }, number) => {
    const at = next[from]!++;
    target[at] = to;
    edge[at] = number;
    source[number] = from;
  });
  return { nodeCount, edgeCount: edges.length, first, target, edge, source };
}

/** The graph with every edge turned round; edges keep their numbers. */
export function reverse(graph: Graph): Graph {
  const edges: Edge[] = new Array(graph.edgeCount);
  for (let n = 0; n < graph.nodeCount; n++)
    for (let i = graph.first[n]!; i < graph.first[n + 1]!; i++)
      edges[graph.edge[i]!] = { from: graph.target[i]!, to: n };
  return buildGraph(graph.nodeCount, edges);
}
