/** While the menu is open the text behind it is out of reach; following a link of the page itself closes it. */
const menu = document.querySelector<HTMLElement>('#menu');

menu?.addEventListener('toggle', (event) => {
  const open = event instanceof ToggleEvent && event.newState === 'open';
  for (const behind of document.querySelectorAll('.text, .skip')) behind.toggleAttribute('inert', open);
});

menu?.addEventListener('click', (event) => {
  if (event.target instanceof Element && event.target.closest('a') && menu.matches(':popover-open')) menu.hidePopover();
});
