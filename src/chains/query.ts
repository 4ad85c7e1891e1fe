/**
 * What the reader asks on the page, and its written forms: the page's address, the command line, one line in the search box. Pure.
 */
import type { CallKind, Conditions, Question } from '../callgraph/index.ts';

export const KINDS: readonly CallKind[] = ['direct', 'macro', 'indirect'];
/** What is followed when nothing else is said: a call through a pointer only may lead somewhere. */
export const USUAL_KINDS: readonly CallKind[] = ['direct', 'macro'];
/** Characters of a name or of a list of files; what is longer is cut off before anything is done with it. */
export const LONGEST = 200;
/** Names in `through`, or in `avoid`: each doubles the search's work. */
export const MOST = 6;
/** Calls in a chain, at most: as the search has it. */
export const DEEPEST = 100;

export interface Query {
  /** Names as typed. Both: chains. One: everything it reaches, or that reaches it. */
  from: string;
  to: string;
  through: readonly string[];
  avoid: readonly string[];
  kinds: readonly CallKind[];
  /** Only functions defined in files that match, as `kernel/*.c`; '' for all. */
  files: string;
  /** Calls at most; undefined for the search's own limit. */
  depth: number | undefined;
  /** Calls that the site's configuration leaves out count too. */
  anyConfig: boolean;
  /** With one name: only those that call it, or that it calls, themselves. */
  near: boolean;
  /** The chain whose lines are shown, from 1. */
  chain: number;
}

export const NOTHING_ASKED: Query = {
  from: '',
  to: '',
  through: [],
  avoid: [],
  kinds: USUAL_KINDS,
  files: '',
  depth: undefined,
  anyConfig: false,
  near: false,
  chain: 1,
};

/** What a query asks for; undefined when it names neither end. */
export function formOf({ from, to, near }: Query): Question['ask'] | undefined {
  if (from !== '' && to !== '') return 'chains';
  if (to !== '') return near ? 'callers' : 'reaching';
  if (from !== '') return near ? 'callees' : 'reached-from';
  return undefined;
}

/** What narrows a query, for the engine. */
export function conditionsOf({ through, avoid, kinds, files, depth, anyConfig }: Query): Conditions {
  return {
    ...(through.length > 0 && { through }),
    ...(avoid.length > 0 && { avoid }),
    ...(!usual(kinds) && { kinds }),
    ...(files !== '' && { in: files }),
    ...(depth !== undefined && { maxDepth: depth }),
    ...(anyConfig && { anyConfig }),
  };
}

/**
 * A query as the engine takes it; undefined when it names neither end.
 * @param limit how many chains or functions to list
 */
export function questionOf(query: Query, limit: number): Question | undefined {
  const ask = formOf(query);
  if (!ask) return undefined;
  const conditions = { ...conditionsOf(query), limit };
  const { from, to } = query;
  return ask === 'chains' ? { ask, from, to, ...conditions } : { ask, of: from || to, ...conditions };
}

/** A name as typed, without a call's empty parentheses; those of `kill(2)` stay, they say that the system call is meant. */
const clean = (text: string): string =>
  text
    .slice(0, 4 * LONGEST)
    .trim()
    .replace(/\s*\(\s*\)$/, '')
    .slice(0, LONGEST)
    .trim();

/**
 * Reads a query out of an address. Whatever stands there gives one: what makes no sense is left out.
 * `callers=X` and `callees=X` are short for `to=X&near=1`, `from=X&near=1`.
 */
