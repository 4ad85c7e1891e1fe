/**
 * The site's two equal editions and their addresses: English at the root, Chinese under `/zh-cn/`.
 */
export type Locale = 'en' | 'zh-cn';

export const LOCALES: readonly Locale[] = ['en', 'zh-cn'];

/** The language tag a page of this edition carries. */
export const LANG: Readonly<Record<Locale, string>> = { en: 'en', 'zh-cn': 'zh-CN' };

/** The edition a Starlight route belongs to; its root locale is `undefined`. */
export function localeOf(routeLocale: string | undefined): Locale {
  return routeLocale === 'zh-cn' ? 'zh-cn' : 'en';
}

/** The edition whose language a tag such as `zh-CN` names. */
export function localeOfLang(lang: string): Locale {
  return lang.toLowerCase().startsWith('zh') ? 'zh-cn' : 'en';
}

/** The edition an address belongs to. */
export function localeOfPath(pathname: string): Locale {
  return /^\/zh-cn(\/|$)/.test(pathname) ? 'zh-cn' : 'en';
}

/** An English address, as `/chapters/exit-notify/#x`, in the given edition. Addresses of other sites are left alone. */
export function localHref(href: string, locale: Locale): string {
  return locale === 'zh-cn' && href.startsWith('/') ? `/zh-cn${href}` : href;
}

/** The same page in the other edition. */
export function otherEdition(pathname: string): { locale: Locale; href: string } {
  return localeOfPath(pathname) === 'zh-cn'
    ? { locale: 'en', href: pathname.replace(/^\/zh-cn/, '') || '/' }
    : { locale: 'zh-cn', href: `/zh-cn${pathname}` };
}
