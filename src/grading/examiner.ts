/**
 * What the examiner does: judges runs as they come, and opens one of them for the player. It knows no more of workers than that there is
 * somebody to answer.
 * @module
 */
import { filmOfRun, type RunFilm } from '../exercise-film/index.ts';
import {
  type Case,
  explain,
  type FailedRun,
  factsOf,
  failuresOf,
  Grader,
  openRun,
  type Replayed,
  type RunFacts,
  type RunId,
  replayRun,
  scheduleNumber,
  type Transcript,
  type Verdict,
} from '../exercises/index.ts';
import { Studio } from '../film/index.ts';
import type { Answer } from '../player/index.ts';
import type { FromExaminer, ToExaminer, Which } from './protocol.ts';

type Send = (message: FromExaminer, transfer: ArrayBuffer[]) => void;

/** Judges one attempt at a time. */
export class Examiner {
  readonly #send: Send;
  readonly #studio: Studio;
  #cases: readonly Case[] = [];
  #grader: Grader | undefined;
  #verdict: Verdict | undefined;
  /** Transcripts of runs that may be looked at: those of the first schedule, those that failed, and those of explorations. */
  readonly #kept = new Map<string, Transcript>();
  #refused = false;
  #opened: { number: number; film: RunFilm } | undefined;
  #count = 0;

  /** @param later lets other messages come in, then goes on */
  constructor(send: Send, later: (go: () => void) => void) {
    this.#send = send;
    this.#studio = new Studio(
      (answer: Answer, transfer) => send({ is: 'play', answer }, transfer),
      later,
      (scenario) => {
        const opened = this.#opened;
        if (opened === undefined || opened.number !== (scenario as { opened?: unknown } | null)?.opened)
          throw new Error('another run has been opened since');
        return opened.film;
      },
    );
  }

  hear(message: ToExaminer): void {
    switch (message.ask) {
      case 'begin':
        this.#begin(message.cases);
        break;
      case 'run':
        this.#judge(message.run, message.transcript);
        break;
      case 'verdict':
        this.#conclude(message.explored);
        break;
      case 'open':
        this.#open(message.which);
        break;
      case 'play':
        this.#studio.ask(message.question);
    }
  }

  #begin(cases: readonly Case[]): void {
    this.#cases = cases;
    this.#grader = new Grader(cases);
    this.#verdict = undefined;
    this.#kept.clear();
    this.#refused = false;
    this.#opened = undefined;
  }

  /** Once something was refused there is nothing more to say about the attempt. */
  #refuse(error: unknown): void {
    this.#refused = true;
    this.#send({ is: 'refused', message: error instanceof Error ? error.message : String(error) }, []);
  }

  #judge(run: RunId, transcript: Transcript): void {
    if (this.#refused || this.#grader === undefined) return;
    try {
      const failed = this.#grader.accept(run, transcript).length > 0;
      const { schedule } = run;
      if (failed || schedule.kind === 'explored' || schedule.index === 0) this.#kept.set(nameOf(run), transcript);
      this.#send({ is: 'judged', run, failed }, []);
    } catch (error) {
      this.#refuse(error);
    }
  }

  #conclude(explored: boolean): void {
    const grader = this.#grader;
    if (this.#refused || grader === undefined) return;
    try {
      if (!explored && grader.wantsMore) {
        this.#send({ is: 'more' }, []);
        return;
      }
      this.#verdict = grader.verdict();
    } catch (error) {
      this.#refuse(error);
      return;
    }
    const told = new Set(this.#verdict.failures.map(({ run }) => nameOf(run)));
    for (const name of this.#kept.keys()) if (name.startsWith('explored') && !told.has(name)) this.#kept.delete(name);
    this.#send({ is: 'verdict', verdict: this.#verdict }, []);
  }

  #open(which: Which): void {
    const found = 'failure' in which ? this.#failure(which.failure) : this.#numbered(which.schedule);
    if (found === undefined) {
      this.#send({ is: 'missing' }, []);
      return;
    }
    const { run, replayed, facts, failed } = found;
    const made = filmOfRun(replayed, facts, failed?.failure.event);
    this.#count += 1;
    this.#opened = { number: this.#count, film: made };
    this.#send(
      {
        is: 'opened',
        opened: {
          scenario: { opened: this.#count, tree: [], steps: made.steps },
          case: run.case,
          schedule: run.schedule,
          at: failed === undefined ? made.film.start : whereSeen(made, failed.failure.event),
          failed,
          calls: made.calls,
          tasks: made.film.task.slice(),
        },
      },
      [],
    );
  }

  #failure(number: number): Found | undefined {
    const failed = this.#verdict?.failures[number];
    const transcript = failed && this.#kept.get(nameOf(failed.run));
    if (failed === undefined || transcript === undefined) return undefined;
    const { run, check, failure, explained } = failed;
    return { run, ...openRun(this.#cases[run.case]!, transcript, failed.keys), failed: { check, failure, explained } };
  }

  /** The run of a schedule: in the first case in which it failed, or else in the first case. */
  #numbered(index: number): Found | undefined {
    let first: Found | undefined;
    for (const [at, of] of this.#cases.entries()) {
      const run: RunId = { case: at, schedule: { kind: 'numbered', index } };
      const transcript = this.#kept.get(nameOf(run));
      if (transcript === undefined) continue;
      const replayed = replayRun(of.world, transcript, scheduleNumber(index));
      const facts = factsOf(replayed, of.world.entry);
      const [failed] = failuresOf(of.checks, facts);
      if (failed !== undefined) {
        const { check, failure } = failed;
        return { run, replayed, facts, failed: { check: check.check, failure, explained: explain(failure.reason) } };
      }
      first ??= { run, replayed, facts, failed: undefined };
    }
    return first;
  }
}

/**
 * The position at which a failure is seen: a signal is told at the end of its sending, and the fact that counts stands within.
 */
function whereSeen({ film, positionOf }: RunFilm, event: number): number {
  const at = positionOf(event);
  const sent = film.happenings.find(
    (happening) =>
      happening.kind === 'signal' && happening.site <= at && at <= happening.at && happening.by === film.task[at],
  );
  return sent?.at ?? at;
}

interface Found {
  run: RunId;
  replayed: Replayed;
  facts: RunFacts;
  failed: Pick<FailedRun, 'check' | 'failure' | 'explained'> | undefined;
}

const nameOf = ({ case: at, schedule: { kind, index } }: RunId): string => `${kind} ${at} ${index}`;
