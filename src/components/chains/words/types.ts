import type { CallKind, QueryField } from '@/callgraph/index.ts';
import type { Query } from '@/chains/index.ts';

/** A question for the empty page, and how it is asked. */
export interface Example {
  /** `code between backticks` is set as code. */
  question: string;
  query: Partial<Query>;
}

/** What the page about chains says, in one edition. Numbers come as numbers: each edition groups digits in its own way. */
export interface ChainsWords {
  title: string;
  lede: string;
  description: string;

  // the form
  from: string;
  to: string;
  through: string;
  avoid: string;
  nothing: string;
  anywhere: string;
  /** Read out with a field: how it completes. */
  fieldHelp: string;
  find: string;
  remove(name: string): string;
  added(name: string): string;
  removed(name: string): string;
  swap: string;
  options: string;
  kinds: string;
  kind: Record<CallKind, string>;
  kindHint: Record<CallKind, string>;
  files: string;
  filesHint: string;
  filesPlaceholder: string;
  depth: string;
  depthHint: string;
  anyConfig: string;
  near: string;
  /** The options in force, in a line. */
  inForce(query: Query): string;

  // completion
  suggestions: string;
  offers(count: number, first: string): string;
  noOffer: string;

  // answers
  chains(total: number, exact: boolean): string;
  /** Of one chain, and of several. */
  shortest(calls: number, total: number): string;
  took(milliseconds: number, functions: number): string;
  commandLine: string;
  copyCommand: string;
  calls(count: number): string;
  seen(kernel: string, machine: string): string;
  seenBut(kernel: string, machine: string, inlined: string[]): string;
  seenShort: string;
  dropped(lock: string, call: number): string;
  held(locks: string[], call: number): string;
  locked: Record<'write' | 'read' | 'rcu', (lock: string) => string>;
  throughPointer(pointer: string | undefined, call: number): string;
  throughMacro(macro: string, calls: number[]): string;
  leftOut(calls: number[]): string;
  mayLead: string;
  otherVersion(files: string[], version: string): string;
  chosen: string;
  choose(number: number): string;
  alsoAt(lines: string[]): string;
  viaMacro(macro: string): string;
  viaPointer(pointer: string | undefined): string;
  notCompiled: string;
  noLine: string;
  unfold: string;
  inGraph: string;
  copyText: string;
  copyLink: string;
  copied: string;
  copyFailed: string;
  more(count: number): string;
  atLeast: string;
  asking: string;

  // lists of functions
  functionsFound(ask: 'callers' | 'callees' | 'reaching' | 'reached-from', name: string, total: number): string;
  /** Without a count where not all of them are listed. */
  distance(calls: number, count: number | undefined): string;
  chainTo(ask: 'reaching' | 'reached-from', name: string): string;
  chainsShort: string;
  definedElsewhere: string;

  // no answer
  same(name: string): string;
  recursion: string;
  noRecursion(name: string): string;
  contradiction(name: string): string;
  none(from: string, to: string): string;
  noneReaching(name: string): string;
  noneReached(name: string): string;
  noneCallers(name: string): string;
  noneCallees(name: string): string;
  excluded: string;
  drop: {
    through(name: string): string;
    avoid(name: string): string;
    in(pattern: string): string;
    kinds: string;
    config: string;
    depth(calls: number): string;
    all: string;
  };
  dropGives(calls: number): string;
  never(from: string, to: string): string;
  turned: string;
  gaveUp: string;
  ask: string;
  unknown(name: string): string;
  unknownNearest: string;
  unknownNone: string;
  ambiguous(name: string): string;
  tooLong(field: string, most: number): string;
  malformed(field: string, value: string): string;
  missing(field: string): string;
  fieldNames: Record<QueryField, string>;
  failed: string;
  again: string;

  // the empty page
  askAway: string;
  examples: readonly Example[];
  exampleTitle: string;
  exampleCaption: string;
  noScript: string;
  noText: string;
  pointersNote: string;
}
