/** The page's side of the Worker with the call index: questions go out, answers come back as promises. */
import type { QueryProblem } from '@/callgraph/index.ts';
import type { Ask, Asks, Request, Response } from './protocol.ts';

/** A query that cannot be answered; `problem` says why. */
export class AskError extends Error {
  override readonly name = 'AskError';
  readonly problem: QueryProblem;
  constructor(problem: QueryProblem) {
    super(problem.kind);
    this.problem = problem;
  }
}

let worker: Worker | undefined;
let last = 0;
const waiting = new Map<number, { give: (value: never) => void; fail: (error: Error) => void }>();

function start(): Worker {
  const started = new Worker(new URL('./index.worker.ts', import.meta.url), { type: 'module' });
  started.addEventListener('message', ({ data }: MessageEvent<Response>) => {
    const asker = waiting.get(data.id);
    waiting.delete(data.id);
    if (!asker) return;
    if ('value' in data) asker.give(data.value as never);
    else asker.fail('problem' in data ? new AskError(data.problem) : new Error(data.failed));
  });
  // The script itself could not be loaded, or broke: nobody shall wait for ever, and the next question starts another.
  started.addEventListener('error', () => {
    worker = undefined;
    for (const { fail } of waiting.values()) fail(new Error('the Worker failed'));
    waiting.clear();
  });
  return started;
}

/**
 * Asks the index something. The first question starts the Worker and loads the index.
 * @throws AskError for a query that cannot be answered, Error when the index could not be loaded
 */
export function ask<A extends Ask>(what: A, of: Asks[A]['of']): Promise<Asks[A]['gives']> {
  worker ??= start();
  const id = ++last;
  const request: Request<A> = { id, ask: what, of };
  worker.postMessage(request);
  return new Promise((give, fail) => {
    waiting.set(id, { give, fail });
  });
}
