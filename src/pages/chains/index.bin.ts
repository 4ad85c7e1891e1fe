/**
 * The call graph of `kernel/**` as one file, which the pages that search it load on first use: gzip of what `packIndex` makes, to
 * be opened with `openIndex(await inflated(bytes))`. Compressed here, since not every host compresses what it does not know.
 */
import { gzipSync } from 'node:zlib';
import type { APIRoute } from 'astro';
import { chainIndexBytes } from '@/site/chain-index.ts';

export const GET: APIRoute = () => {
  const bytes = chainIndexBytes();
  // Without kernel text there is no graph: an empty file, and the page says why.
  const body = bytes ? gzipSync(bytes, { level: 9 }) : new Uint8Array();
  return new Response(new Uint8Array(body), { headers: { 'Content-Type': 'application/octet-stream' } });
};
