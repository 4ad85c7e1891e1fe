/**
 * The sandbox: where code that a reader wrote, or that came with a link, runs.
 *
 * On the page: `stripTypes` makes JavaScript of TypeScript, `createSandbox` runs it with a trusted task, and `inWords` says how it ended. In a
 * worker's entry: `serveTask` makes the bundle a task.
 *
 * ```ts
 * // greet.worker.ts: trusted, bundled into one file, runs in the same realm as the reader's module
 * serveTask(async ({ load, input, blame }) => {
 *   const { greet } = await load({ 'why-sigkill': {} });
 *   try {
 *     return (greet as (name: unknown) => unknown)(input);
 *   } catch (error) {
 *     throw blame(error);
 *   }
 * });
 *
 * // on the page
 * import greeter from './greet.worker.ts?worker&url';
 * const sandbox = createSandbox(bundleAt(greeter));
 * const stripped = await stripTypes('export const greet = (name: string) => `hello ${name}`;');
 * if (stripped.ok) await sandbox.run({ code: stripped.code, input: 'you', check: (value) => z.string().parse(value) });
 * ```
 *
 * What holds: the frame has an origin of its own and a policy under which nothing can be fetched. Before the reader's code runs, every
 * global that is not the language's is gone and the rest is frozen; the port to the page is in a closure. So the code can compute, and
 * give back data, and nothing else: it can neither reach the page nor send a result in the task's place. What a task hands to the reader
 * (functions, objects, classes) is part of this wall: `harden` it, and let it keep its state in closures or `#private` fields. Results are
 * data, checked by the page; a task that grades should return transcripts and leave the judgement to code outside.
 *
 * A run that is silent for `SILENCE` ms is ended with its frame; a task with more to do calls `beat` in between. Where a browser gives sandboxed
 * frames a process of their own (Chromium on desktops does), memory that runs full takes nothing of the page with it.
 * @module
 */
export { serveTask, type Task, type TaskContext } from './inside/serve.ts';
export type { ConsoleLine, Level, Mistake, Plain } from './protocol.ts';
export { bundleAt, createSandbox, type End, type Ended, type Job, type Sandbox, SILENCE } from './sandbox.ts';
export { LONGEST_SOURCE, type Stripped, stripTypes } from './strip.ts';
export { consoleInWords, inWords, mistakeInWords } from './words.ts';
