import type { Locale } from '@/i18n/index.ts';
import { words as en } from './en.ts';
import type { ChainsWords } from './types.ts';
import { words as zhCN } from './zh-cn.ts';

export { EXAMPLE_QUERIES } from './examples.ts';
export type { ChainsWords, Example } from './types.ts';

/** The words of both editions, for build time; a page's script loads only its own edition's. */
export const chainsWords: Readonly<Record<Locale, ChainsWords>> = { en, 'zh-cn': zhCN };
