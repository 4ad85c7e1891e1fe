/** Each function's excerpt by itself, for pages that open a call in place and for the player. */
import type { APIRoute, GetStaticPaths } from 'astro';
import { LOCALES, type Locale } from '@/i18n/index.ts';
import { fragmentOf, withFragment } from '@/site/fragment.ts';
import type { SymbolInfo } from '@/site/symbols.ts';

export const getStaticPaths = (() =>
  LOCALES.flatMap((locale) =>
    withFragment().map((info) => ({ params: { locale, id: info.id }, props: { locale, info } })),
  )) satisfies GetStaticPaths;

export const GET: APIRoute<{ locale: Locale; info: SymbolInfo }> = async ({ props }) =>
  Response.json(await fragmentOf(props.info, props.locale));
