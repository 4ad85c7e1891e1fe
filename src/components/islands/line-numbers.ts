/**
 * The line numbers of an excerpt are one stop for the Tab key, with the arrow keys moving along them: as links of their own they would put up
 * to five thousand stops between a reader and the next paragraph. Without script they are links like any other.
 */
const KEYS = { ArrowUp: -1, ArrowDown: 1, PageUp: -20, PageDown: 20, Home: -Infinity, End: Infinity } as const;

const isNumber = (target: EventTarget | null): target is HTMLAnchorElement =>
  target instanceof HTMLAnchorElement && target.matches('.ln > .no');

for (const code of document.querySelectorAll<HTMLElement>('.x-code')) {
  // Asked for anew each time: what is opened in place brings lines with it.
  const numbers = () => code.querySelectorAll<HTMLAnchorElement>('.ln > .no');
  let stop: HTMLAnchorElement | undefined;
  const stopAt = (number: HTMLAnchorElement | null | undefined): void => {
    if (!number || number === stop) return;
    if (stop) stop.tabIndex = -1;
    stop = number;
    stop.tabIndex = 0;
  };
  for (const number of numbers()) number.tabIndex = -1;
  // Who comes by a line's address starts there.
  stopAt(code.querySelector<HTMLAnchorElement>('.ln:target > .no') ?? numbers()[0]);

  code.addEventListener('focusin', ({ target }) => {
    if (isNumber(target)) stopAt(target);
    // It went with what was closed.
    else if (stop && !stop.isConnected) stopAt(numbers()[0]);
  });

  code.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (!(key in KEYS) || !isNumber(target) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const shown = [...numbers()].filter((number) => number.checkVisibility());
    const to = shown.indexOf(target) + KEYS[key as keyof typeof KEYS];
    shown[Math.max(0, Math.min(to, shown.length - 1))]?.focus();
    event.preventDefault();
  });
}

export {};
