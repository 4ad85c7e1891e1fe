import { localeOfPath, localHref } from '@/i18n/index.ts';
import type { Card } from '@/site/cards.ts';
import type { Found } from './data.ts';

/** The actions of a card, and whether a call can be opened where its name stands. */
export interface Actions {
  unfold?: (() => void) | undefined;
  close: () => void;
}

/** Fills a card. Its links are one stop of the Tab key, with the arrow keys moving along them. */
export function fillCard(element: HTMLElement, { card, words }: Found, actions: Actions): void {
  const locale = localeOfPath(location.pathname);
  element.setAttribute('aria-label', card.fn);
  const sig = make('p', 'card-sig', code(card));
  const parts: HTMLElement[] = [sig];
  if (card.summary) {
    const says = make('p', 'card-says');
    // Rendered by the build, of the site's own words.
    says.innerHTML = card.summary;
    parts.push(says);
  }
  const facts = document.createElement('dl');
  const fact = (name: string, ...value: (string | Node)[]) => {
    const row = document.createElement('div');
    row.append(make('dt', '', name), make('dd', '', ...value));
    facts.append(row);
  };
  const place = link(`${card.file} ${card.first}–${card.last}`, card.sourceHref);
  fact(words.where, place, ...(card.differs ? [document.createElement('br'), make('b', '', card.differs)] : []));
  const name = card.caller && link(card.caller.fn, card.caller.href);
  name?.classList.add('mono');
  fact(
    words.callers,
    card.callers === 0 ? words.none : String(card.callers),
    ...(name ? [locale === 'en' ? ': ' : '：', name] : []),
  );
  fact(words.calls, card.calls === 0 ? words.none : String(card.calls));
  if (card.locks) fact(words.locks, card.locks);
  if (card.seen) fact(words.seen, card.seen);
  parts.push(facts);

  const acts = make('p', 'card-acts', link(words.open, card.href));
  if (actions.unfold) acts.append(button(words.unfold, actions.unfold));
  acts.append(link(words.chains, localHref(`/chains/?to=${encodeURIComponent(card.chain)}`, locale)));
  const close = button(words.close, actions.close);
  close.className = 'card-close';
  acts.append(close);
  parts.push(acts);
  element.replaceChildren(...parts);
  oneStop(element, acts.querySelector('a')!);
}

/** The signature with the function's name in the heaviest weight. */
function code({ signature, fn }: Card): HTMLElement {
  const element = document.createElement('code');
  // `SYSCALL_DEFINE2(kill, …` has the name without `sys_`.
  const at = new RegExp(`\\b${fn}\\b`).exec(signature);
  if (at) element.append(signature.slice(0, at.index), make('b', '', fn), signature.slice(at.index + fn.length));
  else element.textContent = signature;
  return element;
}

const NEXT: Record<string, 1 | -1> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export const stopsOf = (card: HTMLElement): HTMLElement[] =>
  [...card.querySelectorAll<HTMLElement>('a, button')].filter((stop) => stop.checkVisibility());

function oneStop(card: HTMLElement, first: HTMLElement): void {
  for (const stop of card.querySelectorAll<HTMLElement>('a, button')) stop.tabIndex = stop === first ? 0 : -1;
  card.onkeydown = (event) => {
    const by = NEXT[event.key];
    const stops = stopsOf(card);
    const at = stops.indexOf(event.target as HTMLElement);
    if (by === undefined || at < 0) return;
    event.preventDefault();
    const next = stops[(at + by + stops.length) % stops.length]!;
    stops[at]!.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  };
}

function make(tag: string, kind: string, ...content: (string | Node)[]): HTMLElement {
  const element = document.createElement(tag);
  if (kind) element.className = kind;
  element.append(...content);
  return element;
}

function link(text: string, href: string): HTMLAnchorElement {
  const element = document.createElement('a');
  element.href = href;
  element.textContent = text;
  return element;
}

function button(text: string, act: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = text;
  element.addEventListener('click', act);
  return element;
}
