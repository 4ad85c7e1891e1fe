/** Lays a graph out, in a Worker: dagre takes a while over a hundred functions, and the page goes on meanwhile. */
import { type GraphLayout, type GraphSlice, ranked } from '@/figures/graph/index.ts';
import type { Locale } from '@/i18n/index.ts';

/** Size of names, px. */
const SIZE = 13;

export interface LayoutRequest {
  id: number;
  slice: GraphSlice;
  locale: Locale;
  quiet: boolean;
  core: readonly string[];
}

export type LayoutResponse = { id: number } & ({ layout: GraphLayout } | { failed: string });

self.addEventListener('message', ({ data: { id, slice, locale, quiet, core } }: MessageEvent<LayoutRequest>) => {
  let response: LayoutResponse;
  try {
    response = { id, layout: ranked(slice, SIZE, locale, { quiet, core }) };
  } catch (error) {
    response = { id, failed: error instanceof Error ? error.message : String(error) };
  }
  self.postMessage(response);
});
