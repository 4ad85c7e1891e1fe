/**
 * The page's side of the sandbox: starts a trusted bundle in the frame's worker, hands it the reader's code, watches it from outside, and
 * believes nothing that it did not check.
 * @module
 */
import { openFrame, tellFrame } from './frame.ts';
import {
  type ConsoleLine,
  fromWorker,
  LARGEST_RESULT,
  type Mistake,
  MOST_LINES,
  type Plain,
  type ToWorker,
} from './protocol.ts';

/** Longest silence of a run, in milliseconds: an endless loop, a promise that nobody settles, memory that runs full. */
export const SILENCE = 1_500;
/** Longest run, unless the caller allows more. */
const WHOLE = 10_000;
/** Longest start: the frame, its process, the bundle. Slow machines are slow at this; no code of the reader's runs yet. */
const START = 20_000;

export interface Job<T> {
  /** JavaScript from `stripTypes`. */
  code: string;
  /** What the reader's module is called, in stack traces and for places; letters, digits and dots. */
  file?: string;
  /** For the task. */
  input?: Plain;
  /** Makes sure that the result is what it should be. @throws with a message for the reader if it is not */
  check: (value: Plain) => T;
  /** Most milliseconds in all, from when the reader's code starts. */
  within?: number;
  /** Most characters of the result as JSON. */
  largest?: number;
  /** Stops the run. */
  signal?: AbortSignal;
  /** Lines of the console as they come; they are in the result as well. */
  onLine?: (line: ConsoleLine) => void;
  /** What the task says about how far it is. */
  onProgress?: (progress: Plain) => void;
}

/** How a run ended. */
export type End<T> =
  | { is: 'done'; value: T }
  /** The reader's code is at fault. */
  | { is: 'mistake'; mistake: Mistake }
  /** `check` refused the result; what it threw. */
  | { is: 'refused'; error: unknown }
  /** It was silent for so many milliseconds, and was ended. */
  | { is: 'silent'; after: number }
  /** It is gone, and did not say why: its process ran out of memory, as far as can be known. */
  | { is: 'gone' }
  /** It was at work for so many milliseconds, and was ended. */
  | { is: 'too-long'; after: number }
  /** By `signal`, by another run, or by `close`. */
  | { is: 'stopped' }
  /** The sandbox could not be started, or broke. Not the reader's fault. */
  | { is: 'broken'; message: string };

export type Ended<T> = End<T> & {
  /** What the reader's code wrote. */
  console: ConsoleLine[];
  /** Lines that were written and not kept; undefined when it was ended before it could say. */
  dropped: number | undefined;
};

export interface Sandbox {
  /** Runs the task with a reader's module. One run at a time: the one before is stopped. Never throws. */
  run<T>(job: Job<T>): Promise<Ended<T>>;
  /** Makes the frame and fetches the bundle, so that the first run starts sooner. */
  warm(): void;
  /** Stops what runs and takes the frame away. */
  close(): void;
}

/**
 * @param bundle gives the text of a trusted worker bundle whose entry calls `serveTask`: one file that imports nothing. In a page of the site:
 *   `bundleAt(url)` with `import url from './some.worker.ts?worker&url'`
 */
