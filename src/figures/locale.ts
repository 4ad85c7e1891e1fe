/** The two editions. */
export type Locale = 'en' | 'zh-cn';

/** @param lang what Astro or a page calls its language: `en`, `zh-CN`, `zh-cn`, undefined */
export function localeOf(lang: string | undefined): Locale {
  return lang?.toLowerCase().startsWith('zh') ? 'zh-cn' : 'en';
}
