/** The inside of the search dialog: a field, what was found, and the keys to walk through it. */
import { find, load, type PageHit } from './pagefind.ts';

/** Pages shown at first, and further ones each time more is asked for. */
const PAGE = 8;
/** Headings shown under a page. */
const PARTS = 3;

/** What the dialog says in this edition; `{n}` and `{q}` stand for the number of pages and the words looked for. */
export interface Words {
  none: string;
  one: string;
  many: string;
  failed: string;
}

/** Makes the dialog's field search as the reader types. Called once, when the dialog first opens. */
export function mount(dialog: HTMLDialogElement, words: Words): void {
  const field = dialog.querySelector('input')!;
  const status = dialog.querySelector<HTMLElement>('[role=status]')!;
  const list = dialog.querySelector('ol')!;
  const more = dialog.querySelector<HTMLButtonElement>('.more')!;
  let limit = PAGE;

  async function search(): Promise<void> {
    const query = field.value.trim();
    if (query === '') return show('', [], 0);
    try {
      const found = await find(query, limit);
      if (!found || query !== field.value.trim()) return;
      const say = found.total === 0 ? words.none : found.total === 1 ? words.one : words.many;
      show(say.replace('{n}', String(found.total)).replace('{q}', query), found.pages, found.total);
    } catch {
      show(words.failed, [], 0);
    }
  }

  function show(say: string, pages: PageHit[], total: number): void {
    status.textContent = say;
    list.replaceChildren(...pages.map(item));
    more.hidden = total <= pages.length;
  }

  field.addEventListener('input', () => {
    limit = PAGE;
    search();
  });
  more.addEventListener('click', async () => {
    const seen = list.children.length;
    limit += PAGE;
    await search();
    list.children[seen]?.querySelector('a')?.focus();
  });
  // Enter in the field opens the first page found; the arrows walk from the field through the results and back.
  dialog.addEventListener('keydown', (event) => {
    const stops: HTMLElement[] = [field, ...list.querySelectorAll('a')];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    if (event.key === 'Enter' && at === 0) stops[1]?.click();
    else if (event.key === 'ArrowDown' && at >= 0) stops[Math.min(at + 1, stops.length - 1)]?.focus();
    else if (event.key === 'ArrowUp' && at > 0) stops[at - 1]?.focus();
    else return;
    event.preventDefault();
  });
  // What was typed while this file was on its way was typed before anybody listened.
  if (field.value === '') load().catch(() => show(words.failed, [], 0));
  else search();
}

/** A page with the headings under which the words stand. */
function item(page: PageHit): HTMLLIElement {
  const parts = page.parts.slice(0, PARTS);
  const entry = document.createElement('li');
  entry.append(link(page.title, page.url));
  if (parts.length === 0) entry.append(excerpt(page.excerpt));
  for (const part of parts) {
    const place = document.createElement('div');
    place.append(link(part.title, part.url), excerpt(part.excerpt));
    entry.append(place);
  }
  return entry;
}

function link(title: string, href: string): HTMLAnchorElement {
  const a = document.createElement('a');
  a.href = href;
  a.textContent = title;
  return a;
}

function excerpt(html: string): HTMLParagraphElement {
  const p = document.createElement('p');
  p.innerHTML = html;
  return p;
}