export function createSandbox(bundle: () => Promise<string>): Sandbox {
  let frame: Promise<HTMLIFrameElement> | undefined;
  let text: Promise<string> | undefined;
  let stopRunning: (() => void) | undefined;

  const opened = () => {
    frame ??= openFrame('Sandbox');
    return frame;
  };
  const loaded = () => {
    text ??= bundle().catch((error: unknown) => {
      text = undefined;
      throw error;
    });
    return text;
  };
  /** The frame goes, and with it whatever runs in it, even what listens to nobody. */
  const drop = () => {
    const old = frame;
    frame = undefined;
    void old?.then((element) => element.remove());
  };

  async function run<T>(job: Job<T>): Promise<Ended<T>> {
    stopRunning?.();
    const lines: ConsoleLine[] = [];
    let dropped: number | undefined;
    const { signal, within = WHOLE, largest = LARGEST_RESULT } = job;
    const end = await new Promise<End<T>>((resolve) => {
      const channel = new MessageChannel();
      let watch: ReturnType<typeof setTimeout> | undefined;
      let whole: ReturnType<typeof setTimeout> | undefined;
      let over = false;
      /** @param clean the worker answered for itself: the frame can be used again */
      const finish = (how: End<T>, clean: boolean) => {
        if (over) return;
        over = true;
        clearTimeout(watch);
        clearTimeout(whole);
        signal?.removeEventListener('abort', stop);
        if (stopRunning === stop) stopRunning = undefined;
        channel.port1.close();
        if (clean) void opened().then((element) => tellFrame(element, { is: 'end' }));
        else drop();
        resolve(how);
      };
      const stop = () => finish({ is: 'stopped' }, false);
      const broken = (message: string) => finish({ is: 'broken', message }, false);
      const beat = () => {
        clearTimeout(watch);
        // If this page itself was busy, what came meanwhile is still to be read: hence the second turn.
        watch = setTimeout(() => {
          watch = setTimeout(() => finish({ is: 'silent', after: SILENCE }, false), 50);
        }, SILENCE);
      };
      stopRunning = stop;
      if (signal?.aborted) return stop();
      signal?.addEventListener('abort', stop);
      watch = setTimeout(() => broken('it did not start in time'), START);

      // Where browsers tell it, the end of the frame's process is seen at once; elsewhere its silence is.
      channel.port1.addEventListener('close', () => finish({ is: 'gone' }, false));
      channel.port1.onmessage = ({ data }: MessageEvent<unknown>) => {
        const message = over ? undefined : fromWorker(data, largest);
        if (message === undefined) return over ? undefined : broken('it said what it cannot say');
        switch (message.is) {
          case 'ready': {
            const { code, file = 'code.ts', input = null } = job;
            channel.port1.postMessage({ is: 'run', code, file, input, largest } satisfies ToWorker);
            whole = setTimeout(() => finish({ is: 'too-long', after: within }, false), within);
            return beat();
          }
          case 'beat':
            beat();
            if (message.progress !== undefined) job.onProgress?.(JSON.parse(message.progress) as Plain);
            return;
          case 'log': {
            if (lines.length >= MOST_LINES) return broken('it wrote more than it can write');
            const line: ConsoleLine = { level: message.level, text: message.text };
            lines.push(line);
            return job.onLine?.(line);
          }
          case 'done':
            dropped = message.dropped;
            try {
              return finish({ is: 'done', value: job.check(JSON.parse(message.json) as Plain) }, true);
            } catch (error) {
              return finish({ is: 'refused', error }, true);
            }
          case 'failed':
            dropped = message.dropped;
            return finish({ is: 'mistake', mistake: message.mistake }, true);
          case 'broken':
            return broken(message.message);
        }
      };
      Promise.all([opened(), loaded()]).then(
        ([element, trusted]) => {
          // Strict throughout: no function of the bundle can be asked for its caller.
          if (!over) tellFrame(element, { is: 'start', bundle: `'use strict';\n${trusted}` }, [channel.port2]);
        },
        (error: unknown) => broken(error instanceof Error ? error.message : String(error)),
      );
    });
    return { ...end, console: lines, dropped };
  }

  return {
    run,
    warm: () => void Promise.all([opened(), loaded()]).catch(() => {}),
    close: () => {
      stopRunning?.();
      drop();
    },
  };
}

/** Fetches a bundle of this site's. @throws Error when it cannot be had, or is not a single file */
export const bundleAt = (url: string) => async (): Promise<string> => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const text = await answer.text();
  // Where the site is not built but served as it is written, a bundle is a module that imports others.
  if (/^\s*import\s*["'{]/m.test(text.slice(0, 5_000)))
    throw new Error('the sandbox needs the built site: run npm start');
  return text;
};
