import {
  escapeHtml,
  type Held,
  type LockEvent,
  type LockMode,
  type LockPlan,
  type Nest,
  type NestWords,
  NOTHING_HELD,
  railClasses,
  railStates,
  renderNest,
} from '../unfold/index.ts';
import { type Resolve, renderCode } from './line.ts';
import type { Token } from './tokenise.ts';
import type { ExcerptWords } from './words.ts';

/** One line to be set. */
export interface ExcerptLine {
  /** The number shown and linked to. */
  number: number;
  tokens: readonly Token[];
  /** False: the site's configuration leaves the line out of the kernel; it is greyed. */
  active: boolean;
  /** The name it defines. */
  defines?: string | undefined;
  /** HTML set after the code, not selected with it. */
  aside?: string | undefined;
  /** Where its number leads, in an excerpt that is {@link Excerpt.detached}. */
  href?: string | undefined;
}

/** A note ready to be set below its line (in the margin, where there is room). */
export interface ExcerptNote {
  /** 0-based line within the excerpt. */
  line: number;
  /** The id of its element, unique on the page. */
  id: string;
  /** What its snippet calls it: unique among the function's notes. */
  name?: string | undefined;
  /** Paragraphs of HTML. */
  html: string;
  /** What it rests on, plain text. */
  source?: string | undefined;
}

/** Lines to be folded away, 0-based within the excerpt, both ends inclusive, and what they do. */
export interface ExcerptFold {
  from: number;
  to: number;
  label: string;
}

/** A function that arrives opened under the line that calls it. */
export interface OpenCall {
  /** 0-based line within the caller. */
  line: number;
  /** What its head and foot say; depth and locks follow from where it stands. */
  nest: Omit<Nest, 'depth' | 'rails' | 'entry' | 'after'>;
  excerpt: Excerpt;
  words: NestWords;
}

export interface Excerpt {
  lines: readonly ExcerptLine[];
  notes: readonly ExcerptNote[];
  folds: readonly ExcerptFold[];
  locks: LockPlan;
  /** What a line's id starts with: `L` alone on a page of one file, `exit_notify-L` where several excerpts stand. */
  idPrefix: string;
  /**
   * It has no page of its own to stand on, and may be put into one more than once: no ids and no links to them. A line says its number in
   * `data-line`, a note its name in `data-note`.
   */
  detached?: boolean | undefined;
  /** Calls that are open from the start, each with its own. */
  open?: readonly OpenCall[] | undefined;
  resolve: Resolve;
  words: ExcerptWords;
}

/**
 * The lines of an excerpt as HTML: numbered, linked, with notes after their lines, folds as `details`, and lock rails
 * as classes. Works without script, and what is selected in it is the kernel's text.
 */
export function renderExcerpt(excerpt: Excerpt): string {
  return renderLines(excerpt, { held: NOTHING_HELD, depth: 0, said: { notes: 0 } });
}

/** Where lines stand in the whole. */
interface Place {
  /** The locks at the call that they stand under. */
  held: Held;
  /** How many calls deep. */
  depth: number;
  /** The notes so far: they are numbered through all depths, so that a number in the margin means one line. */
  said: { notes: number };
}

function renderLines(excerpt: Excerpt, { held, depth, said }: Place): string {
  const { lines, folds, open: calls = [] } = excerpt;
  const states = railStates(excerpt.locks, lines.length, held);
  const rails = states.lines.map(railClasses);
  const notesAt = Map.groupBy(excerpt.notes, (note) => note.line);
  const foldAt = new Map(folds.map((fold) => [fold.from, fold]));
  const parts: string[] = [];
  let open: ExcerptFold | undefined;
  for (const [index, line] of lines.entries()) {
    const fold = foldAt.get(index);
    if (fold) {
      open = fold;
      const opened = calls.some(({ line }) => line >= fold.from && line <= fold.to);
      parts.push(renderFoldStart(fold, rails[index]!, excerpt.words, opened));
    }
    const notes = (notesAt.get(index) ?? []).map((note) => ({ ...note, number: ++said.notes }));
    parts.push(renderLine(line, index, notes, rails[index]!, excerpt));
    for (const note of notes) parts.push(renderNote(note, line, rails[index]!, excerpt));
    for (const call of calls) {
      if (call.line !== index) continue;
      parts.push(
        renderOpenCall(call, { held: { rails: states.rails, modes: states.lines[index]! }, depth: depth + 1, said }),
      );
    }
    if (open?.to === index) {
      parts.push('</details>\n');
      open = undefined;
    }
  }
  return parts.join('');
}

