/** Narrows the list of symbols to the names that contain what is typed. Without script the whole list stands there. */
const form = document.querySelector<HTMLFormElement>('form[data-narrow]');
const field = form?.querySelector('input');
const message = form?.querySelector('p');

if (form && field && message) {
  const sections = [...document.querySelectorAll<HTMLElement>('.symbol-index section')].map((section) => ({
    section,
    items: [...section.querySelectorAll('li')].map((item) => ({
      item,
      name: item.querySelector('a')?.textContent ?? '',
    })),
  }));

  const narrow = (): void => {
    const wanted = field.value.trim().replace(/\(\)$/, '');
    let shown = 0;
    for (const { section, items } of sections) {
      let here = 0;
      for (const { item, name } of items) {
        item.hidden = !name.includes(wanted);
        if (!item.hidden) here++;
      }
      section.hidden = here === 0;
      shown += here;
    }
    message.textContent = shown === 0 ? (message.dataset['none'] ?? '') : '';
  };

  form.hidden = false;
  field.addEventListener('input', narrow);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    document.querySelector<HTMLAnchorElement>('.symbol-index li:not([hidden]) a')?.click();
  });
  // The browser may have kept what was typed before going back.
  narrow();
}

export {};
