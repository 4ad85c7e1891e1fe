/**
 * The questions about chains that a function's page has ready: only those that have an answer.
 * @module
 */
import type { CallIndex } from '../callgraph/index.ts';
import { NOTHING_ASKED, type Query, writeAddress } from '../chains/index.ts';
import { type Locale, localHref } from '../i18n/index.ts';
import { chainIndex } from './chain-index.ts';
import type { SymbolInfo } from './symbols.ts';

/** Where the exit begins, and what it ends in: the two ends of this site's chain. */
const EXIT = 'do_exit';
const KILL = 'group_send_sig_info';
/** System calls named at most, the nearest first. */
const CALLS = 6;

export interface ReadyQueries {
  /** The function as the index of calls knows it. */
  name: string;
  /** How many functions lead to it, and how many it leads to. */
  reaching: { href: string; count: number } | undefined;
  reached: { href: string; count: number } | undefined;
  fromExit: string | undefined;
  toKill: string | undefined;
  /** System calls that lead to it, by the names of their manual pages. */
  calls: { name: string; href: string }[];
  /** How many more there are. */
  moreCalls: number;
}

let opened: { index: CallIndex | undefined } | undefined;

/** A function's ready questions; undefined when there is no kernel text, or the index does not have the function. */
export function readyQueries({ name, def }: SymbolInfo, locale: Locale): ReadyQueries | undefined {
  opened ??= { index: chainIndex() };
  const { index } = opened;
  const plain = index?.resolve(name);
  const told = plain?.file === def.file ? name : `${name}@${def.file}`;
  const found = plain?.file === def.file ? plain : index?.resolve(told);
  if (!index || !found || !def.active || !def.built) return undefined;
  const link = (part: Partial<Query>) => localHref(`/chains/${writeAddress({ ...NOTHING_ASKED, ...part })}`, locale);
  const reaching = index.reaching(told).functions;
  const reached = index.reachedFrom(told).functions;
  const among = (functions: typeof reached, wanted: string) =>
    found.name !== wanted && functions.some((entry) => entry.name === wanted);
  const entries = reaching.flatMap((entry) => /^__x64_sys_(\w+)$/.exec(entry.name)?.[1] ?? []);
  const own = /^sys_(\w+)$/.exec(name)?.[1];
  const calls = entries.filter((call) => call !== own);
  return {
    name: told,
    reaching: reaching.length > 0 ? { href: link({ to: told }), count: reaching.length } : undefined,
    reached: reached.length > 0 ? { href: link({ from: told }), count: reached.length } : undefined,
    fromExit: among(reaching, EXIT) ? link({ from: EXIT, to: told }) : undefined,
    toKill: among(reached, KILL) ? link({ from: told, to: KILL }) : undefined,
    calls: calls.slice(0, CALLS).map((call) => ({ name: `${call}(2)`, href: link({ from: `${call}(2)`, to: told }) })),
    moreCalls: Math.max(0, calls.length - CALLS),
  };
}
