/** What the page about chains knows of functions besides their calls. Fetched with the index of calls, on first use. */
import type { APIRoute } from 'astro';
import { chainFacts } from '@/site/chain-facts.ts';

export const GET: APIRoute = () =>
  new Response(JSON.stringify(chainFacts()), { headers: { 'Content-Type': 'application/json; charset=utf-8' } });
