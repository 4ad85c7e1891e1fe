import { type Excerpt, type ExcerptNote, excerptWords } from '../excerpt/index.ts';
import type { Locale } from '../i18n/index.ts';
import { type ShownFunction, shownFunction, spelledName } from './functions.ts';
import { inactiveLines } from './inactive.ts';
import { linkIdentifiers } from './links.ts';
import { nearestNames } from './nearest-names.ts';
import { type BoundFold, type BoundNote, type BoundSnippet, snippetOf } from './notes.ts';
import { proseHtml } from './prose.ts';
import { symbols } from './symbols.ts';
import { fileTokens } from './tokens.ts';

/** What is asked for: a function, and how it is folded. */
export interface ExcerptRequest {
  fn: string;
  /** A view of its snippet, with folds of its own. */
  view?: string | undefined;
  locale: Locale;
  /** What ids on the page start with; two excerpts of one page must not share it. */
  id: string;
  /** The page, for errors. */
  page: string;
}

/** An excerpt ready to be rendered, with what its head and foot say. */
export interface PreparedExcerpt {
  shown: ShownFunction;
  excerpt: Excerpt;
  /** How many notes are left out, because this text has not the lines of v6.0 they stand on. */
  notesLeftOut: number;
}

/**
 * Gathers text, tokens, links, notes, folds and locks of a function.
 *
 * @returns undefined when there is no kernel text at all
 * @throws Error on a function that is not among the site's, or a view its snippet does not have; it names the page
 */
export async function prepareExcerpt(request: ExcerptRequest): Promise<PreparedExcerpt | undefined> {
  const { fn, page } = request;
  const shown = shownFunction(fn);
  if (!shown) {
    // With no text there are no symbols either, and nothing to hold the name against.
    if (symbols().length === 0) return undefined;
    throw new Error(`${page}: <Excerpt fn="${fn}">: no function of this name has a page.${nearestNames(fn)}`);
  }
  return prepareShown(shown, request);
}

/** The same for a function whose text is at hand: one of several with the same name has no snippet. */
export async function prepareShown(shown: ShownFunction, request: ExcerptRequest): Promise<PreparedExcerpt> {
  const { fn, view, locale, id, page } = request;
  const snippet = shownFunction(fn)?.first === shown.first ? snippetOf(fn) : undefined;
  const bound = snippet?.bound;
  const tokens = (await fileTokens(shown.path))!;
  const inactive = inactiveLines(shown.path);
  const defines = symbols().find(({ def }) => def.file === shown.path && def.start === shown.first)?.def;
  return {
    shown,
    notesLeftOut: snippet?.notesLeftOut ?? 0,
    excerpt: {
      lines: shown.lines.map((_, index) => {
        const line = shown.first + index;
        return {
          number: shown.number + index,
          tokens: tokens[line - 1]!,
          active: !inactive.has(line),
          defines: line === defines?.nameLine ? spelledName(defines) : undefined,
        };
      }),
      notes: await Promise.all((bound?.notes ?? []).map((note, index) => prepareNote(note, index + 1, fn, id, locale))),
      folds: foldsOf(bound, view, fn, page).map(({ from, to, label }) => ({ from, to, label: label[locale] })),
      locks: bound?.locks ?? { entry: [], changes: [] },
      idPrefix: `${id}-L`,
      resolve: linkIdentifiers(shown.path, locale),
      words: excerptWords[locale],
    },
  };
}

/** A bound note as an excerpt sets it; `id` is the excerpt's, which the note's anchor starts with if it is not `fn`. */
export async function prepareNote(
  note: BoundNote,
  number: number,
  fn: string,
  id: string,
  locale: Locale,
): Promise<ExcerptNote> {
  const scenarios = note.source?.scenarios ?? [];
  return {
    line: note.line,
    id: id === fn ? note.anchor : `${id}-${note.anchor}`,
    number,
    html: await proseHtml(note.text[locale], locale),
    source: scenarios.length > 0 ? excerptWords[locale].seen(scenarios) : undefined,
  };
}

function foldsOf(bound: BoundSnippet | undefined, view: string | undefined, fn: string, page: string): BoundFold[] {
  if (view === undefined) return bound?.folds ?? [];
  const folds = bound?.views.get(view);
  if (folds) return folds;
  const known = [...(bound?.views.keys() ?? [])];
  const list = known.length > 0 ? ` It has: ${known.join(', ')}.` : ' It has none.';
  throw new Error(`${page}: <Excerpt fn="${fn}" view="${view}">: kernel-snippets/${fn}.yaml has no such view.${list}`);
}
