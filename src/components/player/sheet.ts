/**
 * The lines of functions in the code pane, put up and marked by hand: a function has some hundred lines, and a step changes two.
 * @module
 */
import type { FunctionText } from './excerpts.ts';
import type { PlayerWords } from './words.ts';

interface Page {
  body: HTMLDivElement;
  lines: Map<number, HTMLElement>;
  marked: ReadonlySet<number>;
}

/** Functions whose lines are kept ready to be put up again. */
const KEPT = 24;

export class Sheet {
  readonly #pane: HTMLElement;
  readonly #note: HTMLElement;
  readonly #words: PlayerWords;
  readonly #pages = new Map<string, Page>();
  readonly #bar = document.createElement('div');
  #shown: string | undefined;
  #now: HTMLElement | undefined;

  constructor(pane: HTMLElement, note: HTMLElement, words: PlayerWords) {
    this.#pane = pane;
    this.#note = note;
    this.#words = words;
    this.#bar.className = 'p-here';
    pane.addEventListener('click', (event) => this.#choose(event));
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
    if (text === undefined) {
      this.#now = undefined;
      this.#note.textContent = '';
      return;
    }
    const page = this.#page(text);
    const same = this.#shown === text.id;
    if (!same) {
      this.#pane.replaceChildren(this.#bar, page.body);
      this.#shown = text.id;
    }
    for (const number of page.marked) if (!ran.has(number)) page.lines.get(number)?.classList.remove('ran');
    for (const number of ran) if (!page.marked.has(number)) page.lines.get(number)?.classList.add('ran');
    page.marked = ran;
    const now = line === undefined ? undefined : page.lines.get(line);
    if (now !== this.#now) {
      this.#now?.classList.remove('now');
      this.#now?.removeAttribute('aria-current');
    }
    this.#now = now;
    this.#bar.hidden = now === undefined;
    if (!now) {
      this.#note.textContent = this.#words.lineUnknown;
      return;
    }
    now.classList.add('now');
    now.setAttribute('aria-current', 'step');
    const fold = now.closest('details');
    if (fold && !fold.open) fold.open = true;
    this.#bar.classList.toggle('slides', slides && same);
    this.#bar.classList.toggle('outer', !inner);
    const top = now.getBoundingClientRect().top - this.#pane.getBoundingClientRect().top;
    const height = now.offsetHeight;
    this.#bar.style.transform = `translateY(${top}px)`;
    this.#bar.style.height = `${height}px`;
    this.#keepInSight(top, height, slides && same);
    this.#tell(line!, now);
  }

  /** The current line stands in the middle third of the pane. */
  #keepInSight(top: number, height: number, slides: boolean): void {
    const view = this.#pane.parentElement!;
    const third = view.clientHeight / 3;
    const y = top - view.scrollTop;
    if (y >= third && y + height <= third * 2) return;
    const to = Math.max(0, top - third * 1.2);
    if (Math.abs(to - view.scrollTop) > 1) view.scrollTo({ top: to, behavior: slides ? 'smooth' : 'instant' });
  }

  #page(text: FunctionText): Page {
    let page = this.#pages.get(text.id);
    if (page === undefined) {
      const body = document.createElement('div');
      body.innerHTML = text.html;
      const lines = new Map<number, HTMLElement>();
      for (const line of body.querySelectorAll<HTMLElement>('.ln[data-line]')) {
        lines.set(Number(line.dataset['line']), line);
        line.querySelector('.no')?.setAttribute('tabindex', '-1');
      }
      page = { body, lines, marked: new Set() };
      if (this.#pages.size >= KEPT) this.#pages.delete(this.#pages.keys().next().value!);
    } else this.#pages.delete(text.id);
    this.#pages.set(text.id, page);
    return page;
  }

  /** The line's notes, repeated below the code. */
  #tell(number: number, line: HTMLElement): void {
    const notes: Node[] = [];
    for (let next = line.nextElementSibling; next?.classList.contains('note'); next = next.nextElementSibling)
      notes.push(...[...next.children].map((child) => child.cloneNode(true)));
    const lead = document.createElement('b');
    lead.textContent = this.#words.note(number);
    if (notes.length === 0) {
      const none = document.createElement('div');
      none.className = 'none';
      none.append(lead, ` ${this.#words.noNote}`);
      this.#note.replaceChildren(none);
      return;
    }
    for (const note of notes) if (note instanceof Element) note.querySelector(':scope > .ref')?.remove();
    notes[0]?.insertBefore(document.createTextNode(' '), notes[0].firstChild);
    notes[0]?.insertBefore(lead, notes[0].firstChild);
    this.#note.replaceChildren(...notes);
    this.#note.scrollTop = 0;
  }

  /** A click on a line with a note shows that note. */
  #choose(event: Event): void {
    const line = event.target instanceof Element ? event.target.closest<HTMLElement>('.ln[data-line]') : null;
    if (line?.querySelector('.ref')) this.#tell(Number(line.dataset['line']), line);
  }
}
