import { type ExcerptNote, excerptWords, renderExcerpt } from '../excerpt/index.ts';
import { type Locale, localHref } from '../i18n/index.ts';
import { escapeHtml, railsOf } from '../unfold/index.ts';
import { prepareNote } from './excerpt.ts';
import { shownFunction, shownSymbol, spelledName } from './functions.ts';
import { inactiveLines } from './inactive.ts';
import { linkIdentifiers } from './links.ts';
import { type BoundSnippet, snippetOf } from './notes.ts';
import { type SymbolInfo, symbols } from './symbols.ts';
import { type SourceText, sourceText } from './text.ts';
import { fileTokens } from './tokens.ts';
import { textWords } from './words.ts';

/** A function of a file, as the file's outline lists it. */
export interface OutlineEntry {
  name: string;
  /** The id of its lines on the source page: its name, unless the file defines that twice. */
  anchor: string;
  symbol: SymbolInfo;
  /** 1-based, in the text we have. */
  start: number;
  end: number;
  /** Its lines are v6.0's, word for word. */
  sameInV60: boolean;
}

/** A whole file as its page shows it. */
export interface PreparedSource {
  text: SourceText;
  outline: OutlineEntry[];
  /** The lines as HTML, in parts: a part is one function, or what stands between two. */
  html: string;
  /** The most locks that any of its functions draws. */
  rails: number;
  /** Number of notes on its lines. */
  notes: number;
  /** How many more there would be if the text had the lines of v6.0 they stand on. */
  notesLeftOut: number;
}

/** The functions of a file in the order of their lines. */
export function outlineOf(path: string): OutlineEntry[] {
  const own = symbols().filter(({ def }) => def.file === path);
  own.sort((a, b) => a.def.start - b.def.start);
  const taken = new Set<string>();
  return own.map((symbol) => {
    const { name, def } = symbol;
    const anchor = taken.has(name) ? `${name}-L${def.start}` : name;
    taken.add(name);
    const sameInV60 = shownSymbol(symbol)?.sameInV60 ?? false;
    return { name, anchor, symbol, start: def.start, end: def.end, sameInV60 };
  });
}

/**
 * A file's lines with links, notes and the ways to each function's callers; undefined when there is no kernel text.
 * Numbers are the text's own: for a file that is not v6.0's, not v6.0's numbers.
 */
export async function prepareSource(path: string, locale: Locale): Promise<PreparedSource | undefined> {
  const text = sourceText(path);
  const tokens = await fileTokens(path);
  if (!text || !tokens) return undefined;
  const outline = outlineOf(path);
  const inactive = inactiveLines(path);
  const resolve = linkIdentifiers(path, locale);
  const parts: string[] = [];
  let noteCount = 0;
  let rails = 0;

  const lines = (from: number, to: number, entries: readonly OutlineEntry[]) =>
    Array.from({ length: to - from + 1 }, (_, index) => {
      const number = from + index;
      const named = entries.filter(({ symbol }) => symbol.def.nameLine === number);
      return {
        number,
        tokens: tokens[number - 1]!,
        active: !inactive.has(number),
        defines: named[0] && spelledName(named[0].symbol.def),
        aside: named.map((entry) => besideName(entry, text, locale)).join(''),
      };
    });
  const words = excerptWords[locale];
  const set = (from: number, to: number, entries: readonly OutlineEntry[] = [], said?: BoundSnippet, notes = none) => {
    const locks = said?.locks ?? { entry: [], changes: [] };
    rails = Math.max(rails, railsOf(locks).length);
    return renderExcerpt({ lines: lines(from, to, entries), notes, folds: [], locks, idPrefix: 'L', resolve, words });
  };

  let next = 1;
  let notesLeftOut = 0;
  for (const entries of overlapping(outline)) {
    const main = entries[0]!;
    const { start } = main;
    const end = Math.max(...entries.map((entry) => entry.end));
    if (start > next) parts.push(part(set(next, start - 1), start - next));
    const snippet = isNamesake(main) ? snippetOf(main.name) : undefined;
    const said = snippet?.bound;
    notesLeftOut += snippet?.notesLeftOut ?? 0;
    const notes = await Promise.all((said?.notes ?? []).map((note) => prepareNote(note, main.name, main.name, locale)));
    noteCount += notes.length;
    const anchors = entries.map(({ anchor }) => anchor);
    parts.push(part(set(start, end, entries, said, notes), end - start + 1, anchors, notes.length > 0, locksOf(said)));
    next = end + 1;
  }
  const last = text.lines.length;
  if (next <= last) parts.push(part(set(next, last), last - next + 1));
  return { text, outline, html: parts.join(''), rails, notes: noteCount, notesLeftOut };
}

const none: readonly ExcerptNote[] = [];

/**
 * Functions whose lines overlap, together: `#if` may give one body several heads (`clone` in kernel/fork.c), and a line
 * must not stand on the page twice.
 */
function overlapping(outline: readonly OutlineEntry[]): OutlineEntry[][] {
  const groups: OutlineEntry[][] = [];
  let end = 0;
  for (const entry of outline) {
    if (entry.start <= end) groups.at(-1)!.push(entry);
    else groups.push([entry]);
    end = Math.max(end, entry.end);
  }
  return groups;
}

/** Notes are about the definition that a function's name stands for, not about another one in a different `#if` branch. */
function isNamesake(entry: OutlineEntry): boolean {
  return shownFunction(entry.name)?.first === entry.start;
}

const locksOf = (said: BoundSnippet | undefined): string[] => (said ? railsOf(said.locks) : []);

/** Lines that are drawn together, and not before they come near the window. Parts with notes reach into the margin. */
function part(
  html: string,
  count: number,
  anchors: readonly string[] = [],
  annotated = false,
  locks: readonly string[] = [],
): string {
  const [anchor, ...others] = anchors;
  const id = anchor === undefined ? '' : ` id="${anchor}"`;
  // What a function that is opened below one of these lines must know of them.
  const rails = locks.length > 0 ? ` data-locks="${escapeHtml(locks.join('|'))}"` : '';
  const kind = [...(anchor === undefined ? [] : ['fn']), ...(annotated ? [] : ['part'])].join(' ');
  const also = others.map((other) => `<span id="${other}"></span>`).join('');
  return `<div class="${kind}"${id}${rails}${annotated ? '' : ` style="--n:${count}"`}>${also}\n${html}</div>\n`;
}

/** What stands after a function's name: the way to its callers, and, in another version's file, whether it is v6.0's. */
function besideName(entry: OutlineEntry, text: SourceText, locale: Locale): string {
  const words = textWords[locale];
  const callers = new Set(entry.symbol.callers.map(({ name, file }) => `${file}:${name}`)).size;
  const href = localHref(entry.symbol.href, locale);
  const link = `<a class="by" href="${escapeHtml(href)}${callers > 0 ? '#callers' : ''}">${words.callers(callers)}</a>`;
  const same = text.verified || !entry.sameInV60 ? '' : `<span class="by">${words.sameInV60}</span>`;
  return link + same;
}