export function readAddress(search: string): Query {
  const asked = new URLSearchParams(search);
  const names = (key: string): string[] => {
    const list = asked
      .getAll(key)
      .flatMap((value) => value.slice(0, MOST * LONGEST).split(','))
      .map(clean)
      .filter((name) => name !== '');
    return [...new Set(list)].slice(0, MOST);
  };
  const [callers, callees] = [clean(asked.get('callers') ?? ''), clean(asked.get('callees') ?? '')];
  const named = (asked.get('kinds') ?? '').split(',');
  const kinds = KINDS.filter((kind) => named.includes(kind));
  const whole = (key: string, most: number): number | undefined => {
    const n = Number(asked.get(key));
    return Number.isInteger(n) && n > 0 ? Math.min(n, most) : undefined;
  };
  return {
    from: clean(asked.get('from') ?? '') || callees,
    to: clean(asked.get('to') ?? '') || callers,
    through: names('through'),
    avoid: names('avoid'),
    kinds: kinds.length > 0 ? kinds : USUAL_KINDS,
    files: (asked.get('in') ?? '').trim().slice(0, LONGEST),
    depth: whole('depth', DEEPEST),
    anyConfig: asked.get('config') === 'any',
    near: asked.has('near') || callers !== '' || callees !== '',
    chain: whole('chain', 9999) ?? 1,
  };
}

const usual = (kinds: readonly CallKind[]): boolean => kinds.join() === USUAL_KINDS.join();

/** A query as an address' `?from=…`; '' for none. `readAddress` gives it back. */
export function writeAddress(query: Query): string {
  const { from, to, through, avoid, kinds, files, depth, anyConfig, near, chain } = query;
  const asked = new URLSearchParams();
  if (from) asked.set('from', from);
  if (to) asked.set('to', to);
  if (through.length > 0) asked.set('through', through.join());
  if (avoid.length > 0) asked.set('avoid', avoid.join());
  if (!usual(kinds)) asked.set('kinds', kinds.join());
  if (files) asked.set('in', files);
  if (depth !== undefined) asked.set('depth', String(depth));
  if (anyConfig) asked.set('config', 'any');
  if (near) asked.set('near', '1');
  if (chain > 1) asked.set('chain', String(chain));
  // Commas, slashes and @ are allowed in a query as they are, and read better.
  const written = asked.toString().replaceAll('%2C', ',').replaceAll('%2F', '/').replaceAll('%40', '@');
  return written && `?${written}`;
}

/** A word as a shell takes it. */
const quoted = (word: string): string => (/^[\w@./,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** The command that gives the same answer; undefined when nothing is asked. */
export function writeCommand(query: Query): string | undefined {
  const ask = formOf(query);
  if (!ask) return undefined;
  const { from, to, through, avoid, kinds, files, depth, anyConfig } = query;
  const words = ['why-sigkill', 'chains'];
  if (ask === 'chains') words.push(quoted(from), quoted(to));
  else words.push(`--${ask}`, quoted(from || to));
  for (const name of through) words.push('--through', quoted(name));
  for (const name of avoid) words.push('--avoid', quoted(name));
  if (!usual(kinds)) words.push('--kinds', kinds.join());
  if (files) words.push('--in', quoted(files));
  if (depth !== undefined) words.push('--max-depth', String(depth));
  if (anyConfig) words.push('--any-config');
  return words.join(' ');
}

/**
 * A query in one line, as the search box takes it: `do_exit -> zap_pid_ns_processes`, `do_exit → …`,
 * `do_exit to zap_pid_ns_processes`, `从 do_exit 到 …`. With three names or more, those between are gone through.
 * @returns undefined when the line is no such query; `arrow` tells whether it was said by an arrow, not by a word
 */
export function readLine(line: string): { query: Query; arrow: boolean } | undefined {
  const text = line
    .trim()
    .slice(0, MOST * LONGEST)
    .replace(/^(?:from\s+|[从由]\s*)(?=\S)/i, '');
  const separator = /\s*(?:-+>|=+>|[→⟶>])\s*|\s+to\s+|\s*[到至]\s*/gi;
  const ends = text.split(separator).map(clean);
  if (ends.length < 2) return undefined;
  const [from = '', ...rest] = ends;
  const to = rest.pop() ?? '';
  if (!from && !to) return undefined;
  const name = /^[A-Za-z_][\w .@/-]*(?:\(\d\))?$/;
  if ([from, to, ...rest].some((end) => end !== '' && !name.test(end))) return undefined;
  const query = { ...NOTHING_ASKED, from, to, through: rest.filter((between) => between !== '') };
  return { query, arrow: /[>→⟶]/.test(text) };
}
