import { escapeHtml } from './html.ts';
import { type Resolve, renderCode } from './line.ts';
import { type LockEvent, type LockMode, type LockPlan, railClasses, railStates, railsOf } from './locks.ts';
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
}

/** A note ready to be set below its line (in the margin, where there is room). */
export interface ExcerptNote {
  /** 0-based line within the excerpt. */
  line: number;
  /** The id of its element, unique on the page. */
  id: string;
  /** Its number, repeated at the line. */
  number: number;
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

export interface Excerpt {
  lines: readonly ExcerptLine[];
  notes: readonly ExcerptNote[];
  folds: readonly ExcerptFold[];
  locks: LockPlan;
  /** What a line's id starts with: `L` alone on a page of one file, `exit_notify-L` where several excerpts stand. */
  idPrefix: string;
  resolve: Resolve;
  words: ExcerptWords;
}

/**
 * The lines of an excerpt as HTML: numbered, linked, with notes after their lines, folds as `details`, and lock rails
 * as classes. Works without script, and what is selected in it is the kernel's text.
 */
export function renderExcerpt(excerpt: Excerpt): string {
  const { lines, folds } = excerpt;
  const rails = railStates(excerpt.locks, lines.length).map(railClasses);
  const notesAt = Map.groupBy(excerpt.notes, (note) => note.line);
  const foldAt = new Map(folds.map((fold) => [fold.from, fold]));
  const parts: string[] = [];
  let open: ExcerptFold | undefined;
  for (const [index, line] of lines.entries()) {
    const fold = foldAt.get(index);
    if (fold) {
      open = fold;
      parts.push(renderFoldStart(fold, rails[index]!, excerpt.words));
    }
    const notes = notesAt.get(index) ?? [];
    parts.push(renderLine(line, index, notes, rails[index]!, excerpt));
    for (const note of notes) parts.push(renderNote(note, line, rails[index]!, excerpt));
    if (open?.to === index) {
      parts.push('</details>\n');
      open = undefined;
    }
  }
  return parts.join('');
}

function renderFoldStart(fold: ExcerptFold, rails: readonly string[], words: ExcerptWords): string {
  const label = escapeHtml(words.fold(fold.to - fold.from + 1, fold.label));
  return `<details class="fold"><summary${classes(rails)}><i aria-hidden="true">⋯</i><span>${label}</span></summary>\n`;
}

function renderLine(
  line: ExcerptLine,
  index: number,
  notes: readonly ExcerptNote[],
  rails: readonly string[],
  excerpt: Excerpt,
): string {
  const { words, idPrefix } = excerpt;
  const { html, indent } = renderCode(line.tokens, { resolve: excerpt.resolve, defines: line.defines });
  const id = `${idPrefix}${line.number}`;
  const tags = excerpt.locks.changes
    .filter((change) => change.line === index && !change.silent)
    .map((change) => renderLockTag(change, heldBefore(change, excerpt.locks), words));
  const refs = notes.map(
    (note) => `<a class="ref" href="#${note.id}" aria-label="${words.note(note.number)}">${note.number}</a>`,
  );
  const style = indent > 0 ? ` style="--i:${indent}"` : '';
  // The line break is the kernel's: without it a blank line would be lost to the clipboard.
  return (
    `<div${classes(['ln', ...(line.active ? [] : ['off']), ...rails])} id="${id}"${style}>` +
    `<a class="no" href="#${id}">${line.number}</a>` +
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

function renderNote(note: ExcerptNote, line: ExcerptLine, rails: readonly string[], excerpt: Excerpt): string {
  const target = `#${excerpt.idPrefix}${line.number}`;
  // Its name begins with what is seen, so that who speaks to the page can say it.
  const label = `${note.number}, ${excerpt.words.line(line.number)}`;
  const number = `<a class="ref" href="${target}" aria-label="${label}">${note.number}</a>`;
  const source = note.source ? ` <span class="src">${escapeHtml(note.source)}</span>` : '';
  // Not `p`: between paragraphs a browser puts an empty line into the clipboard, even where none can be selected.
  const html = note.html
    .replace(/<(\/?)p>/g, '<$1div>')
    .replace(/^<div>/, `<div>${number}`)
    .replace(/<\/div>\s*$/, `${source}</div>`);
  return `<div${classes(['note', ...rails])} role="note" id="${note.id}">${html}</div>\n`;
}

function classes(names: readonly string[]): string {
  return names.length > 0 ? ` class="${names.join(' ')}"` : '';
}

/** Whether an excerpt needs a second rail beside the first. */
export function railCount(locks: LockPlan): number {
  return railsOf(locks).length;
}
