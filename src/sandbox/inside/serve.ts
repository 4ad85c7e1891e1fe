/**
 * The inside of the sandbox: what a trusted bundle calls to become the task that runs with a reader's module.
 *
 * All that could be used to talk to the page is kept in this file's closures: the port, and the functions it is used through. By the
 * time the reader's code runs, nothing of it can be reached.
 * @module
 */
import type { FromWorker, Plain, ToWorker } from '../protocol.ts';
import { readerConsole } from './console.ts';
import { describeThrown } from './describe.ts';
import { evaluate, mistakeOf } from './evaluate.ts';
import { tellPlain } from './plain.ts';
import { harden, tame } from './tame.ts';
import { mistakeIn, Wrong } from './wrong.ts';

/** What a task is given. */
export interface TaskContext {
  /** What the page handed in: plain data, from trusted code. */
  readonly input: Plain;
  /**
   * Runs the reader's module, and gives its exports. Call it once.
   * @param modules what the reader can import, by name; hardened before the reader sees them
   */
  load(modules: Readonly<Record<string, object>>): Promise<Record<string, unknown>>;
  /**
   * Tells the watchdog outside that the task goes on, and the page how far it is. Call it between parts of the work that each end for sure
   * in a fraction of a second if the reader's code is sound; never let the reader's code call it.
   */
  beat(progress?: Plain): void;
  /** Freezes what the reader is to hold, prototypes included, so that it cannot be changed for others. */
  harden<T>(value: T): T;
  /** Makes an error of the reader's own of something caught: the task fails with it, and its line is named. */
  blame(thrown: unknown): Error;
  /** An error to throw when the reader's module lacks an export. */
  lacks(name: string): Error;
}

/** Trusted code that runs with the reader's module. What it returns must be plain data; it goes out as JSON. */
export type Task = (context: TaskContext) => unknown;

/** What this file uses of the realm, taken before anybody could change it. */
interface Outside {
  post(message: FromWorker): void;
  /** Evaluates a text; a text that cannot be read is told with its place. */
  compile(text: string): Promise<unknown>;
}

// biome-ignore lint/security/noGlobalEval: this is where the reader's text becomes code, and what the sandbox around it is for.
const indirectEval = eval;

/** Waits for the port, tames the realm, and runs the task once for whoever holds the other end. */
export function serveTask(task: Task): void {
  // A worker's global scope is not among the types of a page.
  const scope = globalThis as unknown as EventTarget;
  const wait = setTimeout;
  let failing: ((wrong: Wrong) => void) | undefined;
  // The engine tells where a text cannot be read only to this event.
  scope.addEventListener('error', (event) => {
    const { message, lineno, colno } = event as ErrorEvent;
    event.preventDefault();
    const place = lineno > 0 ? { line: lineno, column: Math.max(1, colno) } : {};
    failing?.(
      new Wrong({
        kind: 'syntax',
        message: String(message)
          .replace(/^Uncaught /, '')
          .slice(0, 500),
        ...place,
      }),
    );
  });
  const compile = (text: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      failing = reject;
      wait(() => {
        resolve(indirectEval(text));
        failing = undefined;
      }, 0);
    });

  scope.addEventListener(
    'message',
    (event) => {
      const port = (event as MessageEvent).ports[0]!;
      const post = port.postMessage.bind(port) as (message: FromWorker) => void;
      const outside: Outside = { post, compile };
      const { console, dropped } = readerConsole((line) => post({ is: 'log', ...line }));
      port.onmessage = ({ data }: MessageEvent<ToWorker>) => {
        port.onmessage = null;
        void run(task, data, outside, dropped);
      };
      try {
        tame(console);
      } catch (error) {
        post({ is: 'broken', message: String(error).slice(0, 500), dropped: 0 });
        return;
      }
      post({ is: 'ready' });
    },
    { once: true },
  );
}

async function run(task: Task, job: ToWorker, { post, compile }: Outside, dropped: () => number): Promise<void> {
  const { file, largest } = job;
  const context: TaskContext = {
    input: job.input,
    load: (modules) => evaluate(job.code, file, harden(modules), compile),
    beat: (progress) =>
      post(progress === undefined ? { is: 'beat' } : { is: 'beat', progress: tellPlain(progress, largest) }),
    harden,
    blame: (thrown) => new Wrong(mistakeOf(thrown, file)),
    lacks: (name) => new Wrong({ kind: 'no-export', name }),
  };
  try {
    const json = tellPlain(await task(context), largest);
    post({ is: 'done', json, dropped: dropped() });
  } catch (error) {
    const mistake = mistakeOf(error, file);
    // Thrown with a line of the reader's on the stack: it is theirs, though the task did not say so.
    if (mistakeIn(error) !== undefined || ('line' in mistake && mistake.line !== undefined))
      post({ is: 'failed', mistake, dropped: dropped() });
    else post({ is: 'broken', message: describeThrown(error), dropped: dropped() });
  }
}
