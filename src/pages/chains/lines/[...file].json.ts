/** The lines of one file on which calls stand: what a chain shows of each call site. Fetched when an answer speaks of the file. */
import type { APIRoute, GetStaticPaths } from 'astro';
import { callLines, filesWithCalls } from '@/site/call-lines.ts';

export const getStaticPaths = (() => filesWithCalls().map((file) => ({ params: { file } }))) satisfies GetStaticPaths;

export const GET: APIRoute = ({ params }) =>
  new Response(JSON.stringify(callLines(params['file']!)), {
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
  });
