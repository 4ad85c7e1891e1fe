import { components } from './components.ts';
import type { Cone } from './cone.ts';
import type { Budget } from './problem.ts';

/**
 * How many simple paths of at most `maxDepth` calls a cone has.
 *
 * Paths are as many as there are ways, so they are not walked one by one. A path that leaves a strongly connected component
 * never comes back to it, so what may follow depends only on the function by which the next component is entered, on the
 * calls that are left and on what has been gone through: that is counted once and kept. Most functions are a component by
 * themselves; within larger ones, where functions call one another in circles, the paths are walked.
 * @returns the number, and whether it is exact: when the budget is spent, there are at least so many
 */
export function countPaths(cone: Cone, maxDepth: number, budget: Budget): { total: number; exact: boolean } {
  const { size, from, to, first, next, bits, sets, toEnd } = cone;
  const { of, sizes } = components(cone);
  const known = new Map<number, number>();
  const on = new Uint8Array(size);
  const all = sets - 1;
  let exact = true;

  /** Paths to the end from a function by which a component has just been entered. */
  const enter = (n: number, set: number, left: number): number => {
    if (n === to) return set === all ? 1 : 0;
    const key = (set * size + n) * (maxDepth + 1) + left;
    const kept = known.get(key);
    if (kept !== undefined) return kept;
    const total = walk(n, set, left, of[n]!);
    if (exact) known.set(key, total);
    return total;
  };

  const walk = (n: number, set: number, left: number, component: number): number => {
    const circles = sizes[component]! > 1;
    if (circles) on[n] = 1;
    let total = 0;
    for (let i = first[n]!; i < first[n + 1]!; i++) {
      if (--budget.left < 0) {
        exact = false;
        break;
      }
      const other = next[i]!;
      const gone = set | bits[other]!;
      if (toEnd[gone * size + other]! >= left) continue;
      if (of[other] !== component) total += enter(other, gone, left - 1);
      else if (!on[other]) total += walk(other, gone, left - 1, component);
    }
    if (circles) on[n] = 0;
    return total;
  };

  const total = enter(from, bits[from]!, maxDepth);
  return { total, exact };
}
