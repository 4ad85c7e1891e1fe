import type { CallKind } from './question.ts';

/** A line of a file in the text at hand: what a source page's `#L…` takes. */
export interface Place {
  /** As in the kernel's tree: `kernel/exit.c`. */
  file: string;
  /** 1-based, in the text at hand. */
  line: number;
  /** The same line's number in v6.0, where it is known: what readers are shown. Absent: show `line` and the file's version. */
  v60?: number;
}

/** Where a function calls another. */
export interface Site extends Place {
  kind: CallKind;
  /** The outermost macro as the function spells it: whose body calls, or inside whose argument the call stands. */
  macro?: string;
  /** For an indirect call, the field or variable that it goes through, as spelled: `->exit`. It *may* lead to the callee. */
  pointer?: string;
  /** Whether it stands in a loop of the function. */
  inLoop: boolean;
  /** False for a call that the site's configuration does not compile; seen only with `anyConfig`. */
  compiled: boolean;
}

/** A call site with the functions at its ends. */
export interface SiteBetween extends Site {
  from: string;
  to: string;
}

/** One step of a chain. Its own place is that of the first call site, `sites` has them all, by line. */
export interface Hop extends SiteBetween {
  sites: Site[];
}

/** A simple path: no function occurs twice. */
export interface Chain {
  /** The functions, both ends included. A name that occurs twice is told apart: `name@file`. */
  path: string[];
  /** One for each step: `hops.length === path.length - 1`. */
  hops: Hop[];
}

/** One condition whose fall would give chains, as a query to ask instead. */
export interface Opening {
  /** What to drop or to widen. `all`: no single one is enough, but all of them together are. */
  drop: 'through' | 'avoid' | 'in' | 'kinds' | 'config' | 'depth' | 'all';
  /** For `through` and `avoid`, which function, as it was asked for. */
  name?: string;
  /** How many calls the shortest chain then has. */
  shortest: number;
}

/** Why there is no chain. */
export type NoChain =
  /** Both ends are one function. `recursion`: the shortest way in which it comes back to itself, if it does. */
  | { kind: 'same'; recursion?: Chain }
  /** The ends, or a function to go through, are also to be avoided. */
  | { kind: 'contradiction'; name: string }
  /**
   * Nothing leads there under the conditions. `openings`: which of them to give up, one line each; empty when no chain
   * exists at all, through pointers and in other configurations included. `turned`: chains lead the other way round.
   */
  | { kind: 'none'; openings: Opening[]; turned: boolean }
  /** The search was given up before it found one: there may be some. */
  | { kind: 'gave-up' };

export interface ChainAnswer {
  /** How many chains there are under the conditions, listed or not. */
  total: number;
  /** False: counting was given up; there are at least `total`. */
  totalIsExact: boolean;
  /** The most calls of a chain that was looked for: as asked, or what was taken because the question did not say. */
  maxDepth: number;
  /** Shortest first; of one length in the order of their names. At most `limit`. */
  chains: Chain[];
  /** Present exactly when there are none. */
  why?: NoChain;
}

/** A function in a list. */
export interface FunctionEntry {
  /** Told apart (`name@file`) where it must be. */
  name: string;
  /** File and first line of its definition; absent when that is not among the text read (`mm/`, `fs/`, …). */
  file?: string;
  line?: number;
  v60?: number;
  /**
   * The calls that put it into the list: a caller's calls, the calls of a callee, the calls that lead one step nearer
   * (`reaching`) or come from one step nearer (`reached-from`).
   */
  sites: SiteBetween[];
  /** How many calls away: 1 for callers and callees. */
  distance: number;
}

export interface FunctionAnswer {
  /** How many there are, listed or not; always exact. */
  total: number;
  /** Nearest first; at one distance in the order of names. */
  functions: FunctionEntry[];
}

/** What is known of one function. */
export interface FunctionFacts {
  /** Told apart (`name@file`) where it must be. */
  name: string;
  /** The bare name. */
  bare: string;
  /** The name readers know it by, where that is another one: `sys_kill` for `__do_sys_kill` and its wrappers. */
  knownAs?: string;
  file?: string;
  /** First and last line of its definition in the text at hand. */
  line?: number;
  end?: number;
  v60?: number;
  isStatic: boolean;
  isInline: boolean;
  /** Whether the site's configuration compiles it; true where its definition was not read. */
  compiled: boolean;
  /** How many functions call it, and are called by it: direct and macro calls, in the site's configuration. */
  callers: number;
  callees: number;
  /** Whether its address is taken, so that calls through pointers may lead to it. */
  addressTaken: boolean;
}

/** One offer of completion. */
export interface Completion {
  /** What to put into the field. */
  name: string;
  file?: string;
  /** For what was typed: the characters of `name` that it matches, as [from, to) pairs. */
  matched: [number, number][];
}

/** Some functions and all the calls among them. */
export interface Among {
  functions: FunctionFacts[];
  /** One for each pair of functions of which one calls the other, calls of a function to itself left out. */
  hops: Hop[];
}
