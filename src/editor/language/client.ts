/**
 * The page's side of the language worker: questions go out, answers come back as promises. One worker serves all editors of a page.
 * @module
 */
import type { Answered, Questions, Subject, Typings } from './protocol.ts';

/** Questions about one module. */
export interface LanguageClient {
  /** @throws Error when the worker cannot be loaded, or fails at the question */
  ask<S extends Subject>(subject: S, question: Questions[S]['ask']): Promise<Questions[S]['answer']>;
}

/** Longer, and the worker counts as broken: the compiler itself takes seconds on slow machines. */
const PATIENCE = 60_000;

let worker: Worker | undefined;
let count = 0;
const waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();

function started(): Worker {
  if (worker !== undefined) return worker;
  const made = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  made.addEventListener('message', ({ data }: MessageEvent<Answered>) => {
    const asker = waiting.get(data.id);
    waiting.delete(data.id);
    if ('error' in data) asker?.reject(new Error(data.error));
    else asker?.resolve(data.answer);
  });
  made.addEventListener('error', (event) => {
    event.preventDefault();
    worker = undefined;
    made.terminate();
    for (const { reject } of waiting.values()) reject(new Error('the language worker could not be loaded'));
    waiting.clear();
  });
  worker = made;
  return made;
}

/**
 * @param file the module's name; two editors of one page need two
 * @param typings what it may import; the same object, or an equal one, each time
 * @param locale in which TypeScript speaks
 */
export function languageClient(file: string, typings: Typings, locale: string): LanguageClient {
  return {
    ask: (subject, question) =>
      new Promise((resolve, reject) => {
        count += 1;
        const id = count;
        const late = setTimeout(() => {
          waiting.delete(id);
          reject(new Error('the language worker does not answer'));
        }, PATIENCE);
        const settled =
          <T>(then: (value: T) => void) =>
          (value: T) => {
            clearTimeout(late);
            then(value);
          };
        waiting.set(id, {
          // Each subject has its own answer: the worker's protocol says which.
          resolve: settled((answer) => resolve(answer as never)),
          reject: settled(reject),
        });
        started().postMessage({ id, subject, file, typings, locale, ...question });
      }),
  };
}
