/**
 * Opens a call in place: the function's lines below the line that calls it, as deep as the reader goes. A plain click or Enter opens and
 * closes, Escape closes what is around the focus; with a modifier, a call is the link to the function's page that it is without script.
 */
import { addressOf, follow } from './unfold/follow.ts';
import { begin, close, isOpen, nestFor, nestOf, open } from './unfold/nests.ts';
import { CALL } from './unfold/places.ts';
import { pageWords } from './unfold/words.ts';

/** How long a button says that it has copied. Milliseconds. */
const SAID = 2000;

begin();

document.addEventListener('click', (event) => {
  const { target } = event;
  if (!(target instanceof Element) || event.defaultPrevented) return;
  const button = target.closest('.nest button');
  if (button) return press(button);
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const call = target.closest<HTMLAnchorElement>(CALL);
  if (!call) return;
  event.preventDefault();
  toggle(call);
});

// What the card of a name asks for.
document.addEventListener('unfold', ({ target }) => {
  if (target instanceof HTMLAnchorElement && target.matches(CALL)) open(target);
});

document.addEventListener('keydown', (event) => {
  const focused = document.activeElement;
  if (event.key !== 'Escape' || event.defaultPrevented || !focused) return;
  // Escape belongs to what lies on top.
  if (document.querySelector(':popover-open, dialog[open]')) return;
  const nest = focused.closest('.x-code') ? nestFor(focused) : null;
  if (!nest) return;
  event.preventDefault();
  close(nest);
});

function toggle(call: HTMLAnchorElement): void {
  if (call.ariaBusy) return;
  if (isOpen(call)) close(nestOf(call)!);
  else open(call);
}

function press(button: Element): void {
  const nest = button.closest<HTMLElement>('.nest')!;
  if (button.matches('.close')) close(nest);
  else if (button.matches('.link')) copy(nest, button);
}

async function copy(nest: HTMLElement, button: Element): Promise<void> {
  const { link, linked } = pageWords();
  await navigator.clipboard.writeText(addressOf(nest));
  button.textContent = linked;
  setTimeout(() => {
    button.textContent = link;
  }, SAID);
}

addEventListener('hashchange', follow);
follow();
