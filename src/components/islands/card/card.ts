import { autoUpdate, computePosition, flip, hide as hidden, inline, offset, shift } from '@floating-ui/dom';
import { quietly } from '../quietly.ts';
import { cardFor } from './data.ts';
import { fillCard } from './draw.ts';

/** A card is a sheet at the lower edge of narrower windows: where the side list is in a menu, too. */
const SHEET = matchMedia('(max-width: 49.99rem)');

/** The one card of the page. */
const element = document.createElement('div');
element.className = 'card';
element.id = 'symbol-card';
element.popover = 'manual';
element.setAttribute('role', 'dialog');
element.dataset['pagefindIgnore'] = '';

let shownFor: HTMLAnchorElement | undefined;
let asked: HTMLAnchorElement | undefined;
let stopFollowing: (() => void) | undefined;

export const card = element;

/** The link whose card is open. */
export const openFor = (): HTMLAnchorElement | undefined => shownFor;

/**
 * Shows the card of a link's function, in place of any other.
 *
 * @returns whether there is one, and it was not taken back meanwhile
 * @throws Error when it cannot be fetched
 */
export async function show(link: HTMLAnchorElement): Promise<boolean> {
  if (shownFor === link) return true;
  asked = link;
  const found = await cardFor(link);
  if (!found || asked !== link || !link.isConnected) return false;
  hide();
  // One element after the main text: what is in `main` is what search and copying see.
  if (!element.isConnected) document.body.append(element);
  const call = link.matches('.x-code[data-unfold] a.call') && link.ariaExpanded !== 'true';
  fillCard(element, found, {
    unfold: call
      ? () => {
          hide();
          quietly(() => link.focus());
          link.dispatchEvent(new CustomEvent('unfold', { bubbles: true }));
        }
      : undefined,
    close: () => {
      hide();
      quietly(() => link.focus());
    },
  });
  shownFor = link;
  link.setAttribute('aria-describedby', element.id);
  element.showPopover();
  if (!SHEET.matches) stopFollowing = autoUpdate(link, element, () => place(link));
  return true;
}

/** Closes the card, and forgets one that is still being fetched. */
export function hide(): void {
  asked = undefined;
  if (!shownFor) return;
  stopFollowing?.();
  stopFollowing = undefined;
  shownFor.removeAttribute('aria-describedby');
  shownFor = undefined;
  element.removeAttribute('style');
  if (element.matches(':popover-open')) element.hidePopover();
}

async function place(link: HTMLAnchorElement): Promise<void> {
  const { x, y, middlewareData } = await computePosition(link, element, {
    strategy: 'fixed',
    placement: 'bottom-start',
    middleware: [inline(), offset(6), flip(), shift({ padding: 8 }), hidden()],
  });
  if (shownFor !== link) return;
  // The name was scrolled away: the card has nothing to stand beside.
  if (middlewareData.hide?.referenceHidden) return hide();
  Object.assign(element.style, { left: `${x}px`, top: `${y}px` });
}
