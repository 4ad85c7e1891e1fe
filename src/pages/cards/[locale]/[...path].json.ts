/** What names say when they are pointed at: one answer a file, and one a function. */
import type { APIRoute, GetStaticPaths } from 'astro';
import { LOCALES, type Locale } from '@/i18n/index.ts';
import { cardSets, cardsOf } from '@/site/cards.ts';
import type { SymbolInfo } from '@/site/symbols.ts';

export const getStaticPaths = (() =>
  LOCALES.flatMap((locale) =>
    cardSets().map(({ path, members }) => ({ params: { locale, path }, props: { locale, members } })),
  )) satisfies GetStaticPaths;

export const GET: APIRoute<{ locale: Locale; members: SymbolInfo[] }> = async ({ props }) =>
  Response.json(await cardsOf(props.members, props.locale));
