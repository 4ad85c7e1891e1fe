/** The menu closes when a link in it is followed, and when the keyboard's focus leaves it: nothing is focused behind it. */
const menu = document.querySelector<HTMLElement>('#menu');

function close(): void {
  if (menu?.matches(':popover-open')) menu.hidePopover();
}

menu?.addEventListener('click', (event) => {
  if (event.target instanceof Element && event.target.closest('a')) close();
});

menu?.addEventListener('focusout', (event) => {
  const next = event.relatedTarget;
  if (next instanceof Element && !menu.contains(next) && !next.matches('[popovertarget]')) close();
});
