/**
 * Scrolls a pane so far that something in it can be seen. The page stays where it is, which `scrollIntoView` does not promise.
 * @module
 */
export function reveal(pane: Element, part: Element): void {
  const view = pane.getBoundingClientRect();
  const box = part.getBoundingClientRect();
  if (box.top < view.top) pane.scrollTop += box.top - view.top;
  else if (box.bottom > view.bottom) pane.scrollTop += box.bottom - view.bottom;
  if (box.left < view.left) pane.scrollLeft += box.left - view.left;
  else if (box.right > view.right) pane.scrollLeft += box.right - view.right;
}
