/** Compares texts by their code units: the same everywhere, whatever the reader's language. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The place of each function when those called most come first. */
export function ranks(called: Int32Array): Int32Array {
  const order = Int32Array.from(called.keys()).sort((a, b) => called[b]! - called[a]! || a - b);
  const rank = new Int32Array(called.length);
  for (const [at, node] of order.entries()) rank[node] = at;
  return rank;
}
