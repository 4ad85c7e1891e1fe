/** The names of all functions that have a page: what the search box completes. Fetched when it is first opened. */
import type { APIRoute } from 'astro';
import { symbolNames } from '@/site/symbol-names.ts';

export const GET: APIRoute = () =>
  new Response(JSON.stringify(symbolNames()), { headers: { 'Content-Type': 'application/json; charset=utf-8' } });
