/**
 * Makes the page about chains work: the form and the example that were rendered at build are taken over as they stand. The index, the graph
 * and the other edition's words are not loaded with it.
 */
import { h, hydrate } from 'preact';
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
    hydrate(h(App, { locale, words, example }), this);
  }
}

customElements.define('chain-search', ChainSearch);
