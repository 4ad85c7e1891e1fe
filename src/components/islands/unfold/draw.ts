import type { Fragment } from '@/site/fragment.ts';
import { type Held, isRailClass, railClasses, railStates, railsDrawn, renderNest } from '@/unfold/index.ts';
import { callerOf, depthOf, fileAround, lineOf, numberOf, railsAround } from './places.ts';
import { pageWords } from './words.ts';

/** A fetched function as it stands under a call: the caller's locks go on through it. */
export function draw(call: HTMLAnchorElement, fragment: Fragment): HTMLElement {
  const line = lineOf(call);
  const rails = railsAround(call);
  const held: Held = { rails, modes: railsDrawn(line.classList, rails.length) };
  const count = fragment.last - fragment.first + 1;
  const states = railStates(fragment.locks, count, held);
  const { version, license } = fragment;
  const nest = {
    ...fragment,
    differs: fragment.same ? undefined : fragment.label,
    licence: fragment.file === fileAround(call) ? undefined : { version, license },
    caller: callerOf(call),
    at: numberOf(line),
    depth: depthOf(call) + 1,
    rails: states.rails,
    entry: states.entry,
    after: held.modes,
  };
  const template = document.createElement('template');
  template.innerHTML = renderNest(nest, fragment.html, pageWords());
  const drawn = template.content.firstElementChild as HTMLElement;
  redrawRails(drawn, states.lines.map(railClasses));
  makeReady(drawn);
  return drawn;
}

/** The lines bear the rails of a function that stands by itself: each gets those of the place it stands in. */
function redrawRails(nest: HTMLElement, rails: readonly string[][]): void {
  let line = -1;
  for (const element of nest.querySelectorAll('.ln, .note, .fold > summary')) {
    if (element.matches('.ln')) line++;
    // A fold's line stands before the lines that it folds.
    const own = rails[element.matches('summary') ? line + 1 : line] ?? [];
    element.classList.remove(...[...element.classList].filter(isRailClass));
    element.classList.add(...own);
  }
}

/** What script adds to the lines of an excerpt: calls say whether they are open, numbers are one stop of the Tab key together. */
export function makeReady(lines: ParentNode): void {
  for (const call of lines.querySelectorAll('.ln a.call')) call.setAttribute('aria-expanded', 'false');
  for (const number of lines.querySelectorAll<HTMLElement>('.nest .no')) number.tabIndex = -1;
}
