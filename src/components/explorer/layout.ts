/** The page's side of the Worker that lays graphs out. */
import type { GraphLayout, GraphSlice } from '@/figures/graph/index.ts';
import type { Locale } from '@/i18n/index.ts';
import type { LayoutRequest, LayoutResponse } from './layout.worker.ts';

/** From so many functions on, call sites off the path stand only beside the function that is looked at. */
export const QUIET = 24;

let worker: Worker | undefined;
let last = 0;
const waiting = new Map<number, { give: (layout: GraphLayout) => void; fail: (error: Error) => void }>();

function start(): Worker {
  const started = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
  started.addEventListener('message', ({ data }: MessageEvent<LayoutResponse>) => {
    const asker = waiting.get(data.id);
    waiting.delete(data.id);
    if ('layout' in data) asker?.give(data.layout);
    else asker?.fail(new Error(data.failed));
  });
  started.addEventListener('error', () => {
    worker = undefined;
    for (const { fail } of waiting.values()) fail(new Error('the Worker failed'));
    waiting.clear();
  });
  return started;
}

/**
 * Places of boxes and lines for some functions and their calls; `core` is the path, which is kept straight in the middle.
 * @throws Error when the Worker could not be loaded
 */
export function layOut(slice: GraphSlice, core: readonly string[], locale: Locale): Promise<GraphLayout> {
  worker ??= start();
  const id = ++last;
  const request: LayoutRequest = { id, slice, locale, quiet: slice.nodes.length >= QUIET, core };
  worker.postMessage(request);
  return new Promise((give, fail) => {
    waiting.set(id, { give, fail });
  });
}
