/**
 * The call index in a Worker: fetched and opened when the first question comes, so that neither loading it nor a long search holds up the page.
 */
import { type CallIndex, inflated, openIndex, QueryError } from '@/callgraph/index.ts';
import type { Ask, Asks, Request, Response } from './protocol.ts';

/** The index' address: the page's own, since a Worker's script stands elsewhere. */
const address = new URL('/chains/index.bin', self.location.origin).href;

let opened: Promise<CallIndex> | undefined;

/** A failed attempt is not remembered: the next question tries again. */
function index(): Promise<CallIndex> {
  opened ??= (async () => {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${response.status} ${address}`);
    return openIndex(await inflated(new Uint8Array(await response.arrayBuffer())));
  })();
  opened.catch(() => {
    opened = undefined;
  });
  return opened;
}

const answers: { [A in Ask]: (index: CallIndex, of: Asks[A]['of']) => Asks[A]['gives'] } = {
  size: ({ size }) => size,
  answer: (graph, { question }) => {
    const begun = performance.now();
    const answer = graph.ask(question);
    const milliseconds = performance.now() - begun;
    return 'chains' in answer ? { milliseconds, chains: answer } : { milliseconds, functions: answer };
  },
  complete: (graph, { typed, count }) => graph.complete(typed, count),
  resolve: (graph, { name }) => graph.resolve(name),
  among: (graph, { names, conditions }) => graph.among(names, conditions),
  neighbours: (graph, { name, side, conditions }) => {
    const { functions } = side === 'callers' ? graph.callers(name, conditions) : graph.callees(name, conditions);
    return functions.map((entry) => entry.name);
  },
  versions: (graph, { files }) =>
    Object.fromEntries(files.flatMap((file) => (graph.version(file) ? [[file, graph.version(file)!]] : []))),
};

self.addEventListener('message', async ({ data }: MessageEvent<Request>) => {
  const { id, ask, of } = data;
  let response: Response;
  try {
    const graph = await index();
    // The message's `ask` says which of the answers its `of` is for; the types cannot follow that through a lookup.
    response = { id, value: (answers[ask] as (index: CallIndex, of: unknown) => unknown)(graph, of) };
  } catch (error) {
    response =
      error instanceof QueryError
        ? { id, problem: error.problem }
        : { id, failed: error instanceof Error ? error.message : String(error) };
  }
  self.postMessage(response);
});
