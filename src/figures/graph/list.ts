import { firstLine } from './sites.ts';
import type { GraphEdge, GraphNode, GraphSlice } from './types.ts';

/** A function in the figure's list, under the one that calls it. */
export interface ListItem {
  node: GraphNode;
  /** The call that leads here; undefined for functions nobody in the figure calls. */
  call: GraphEdge | undefined;
  calls: ListItem[];
  /** It stands in the list already, with its calls; these are not repeated. */
  again: boolean;
}

/** The figure as nested lists, callers before callees, the path first among the calls of a function. */
export function graphList(slice: GraphSlice): ListItem[] {
  const seen = new Set<string>();
  const node = (name: string) => slice.nodes.find((n) => n.name === name)!;
  const item = (name: string, call: GraphEdge | undefined): ListItem => {
    const shown = seen.has(name);
    seen.add(name);
    const again = shown && slice.edges.some((edge) => edge.from === name);
    const calls = shown
      ? []
      : slice.edges
          .filter((edge) => edge.from === name)
          .toSorted((a, b) => Number(b.on) - Number(a.on) || firstLine(a) - firstLine(b))
          .map((edge) => item(edge.to, edge));
    return { node: node(name), call, calls, again };
  };
  const called = new Set(slice.edges.filter((edge) => edge.from !== edge.to).map((edge) => edge.to));
  const roots = slice.nodes.filter(({ name }) => !called.has(name)).map(({ name }) => item(name, undefined));
  // Functions that only call one another in a circle have no root; the first of them begins.
  const rest = slice.nodes.filter(({ name }) => !seen.has(name));
  return [...roots, ...rest.flatMap(({ name }) => (seen.has(name) ? [] : [item(name, undefined)]))];
}
