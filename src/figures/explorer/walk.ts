/** Walking through a drawn graph with the arrow keys, along its calls. */
import type { GraphLayout } from '../graph/index.ts';

export type Step = 'up' | 'down' | 'left' | 'right' | 'first' | 'last';

type Drawn = Pick<GraphLayout, 'nodes' | 'edges'>;

/**
 * Where a key leads: up to a caller, down to a callee (the path first, then the nearest), left and right to the function beside it. Undefined
 * when there is none.
 */
export function walk({ nodes, edges }: Drawn, from: string, step: Step): string | undefined {
  const at = nodes.find(({ name }) => name === from);
  if (!at) return nodes[0]?.name;
  const middle = (node: { x: number; width: number }) => node.x + node.width / 2;
  const nearest = (names: { name: string; on: boolean }[]) => {
    const far = (name: string) => Math.abs(middle(nodes.find((node) => node.name === name)!) - middle(at));
    return names.toSorted((a, b) => Number(b.on) - Number(a.on) || far(a.name) - far(b.name))[0]?.name;
  };
  if (step === 'up') return nearest(edges.filter(({ to }) => to === from).map(({ from, on }) => ({ name: from, on })));
  if (step === 'down')
    return nearest(edges.filter((edge) => edge.from === from).map(({ to, on }) => ({ name: to, on })));
  const rows = nodes.toSorted((a, b) => a.y - b.y || a.x - b.x);
  if (step === 'first') return (rows.find(({ on }) => on) ?? rows[0])?.name;
  if (step === 'last') return (rows.findLast(({ on }) => on) ?? rows.at(-1))?.name;
  // Boxes of a rank have one middle; beyond its end the order goes on in the rank above or below.
  const order = nodes.toSorted((a, b) => rank(a) - rank(b) || a.x - b.x);
  const next = order.indexOf(at) + (step === 'right' ? 1 : -1);
  return order[next]?.name;
}

const rank = ({ y, height }: { y: number; height: number }): number => Math.round(y + height / 2);

/** The shortest way through a graph's calls from one function to another, both included; undefined when there is none. */
export function wayThrough(
  edges: readonly { from: string; to: string }[],
  from: string,
  to: string,
): string[] | undefined {
  const before = new Map<string, string | undefined>([[from, undefined]]);
  const queue = [from];
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    if (name === to) {
      const path: string[] = [];
      for (let step: string | undefined = to; step !== undefined; step = before.get(step)) path.unshift(step);
      return path;
    }
    for (const edge of edges)
      if (edge.from === name && !before.has(edge.to)) {
        before.set(edge.to, name);
        queue.push(edge.to);
      }
  }
  return undefined;
}
