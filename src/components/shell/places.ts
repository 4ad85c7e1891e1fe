import { type Locale, localHref, ui } from '../../i18n/index.ts';

/** A part of the site, as the masthead and the menu link to it. */
export interface Place {
  label: string;
  href: string;
  /** `page`: the reader is there; `true`: somewhere inside it. */
  current: 'page' | 'true' | undefined;
}

/** The site's parts in an edition, and which of them the given address belongs to. */
export function places(locale: Locale, pathname: string): Place[] {
  const t = ui(locale);
  const parts = [
    { label: t.chapters, to: '/#chapters', root: '/chapters/' },
    { label: t.source, to: '/source/', root: '/source/' },
    { label: t.symbols, to: '/symbols/', root: '/symbols/' },
    { label: t.chains, to: '/chains/', root: '/chains/' },
    { label: t.lab, to: '/lab/', root: '/lab/' },
    { label: t.exercises, to: '/exercises/', root: '/exercises/' },
    { label: t.about, to: '/about/', root: '/about/' },
  ];
  return parts.map(({ label, to, root }) => {
    const href = localHref(to, locale);
    const inside = pathname.startsWith(localHref(root, locale));
    return { label, href, current: inside ? (pathname === href ? 'page' : 'true') : undefined };
  });
}
