import { fill } from '@/unfold/index.ts';
import { functionId } from '../function-link.ts';
import { quietly } from '../quietly.ts';
import { draw, makeReady } from './draw.ts';
import { fragment } from './fragments.ts';
import { depthOf, lineOf, nestAround, ROOT } from './places.ts';
import { renumber } from './renumber.ts';
import { pageWords } from './words.ts';

/** Long enough that what comes at once shows no sign of waiting. Milliseconds. */
const PATIENCE = 250;

/** What was opened under a call; kept when it is closed, so that it opens again as it was left. */
const nests = new WeakMap<Element, HTMLElement>();
const calls = new WeakMap<Element, HTMLAnchorElement>();
const opening = new WeakMap<Element, Promise<HTMLElement | undefined>>();

export const isOpen = (call: Element): boolean => nests.get(call)?.isConnected === true;

/** What stands open under a call. */
export const nestOf = (call: Element): HTMLElement | undefined => nests.get(call);

/** The call that an opened function stands under. */
export const callOf = (nest: Element): HTMLAnchorElement | undefined => calls.get(nest);

/**
 * Opens a call in place. If its function cannot be had, says so in its place.
 *
 * @returns what is open under it now; undefined when it is not
 */
export function open(call: HTMLAnchorElement): Promise<HTMLElement | undefined> {
  const nest = nests.get(call);
  if (nest) {
    if (!nest.isConnected) show(call, nest);
    return Promise.resolve(nest);
  }
  let coming = opening.get(call);
  if (!coming) {
    coming = fetchAndShow(call).finally(() => opening.delete(call));
    opening.set(call, coming);
  }
  return coming;
}

/** Closes what is open under a call: the page is as it was before, and the focus is on the call. */
export function close(nest: HTMLElement): void {
  const call = callOf(nest);
  if (!call) return;
  nest.remove();
  // What only says that the function is not there is not worth keeping: the next time it is asked for again.
  if (nest.matches('.wait')) nests.delete(call);
  call.setAttribute('aria-expanded', 'false');
  renumber(call);
  quietly(() => call.focus());
}

async function fetchAndShow(call: HTMLAnchorElement): Promise<HTMLElement | undefined> {
  const id = functionId(call);
  if (!id) return undefined;
  const words = pageWords();
  const fn = call.textContent;
  const wait = setTimeout(() => show(call, notice(call, fill(words.loading, { fn }))), PATIENCE);
  call.setAttribute('aria-busy', 'true');
  try {
    const found = await fragment(id);
    replace(call, draw(call, found));
    return nests.get(call);
  } catch (error) {
    console.warn(error);
    replace(call, failure(call, fn));
    return undefined;
  } finally {
    clearTimeout(wait);
    call.removeAttribute('aria-busy');
  }
}

function replace(call: HTMLAnchorElement, nest: HTMLElement): void {
  nests.get(call)?.remove();
  show(call, nest);
}

/** Puts an opened function below its call: after the line's notes, and after what earlier calls of the line have open. */
function show(call: HTMLAnchorElement, nest: HTMLElement): void {
  const line = lineOf(call);
  const order = [...line.querySelectorAll('a.call')];
  let above: Element = line;
  for (let next = line.nextElementSibling; next; next = next.nextElementSibling) {
    const other = callOf(next);
    if (!next.matches('.note') && !(other && order.indexOf(other) < order.indexOf(call))) break;
    above = next;
  }
  // After the line break, too: what arrived open comes back to the very place it was taken from.
  const gap = above.nextSibling;
  (gap instanceof Text ? gap : above).after(nest);
  nests.set(call, nest);
  calls.set(nest, call);
  call.setAttribute('aria-expanded', 'true');
  renumber(call);
}

/** Stands where the function would, and says why it does not, or not yet. */
function notice(call: HTMLAnchorElement, text: string): HTMLElement {
  const element = document.createElement('div');
  const depth = depthOf(call) + 1;
  element.className = `nest wait${depth % 2 === 0 ? ' even' : ''}`;
  element.style.setProperty('--depth', String(depth));
  const line = document.createElement('p');
  line.setAttribute('role', 'status');
  line.textContent = text;
  element.append(line);
  return element;
}

function failure(call: HTMLAnchorElement, fn: string): HTMLElement {
  const words = pageWords();
  const element = notice(call, fill(words.failed, { fn }));
  const page = document.createElement('a');
  page.href = call.href;
  page.textContent = words.open;
  const again = button(words.again, 'again');
  again.addEventListener('click', () => {
    close(element);
    open(call);
  });
  element.firstElementChild?.append(' ', again, ' ', page, ' ', button(words.fold, 'close'));
  return element;
}

function button(text: string, kind: string): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = kind;
  element.textContent = text;
  return element;
}

/** Makes a page's calls ready to be opened, and what arrived open ready to be closed. */
export function begin(): void {
  for (const root of document.querySelectorAll(ROOT)) makeReady(root);
  for (const nest of document.querySelectorAll<HTMLElement>(`${ROOT} .nest`)) {
    let above = nest.previousElementSibling;
    while (above && !above.matches('.ln')) above = above.previousElementSibling;
    const call = [...(above?.querySelectorAll<HTMLAnchorElement>('a.call') ?? [])].find(
      (each) => functionId(each) === nest.dataset['id'] && !nests.has(each),
    );
    if (!call) continue;
    nests.set(call, nest);
    calls.set(nest, call);
    call.setAttribute('aria-expanded', 'true');
  }
}

/** The opened function that a key or button inside it, or on the call it stands under, is about. */
export function nestFor(element: Element): HTMLElement | null {
  const under = nests.get(element);
  return under?.isConnected ? under : nestAround(element);
}
