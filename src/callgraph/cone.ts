import type { Problem } from './problem.ts';

/**
 * The part of the graph in which all chains of a problem lie: functions that a chain of at most `maxDepth` calls can go
 * through at all, numbered anew from 0, in the old order. Nothing leads to `from`, and nothing away from `to`.
 */
export interface Cone {
  size: number;
  /** The old numbers. */
  node: Int32Array;
  from: number;
  to: number;
  first: Int32Array;
  next: Int32Array;
  /** What the function adds to the set of those gone through. */
  bits: Int32Array;
  /** With which sets: 1 + all. */
  sets: number;
  /** The fewest calls to the end from function n when set s has been gone through, n included: at `s * size + n`; `FAR` for none. */
  toEnd: Uint8Array;
}

export const FAR = 255;

/** @returns undefined when no chain of so few calls leads there, by a way that may even go in circles */
export function cut(problem: Problem): Cone | undefined {
  const { view, from, to, open, maxDepth } = problem;
  const { nodeCount, first, forth, firstBack, back } = view;
  const usable = (node: number) => node === from || node === to || open[node] === 1;

  // Backwards from the end: how far each function is from it.
  const behind = new Uint8Array(nodeCount).fill(FAR);
  const queue = new Int32Array(nodeCount);
  let tail = 0;
  behind[to] = 0;
  queue[tail++] = to;
  for (let head = 0; head < tail; head++) {
    const node = queue[head]!;
    const distance = behind[node]! + 1;
    if (distance > maxDepth) break;
    for (let i = firstBack[node]!; i < firstBack[node + 1]!; i++) {
      const other = back[i]!;
      if (behind[other] !== FAR || !usable(other)) continue;
      behind[other] = distance;
      if (other !== from) queue[tail++] = other;
    }
  }
  if (behind[from] === FAR) return undefined;

  // Forwards from the start, among those from which the end is near enough.
  const ahead = new Uint8Array(nodeCount).fill(FAR);
  tail = 0;
  ahead[from] = 0;
  queue[tail++] = from;
  for (let head = 0; head < tail; head++) {
    const node = queue[head]!;
    const distance = ahead[node]! + 1;
    for (let i = first[node]!; i < first[node + 1]!; i++) {
      const other = forth[i]!;
      if (ahead[other] !== FAR || behind[other] === FAR || distance + behind[other]! > maxDepth) continue;
      ahead[other] = distance;
      if (other !== to) queue[tail++] = other;
    }
  }
  const node = queue.slice(0, tail + 1);
  node[tail] = to;
  node.sort();
  return shrink(problem, node);
}

function shrink(problem: Problem, node: Int32Array): Cone | undefined {
  const { view, from, to, bits: bitOf, all } = problem;
  const size = node.length;
  const local = new Int32Array(view.nodeCount).fill(-1);
  for (let n = 0; n < size; n++) local[node[n]!] = n;
  const first = new Int32Array(size + 1);
  const next: number[] = [];
  for (let n = 0; n < size; n++) {
    const old = node[n]!;
    if (old !== to)
      for (let i = view.first[old]!; i < view.first[old + 1]!; i++) {
        const other = view.forth[i]!;
        if (local[other]! >= 0 && other !== from && other !== old) next.push(local[other]!);
      }
    first[n + 1] = next.length;
  }
  const bits = new Int32Array(size);
  for (const [old, bit] of bitOf) if (local[old]! >= 0) bits[local[old]!] = bit;
  const cone = {
    size,
    node,
    from: local[from]!,
    to: local[to]!,
    first,
    next: Int32Array.from(next),
    bits,
    sets: all + 1,
  };
  const toEnd = distancesToEnd(cone);
  return toEnd[bits[cone.from]! * size + cone.from] === FAR ? undefined : { ...cone, toEnd };
}

/** Breadth first from the end, through functions and sets of functions gone through. */
function distancesToEnd({ size, to, first, next, bits, sets }: Omit<Cone, 'toEnd'>): Uint8Array {
  const firstBack = new Int32Array(size + 1);
  for (const n of next) firstBack[n + 1]!++;
  for (let n = 0; n < size; n++) firstBack[n + 1]! += firstBack[n]!;
  const back = new Int32Array(next.length);
  const fill = firstBack.slice(0, size);
  for (let n = 0; n < size; n++) for (let i = first[n]!; i < first[n + 1]!; i++) back[fill[next[i]!]!++] = n;

  const toEnd = new Uint8Array(size * sets).fill(FAR);
  const queue = new Int32Array(size * sets);
  let tail = 0;
  const start = (sets - 1) * size + to;
  toEnd[start] = 0;
  queue[tail++] = start;
  for (let head = 0; head < tail; head++) {
    const state = queue[head]!;
    const set = Math.floor(state / size);
    const n = state - set * size;
    const distance = toEnd[state]! + 1;
    if (distance >= FAR) break;
    for (let i = firstBack[n]!; i < firstBack[n + 1]!; i++) {
      const other = back[i]!;
      // Before n was gone through, its bit was not in the set; with repeated visits it may have been.
      for (let earlier = set; ; earlier = set & ~bits[n]!) {
        if ((earlier & bits[other]!) === bits[other]) {
          const at = earlier * size + other;
          if (toEnd[at] === FAR) {
            toEnd[at] = distance;
            queue[tail++] = at;
          }
        }
        if (earlier === (set & ~bits[n]!)) break;
      }
    }
  }
  return toEnd;
}
