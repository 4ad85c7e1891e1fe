/**
 * A function's name says what it is: a card opens when the pointer rests on it, when the focus comes to it, and, with a finger, on the first
 * tap. It stays while the pointer or the focus is on name or card; Escape closes it. Cards and what draws them are fetched with the first.
 */
import { functionId } from './function-link.ts';
import { isQuiet, quietly } from './quietly.ts';

/** How long the pointer rests before a card opens, and how long it may be away before it closes. Milliseconds. */
const REST = 300;
const AWAY = 200;

type Cards = typeof import('./card/card.ts');
let loading: Promise<Cards> | undefined;
let cards: Cards | undefined;

function load(): Promise<Cards> {
  loading ??= import('./card/card.ts').then((module) => {
    cards = module;
    module.card.addEventListener('pointerenter', stay);
    // A finger that is lifted has left nothing.
    module.card.addEventListener('pointerleave', ({ pointerType }) => {
      if (pointerType !== 'touch') leave();
    });
    module.card.addEventListener('focusout', ({ relatedTarget }) => {
      const to = relatedTarget instanceof Node ? relatedTarget : null;
      if (!to || (!module.card.contains(to) && to !== module.openFor())) module.hide();
    });
    return module;
  });
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
}

let rest: ReturnType<typeof setTimeout> | undefined;
let away: ReturnType<typeof setTimeout> | undefined;
let pointer = 'mouse';

/** The function's name that something is about, if it is one that has a card. */
function nameAt(target: EventTarget | null): HTMLAnchorElement | undefined {
  const link = target instanceof Element ? target.closest('main a[href]') : null;
  if (!(link instanceof HTMLAnchorElement) || link.hash || link.matches('.by, .unfold-head a')) return undefined;
  return functionId(link) === undefined ? undefined : link;
}

const stay = (): void => clearTimeout(away);
const hide = (): void => cards?.hide();

function leave(): void {
  clearTimeout(rest);
  clearTimeout(away);
  away = setTimeout(() => {
    const open = cards?.openFor();
    // Who came by keyboard has not left.
    if (open && (open.matches(':focus-visible') || cards?.card.contains(document.activeElement))) return;
    hide();
  }, AWAY);
}

const showQuietly = async (link: HTMLAnchorElement): Promise<void> => {
  try {
    await (await load()).show(link);
  } catch (error) {
    // The name is a link still, and leads to the same.
    console.warn(error);
  }
};

document.addEventListener('pointerover', ({ target, pointerType }) => {
  if (pointerType === 'touch') return;
  const link = nameAt(target);
  if (!link) return;
  stay();
  clearTimeout(rest);
  rest = setTimeout(() => showQuietly(link), REST);
});

document.addEventListener('pointerout', ({ target, pointerType, relatedTarget }) => {
  if (pointerType === 'touch') return;
  const link = nameAt(target);
  if (link && !(relatedTarget instanceof Node && link.contains(relatedTarget))) leave();
});

document.addEventListener('focusin', ({ target }) => {
  if (isQuiet()) return;
  const link = nameAt(target);
  if (link?.matches(':focus-visible')) showQuietly(link);
});

document.addEventListener('focusout', ({ target, relatedTarget }) => {
  if (!(target instanceof HTMLAnchorElement) || target !== cards?.openFor()) return;
  if (!(relatedTarget instanceof Node && cards.card.contains(relatedTarget))) hide();
});

document.addEventListener(
  'pointerdown',
  ({ target, pointerType }) => {
    pointer = pointerType;
    if (
      cards?.openFor() &&
      target instanceof Node &&
      !cards.card.contains(target) &&
      nameAt(target) !== cards.openFor()
    )
      hide();
  },
  true,
);

// Before any other listener: the first tap of a finger is the card's, the second the link's.
document.addEventListener(
  'click',
  (event) => {
    clearTimeout(rest);
    const link = nameAt(event.target);
    if (!link) return;
    const open = cards?.openFor() === link;
    if (pointer !== 'touch' || open || event.detail === 0) return hide();
    event.preventDefault();
    event.stopPropagation();
    load()
      .then((module) => module.show(link))
      .then((shown) => {
        if (!shown) location.assign(link.href);
      })
      .catch(() => location.assign(link.href));
  },
  true,
);

document.addEventListener('keydown', (event) => {
  const open = cards?.openFor();
  if (!cards || !open) return;
  const inside = cards.card.contains(document.activeElement);
  if (event.key === 'Escape') {
    event.preventDefault();
    cards.hide();
    if (inside) quietly(() => open.focus());
  } else if (event.key === 'Tab' && !event.shiftKey && document.activeElement === open) {
    event.preventDefault();
    cards.card.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  } else if (event.key === 'Tab' && inside) {
    // The card stands at the page's end; the way goes on from the name.
    if (event.shiftKey) event.preventDefault();
    quietly(() => open.focus());
    if (!event.shiftKey) cards.hide();
  }
});
