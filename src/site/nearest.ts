/** How far a name may be from another, in single-character edits, to be offered for it. */
const FARTHEST = 4;

/** For an error about any name: a sentence with the names there are that are most like it, or nothing. */
export function nearestOf(name: string, names: readonly string[]): string {
  const near = [...new Set(names)]
    .map((candidate) => ({ candidate, distance: edits(name, candidate) }))
    .filter(({ distance }) => distance <= FARTHEST)
    .sort((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate))
    .slice(0, 3);
  return near.length > 0 ? ` The nearest names: ${near.map(({ candidate }) => candidate).join(', ')}.` : '';
}

/** Levenshtein's distance. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}
