import { SnippetError } from './error.ts';
import { describeFailure, firstMatch, matchLine } from './match.ts';
import type { LockMode, Snippet, SnippetFold, SnippetNote } from './schema.ts';

/** Most locks one excerpt draws, a rail each. */
const MOST_LOCKS = 2;

/** A note that has found its line. */
export interface BoundNote {
  id: string;
  /** The id of its element on a page: `note-<function>-<id>`. */
  anchor: string;
  /** Its line: 0-based within the function. */
  line: number;
  /** Its text in each language, inline Markdown. */
  text: { en: string; 'zh-cn': string };
  source: SnippetNote['source'];
}

/** Lines that are folded by default: 0-based within the function, both ends inclusive. */
export interface BoundFold {
  from: number;
  to: number;
  label: { en: string; 'zh-cn': string };
}

/** A line from which a lock is held (with a mode) or not (without). */
export interface LockChange {
  line: number;
  lock: string;
  mode: LockMode | undefined;
  /** The line itself neither takes nor drops it. */
  silent: boolean;
}

/** A snippet whose every reference to a line has been resolved against the function's text. */
export interface BoundSnippet {
  function: string;
  file: string;
  summary: { en: string; 'zh-cn': string } | undefined;
  notes: BoundNote[];
  folds: BoundFold[];
  views: Map<string, BoundFold[]>;
  locks: { entry: { lock: string; mode: LockMode }[]; changes: LockChange[] };
}

/**
 * Resolves what a snippet says about lines against the function's own lines.
 *
 * @param name the snippet file's name, for errors
 * @param snippet what the file says
 * @param lines the function's lines
 * @param first the number of the first of them, for errors
 * @throws SnippetError if a text fits no line or several, or folds overlap: it names the file, the note or fold, the
 *   function and the lines that come nearest
 */
export function bindSnippet(name: string, snippet: Snippet, lines: readonly string[], first: number): BoundSnippet {
  const fail = (where: string, text: string, why: string): never => {
    throw new SnippetError(`${name}: ${where} of ${snippet.function}: "${text}": ${why}`);
  };
  const find = (where: string, text: string, after: string | undefined): number => {
    const match = matchLine(lines, text, after);
    if ('index' in match) return match.index;
    return fail(where, match.of === 'after' ? (after ?? '') : text, describeFailure(match, lines, first));
  };
  const bindFolds = (where: string, folds: readonly SnippetFold[]): BoundFold[] => {
    const bound = folds.map((fold, index) => {
      const place = `${where} ${index + 1}`;
      const from = find(`"from" in ${place}`, fold.from, fold.after);
      const to = firstMatch(lines, fold.to, from);
      if (to < 0) fail(`"to" in ${place}`, fold.to, `no line at or below line ${first + from} contains the text.`);
      return { from, to, label: { en: fold.en, 'zh-cn': fold['zh-cn'] } };
    });
    bound.sort((a, b) => a.from - b.from);
    for (const [index, fold] of bound.entries()) {
      const previous = bound[index - 1];
      if (previous && fold.from <= previous.to) {
        fail(where, fold.label.en, `lines ${first + fold.from}–${first + fold.to} overlap the fold before.`);
      }
    }
    return bound;
  };

  const locks = new Set([
    ...(snippet.locks?.entry ?? []).map(({ lock }) => lock),
    ...(snippet.locks?.changes ?? []).map((change) => lockAfter(change).lock),
  ]);
  if (locks.size > MOST_LOCKS) {
    const all = [...locks].join(', ');
    throw new SnippetError(`${name}: locks of ${snippet.function}: ${all}: an excerpt can draw ${MOST_LOCKS}.`);
  }

  return {
    function: snippet.function,
    file: snippet.file,
    summary: snippet.summary,
    notes: (snippet.notes ?? [])
      .map((note) => ({
        id: note.id,
        anchor: `note-${snippet.function}-${note.id}`,
        line: find(`note "${note.id}"`, note.at, note.after),
        text: { en: note.en, 'zh-cn': note['zh-cn'] },
        source: note.source,
      }))
      .sort((a, b) => a.line - b.line),
    folds: bindFolds('fold', snippet.folds ?? []),
    views: new Map(
      Object.entries(snippet.views ?? {}).map(([view, { folds }]) => [view, bindFolds(`view "${view}", fold`, folds)]),
    ),
    locks: {
      entry: snippet.locks?.entry ?? [],
      changes: (snippet.locks?.changes ?? [])
        .map((change, index) => ({
          line: find(`lock change ${index + 1}`, change.at, change.after),
          ...lockAfter(change),
        }))
        .sort((a, b) => a.line - b.line),
    },
  };
}

/** A snippet bound to a text that is not the one it speaks of. */
export interface PartlyBound {
  bound: BoundSnippet;
  /** The notes whose line is not there, or not once: what would have been the error of each. */
  notesLeftOut: SnippetError[];
}

/**
 * Resolves what of a snippet fits a text that is not v6.0's: each note and fold by itself, and the locks as a whole, for a
 * rail with a change missing would be wrong from there on. Takes what {@link bindSnippet} takes.
 */
export function bindWhatFits(name: string, snippet: Snippet, lines: readonly string[], first: number): PartlyBound {
  const { function: fn, file, summary } = snippet;
  const misfit = (part: Partial<Snippet>): SnippetError | undefined => {
    try {
      bindSnippet(name, { function: fn, file, ...part }, lines, first);
      return undefined;
    } catch (error) {
      if (error instanceof SnippetError) return error;
      throw error;
    }
  };
  const foldsThatFit = (folds: readonly SnippetFold[]): SnippetFold[] => {
    const kept: SnippetFold[] = [];
    for (const fold of folds) {
      kept.push(fold);
      if (misfit({ folds: kept })) kept.pop();
    }
    return kept;
  };

  const notes = (snippet.notes ?? []).map((note) => ({ note, error: misfit({ notes: [note] }) }));
  const fitting: Snippet = {
    function: fn,
    file,
    summary,
    notes: notes.filter(({ error }) => error === undefined).map(({ note }) => note),
    folds: foldsThatFit(snippet.folds ?? []),
    views: Object.fromEntries(
      Object.entries(snippet.views ?? {}).map(([view, { folds }]) => [view, { folds: foldsThatFit(folds) }]),
    ),
    locks: misfit({ locks: snippet.locks }) ? undefined : snippet.locks,
  };
  return {
    bound: bindSnippet(name, fitting, lines, first),
    notesLeftOut: notes.flatMap(({ error }) => error ?? []),
  };
}

type Change = NonNullable<NonNullable<Snippet['locks']>['changes']>[number];

function lockAfter(change: Change): Omit<LockChange, 'line'> {
  if ('takes' in change) return { lock: change.takes, mode: change.mode, silent: false };
  if ('drops' in change) return { lock: change.drops, mode: undefined, silent: false };
  if ('holds' in change) return { lock: change.holds, mode: change.mode, silent: true };
  return { lock: change.lacks, mode: undefined, silent: true };
}
