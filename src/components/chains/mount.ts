/**
 * Makes the page about chains work: the form and the example that were rendered at build are taken over as they stand. The index, the graph
 * and the other edition's words are not loaded with it.
 */
import { h, hydrate } from 'preact';
import { type Query, readAddress } from '@/chains/index.ts';
import type { Locale } from '@/i18n/index.ts';
import { App, type AppProps } from './App.tsx';

const WORDS = {
  en: () => import('./words/en.ts'),
  'zh-cn': () => import('./words/zh-cn.ts'),
} satisfies Record<Locale, unknown>;

class ChainSearch extends HTMLElement {
  async connectedCallback(): Promise<void> {
    const locale: Locale = this.dataset['locale'] === 'zh-cn' ? 'zh-cn' : 'en';
    const given = document.getElementById('chains-example')?.textContent;
    const example: AppProps['example'] = given ? JSON.parse(given) : undefined;
    const { words } = await WORDS[locale]();
    hydrate(h(App, { locale, words, example, typed: typedInto(this.querySelector('form')) }), this);
  }
}

/** What a reader has typed into the form before it was taken over, over what the address says; undefined: nothing. */
function typedInto(form: HTMLFormElement | null): Query | undefined {
  const fields = [...(form?.querySelectorAll<HTMLInputElement>('input[name]') ?? [])];
  const filled = fields.filter(({ value }) => value.trim() !== '');
  if (filled.length === 0) return undefined;
  const address = new URLSearchParams(location.search);
  for (const { name, value } of filled) address.set(name, value);
  return readAddress(address.toString());
}

customElements.define('chain-search', ChainSearch);
