import { edits, lacking, letters } from './edits.ts';
import type { Entry } from './lexicon.ts';
import { compareText } from './order.ts';

/** What a name that is unknown may have been meant for: by edits first, then what has it as a part. */
export function nearestNames(entries: readonly Entry[], name: string, count: number): string[] {
  const typed = name
    .trim()
    .replace(/\(.*$|@.*$/, '')
    .toLowerCase()
    .slice(0, 80);
  if (typed === '') return [];
  const most = Math.max(2, Math.min(4, Math.floor(typed.length / 4)));
  const compact = typed.replace(/[\s_-]+/g, '');
  const typedLetters = letters(compact);
  const found = new Map<string, number>();
  for (const entry of entries) {
    if (lacking(typedLetters, entry.letters) > most) continue;
    let distance = entry.compact === compact ? 0 : edits(typed, entry.lower, most);
    if (distance > most) {
      const part = compact.length >= 4 && entry.compact.includes(compact);
      if (!part) continue;
      distance = most + 1 + (entry.compact.length - compact.length) / 100;
    }
    const score = distance + entry.rank / 10;
    if (score < (found.get(entry.name) ?? Number.POSITIVE_INFINITY)) found.set(entry.name, score);
  }
  return [...found]
    .sort(([a, x], [b, y]) => x - y || compareText(a, b))
    .slice(0, count)
    .map(([each]) => each);
}
