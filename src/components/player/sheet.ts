/**
 * The lines of functions in the code pane, put up and marked by hand: a function has some hundred lines, and a step changes two.
 *
 * A function that has been shown stays in the page, skipped by the browser until it is shown again: going into a function and out of it
 * then costs two marks, not two layouts. Where lines stand is measured once, and again when a width or a fold changes it.
 * @module
 */
import { afterDrawing } from './after.ts';
import type { FunctionText } from './excerpts.ts';
import type { PlayerWords } from './words.ts';

interface Place {
  top: number;
  height: number;
}

interface Page {
  /** What scrolls. */
  root: HTMLDivElement;
  body: HTMLDivElement;
  /** Behind the current line. */
  bar: HTMLDivElement;
  lines: Map<number, HTMLElement>;
  /** Where lines stand in the body, in px, as far as they were measured. */
  places: Map<HTMLElement, Place>;
  /** The body's size when the places were measured, as one word. */
  size: string;
  scrolled: number;
  marked: ReadonlySet<number>;
  now: HTMLElement | undefined;
}

/** Lines in a chunk: about as many as a pane shows. */
const CHUNK = 24;
/** Functions whose lines are kept ready to be put up again. */
const KEPT = 24;

export class Sheet {
  readonly #pane: HTMLElement;
  readonly #note: HTMLElement;
  readonly #words: PlayerWords;
  readonly #pages = new Map<string, Page>();
  readonly #sizes = new ResizeObserver((entries) => this.#resized(entries));
  #height = 0;
  #shown: Page | undefined;
  #told: HTMLElement | undefined;

  /** @param pane where functions are put up @param note where the current line's notes are repeated */
  constructor(pane: HTMLElement, note: HTMLElement, words: PlayerWords) {
    this.#pane = pane;
    this.#note = note;
    this.#words = words;
    this.#sizes.observe(pane);
    pane.addEventListener('click', (event) => this.#choose(event));
  }

  close(): void {
    this.#sizes.disconnect();
  }

  /** Whether a function's lines are set already. */
  has(text: FunctionText): boolean {
    return this.#pages.has(text.id);
  }

  /** Sets a function's lines without showing them. */
  prepare(text: FunctionText): void {
    this.#page(text);
  }

  /**
   * @param line the current line's number; undefined: not in this text
   * @param inner the frame shown is the one that runs; otherwise its line is where its callee was called
   */
  show(
    text: FunctionText | undefined,
    line: number | undefined,
    ran: ReadonlySet<number>,
    { slides, inner }: { slides: boolean; inner: boolean },
  ): void {
    const page = text && this.#page(text);
    const same = this.#shown === page;
    if (!same) {
      this.#shown?.root.classList.add('away');
      page?.root.classList.remove('away');
      this.#shown = page;
    }
    if (!page) {
      this.#say(undefined);
      return;
    }
    for (const number of page.marked) if (!ran.has(number)) page.lines.get(number)?.classList.remove('ran');
    for (const number of ran) if (!page.marked.has(number)) page.lines.get(number)?.classList.add('ran');
    page.marked = ran;
    const now = line === undefined ? undefined : page.lines.get(line);
    if (now !== page.now) {
      page.now?.classList.remove('now');
      page.now?.removeAttribute('aria-current');
      now?.classList.add('now');
      now?.setAttribute('aria-current', 'step');
      page.now = now;
    }
    page.bar.hidden = now === undefined;
    if (!now) {
      this.#say(undefined);
      this.#note.textContent = this.#words.lineUnknown;
      return;
    }
    const fold = now.closest('details');
    if (fold && !fold.open) {
      fold.open = true;
      page.places.clear();
    }
    page.bar.classList.toggle('slides', slides && same);
    page.bar.classList.toggle('outer', !inner);
    afterDrawing(() => {
      if (this.#shown === page) this.#place(page, slides && same);
    });
    this.#tell(line!, now);
  }

  /** Puts the bar behind the current line, and the line in the middle third of the pane. */
  #place(page: Page, slides: boolean): void {
    if (!page.now) return;
    const { top, height } = this.#measured(page, page.now);
    const third = this.#height / 3;
    const y = top - page.scrolled;
    const to = y >= third && y + height <= third * 2 ? page.scrolled : Math.max(0, top - third * 1.2);
    if (Math.abs(to - page.scrolled) > 1) {
      page.root.scrollTo({ top: to, behavior: slides ? 'smooth' : 'instant' });
      if (!slides) page.scrolled = to;
    }
    page.bar.style.transform = `translateY(${top}px)`;
    page.bar.style.height = `${height}px`;
  }

  #measured(page: Page, line: HTMLElement): Place {
    let place = page.places.get(line);
    if (place === undefined) {
      if (this.#height === 0) this.#height = this.#pane.clientHeight;
      const { top, height } = line.getBoundingClientRect();
      place = { top: top - page.body.getBoundingClientRect().top, height };
      page.places.set(line, place);
    }
    return place;
  }

  #resized(entries: readonly ResizeObserverEntry[]): void {
    for (const { target, contentRect } of entries) {
      if (target === this.#pane) this.#height = contentRect.height;
      const size = `${contentRect.width} ${contentRect.height}`;
      for (const page of this.#pages.values()) {
        if (page.body !== target || page.size === size) continue;
        if (page.size !== '') page.places.clear();
        page.size = size;
      }
    }
    if (this.#shown?.now) this.#place(this.#shown, false);
  }

  #page(text: FunctionText): Page {
    let page = this.#pages.get(text.id);
    if (page === undefined) {
      page = this.#made(text.html);
      if (this.#pages.size >= KEPT) this.#drop(this.#pages.keys().next().value!);
    } else this.#pages.delete(text.id);
    this.#pages.set(text.id, page);
    return page;
  }

  #made(html: string): Page {
    const root = document.createElement('div');
    root.className = 'p-sheet away';
    const body = document.createElement('div');
    body.className = 'x-code';
    const bar = document.createElement('div');
    bar.className = 'p-here';
    body.innerHTML = html;
    inChunks(body);
    body.prepend(bar);
    root.append(body);
    const lines = new Map<number, HTMLElement>();
    for (const line of body.querySelectorAll<HTMLElement>('.ln[data-line]')) {
      lines.set(Number(line.dataset['line']), line);
      if (line.querySelector('.ref')) line.classList.add('noted');
      line.querySelector('.no')?.setAttribute('tabindex', '-1');
    }
    const page: Page = {
      root,
      body,
      bar,
      lines,
      places: new Map(),
      size: '',
      scrolled: 0,
      marked: new Set(),
      now: undefined,
    };
    root.addEventListener('scroll', () => {
      page.scrolled = root.scrollTop;
    });
    this.#pane.append(root);
    this.#sizes.observe(body);
    return page;
  }

  #drop(id: string): void {
    const page = this.#pages.get(id)!;
    this.#pages.delete(id);
    this.#sizes.unobserve(page.body);
    page.root.remove();
  }

