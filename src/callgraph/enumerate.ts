import type { Cone } from './cone.ts';
import type { Budget } from './problem.ts';

/** The first chains, and whether there are others that were not looked for. */
export interface Found {
  /** As the cone numbers them. */
  paths: Int32Array[];
  /** Whether those are all there are. */
  complete: boolean;
  /** Whether the search stopped because the budget was spent. */
  spent: boolean;
}

/**
 * The first simple paths through a cone, shortest first; of one length in the order of their functions. Depth by depth: a
 * path is only begun if the end is near enough to be reached with the calls that are left.
 */
export function enumerate(cone: Cone, maxDepth: number, limit: number, budget: Budget): Found {
  const { size, from, to, first, next, bits, sets, toEnd } = cone;
  const paths: Int32Array[] = [];
  const path = new Int32Array(maxDepth + 1);
  const set = new Int32Array(maxDepth + 1);
  const cursor = new Int32Array(maxDepth + 1);
  const on = new Uint8Array(size);
  const all = sets - 1;
  // Whether any path was cut short for being too long: if none was, a greater depth has nothing more.
  for (let length = toEnd[bits[from]! * size + from]!; length <= maxDepth; length++) {
    let cutShort = false;
    let depth = 0;
    path[0] = from;
    set[0] = bits[from]!;
    cursor[0] = first[from]!;
    on[from] = 1;
    while (depth >= 0) {
      const n = path[depth]!;
      if (cursor[depth]! >= first[n + 1]!) {
        on[n] = 0;
        depth--;
        continue;
      }
      if (--budget.left < 0) return { paths, complete: false, spent: true };
      const other = next[cursor[depth]!++]!;
      if (on[other]) continue;
      const gone = set[depth]! | bits[other]!;
      const left = length - depth - 1;
      const need = toEnd[gone * size + other]!;
      if (need > left) {
        if (depth + 1 + need <= maxDepth) cutShort = true;
        continue;
      }
      if (other === to) {
        // Shorter ones were found at their own length.
        if (left > 0 || gone !== all) continue;
        if (paths.length === limit) return { paths, complete: false, spent: false };
        path[depth + 1] = other;
        paths.push(path.slice(0, depth + 2));
        continue;
      }
      depth++;
      path[depth] = other;
      set[depth] = gone;
      cursor[depth] = first[other]!;
      on[other] = 1;
    }
    if (!cutShort) break;
  }
  return { paths, complete: true, spent: false };
}