function renderOpenCall({ nest, excerpt, words }: OpenCall, place: Place): string {
  const { held, depth } = place;
  const { rails, entry } = railStates(excerpt.locks, 0, held);
  return renderNest({ ...nest, depth, rails, entry, after: held.modes }, renderLines(excerpt, place), words);
}

function renderFoldStart(fold: ExcerptFold, rails: readonly string[], words: ExcerptWords, opened: boolean): string {
  const label = escapeHtml(words.fold(fold.to - fold.from + 1, fold.label));
  return `<details class="fold"${opened ? ' open' : ''}><summary${classes(rails)}><i aria-hidden="true">⋯</i><span>${label}</span></summary>\n`;
}

/** A note with its number, which is repeated at its line. */
type Numbered = ExcerptNote & { number: number };

function renderLine(
  line: ExcerptLine,
  index: number,
  notes: readonly Numbered[],
  rails: readonly string[],
  excerpt: Excerpt,
): string {
  const { words, idPrefix, detached } = excerpt;
  const { html, indent } = renderCode(line.tokens, { resolve: excerpt.resolve, defines: line.defines });
  const id = `${idPrefix}${line.number}`;
  const tags = excerpt.locks.changes
    .filter((change) => change.line === index && !change.silent)
    .map((change) => renderLockTag(change, heldBefore(change, excerpt.locks), words));
  const refs = notes.map((note) =>
    detached
      ? `<span class="ref"><span class="sr-only">${words.beforeNumber} </span>${note.number}</span>`
      : `<a class="ref" href="#${note.id}" aria-label="${words.note(note.number)}">${note.number}</a>`,
  );
  const style = indent > 0 ? ` style="--i:${indent}"` : '';
  // The line break is the kernel's: without it a blank line would be lost to the clipboard.
  return (
    `<div${classes(['ln', ...(line.active ? [] : ['off']), ...rails])} ${detached ? `data-line="${line.number}"` : `id="${id}"`}${style}>` +
    `<a class="no" href="${detached ? escapeHtml(line.href ?? '') : `#${id}`}">${line.number}</a>` +
    `<code>${html}${tags.join('')}${refs.join('')}${line.aside ?? ''}\n</code></div>\n`
  );
}

/** How a lock was held when a line is reached: what is dropped there. */
function heldBefore({ line, lock }: LockEvent, locks: LockPlan): LockMode | undefined {
  const earlier = locks.changes.filter((change) => change.lock === lock && change.line < line).at(-1);
  return earlier ? earlier.mode : locks.entry.find((held) => held.lock === lock)?.mode;
}

function renderLockTag({ lock, mode }: LockEvent, held: LockMode | undefined, words: ExcerptWords): string {
  const text = escapeHtml(mode ? words.takes(lock, mode) : words.drops(lock, held));
  const kind = mode === undefined ? ' drop' : mode === 'write' ? '' : ` ${mode === 'read' ? 'rd' : 'rcu'}`;
  return `<span class="lk${kind}"><i></i>${text}</span>`;
}

function renderNote(note: Numbered, line: ExcerptLine, rails: readonly string[], excerpt: Excerpt): string {
  const target = `#${excerpt.idPrefix}${line.number}`;
  // Its name begins with what is seen, so that who speaks to the page can say it.
  const label = `${note.number}, ${excerpt.words.line(line.number)}`;
  const number = excerpt.detached
    ? `<span class="ref">${note.number}</span>`
    : `<a class="ref" href="${target}" aria-label="${label}">${note.number}</a>`;
  const source = note.source ? ` <span class="src">${escapeHtml(note.source)}</span>` : '';
  // Not `p`: between paragraphs a browser puts an empty line into the clipboard, even where none can be selected.
  const html = note.html
    .replace(/<(\/?)p>/g, '<$1div>')
    .replace(/^<div>/, `<div>${number}`)
    .replace(/<\/div>\s*$/, `${source}</div>`);
  const name = excerpt.detached ? `data-note="${note.name ?? ''}"` : `id="${note.id}"`;
  return `<div${classes(['note', ...rails])} role="note" ${name}>${html}</div>\n`;
}

function classes(names: readonly string[]): string {
  return names.length > 0 ? ` class="${names.join(' ')}"` : '';
}
