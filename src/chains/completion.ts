/**
 * Completion of function names that forgives typing: `zap_pid`, `exitnotify`, `find child reaper`, `kill(2)`, `zpa_pid_ns`.
 * Pure, and the same in the page's fields, in the search box and in tests.
 */

/** A list of names made ready to be searched; make it once. */
export interface NameList {
  readonly names: readonly string[];
  /** Each name in small letters without `_`, and where its words begin in that. */
  readonly plain: readonly string[];
  readonly starts: readonly (readonly number[])[];
  /** What else readers call it, in small letters without `_`: a system call without its prefix. */
  readonly short: readonly (string | undefined)[];
}

/** How well a name fits what was typed: 0 is the name itself, larger is worse. */
export const Fit = {
  exact: 0,
  /** `kill` for `sys_kill`; `exitnotify` for `exit_notify`. */
  same: 1,
  prefix: 2,
  words: 3,
  wordPrefix: 4,
  inside: 5,
  subsequence: 6,
  misspelt: 7,
} as const;

export interface Completion {
  name: string;
  /** One of `Fit`. */
  fit: number;
}

const plainOf = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Where words begin in the plain form of a name. */
function startsOf(name: string): number[] {
  const starts: number[] = [];
  let at = 0;
  for (const word of name.split(/[^A-Za-z0-9]+/)) {
    if (word === '') continue;
    starts.push(at);
    at += word.length;
  }
  return starts;
}

const SYSCALL = /^(?:__(?:x64|ia32|se|do)_)?(?:compat_)?sys_(\w+)$/;

/** @param names functions' names; `name@file` where two files define one */
export function nameList(names: readonly string[]): NameList {
  return {
    names,
    plain: names.map(plainOf),
    starts: names.map(startsOf),
    short: names.map((name) => {
      const call = /^sys_(\w+)$/.exec(name)?.[1];
      return call && plainOf(call);
    }),
  };
}

/**
 * What a reader typed, as a name: `kill(2)` and `sys_kill()` are `kill` and `sys_kill`. Spaces at the ends go.
 */
export function typedName(typed: string): string {
  return typed
    .trim()
    .replace(/\s*\(\s*\d?\s*\)$/, '')
    .trim();
}

/** Longer than any function's name: nothing that long is searched for, and a paste of a page costs nothing. */
const LONGEST = 120;

/**
 * The names that fit best what was typed, best first: among equals shorter ones, then by the alphabet.
 *
 * @param limit how many at most
 */
export function complete(list: NameList, typed: string, limit: number): Completion[] {
  const name = typedName(typed);
  if (name.length > LONGEST) return [];
  const wanted = plainOf(name);
  if (wanted === '') return [];
  const words = name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const found: { index: number; fit: number }[] = [];
  const syscall = SYSCALL.exec(name)?.[1];
  const short = syscall && plainOf(syscall);
  list.names.forEach((candidate, index) => {
    const fit = fitOf(list, index, candidate, name, wanted, words, short);
    if (fit !== undefined) found.push({ index, fit });
  });
  // Misspelt names are looked for only where nothing else fits: it costs more, and would only add noise.
  if (found.length === 0 && wanted.length >= 3) {
    const allowed = wanted.length <= 5 ? 1 : wanted.length <= 10 ? 2 : 3;
    const distance = distanceWithin(wanted, allowed);
    list.plain.forEach((plain, index) => {
      const off = distance(plain);
      if (off !== undefined) found.push({ index, fit: Fit.misspelt + off / 10 });
    });
  }
  const order = (a: { index: number; fit: number }, b: { index: number; fit: number }) =>
    a.fit - b.fit ||
    list.names[a.index]!.length - list.names[b.index]!.length ||
    (list.names[a.index]! < list.names[b.index]! ? -1 : 1);
  return found
    .sort(order)
    .slice(0, limit)
    .map(({ index, fit }) => ({ name: list.names[index]!, fit: Math.floor(fit) }));
}

function fitOf(
  list: NameList,
  index: number,
  candidate: string,
  name: string,
  wanted: string,
  words: readonly string[],
  short: string | undefined,
): number | undefined {
  if (candidate === name || candidate.startsWith(`${name}@`)) return Fit.exact;
  const plain = list.plain[index]!;
  const called = list.short[index];
  if (plain === wanted || called === wanted || (short !== undefined && called === short)) return Fit.same;
  if (plain.startsWith(wanted)) return Fit.prefix;
  const starts = list.starts[index]!;
  if (words.length > 1 && words.every((word) => starts.some((at) => plain.startsWith(word, at)))) return Fit.words;
  if (starts.some((at) => plain.startsWith(wanted, at))) return Fit.wordPrefix;
  if (plain.includes(wanted) || (words.length > 1 && words.every((word) => plain.includes(word)))) return Fit.inside;
  // Letters in order, the first at the beginning of a word: `fcr` for find_child_reaper.
  if (wanted.length >= 3 && subsequence(plain, starts, wanted)) return Fit.subsequence;
  return undefined;
}

/** Whether the letters stand in the name in order, each the beginning of a word or next to the one before. */
function subsequence(plain: string, starts: readonly number[], wanted: string): boolean {
  const from = (letter: number, before: number): boolean => {
    if (letter === wanted.length) return true;
    if (before >= 0 && plain[before + 1] === wanted[letter] && from(letter + 1, before + 1)) return true;
    return starts.some((at) => at > before && plain[at] === wanted[letter] && from(letter + 1, at));
  };
  return from(0, -1);
}

/**
 * Damerau and Levenshtein's distance of a name, or of its beginning, from what was typed, if it is at most `allowed`.
 * A beginning counts one more, so that the whole name goes first.
 */
function distanceWithin(wanted: string, allowed: number): (plain: string) => number | undefined {
  const n = wanted.length;
  return (plain) => {
    const m = Math.min(plain.length, n + allowed);
    if (m < n - allowed) return undefined;
    // Rows are letters of the name, columns of what was typed.
    let before: number[] = [];
    let row: number[] = Array.from({ length: n + 1 }, (_, j) => j);
    let best = Infinity;
    for (let i = 1; i <= m; i++) {
      const next: number[] = [i];
      let least = i;
      for (let j = 1; j <= n; j++) {
        const same = plain[i - 1] === wanted[j - 1] ? 0 : 1;
        let cost = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + same);
        if (i > 1 && j > 1 && plain[i - 1] === wanted[j - 2] && plain[i - 2] === wanted[j - 1])
          cost = Math.min(cost, before[j - 2]! + 1);
        next.push(cost);
        least = Math.min(least, cost);
      }
      before = row;
      row = next;
      const whole = i === plain.length;
      if (row[n]! <= allowed) best = Math.min(best, row[n]! + (whole ? 0 : 1));
      if (least > allowed) break;
    }
    return best === Infinity ? undefined : best;
  };
}
