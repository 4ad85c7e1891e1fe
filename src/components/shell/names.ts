/** Functions with a page, found by what a reader types: the part of the search box that comes before Pagefind's. */
import { bareName, complete, Fit, type NameList, nameList, type Query, readLine } from '@/chains/index.ts';
import type { SymbolNames } from '@/site/symbol-names.ts';

export interface NameHit {
  name: string;
  file: string;
  /** English address. */
  href: string;
}

interface Known {
  list: NameList;
  hits: ReadonlyMap<string, NameHit>;
}

let known: Promise<Known> | undefined;

/** Fetches the list, once. A failed attempt is not remembered: the next one may succeed. */
export function loadNames(): Promise<Known> {
  known ??= (async () => {
    const response = await fetch('/symbols/names.json');
    if (!response.ok) throw new Error(`${response.status} /symbols/names.json`);
    return knownFrom(await response.json());
  })();
  known.catch(() => {
    known = undefined;
  });
  return known;
}

/** A list made ready to be searched; names that occur twice are told apart by their files. */
export function knownFrom({ files, names }: SymbolNames): Known {
  const hits = new Map<string, NameHit>();
  for (const [name, file, id] of names) {
    const path = files[file]!;
    hits.set(id === undefined ? name : `${name}@${path}`, { name, file: path, href: `/symbols/${id ?? name}/` });
  }
  return { list: nameList([...hits.keys()]), hits };
}

/** Functions whose name is what was typed or like it, best first. */
export const namesLike = ({ list, hits }: Known, typed: string, count: number): NameHit[] =>
  complete(list, typed, count).map(({ name }) => hits.get(name)!);

/**
 * The question about chains that a line is, its names completed: `do_exit -> zap_pid` asks for zap_pid_ns_processes. A name like none here is
 * left as it is, for the page knows many more. Said by a word (`exit_notify to release_task`), both must be functions, or it is prose.
 */
export function chainsAsked({ list }: Known, line: string): Query | undefined {
  const read = readLine(line);
  if (!read) return undefined;
  const { query, arrow } = read;
  let sure = true;
  const full = (end: string): string => {
    const best = end === '' || /\(\d\)$/.test(end) ? undefined : complete(list, end, 1)[0];
    if (end !== '' && !/\(\d\)$/.test(end) && (!best || best.fit > Fit.words)) sure = false;
    return best && best.fit <= Fit.wordPrefix ? (best.fit === Fit.exact ? end : bareName(best.name)) : end;
  };
  const whole = { ...query, from: full(query.from), to: full(query.to), through: query.through.map(full) };
  return arrow || (sure && query.from !== '' && query.to !== '') ? whole : undefined;
}
