/** Pagefind's interface inside the dialog: made once, with the edition's words. */
import { PagefindUI } from '@pagefind/default-ui';
import '../../styles/search.css';

/** Puts the interface into the dialog, the first time; the index itself is fetched by Pagefind as the reader types. */
export function mount(dialog: HTMLDialogElement): void {
  const place = dialog.querySelector<HTMLElement>('[data-results]');
  if (!place || place.hasChildNodes()) return;
  if (import.meta.env.DEV) {
    place.textContent = dialog.dataset['dev'] ?? '';
    return;
  }
  const base = import.meta.env.BASE_URL;
  new PagefindUI({
    element: place,
    baseUrl: base,
    bundlePath: `${base.replace(/\/$/, '')}/pagefind/`,
    showImages: false,
    showSubResults: true,
    resetStyles: false,
    translations: JSON.parse(dialog.dataset['words'] ?? '{}'),
  });
}
