import { fill, formatAddress, parseAddress, type Step } from '@/unfold/index.ts';
import { quietly } from '../quietly.ts';
import { callOf, open } from './nests.ts';
import { lineOf, nestAround, numberOf, ownCalls, ROOT } from './places.ts';
import { pageWords } from './words.ts';

/** So much of a wrong address is repeated to the reader. Characters. */
const MOST_SAID = 60;

/** Opens what the page's address names, as far as it names calls that are there, and says so if it does not. */
export async function follow(): Promise<void> {
  for (const old of document.querySelectorAll('.unfold-tell')) old.remove();
  const words = pageWords();
  const top = document.querySelector(ROOT);
  if (!top) return;
  let address: ReturnType<typeof parseAddress>;
  try {
    address = parseAddress(location.hash);
  } catch (error) {
    const text = error instanceof Error ? error.message.slice(0, MOST_SAID) : '';
    return tell(fill(words.unreadable, { text }), top);
  }
  if (!address) return;
  let nest: HTMLElement | undefined;
  for (const step of address.path) {
    const call: HTMLAnchorElement | undefined = nest ? find([nest], nest, step) : find(roots(address.in), null, step);
    if (!call) {
      const fn = step.name.slice(0, MOST_SAID);
      if (nest) tell(fill(words.noCall, { fn, in: nest.dataset['fn'] ?? '' }), nest.children[1]!);
      else tell(fill(words.nowhere, { fn }), top);
      break;
    }
    unwrap(call);
    nest = await open(call);
    if (!nest) break;
  }
  if (nest) arrive(nest);
}

/** The address of the page with a function opened as it is: what its "Copy link" gives. */
export function addressOf(nest: HTMLElement): string {
  const path: Step[] = [];
  let outermost: HTMLAnchorElement | undefined;
  for (let inner: HTMLElement | null = nest; inner; ) {
    const call = callOf(inner);
    if (!call) break;
    const outer = nestAround(call);
    const holders = outer ? [outer] : roots();
    const step: Step = { name: call.textContent };
    if (find(holders, outer, step) !== call) step.line = numberOf(lineOf(call));
    path.unshift(step);
    outermost = call;
    inner = outer;
  }
  const [first] = path;
  const found = first && find(roots(), null, first);
  // The same function stands on the page twice: then its excerpt must be named.
  const root = outermost && found !== outermost ? outermost.closest('.fn, .x')?.id : undefined;
  const url = new URL(location.href);
  url.hash = formatAddress(root ? { in: root, path } : { path });
  return url.href;
}

/** Where a path may begin: the page's excerpts, or the one that is named. */
function roots(id?: string): Element[] {
  const named = id === undefined ? null : document.getElementById(id);
  return named ? [named] : [...document.querySelectorAll(ROOT)];
}

function find(holders: readonly Element[], nest: Element | null, step: Step): HTMLAnchorElement | undefined {
  for (const holder of holders) {
    const call = ownCalls(holder, nest).find(
      (each) => each.textContent === step.name && (step.line === undefined || numberOf(lineOf(each)) === step.line),
    );
    if (call) return call;
  }
  return undefined;
}

/** Opens the folds that a call is hidden in. */
function unwrap(call: Element): void {
  for (let fold = call.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null)
    fold.open = true;
}

/** Brings an opened function into view, marks its head as where we are, and has the Tab key go on from there. */
function arrive(nest: HTMLElement): void {
  for (const old of document.querySelectorAll('.unfold-head.here')) old.classList.remove('here');
  nest.querySelector('.unfold-head')?.classList.add('here');
  quietly(() => callOf(nest)?.focus({ preventScroll: true }));
  nest.scrollIntoView();
}

function tell(text: string, before: Element): void {
  const element = document.createElement('p');
  element.className = 'unfold-tell';
  element.setAttribute('role', 'status');
  const close = document.createElement('button');
  close.type = 'button';
  close.textContent = pageWords().close;
  close.addEventListener('click', () => element.remove());
  before.before(element);
  element.append(`${text} `, close);
}