  /** Takes down what is said, unless it is about this line. */
  #say(line: HTMLElement | undefined): boolean {
    if (line !== undefined && line === this.#told) return false;
    this.#told = line;
    this.#note.replaceChildren();
    return true;
  }

  /** The line's notes, repeated below the code. */
  #tell(number: number, line: HTMLElement): void {
    if (!this.#say(line)) return;
    const notes: Node[] = [];
    for (let next = line.nextElementSibling; next?.classList.contains('note'); next = next.nextElementSibling)
      notes.push(...[...next.children].map((child) => child.cloneNode(true)));
    const lead = document.createElement('b');
    lead.textContent = this.#words.note(number);
    if (notes.length === 0) {
      const none = document.createElement('div');
      none.className = 'none';
      none.append(lead, ` ${this.#words.noNote}`);
      this.#note.append(none);
      return;
    }
    for (const note of notes) if (note instanceof Element) note.querySelector(':scope > .ref')?.remove();
    notes[0]?.insertBefore(document.createTextNode(' '), notes[0].firstChild);
    notes[0]?.insertBefore(lead, notes[0].firstChild);
    this.#note.append(...notes);
  }

  /** A click on a line with a note shows that note. */
  #choose(event: Event): void {
    const line = event.target instanceof Element ? event.target.closest<HTMLElement>('.ln[data-line]') : null;
    if (line?.classList.contains('noted')) this.#tell(Number(line.dataset['line']), line);
  }
}

/** Puts lines together in chunks, so that of a long function only what is near the pane is laid out. A line's notes stay with it. */
function inChunks(body: HTMLElement): void {
  const parts = [...body.children];
  let chunk: HTMLElement | undefined;
  let lines = 0;
  const close = () => chunk?.style.setProperty('--lines', String(lines));
  for (const part of parts) {
    const note = part.classList.contains('note');
    if (chunk === undefined || (lines >= CHUNK && !note)) {
      close();
      chunk = document.createElement('div');
      chunk.className = 'p-chunk';
      part.before(chunk);
      lines = 0;
    }
    chunk.append(part);
    if (!note) lines += 1;
  }
  close();
}
