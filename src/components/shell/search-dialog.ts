/**
 * The inside of the search dialog: a field, what was found, and the keys to walk through it. Functions' names come first, and a question about
 * chains if that is what was typed; then the pages that say the words.
 */
import { NOTHING_ASKED, type Query, typedName, writeAddress } from '@/chains/index.ts';
import { type Locale, localeOfLang, localHref } from '@/i18n/index.ts';
import { chainsAsked, loadNames, type NameHit, namesLike } from './names.ts';
import { find, load, type PageHit } from './pagefind.ts';

/** Pages shown at first, and further ones each time more is asked for. */
const PAGE = 8;
/** Headings shown under a page. */
const PARTS = 3;
/** Functions shown above the pages. */
const NAMES = 5;

/** What the dialog says in this edition; `{n}` and `{q}` stand for the number of pages and the words looked for. */
export interface Words {
  none: string;
  oneName: string;
  names: string;
  asked: string;
  chains: string;
  chainsFrom: string;
  chainsTo: string;
  allNames: string;
  otherEdition: string;
  one: string;
  many: string;
  failed: string;
}

/** Makes the dialog's field search as the reader types. Called once, when the dialog first opens. */
export function mount(dialog: HTMLDialogElement, words: Words): void {
  const field = dialog.querySelector('input')!;
  const status = dialog.querySelector<HTMLElement>('[role=status]')!;
  const [named, list] = dialog.querySelectorAll('ol') as unknown as [HTMLOListElement, HTMLOListElement];
  const more = dialog.querySelector<HTMLButtonElement>('.more')!;
  const locale = localeOfLang(document.documentElement.lang);
  let limit = PAGE;

  async function search(): Promise<void> {
    const query = field.value.trim();
    if (query === '') {
      named.replaceChildren();
      return show('', [], 0, []);
    }
    const names = loadNames().then(
      (known) => ({ hits: namesLike(known, query, NAMES), chains: chainsAsked(known, query) }),
      () => ({ hits: [], chains: undefined }),
    );
    const { hits, chains } = await names;
    if (query !== field.value.trim()) return;
    // Names are there at once; the pages of the query before stay until this one's have come.
    named.replaceChildren(...namedItems(query, hits, chains, words, locale));
    const say = (found: string) =>
      [chains ? words.asked : '', sayNames(hits.length), found].filter((part) => part !== '').join(' ');
    try {
      const found = await find(query, limit);
      if (!found || query !== field.value.trim()) return;
      const { total } = found;
      const pages = total === 0 ? (hits.length > 0 || chains ? '' : words.none) : total === 1 ? words.one : words.many;
      show(say(pages.replace('{n}', String(total)).replace('{q}', query)), found.pages, total, hits);
      if (total === 0 && locale === 'en' && /[\u3400-\u9fff]/.test(query)) offerChinese(query);
    } catch {
      show(say(words.failed), [], 0, hits);
    }
  }

  function sayNames(count: number): string {
    if (count === 0) return '';
    return count === 1 ? words.oneName : words.names.replace('{n}', String(count));
  }

  function show(say: string, pages: PageHit[], total: number, hits: readonly NameHit[]): void {
    status.textContent = say;
    // A function that stands above already is not said again for its page.
    const above = new Set(hits.map(({ href }) => localHref(href, locale)));
    list.replaceChildren(...pages.filter(({ url, parts }) => parts.length > 0 || !above.has(url)).map(item));
    more.hidden = total <= pages.length;
  }

  /** Chinese words stand in the other edition's pages: the English index has none. */
  function offerChinese(query: string): void {
    const entry = document.createElement('li');
    const a = link(words.otherEdition, `/zh-cn/#find=${encodeURIComponent(query)}`);
    a.lang = 'zh-Hans';
    entry.append(a);
    named.append(entry);
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
    const stops: HTMLElement[] = [field, ...named.querySelectorAll('a'), ...list.querySelectorAll('a')];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    if (event.key === 'Enter' && at === 0) stops[1]?.click();
    else if (event.key === 'ArrowDown' && at >= 0) stops[Math.min(at + 1, stops.length - 1)]?.focus();
    else if (event.key === 'ArrowUp' && at > 0) stops[at - 1]?.focus();
    else return;
    event.preventDefault();
  });
  // What was typed while this file was on its way was typed before anybody listened.
  if (field.value !== '') search();
  else {
    loadNames().catch(() => {});
    load().catch(() => show(words.failed, [], 0, []));
  }
}

/** Functions named so, and the question about chains that was typed. */
function namedItems(
  query: string,
  hits: readonly NameHit[],
  chains: Query | undefined,
  words: Words,
  locale: Locale,
): HTMLLIElement[] {
  const items: HTMLLIElement[] = [];
  const add = (href: string, text: string, note: string): void => {
    const entry = document.createElement('li');
    const a = link('', localHref(href, locale));
    const code = document.createElement('code');
    code.textContent = text;
    a.append(code);
    const small = document.createElement('small');
    small.textContent = note;
    entry.append(a, ' ', small);
    items.push(entry);
  };
  if (chains) {
    const ends = [chains.from, ...chains.through, chains.to].filter((name) => name !== '');
    const note = chains.from === '' ? words.chainsTo : chains.to === '' ? words.chainsFrom : words.chains;
    add(`/chains/${writeAddress(chains)}`, ends.join(' → '), note);
  }
  for (const { name, file, href } of hits) add(href, name, file);
  // A name of another part of kernel/ has no page, but the index of calls knows it.
  const name = typedName(query);
  if (!chains && hits.length === 0 && /^[A-Za-z_]\w{3,80}$/.test(name))
    add(`/chains/${writeAddress({ ...NOTHING_ASKED, to: name })}`, name, words.allNames);
  return items;
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
