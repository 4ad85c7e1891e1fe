import { type ExcerptNote, escapeHtml, excerptWords, railCount, renderExcerpt } from '../excerpt/index.ts';
import { type Locale, localHref } from '../i18n/index.ts';
import { prepareNote } from './excerpt.ts';
import { shownFunction, shownSymbol, spelledName } from './functions.ts';
import { inactiveLines } from './inactive.ts';
import { linkIdentifiers } from './links.ts';
import { snippetOf } from './notes.ts';
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

  const lines = (from: number, to: number, entry?: OutlineEntry) =>
    Array.from({ length: to - from + 1 }, (_, index) => {
      const number = from + index;
      const names = entry && number === entry.symbol.def.nameLine;
      return {
        number,
        tokens: tokens[number - 1]!,
        active: !inactive.has(number),
        defines: names ? spelledName(entry.symbol.def) : undefined,
        aside: names ? besideName(entry, text, locale) : undefined,
      };
    });
  const set = (from: number, to: number, entry: OutlineEntry | undefined, notes: readonly ExcerptNote[]) => {
    const bound = entry && noteworthy(entry) ? snippetOf(entry.name)?.bound : undefined;
    const locks = bound?.locks ?? { entry: [], changes: [] };
    rails = Math.max(rails, railCount(locks));
    const words = excerptWords[locale];
    return renderExcerpt({ lines: lines(from, to, entry), notes, folds: [], locks, idPrefix: 'L', resolve, words });
  };

  let next = 1;
  for (const entry of outline) {
    if (entry.start > next) parts.push(part(set(next, entry.start - 1, undefined, []), entry.start - next));
    const bound = noteworthy(entry) ? (snippetOf(entry.name)?.bound?.notes ?? []) : [];
    const notes = await Promise.all(
      bound.map((note, index) => prepareNote(note, index + 1, entry.name, entry.name, locale)),
    );
    noteCount += notes.length;
    const html = set(entry.start, entry.end, entry, notes);
    parts.push(part(html, entry.end - entry.start + 1, entry.anchor, notes.length > 0));
    next = entry.end + 1;
  }
  if (next <= text.lines.length)
    parts.push(part(set(next, text.lines.length, undefined, []), text.lines.length - next + 1));
  return { text, outline, html: parts.join(''), rails, notes: noteCount };
}

/** Notes are about the definition that a function's name stands for, not about another one in a different `#if` branch. */
function noteworthy(entry: OutlineEntry): boolean {
  return shownFunction(entry.name)?.first === entry.start;
}

/** Lines that are drawn together, and not before they come near the window. Parts with notes reach into the margin. */
function part(html: string, count: number, anchor?: string, annotated = false): string {
  const id = anchor === undefined ? '' : ` id="${anchor}"`;
  const kind = [...(anchor === undefined ? [] : ['fn']), ...(annotated ? [] : ['part'])].join(' ');
  return `<div class="${kind}"${id}${annotated ? '' : ` style="--n:${count}"`}>\n${html}</div>\n`;
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
