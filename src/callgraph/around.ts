import type { View } from './view.ts';

/** A question about all that leads to a function, or all that it leads to. */
export interface AroundProblem {
  view: View;
  of: number;
  /** `back`: to what calls it, and so on; `forth`: to what it calls. */
  direction: 'back' | 'forth';
  /** 1 for functions that may be gone through. */
  open: Uint8Array;
  /** For each function that must be gone through, a bit. */
  bits: Map<number, number>;
  all: number;
  /** The greatest distance. */
  maxDepth: number;
}

/** A function found, and by which of those one call nearer. */
export interface Near {
  node: number;
  distance: number;
  by: number[];
}

/**
 * All functions around one, nearest first, then in order. Breadth first through functions and the sets of those that were
 * gone through: one counts when all have been. The function itself is not among them, unless it calls itself and only
 * direct neighbours are asked for.
 */
export function around(problem: AroundProblem): Near[] {
  const { view, of, direction, open, bits, all, maxDepth } = problem;
  const { nodeCount } = view;
  const [first, next] = direction === 'forth' ? [view.first, view.forth] : [view.firstBack, view.back];
  const [firstAgainst, against] = direction === 'forth' ? [view.firstBack, view.back] : [view.first, view.forth];
  const bitsOf = (node: number) => bits.get(node) ?? 0;
  // distance[set * nodeCount + node], -1 where it was not reached
  const distance = new Int32Array(nodeCount * (all + 1)).fill(-1);
  const queue: number[] = [];
  const found: Near[] = [];
  const reach = (node: number, set: number, steps: number) => {
    const state = set * nodeCount + node;
    if (distance[state]! >= 0) return;
    distance[state] = steps;
    queue.push(state);
    if (set === all && node !== of) found.push({ node, distance: steps, by: [] });
  };
  reach(of, bitsOf(of), 0);
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head]!;
    const set = Math.floor(state / nodeCount);
    const node = state - set * nodeCount;
    const steps = distance[state]! + 1;
    if (steps > maxDepth) break;
    for (let i = first[node]!; i < first[node + 1]!; i++) {
      const other = next[i]!;
      if (open[other] === 1 && other !== of) reach(other, set | bitsOf(other), steps);
    }
  }
  for (const near of found) {
    const { node, distance: steps } = near;
    for (let i = firstAgainst[node]!; i < firstAgainst[node + 1]!; i++) {
      const other = against[i]!;
      if ([all, all & ~bitsOf(node)].some((set) => distance[set * nodeCount + other] === steps - 1))
        near.by.push(other);
    }
  }
  if (maxDepth === 1 && all === bitsOf(of) && calls(view, of, of)) found.push({ node: of, distance: 1, by: [of] });
  return found.sort((a, b) => a.distance - b.distance || a.node - b.node);
}

/** Whether one function calls another. */
export function calls({ first, forth }: View, from: number, to: number): boolean {
  for (let i = first[from]!; i < first[from + 1]!; i++) if (forth[i] === to) return true;
  return false;
}

/** The shortest way in which a function comes back to itself, both ends included; undefined when it does not. */
export function shortestCircle(view: View, node: number, open: Uint8Array): number[] | undefined {
  const before = new Int32Array(view.nodeCount).fill(-1);
  const queue = [node];
  for (let head = 0; head < queue.length; head++) {
    const from = queue[head]!;
    for (let i = view.first[from]!; i < view.first[from + 1]!; i++) {
      const to = view.forth[i]!;
      if (to === node) {
        const path = [node];
        for (let at = from; at !== node; at = before[at]!) path.unshift(at);
        return [node, ...path];
      }
      if (before[to]! >= 0 || open[to] !== 1) continue;
      before[to] = from;
      queue.push(to);
    }
  }
  return undefined;
}
