import { cut } from './cone.ts';
import { countPaths } from './count.ts';
import { enumerate } from './enumerate.ts';
import type { Problem } from './problem.ts';

/** What a search found: chains as lists of functions, and how many there are. */
export interface Result {
  paths: Int32Array[];
  total: number;
  exact: boolean;
}

/** The most calls a chain may have at all: longer ones are of no use to anybody. */
export const DEEPEST = 100;

/** How deep to look if nobody says: what can be read. Deeper only if nothing is found there. */
export const READABLE = 8;

/**
 * Steps a search may take to find chains, and more for each that is to be listed; and steps to count those not listed.
 * Together they take a few milliseconds.
 */
const TO_FIND = 300_000;
const TO_FIND_EACH = 300;
const MOST_TO_FIND = 30_000_000;
const TO_COUNT = 400_000;

const NOTHING: Result = { paths: [], total: 0, exact: true };

/** The first chains of a problem, and how many there are. The same problem always has the same answer. */
export function search(problem: Problem, limit: number): Result {
  const cone = cut(problem);
  if (!cone) return NOTHING;
  const found = enumerate(cone, problem.maxDepth, limit, {
    left: Math.min(TO_FIND + TO_FIND_EACH * limit, MOST_TO_FIND),
  });
  const paths = found.paths.map((path) => path.map((n) => cone.node[n]!));
  if (found.complete) return { paths, total: paths.length, exact: true };
  const { total, exact } = countPaths(cone, problem.maxDepth, { left: TO_COUNT });
  return { paths, total: Math.max(total, paths.length), exact };
}

/** How many calls the shortest chain has; undefined when there is none, or none was found. */
export function shortest(problem: Omit<Problem, 'maxDepth'>): number | undefined {
  if (problem.bits.size === 0) {
    // A shortest way never goes in circles.
    const calls = distance(problem);
    return calls !== undefined && calls <= DEEPEST ? calls : undefined;
  }
  const path = search({ ...problem, maxDepth: DEEPEST }, 1).paths[0];
  return path && path.length - 1;
}

/** How deep to look when the question does not say. */
export function readableDepth(problem: Omit<Problem, 'maxDepth'>): number {
  if (problem.bits.size > 0 && search({ ...problem, maxDepth: READABLE }, 1).paths.length > 0) return READABLE;
  return Math.max(READABLE, shortest(problem) ?? READABLE);
}

/** How many calls lead from one end to the other, breadth first. */
function distance({ view, from, to, open }: Omit<Problem, 'maxDepth'>): number | undefined {
  const { first, forth } = view;
  const seen = new Uint8Array(view.nodeCount);
  let edge = [from];
  seen[from] = 1;
  for (let calls = 1; edge.length > 0; calls++) {
    const next: number[] = [];
    for (const node of edge)
      for (let i = first[node]!; i < first[node + 1]!; i++) {
        const other = forth[i]!;
        if (other === to) return calls;
        if (seen[other] === 1 || open[other] !== 1) continue;
        seen[other] = 1;
        next.push(other);
      }
    edge = next;
  }
  return undefined;
}
