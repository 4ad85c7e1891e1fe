import type { Completion } from './answer.ts';
import { edits, lacking, letters } from './edits.ts';
import type { Entry } from './lexicon.ts';
import { compareText } from './order.ts';

/** How well a name matches: the lower, the better. */
const EXACT = 0;
const SAME_LETTERS = 1;
const BEGINS = 2;
const WORDS_IN_ORDER = 3;
const WORDS = 4;
const CONTAINS = 5;
const PARTS = 6;
const MISTYPED = 7;
const NOT = 8;

const LONGEST = 120;

/**
 * What somebody may be typing, the likeliest first. Upper and lower case, underscores, blanks and the order of words make
 * no difference, beginnings of words are enough, and when little else is found a slip of the finger is forgiven.
 * @param popularity how often a function is called: of two that match alike, the better known comes first
 */
export function complete(
  entries: readonly Entry[],
  typed: string,
  count: number,
  popularity: (node: number) => number,
): (Pick<Completion, 'name' | 'matched'> & { node: number })[] {
  const manual = /^\s*(\w+)\(2\)?$/.exec(typed)?.[1];
  const text = (manual === undefined ? typed : `sys_${manual}`)
    .slice(0, LONGEST)
    .trim()
    .replace(/@.*$/, '')
    .replace(/\(\)?$/, '')
    .toLowerCase();
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const compact = words.join('');
  if (compact === '' || count < 1) return [];
  // By how well they match: of what a letter or two find, which is a great deal, only the best few are put in order.
  const found: Entry[][] = Array.from({ length: NOT }, () => []);
  const wanted: Wanted = { text, call: `sys_${text}`, compact, words, later: words.map((word) => `_${word}`) };
  const typedLetters = letters(compact);
  // A slip is forgiven only in what is long enough to be told from something else.
  const most = compact.length < 4 ? 0 : compact.length < 7 ? 1 : 2;
  const near: Entry[] = [];
  let some = 0;
  for (const entry of entries) {
    const lacks = lacking(typedLetters, entry.letters);
    if (lacks > most) continue;
    const match = lacks === 0 ? matchOf(entry, wanted) : NOT;
    if (match === NOT) near.push(entry);
    else {
      found[match]!.push(entry);
      some++;
    }
  }
  // Who has begun a name that there is has not slipped.
  const begun = found.slice(0, BEGINS + 1).some((alike) => alike.length > 0);
  if (!begun && some < count && most > 0) {
    for (const entry of near) {
      const beginning = entry.compact.slice(0, compact.length + most);
      if (lacking(typedLetters, letters(beginning)) <= most && edits(compact, beginning, most, true) <= most)
        found[MISTYPED]!.push(entry);
    }
  }
  const called = (entry: Entry) => Math.floor(Math.log2(1 + popularity(entry.node)));
  const best: { entry: Entry; match: number }[] = [];
  for (const [match, alike] of found.entries()) {
    if (best.length >= count) break;
    const byFame = match !== BEGINS && match !== EXACT;
    alike.sort(
      (a, b) =>
        a.rank - b.rank ||
        (byFame ? called(b) - called(a) : 0) ||
        a.lower.length - b.lower.length ||
        compareText(a.name, b.name),
    );
    for (const entry of alike.slice(0, count - best.length)) best.push({ entry, match });
  }
  return best.map(({ entry, match }) => ({
    name: entry.name,
    node: entry.node,
    matched: match === MISTYPED ? [] : matched(entry.lower, words),
  }));
}

/** What was typed, in the forms in which names are compared with it. */
interface Wanted {
  text: string;
  /** `kill` is what a reader of manual pages calls sys_kill. */
  call: string;
  compact: string;
  words: readonly string[];
  /** The same as they stand within a name. */
  later: readonly string[];
}

/** Whether parts of a name begin with the words, one after another. */
function inOrder(lower: string, { words, later }: Wanted): boolean {
  let at = 0;
  return words.every((word, n) => {
    const found = at === 0 && lower.startsWith(word) ? 0 : lower.indexOf(later[n]!, at);
    at = found + word.length;
    return found >= 0;
  });
}

function matchOf({ lower, compact }: Entry, wanted: Wanted): number {
  const { text, call, words, later } = wanted;
  if (lower === text) return EXACT;
  if (compact === wanted.compact || lower === call) return SAME_LETTERS;
  if (lower.startsWith(text) || compact.startsWith(wanted.compact)) return BEGINS;
  const contains = compact.includes(wanted.compact);
  if (!words.every((word) => lower.includes(word))) return contains ? CONTAINS : NOT;
  if (words.every((word, at) => lower.startsWith(word) || lower.includes(later[at]!)))
    return inOrder(lower, wanted) ? WORDS_IN_ORDER : WORDS;
  return contains ? CONTAINS : PARTS;
}

/** Where a name has the letters that were typed, word by word: after the one before if it can be, at a part's beginning if it can be. */
function matched(lower: string, words: readonly string[]): [number, number][] {
  const ranges: [number, number][] = [];
  let from = 0;
  for (const word of words) {
    const beginning = lower.startsWith(word, from) ? from : lower.indexOf(`_${word}`, from) + 1;
    const at = beginning > 0 || lower.startsWith(word, from) ? beginning : lower.indexOf(word, from);
    if (at >= 0 && lower.startsWith(word, at)) {
      ranges.push([at, at + word.length]);
      from = at + word.length;
      continue;
    }
    const anywhere = lower.indexOf(word);
    if (anywhere >= 0) ranges.push([anywhere, anywhere + word.length]);
    else {
      // typed without the underscores: letter by letter
      for (const letter of word) {
        const next = lower.indexOf(letter, from);
        if (next < 0) break;
        ranges.push([next, next + 1]);
        from = next + 1;
      }
    }
  }
  return merged(ranges);
}

function merged(ranges: readonly [number, number][]): [number, number][] {
  const out: [number, number][] = [];
  for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
    const last = out.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
}
