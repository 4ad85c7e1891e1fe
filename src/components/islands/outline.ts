/** Closes the list of a file's functions when one of them is chosen; where it stands beside the code it stays. */
const outline = document.querySelector<HTMLElement>('#outline');

outline?.addEventListener('click', (event) => {
  const chosen = event.target instanceof Element && event.target.closest('a');
  if (chosen && outline.matches(':popover-open')) outline.hidePopover();
});

export {};
