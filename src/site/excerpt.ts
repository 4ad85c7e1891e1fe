import { type Excerpt, type ExcerptNote, excerptWords, type OpenCall } from '../excerpt/index.ts';
import { type Locale, localHref } from '../i18n/index.ts';
import { nestWords } from '../unfold/index.ts';
import { type ShownFunction, shownFunction, shownSymbol, spelledName } from './functions.ts';
import { inactiveLines } from './inactive.ts';
import { linkIdentifiers } from './links.ts';
import { nearestNames } from './nearest-names.ts';
import { type BoundFold, type BoundNote, type BoundSnippet, snippetOf } from './notes.ts';
import { proseHtml } from './prose.ts';
import { type SymbolInfo, symbols } from './symbols.ts';
import { sourceText } from './text.ts';
import { fileTokens } from './tokens.ts';

/** What is asked for: a function, and how it is folded. */
export interface ExcerptRequest {
  fn: string;
  /** A view of its snippet, with folds of its own. */
  view?: string | undefined;
  /** Calls that arrive opened, one inside the other, as an address names them: `exit_notify.forget_original_parent`. */
  unfold?: string | undefined;
  /** The excerpt as its page names it, for errors, where this is a function opened in it. */
  within?: string | undefined;
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
      notes: await Promise.all((bound?.notes ?? []).map((note) => prepareNote(note, fn, id, locale))),
      folds: foldsOf(bound, view, fn, page).map(({ from, to, label }) => ({ from, to, label: label[locale] })),
      locks: bound?.locks ?? { entry: [], changes: [] },
      ...(request.unfold && { open: [await openCall(shown, request.unfold.split('.'), request)] }),
      idPrefix: `${id}-L`,
      resolve: linkIdentifiers(shown.path, locale),
      words: excerptWords[locale],
    },
  };
}

/**
 * A call that arrives opened, and those inside it. A function that has the view of the excerpt above it is folded as that says.
 *
 * @param path the functions, from the one that `caller` calls inwards
 * @throws Error naming page, excerpt and the step that is no call
 */
async function openCall(
  caller: ShownFunction,
  [name = '', ...further]: readonly string[],
  request: ExcerptRequest,
): Promise<OpenCall> {
  const { page, fn, locale, unfold } = request;
  const within = request.within ?? `<Excerpt fn="${fn}" unfold="${unfold}">`;
  const fail = (why: string) => new Error(`${page}: ${within}: ${why}`);
  const call = symbols()
    .find(({ def }) => def.file === caller.path && def.start === caller.first)
    ?.callees.find((callee) => callee.name === name && callee.kind === 'direct');
  const info = call?.href === undefined ? undefined : symbols().find(({ href }) => href === call.href);
  const shown = info && shownSymbol(info);
  if (!call || !shown) throw fail(`${caller.name} does not call ${name}, or ${name} has no page.${nearestNames(name)}`);
  const line = call.line - caller.first;
  const own = snippetOf(name)?.bound?.views.has(request.view ?? '') ? request.view : undefined;
  const inside = await prepareShown(shown, {
    ...request,
    fn: name,
    view: own,
    unfold: further.join('.') || undefined,
    within,
  });
  return {
    line,
    nest: { ...nestOf(info, shown, caller, locale), caller: caller.name, at: caller.number + line },
    excerpt: detached(inside.excerpt, shown, locale),
    words: nestWords[locale],
  };
}

/** What the head of an opened function says of it, wherever it is opened. */
function nestOf(info: SymbolInfo, shown: ShownFunction, caller: ShownFunction, locale: Locale) {
  const license = sourceText(shown.path)?.license;
  const version = shown.sameInV60 ? '6.0' : shown.label;
  return {
    fn: shown.name,
    id: info.id,
    file: shown.path,
    first: shown.number,
    last: shown.number + shown.lines.length - 1,
    differs: shown.sameInV60 ? undefined : shown.label,
    licence: license && shown.path !== caller.path ? { version, license } : undefined,
    href: localHref(info.href, locale),
    sourceHref: localHref(info.sourceHref, locale),
  };
}

/** An excerpt that can stand on a page any number of times: its numbers lead to the source page. */
export function detached(excerpt: Excerpt, shown: ShownFunction, locale: Locale): Excerpt {
  const source = localHref(`/source/v6.0/${shown.path}/`, locale);
  const lines = excerpt.lines.map((line, index) => ({ ...line, href: `${source}#L${shown.first + index}` }));
  return { ...excerpt, lines, detached: true };
}

/** A bound note as an excerpt sets it; `id` is the excerpt's, which the note's anchor starts with if it is not `fn`. */
export async function prepareNote(note: BoundNote, fn: string, id: string, locale: Locale): Promise<ExcerptNote> {
  const scenarios = note.source?.scenarios ?? [];
  return {
    line: note.line,
    id: id === fn ? note.anchor : `${id}-${note.anchor}`,
    name: note.id,
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
