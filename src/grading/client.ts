/**
 * The page's end of the examiner.
 * @module
 */
import type { Case, RunId, Transcript, Verdict } from '../exercises/index.ts';
import { PlayerClient, type WorkerLike } from '../player/index.ts';
import type { FromExaminer, Opened, ToExaminer, Which } from './protocol.ts';

/** What came out of the sandbox is no run that could have been: nothing is judged by it. */
export class NotARun extends Error {
  override name = 'NotARun';
}

/** What the client needs of a worker; tests give one of their own. */
export interface ExaminerWorker {
  postMessage(message: ToExaminer): void;
  terminate(): void;
  onmessage: ((event: { data: FromExaminer }) => void) | null;
  onerror: ((event: { message?: string }) => void) | null;
}

const startWorker = (): ExaminerWorker =>
  new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }) as unknown as ExaminerWorker;

interface Waiting<T> {
  resolve: (value: T) => void;
  reject: (error: Error) => void;
}

/** Starts its worker with the first attempt, and keeps it: what was judged can be watched as long as the client is open. */
export class ExaminerClient {
  readonly #start: () => ExaminerWorker;
  #worker: ExaminerWorker | undefined;
  #onJudged: (run: RunId, failed: boolean) => void = () => {};
  #verdict: Waiting<Verdict | 'more'> | undefined;
  #opening: Waiting<Opened | undefined> | undefined;
  #failure: Error | undefined;
  #player: WorkerLike['onmessage'] = null;

  constructor(start: () => ExaminerWorker = startWorker) {
    this.#start = start;
  }

  /** @param onJudged told of each run as it is judged */
  begin(cases: readonly Case[], onJudged: (run: RunId, failed: boolean) => void): void {
    this.#onJudged = onJudged;
    this.#failure = undefined;
    this.#tell({ ask: 'begin', cases });
  }

  judge(run: RunId, transcript: Transcript): void {
    this.#tell({ ask: 'run', run, transcript });
  }

  /**
   * All runs have been handed over.
   * @returns `more`: the explorations are to follow
   * @throws NotARun
   */
  verdict(explored: boolean): Promise<Verdict | 'more'> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) return reject(this.#failure);
      this.#verdict = { resolve, reject };
      this.#tell({ ask: 'verdict', explored });
    });
  }

  /** Prepares a run to be watched. @returns undefined: it is not kept */
  open(which: Which): Promise<Opened | undefined> {
    return new Promise((resolve, reject) => {
      this.#opening?.resolve(undefined);
      this.#opening = { resolve, reject };
      this.#tell({ ask: 'open', which });
    });
  }

  /** A client for a player of the run that was opened last. Closing it leaves the examiner at work. */
  player(): PlayerClient {
    const worker: WorkerLike = {
      postMessage: (question) => this.#tell({ ask: 'play', question }),
      terminate: () => {
        if (this.#player === hear) this.#player = null;
      },
      onmessage: null,
      onerror: null,
    };
    const hear: WorkerLike['onmessage'] = (event) => worker.onmessage?.(event);
    this.#player = hear;
    return new PlayerClient(() => worker);
  }

  /** Ends the worker. Whoever waits gets an error. */
  close(why = new Error('the examiner was closed')): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#failure = why;
    this.#verdict?.reject(why);
    this.#opening?.reject(why);
    this.#verdict = undefined;
    this.#opening = undefined;
  }

  #tell(message: ToExaminer): void {
    this.#worker ??= this.#begun();
    this.#worker.postMessage(message);
  }

  #begun(): ExaminerWorker {
    const worker = this.#start();
    worker.onmessage = ({ data }) => this.#hear(data);
    worker.onerror = ({ message }) => {
      if (this.#worker === worker) this.close(new Error(message || 'the examiner could not be started'));
    };
    return worker;
  }

  #hear(message: FromExaminer): void {
    switch (message.is) {
      case 'judged':
        this.#onJudged(message.run, message.failed);
        break;
      case 'more':
      case 'verdict':
        this.#verdict?.resolve(message.is === 'more' ? 'more' : message.verdict);
        this.#verdict = undefined;
        break;
      case 'refused':
        this.#failure = new NotARun(message.message);
        this.#verdict?.reject(this.#failure);
        this.#verdict = undefined;
        break;
      case 'opened':
      case 'missing':
        this.#opening?.resolve(message.is === 'opened' ? message.opened : undefined);
        this.#opening = undefined;
        break;
      case 'play':
        this.#player?.({ data: message.answer });
    }
  }
}
