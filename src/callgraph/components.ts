import type { Cone } from './cone.ts';

/**
 * Strongly connected components, by Tarjan's algorithm without recursion: for each function of a cone the number of its
 * component, and how large each is. A path that has left a component never comes back to it.
 */
export function components({ size, first, next }: Cone): { of: Int32Array; sizes: number[] } {
  const of = new Int32Array(size).fill(-1);
  const seen = new Int32Array(size).fill(-1);
  const low = new Int32Array(size);
  const cursor = first.slice(0, size);
  const open: number[] = [];
  const stack: number[] = [];
  const sizes: number[] = [];
  let time = 0;
  for (let root = 0; root < size; root++) {
    if (seen[root]! >= 0) continue;
    stack.push(root);
    for (let n = stack.at(-1); n !== undefined; n = stack.at(-1)) {
      if (seen[n]! < 0) {
        seen[n] = low[n] = time++;
        open.push(n);
      }
      if (cursor[n]! < first[n + 1]!) {
        const other = next[cursor[n]!++]!;
        if (seen[other]! < 0) stack.push(other);
        else if (of[other]! < 0) low[n] = Math.min(low[n]!, seen[other]!);
        continue;
      }
      stack.pop();
      const parent = stack.at(-1);
      if (parent !== undefined) low[parent] = Math.min(low[parent]!, low[n]!);
      if (low[n] !== seen[n]) continue;
      let count = 0;
      for (let member = -1; member !== n; count++) {
        member = open.pop()!;
        of[member] = sizes.length;
      }
      sizes.push(count);
    }
  }
  return { of, sizes };
}
