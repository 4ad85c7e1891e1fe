/** What a search for a line came to: its index, or how it failed and the lines that come closest. */
export type Match = { index: number } | { failure: 'none' | 'several'; of: 'line' | 'after'; candidates: number[] };

/** Upper bound on the lines an error lists; more would hide the message. */
const MOST_CANDIDATES = 4;

/**
 * Finds the one line of a function that contains a text.
 *
 * @param lines the function's lines
 * @param text what the line contains; space at the ends and runs of space do not matter
 * @param after if given, the text of another, unique line; the answer is then the first match below that one
 * @returns the 0-based index of the line, or why there is none
 */
export function matchLine(lines: readonly string[], text: string, after?: string): Match {
  let start = 0;
  if (after !== undefined) {
    const anchor = onlyMatch(lines, after, 'after');
    if (!('index' in anchor)) return anchor;
    start = anchor.index + 1;
    const index = firstMatch(lines, text, start);
    return index < 0 ? { failure: 'none', of: 'line', candidates: nearest(lines, text, start) } : { index };
  }
  return onlyMatch(lines, text, 'line');
}

/** The first line at or below `start` that contains `text`, or -1. */
export function firstMatch(lines: readonly string[], text: string, start: number): number {
  const wanted = squeeze(text);
  return lines.findIndex((line, index) => index >= start && squeeze(line).includes(wanted));
}

function onlyMatch(lines: readonly string[], text: string, of: 'line' | 'after'): Match {
  const wanted = squeeze(text);
  const found = [...lines.keys()].filter((index) => squeeze(lines[index]!).includes(wanted));
  if (found.length === 1) return { index: found[0]! };
  if (found.length > 1) return { failure: 'several', of, candidates: found };
  return { failure: 'none', of, candidates: nearest(lines, text, 0) };
}

function squeeze(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

/** The lines most like `text`, best first: those that share the most words with it. */
function nearest(lines: readonly string[], text: string, start: number): number[] {
  const wanted = new Set(words(text));
  return [...lines.keys()]
    .filter((index) => index >= start)
    .map((index) => {
      const own = words(lines[index]!);
      const shared = own.filter((word) => wanted.has(word)).length;
      return { index, likeness: shared === 0 ? 0 : (2 * shared) / (own.length + wanted.size) };
    })
    .filter(({ likeness }) => likeness >= 0.3)
    .sort((a, b) => b.likeness - a.likeness || a.index - b.index)
    .slice(0, MOST_CANDIDATES)
    .map(({ index }) => index);
}

function words(text: string): string[] {
  return text.match(/\w+/g) ?? [];
}

/** What went wrong with a match, for an error: one line, then the candidates with their numbers. */
export function describeFailure(
  match: Exclude<Match, { index: number }>,
  lines: readonly string[],
  first: number,
): string {
  const what = match.of === 'after' ? '"after"' : 'the text';
  const head =
    match.failure === 'none' ? `no line contains ${what}` : `${match.candidates.length} lines contain ${what}`;
  const remedy =
    match.failure === 'several' && match.of === 'line' ? '; give more of the line, or an "after:" above it' : '';
  const listed = match.candidates.map((index) => `    ${first + index}: ${lines[index]!.trim()}`);
  const intro = match.failure === 'several' ? '  They are:' : '  The nearest are:';
  return [`${head}${remedy}.`, ...(listed.length > 0 ? [intro, ...listed] : [])].join('\n');
}
