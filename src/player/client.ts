/**
 * The page's end of the player's worker: promises for questions.
 * @module
 */
import type { Film, Moment } from './film.ts';
import type { Answer, FoundEnd, PlaySchedule, Question } from './protocol.ts';

/** A question was answered with an error; `reason` tells errors apart, and `timeout` is the page's own: the worker took too long and was ended. */
export class PlayerError extends Error {
  override name = 'PlayerError';
  readonly reason: Extract<Answer, { is: 'error' }>['reason'] | 'timeout';

  constructor(reason: PlayerError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

export interface Explored {
  runs: number;
  complete: boolean;
  ends: FoundEnd[];
}

/** What the client needs of a worker; tests give one of their own. */
export interface WorkerLike {
  postMessage(question: Question): void;
  terminate(): void;
  onmessage: ((event: { data: Answer }) => void) | null;
  onerror: ((event: { message?: string }) => void) | null;
}

const startWorker = (): WorkerLike =>
  new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }) as unknown as WorkerLike;

type Unnumbered<T> = T extends Question ? Omit<T, 'id'> : never;

interface Waiting {
  answer: (answer: Answer) => void;
  fail: (error: PlayerError) => void;
}

/** Most ms for a load, before the worker is ended. */
const PATIENCE = 10_000;

/** Starts its worker with the first question; one that hangs is ended, and the next question starts another. */
export class PlayerClient {
  readonly #start: () => WorkerLike;
  #worker: WorkerLike | undefined;
  #waiting = new Map<number, Waiting>();
  #last = 0;

  constructor(start: () => WorkerLike = startWorker) {
    this.#start = start;
  }

  /**
   * Runs a scenario and gets the film of it.
   * @param patience ms after which the worker is ended
   * @throws PlayerError
   */
  async load(scenario: unknown, schedule: PlaySchedule = { kind: 'order' }, patience = PATIENCE): Promise<Film> {
    const answer = await this.#ask({ ask: 'load', scenario, schedule }, undefined, patience);
    if (answer.is !== 'film') throw unexpected(answer);
    return answer.film;
  }

  /**
   * A moment of the film that was loaded last.
   * @returns undefined when a later question for a moment has overtaken this one
   * @throws PlayerError
   */
  async moment(index: number): Promise<Moment | undefined> {
    const answer = await this.#ask({ ask: 'moment', index });
    if (answer.is === 'overtaken') return undefined;
    if (answer.is !== 'moment') throw unexpected(answer);
    return answer.moment;
  }

  /**
   * Tries all schedules that can matter. The film that is loaded stays.
   * @param limit most runs @param progress called a few times a second
   * @throws PlayerError
   */
  async explore(
    scenario: unknown,
    limit: number,
    progress?: (sofar: { runs: number; ends: FoundEnd[] }) => void,
  ): Promise<Explored> {
    const answer = await this.#ask({ ask: 'explore', scenario, limit }, (sofar) => {
      if (sofar.is === 'progress') progress?.(sofar);
    });
    if (answer.is !== 'explored') throw unexpected(answer);
    const { runs, complete, ends } = answer;
    return { runs, complete, ends };
  }

  /** Ends the exploration that is underway: its promise is kept with what it found so far. */
  async stop(): Promise<void> {
    if (this.#worker !== undefined) await this.#ask({ ask: 'stop' });
  }

  /** Ends the worker. Whoever waits for an answer gets an error. */
  close(why = new PlayerError('state', 'the player was closed')): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    const waiting = this.#waiting;
    this.#waiting = new Map();
    for (const { fail } of waiting.values()) fail(why);
  }

  #ask(question: Unnumbered<Question>, between?: (answer: Answer) => void, patience?: number): Promise<Answer> {
    const worker = this.#begin();
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      const timer =
        patience === undefined
          ? undefined
          : setTimeout(
              () => this.close(new PlayerError('timeout', `nothing came of it in ${patience / 1000} seconds`)),
              patience,
            );
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(id);
      };
      this.#waiting.set(id, {
        answer: (answer) => {
          if (answer.is === 'progress') {
            between?.(answer);
            return;
          }
          done();
          if (answer.is === 'error') reject(new PlayerError(answer.reason, answer.message));
          else resolve(answer);
        },
        fail: (error) => {
          done();
          reject(error);
        },
      });
      worker.postMessage({ ...question, id } as Question);
    });
  }

  #begin(): WorkerLike {
    if (this.#worker !== undefined) return this.#worker;
    const worker = this.#start();
    this.#worker = worker;
    worker.onmessage = ({ data }) => this.#waiting.get(data.id)?.answer(data);
    worker.onerror = ({ message }) => {
      if (this.#worker === worker) this.close(new PlayerError('fault', message || 'the worker could not be started'));
    };
    return worker;
  }
}

const unexpected = (answer: Answer) => new PlayerError('fault', `the worker answered ${answer.is}`);
