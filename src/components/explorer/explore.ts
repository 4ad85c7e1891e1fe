/** The graph on a function's page: loaded, with the index of calls, when its fold is first opened. */
import { localeOfLang } from '@/i18n/index.ts';

for (const fold of document.querySelectorAll<HTMLDetailsElement>('details[data-explore]')) {
  const show = async (): Promise<void> => {
    if (!fold.open) return;
    fold.removeEventListener('toggle', show);
    const { mountAround } = await import('./mount.ts');
    await mountAround(fold.lastElementChild!, fold.dataset['explore']!, localeOfLang(document.documentElement.lang));
  };
  fold.addEventListener('toggle', show);
}
