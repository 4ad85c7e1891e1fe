/**
 * What the player's worker does: answers a page's questions. It knows no more of workers than that there is somebody to answer.
 * @module
 */
import { exploring, Livelock } from '../model/index.ts';
import type { Answer, Film, FoundEnd, Moment, PlaySchedule, Question } from '../player/index.ts';
import {
  checkScenario,
  type Outcome,
  outcomeKey,
  runScenario,
  type Scenario,
  ScenarioError,
  writeSchedule,
} from '../scenario/index.ts';
import { checkSize, TooLarge } from './bounds.ts';
import { Moments } from './moment.ts';
import { shoot, TooLong } from './shoot.ts';
import type { Filmed } from './stage.ts';

/** How long an exploration goes on before it looks whether there is another question, and how often it tells how far it is, in ms. */
const SLICE = 40;
const TELL_EVERY = 250;
/** Most runs of an exploration, whatever is asked for. */
const MOST_RUNS = 50_000;
/** Steps of the machine for one step of the scenario, in one run of an exploration. */
const MOST_STEPS = 100_000;

type Ask<A extends Question['ask']> = Extract<Question, { ask: A }>;
type Failure = Extract<Answer, { is: 'error' }>['reason'];

/** @returns why an error came, as the protocol tells reasons apart */
function reasonOf(error: unknown): Failure {
  if (error instanceof ScenarioError) return 'scenario';
  if (error instanceof Livelock) return 'livelock';
  if (error instanceof TooLarge || error instanceof TooLong) return 'large';
  return error instanceof RangeError ? 'schedule' : 'fault';
}

/** Makes the film that a page asks for. @throws what `reasonOf` tells apart */
export type MakeFilm = (scenario: unknown, schedule: PlaySchedule) => { run: Filmed; film: Film };

/** One page's films and explorations. */
export class Studio {
  readonly #answer: (answer: Answer, transfer: ArrayBuffer[]) => void;
  /** Lets other questions come in, then goes on. */
  readonly #later: (go: () => void) => void;
  #moments: { film: Film; at: (index: number) => Moment } | undefined;
  #waiting: Ask<'moment'> | undefined;
  #exploration: { stop: boolean } | undefined;
  readonly #make: MakeFilm;

  /** @param make how films are made; of scenarios, unless somebody has other runs to show */
  constructor(
    answer: (answer: Answer, transfer: ArrayBuffer[]) => void,
    later: (go: () => void) => void,
    make: MakeFilm = (scenario, schedule) => shoot(check(scenario), schedule),
  ) {
    this.#answer = answer;
    this.#later = later;
    this.#make = make;
  }

  ask(question: Question): void {
    switch (question.ask) {
      case 'load':
        this.#guard(question.id, () => this.#load(question));
        break;
      case 'moment':
        this.#moment(question);
        break;
      case 'explore':
        this.#guard(question.id, () => this.#explore(question));
        break;
      case 'stop':
        if (this.#exploration !== undefined) this.#exploration.stop = true;
        this.#answer({ id: question.id, is: 'stopped' }, []);
        break;
    }
  }

  #guard(id: number, work: () => void): void {
    try {
      work();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#answer({ id, is: 'error', reason: reasonOf(error), message }, []);
    }
  }

  #load({ id, scenario, schedule }: Ask<'load'>): void {
    this.#moments = undefined;
    const { run, film } = this.#make(scenario, schedule);
    const moments = new Moments(run, film);
    // The columns are handed over; the moments need those only until they are made.
    this.#moments = { film, at: (index) => moments.at(index) };
    const columns = {
      task: film.task.slice(),
      line: film.line.slice(),
      depth: film.depth.slice(),
      caller: film.caller.slice(),
    };
    this.#answer(
      { id, is: 'film', film: { ...film, ...columns } },
      Object.values(columns).map(({ buffer }) => buffer),
    );
  }

  /** Answers the last of the moments asked for while it was busy; those before it are overtaken. */
  #moment(question: Ask<'moment'>): void {
    if (this.#waiting !== undefined) this.#answer({ id: this.#waiting.id, is: 'overtaken' }, []);
    const first = this.#waiting === undefined;
    this.#waiting = question;
    if (first) this.#later(() => this.#answerMoment());
  }

  #answerMoment(): void {
    const { id, index } = this.#waiting!;
    this.#waiting = undefined;
    const moments = this.#moments;
    const length = moments?.film.length;
    if (length === undefined || !Number.isInteger(index) || index < 0 || index >= length) {
      const message =
        length === undefined ? 'nothing is loaded' : `there is no event ${index}: the film has ${length}, from 0`;
      this.#answer({ id, is: 'error', reason: 'state', message }, []);
    } else this.#guard(id, () => this.#answer({ id, is: 'moment', moment: moments!.at(index) }, []));
  }

  #explore({ id, scenario, limit }: Ask<'explore'>): void {
    if (this.#exploration !== undefined) this.#exploration.stop = true;
    const checked = check(scenario);
    // That its tree can be made must be known before, since some schedules would find out later.
    runScenario({ tree: checked.tree, steps: [] }, { limit: MOST_STEPS });
    const most = Math.max(1, Math.min(MOST_RUNS, Math.trunc(Number(limit)) || MOST_RUNS));
    const runs = exploring((schedule) => runScenario(checked, { schedule, limit: MOST_STEPS }).outcome, outcomeKey, {
      limit: most,
    });
    const exploration = { stop: false };
    this.#exploration = exploration;
    let told = performance.now();
    const finish = (found: Parameters<typeof foundEnds>[0] & { complete: boolean }) => {
      if (this.#exploration === exploration) this.#exploration = undefined;
      this.#answer({ id, is: 'explored', runs: found.runs, complete: found.complete, ends: foundEnds(found) }, []);
    };
    const slice = () =>
      this.#guard(id, () => {
        const begin = performance.now();
        for (;;) {
          const { done, value } = runs.next();
          if (done || exploration.stop) return finish(value);
          const now = performance.now();
          if (now - told > TELL_EVERY) {
            told = now;
            this.#answer({ id, is: 'progress', runs: value.runs, ends: foundEnds(value) }, []);
          }
          if (now - begin > SLICE) return this.#later(slice);
        }
      });
    this.#later(slice);
  }
}

/** @throws TooLarge @throws ScenarioError */
function check(value: unknown): Scenario {
  checkSize(value);
  return checkScenario('The scenario', value);
}

function foundEnds({ ends }: { runs: number; ends: { end: Outcome; schedule: string[]; runs: number }[] }): FoundEnd[] {
  return ends.map(({ end, schedule, runs }) => ({
    runs,
    keys: writeSchedule(schedule),
    ends: Object.entries(end.final).map(([name, { do_exit, last }]) => ({
      name,
      ended: do_exit === 'alive' ? undefined : do_exit,
      last,
    })),
  }));
}
