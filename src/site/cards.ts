/**
 * What a card says of a function when its name is pointed at. Cards are fetched when the first name of a file is: one answer for all
 * functions a file defines or names, and one for each function by itself, for names outside code.
 * @module
 */
import { type Locale, localHref } from '../i18n/index.ts';
import { type LockPlan, railsOf } from '../unfold/index.ts';
import { type CardWords, factWords } from './card-words.ts';
import { shownSymbol } from './functions.ts';
import { snippetOf } from './notes.ts';
import { inlineHtml } from './prose.ts';
import { seenRunning } from './seen.ts';
import { groupCalls } from './symbol-page.ts';
import { identifier, type SymbolInfo, symbol, symbols } from './symbols.ts';
import { SOURCE_FILES, sourceText } from './text.ts';

export interface Card {
  fn: string;
  /** What the page of chains calls it: its name, or `name@file` where two files define it. */
  chain: string;
  signature: string;
  /** One sentence, inline HTML. */
  summary?: string;
  file: string;
  first: number;
  last: number;
  /** Said beside the place when the lines are not v6.0's. */
  differs?: string;
  href: string;
  sourceHref: string;
  /** How many functions call it, and the one, if it is one that has a page. */
  callers: number;
  caller?: { fn: string; href: string };
  calls: number;
  locks?: string;
  seen?: string;
}

export interface Cards {
  words: CardWords;
  /** By the id that a function's address ends in. */
  cards: Record<string, Card>;
}

/** What answers there are: the paths below `/cards/<edition>/`, without `.json`. */
export function cardSets(): { path: string; members: SymbolInfo[] }[] {
  const files = SOURCE_FILES.filter((file) => sourceText(file)).map((file) => ({ path: file, members: namedIn(file) }));
  const each = symbols().map((info) => ({ path: `symbols/${info.id}`, members: [info] }));
  return [...files, ...each];
}

/** The cards of some functions in one edition. */
export async function cardsOf(members: readonly SymbolInfo[], locale: Locale): Promise<Cards> {
  const cards: Cards['cards'] = {};
  for (const info of members) cards[info.id] = await cardOf(info, locale);
  return { words: factWords[locale].card, cards };
}

/** The functions with a page that a file's lines name, its own and others. */
function namedIn(file: string): SymbolInfo[] {
  const found = new Map<string, SymbolInfo>();
  const words = new Set(sourceText(file)?.lines.flatMap((line) => line.match(/[A-Za-z_]\w*/g) ?? []));
  for (const info of symbols()) if (info.def.file === file) found.set(info.id, info);
  for (const word of words) {
    const target = identifier(word, file);
    if (target?.kind !== 'function' || target.external) continue;
    const id = target.href.split('/').at(-2) ?? '';
    const info = symbol(id);
    if (info) found.set(info.id, info);
  }
  return [...found.values()];
}

async function cardOf(info: SymbolInfo, locale: Locale): Promise<Card> {
  const { name, id, def } = info;
  const words = factWords[locale];
  const shown = shownSymbol(info);
  const first = shown?.number ?? def.start;
  // A snippet speaks of the definition that the name stands for, not of a namesake's.
  const snippet = symbol(name)?.id === id ? snippetOf(name) : undefined;
  const callers = groupCalls(info.callers, locale);
  const [only] = callers;
  const summary = snippet?.summary?.[locale];
  const locks = snippet?.bound && locksSaid(snippet.bound.locks, locale);
  const seen = seenSaid(name, locale);
  return {
    fn: name,
    chain: id === name ? name : `${name}@${def.file}`,
    signature: def.signature,
    ...(summary && { summary: await inlineHtml(summary, locale) }),
    file: def.file,
    first,
    last: first + def.end - def.start,
    ...(shown && !shown.sameInV60 && { differs: words.differs(shown.label) }),
    href: localHref(info.href, locale),
    sourceHref: localHref(info.sourceHref, locale),
    callers: callers.length,
    ...(callers.length === 1 && only?.href && !only.out && { caller: { fn: only.name, href: only.href } }),
    calls: groupCalls(info.callees, locale, def.file).length,
    ...(locks && { locks }),
    ...(seen && { seen }),
  };
}

/** What a function does with each lock, in words; undefined when nothing is known of any. */
export function locksSaid(plan: LockPlan, locale: Locale): string | undefined {
  const words = factWords[locale];
  const parts = railsOf(plan).flatMap((lock) => {
    const entry = plan.entry.find((held) => held.lock === lock)?.mode;
    const changes = plan.changes.filter((change) => change.lock === lock && !change.silent);
    const taken = changes.find(({ mode }) => mode)?.mode;
    const drops = changes.some(({ mode }) => !mode);
    if (!entry) return taken ? [words.takes(lock, taken)] : [];
    if (!drops) return [words.entered(lock, entry)];
    return [words.entered(lock, entry), taken ? words.dropsAndTakes(lock) : words.drops(lock)];
  });
  return parts.length > 0 ? words.joined(parts) : undefined;
}

let seen: ReturnType<typeof seenRunning> | undefined;

function seenSaid(name: string, locale: Locale): string | undefined {
  seen ??= seenRunning();
  const words = factWords[locale];
  const on = seen.filter(({ functions }) => functions.includes(name)).map(({ kernel }) => kernel);
  if (on.length > 0) return words.seenOn(on);
  const inlined = seen.filter(({ inlined }) => inlined.includes(name)).map(({ kernel }) => kernel);
  return inlined.length > 0 ? words.inlinedOn(inlined) : undefined;
}
