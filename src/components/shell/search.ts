/**
 * Opening the search dialog: by its button, by `/`, by Ctrl K or ⌘ K. Nothing of Pagefind is loaded before that.
 */
const dialog = document.querySelector<HTMLDialogElement>('dialog.search');

/** Whether a key pressed now is meant for a field the reader is writing in; the focus may linger in a closed dialog's. */
function writing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || target.closest('dialog:not([open])')) return false;
  return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
}

async function open(at: HTMLDialogElement, query?: string): Promise<void> {
  if (at.open) return;
  document.querySelector<HTMLElement>('.side:popover-open')?.hidePopover();
  at.showModal();
  const field = at.querySelector('input');
  if (field && query !== undefined) field.value = query;
  field?.select();
  if ('mounted' in at.dataset) return;
  at.dataset['mounted'] = '';
  const { mount } = await import('./search-dialog.ts');
  mount(at, JSON.parse(at.dataset['words']!));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

if (dialog) {
  for (const button of document.querySelectorAll('[data-find]')) button.addEventListener('click', () => open(dialog));
  addEventListener('keydown', (event) => {
    const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !writing(event.target);
    const chord = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
    if (!slash && !chord) return;
    event.preventDefault();
    if (dialog.open) dialog.close();
    else open(dialog);
  });
  // A link to a search, as the other edition gives one.
  const asked = /^#find=(.{1,200})$/.exec(location.hash)?.[1];
  if (asked !== undefined) {
    history.replaceState(null, '', location.pathname + location.search);
    open(dialog, decoded(asked));
  }
  // A click on the backdrop is a click on the dialog itself; a result may lead to this very page.
  dialog.addEventListener('click', (event) => {
    const target = event.target;
    if (target === dialog || (target instanceof Element && target.closest('a'))) dialog.close();
  });
}
