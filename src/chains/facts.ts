/**
 * What is said of a chain besides its calls: that it was seen running, which locks are dropped on the way, what goes through a pointer or
 * a macro, what the configuration leaves out. Pure; the facts themselves are made at build (`/chains/facts.json`).
 */
import type { Chain, Hop } from '../callgraph/index.ts';

/** The lines on which calls stand in one file, by number, without indentation: `/chains/lines/<file>.json`. */
export interface CallLines {
  /** `v6.0`, or the version the text really is of. */
  version: string;
  lines: Record<number, string>;
}

/** How a lock is held. */
export type Held = 'write' | 'read' | 'rcu';

/** `/chains/facts.json`: everything about functions that the call index has not. */
export interface Facts {
  /** Functions that have a page here, by the name the index knows them by; the id in the page's address where it is another. */
  pages: Record<string, string>;
  /** Files that have a source page. */
  sources: readonly string[];
  seen: readonly {
    kernel: string;
    machine: string;
    functions: readonly string[];
    calls: readonly (readonly [string, string])[];
    inlined: readonly string[];
  }[];
  /** Of annotated functions: the locks they are entered with, and at the lines of their calls (in the text at hand) those then held. */
  locks: Record<string, { entry: Record<string, Held>; at: Record<number, Record<string, Held>> }>;
}

/** Facts about some functions only: what a page carries of them for an answer that is there from the start. */
export function factsAbout({ pages, sources, seen, locks }: Facts, names: readonly string[]): Facts {
  const among = (name: string) => names.some((each) => each === name || bareName(each) === name);
  const only = <T>(all: Record<string, T>) => Object.fromEntries(Object.entries(all).filter(([name]) => among(name)));
  return {
    pages: only(pages),
    sources,
    seen: seen.map((each) => ({
      ...each,
      functions: each.functions.filter(among),
      calls: each.calls.filter(([from, to]) => among(from) && among(to)),
      inlined: each.inlined.filter(among),
    })),
    locks: only(locks),
  };
}

export const NO_FACTS: Facts = { pages: {}, sources: [], seen: [], locks: {} };

/** A chain that a recording shows: each function running inside the one before. */
export interface SeenChain {
  kernel: string;
  machine: string;
  /** Functions of the chain that the compiler had put into their callers, so that none could be seen on its own. */
  inlined: string[];
}

/** The name without what tells it apart from its namesakes. */
export const bareName = (name: string): string => name.replace(/@.*/, '');

/**
 * Whether a recording shows a chain from its first function to its last. Functions that the compiler inlined have nothing to
 * be seen by; they are named, and the ones around them must have been seen one inside the other.
 */
export function seenChain({ seen }: Facts, path: readonly string[]): SeenChain | undefined {
  const names = path.map(bareName);
  for (const { kernel, machine, calls, inlined } of seen) {
    const visible = names.filter((name) => !inlined.includes(name));
    if (visible.length < 2 || visible[0] !== names[0] || visible.at(-1) !== names.at(-1)) continue;
    const pairs = new Set(calls.map(([from, to]) => `${from} ${to}`));
    if (visible.slice(1).every((name, i) => pairs.has(`${visible[i]} ${name}`)))
      return { kernel, machine, inlined: names.filter((name) => inlined.includes(name)) };
  }
  return undefined;
}

/** The newest kernel on which a function was seen running. */
export function seenFunction({ seen }: Facts, name: string): string | undefined {
  return seen.find(({ functions }) => functions.includes(bareName(name)))?.kernel;
}

/** A lock that a function of the chain was entered with and drops before it makes the chain's next call, counted from 1. */
export interface Dropped {
  lock: string;
  call: number;
}

/** The locks dropped on the way, as far as the chain's functions are annotated. */
export function droppedLocks({ locks }: Facts, { hops }: Pick<Chain, 'hops'>): Dropped[] {
  return hops.flatMap((hop, i) => {
    const annotated = locks[bareName(hop.from)];
    const held = annotated?.at[hop.line];
    if (!annotated || !held) return [];
    return Object.keys(annotated.entry)
      .filter((lock) => held[lock] === undefined)
      .map((lock) => ({ lock, call: i + 1 }));
  });
}

/** The locks held at a hop's call, as far as its function is annotated: those it was entered with included. */
export function heldAt({ locks }: Facts, hop: Hop): Record<string, Held> | undefined {
  return locks[bareName(hop.from)]?.at[hop.line];
}

/** Hops through a pointer, through a macro, and left out by the configuration: each with the number of its call, from 1. */
export function remarks({ hops }: Pick<Chain, 'hops'>) {
  const numbered = hops.map((hop, i) => ({ hop, call: i + 1 }));
  return {
    pointers: numbered.filter(({ hop }) => hop.kind === 'indirect'),
    macros: numbered.filter(({ hop }) => hop.kind === 'macro'),
    leftOut: numbered.filter(({ hop }) => !hop.compiled),
  };
}
