/**
 * Grades a program by what it does under many schedules.
 *
 * The program runs in one place (`record…`: a sandbox, where it may do to its surroundings what it likes) and is judged in another
 * (`Grader`, on the page), which sees nothing of it but transcripts and carries each of them out again.
 * @module
 */
import { Abandoned, type ExactSchedule, explore, following, recorded, type Schedule } from '../model/index.ts';
import { type Check, type CheckName, type Failure, failureOf } from './checks.ts';
import { factsOf, type RunFacts } from './facts.ts';
import { type ReaderExports, type RecordOptions, recordRun } from './record.ts';
import { Refused } from './refused.ts';
import { type Replayed, replayRun } from './replay.ts';
import { SCHEDULES, scheduleNumber } from './schedules.ts';
import type { Transcript } from './transcript.ts';
import { demand, explain, type Said, sentence } from './words.ts';
import type { World } from './world.ts';

/** One situation that a program must stand, and what is asked of it there. */
export interface Case {
  id: string;
  world: World;
  checks: readonly Check[];
  /** All schedules that can matter are tried as well, up to so many; a case for which that is feasible says so. */
  explore?: number;
}

/** Which run a transcript is of. */
export interface RunId {
  /** Index of the case. */
  case: number;
  schedule:
    | { kind: 'numbered'; index: number }
    /** The n-th run of the exploration of the case. */
    | { kind: 'explored'; index: number };
}

type Recorded = Generator<{ run: RunId; transcript: Transcript }, void, void>;

/** A run that was ended for what the program did: there is nothing to learn from further ones. */
const cutShort = ({ end }: Transcript): boolean => end.is === 'limit' || end.is === 'misuse';

/**
 * The recording half: runs a program in all cases under all numbered schedules, up to the first run that has to be cut short.
 * @param load evaluates the reader's file anew at each call
 * @throws what `load` throws
 */
export function* recordRuns(
  cases: readonly Case[],
  load: (world: World) => ReaderExports,
  { schedules = SCHEDULES, ...options }: RecordOptions & { schedules?: number } = {},
): Recorded {
  for (let index = 0; index < schedules; index += 1)
    for (const [at, { world }] of cases.entries()) {
      const transcript = recordRun(world, () => load(world), scheduleNumber(index), options);
      yield { run: { case: at, schedule: { kind: 'numbered', index } }, transcript };
      if (cutShort(transcript)) return;
    }
}

/**
 * The recording half's second part, for a program that passed so far (`Grader.wantsMore`): explores the cases for which that is feasible.
 * @throws what `load` throws
 */
export function* recordExplorations(
  cases: readonly Case[],
  load: (world: World) => ReaderExports,
  options: RecordOptions = {},
): Recorded {
  for (const [at, { world, explore: limit }] of cases.entries()) {
    if (limit === undefined) continue;
    let index = 0;
    for (const transcript of exploreRuns(world, () => load(world), limit, options)) {
      yield { run: { case: at, schedule: { kind: 'explored', index } }, transcript };
      index += 1;
    }
  }
}

/** Runs that an exploration gives up count against this many times its limit. */
const GIVEN_UP = 4;

/** Thrown through an exploration to end it. */
class Enough extends Error {}

function exploreRuns(world: World, load: () => ReaderExports, limit: number, options: RecordOptions): Transcript[] {
  const transcripts: Transcript[] = [];
  exploreWith((schedule) => {
    const transcript = recordRun(world, load, schedule, options);
    transcripts.push(transcript);
    return transcript.end.is === 'abandoned' ? 'abandoned' : 'ended';
  }, limit);
  return transcripts;
}

/** Both halves explore in the same way, and so agree on which run comes when. @returns whether all schedules that can matter were run */
function exploreWith(run: (schedule: ExactSchedule) => 'abandoned' | 'ended', limit: number): boolean {
  let tried = 0;
  try {
    return explore(
      (schedule) => {
        tried += 1;
        if (tried > limit * GIVEN_UP) throw new Enough();
        if (run(schedule) === 'abandoned') throw new Abandoned('an earlier run covers this one');
        return '';
      },
      (end) => end,
      { limit },
    ).complete;
  } catch (error) {
    if (error instanceof Enough) return false;
    throw error;
  }
}

/** How one check stands. */
export interface CheckVerdict {
  check: CheckName;
  /** The checks of all cases that ask the same; without their numbers. */
  demands: Said[];
  passed: boolean;
  /** Numbers of the schedules under which it failed, in some case. */
  failed: number[];
  sentence: Said;
}

/** A run in which a check failed. */
export interface FailedRun {
  run: RunId;
  case: string;
  check: CheckName;
  failure: Failure;
  explained: Said;
  /** The schedule's choices, for `given(choices)`; of an explored run, `keys` for `following(keys)`. */
  choices: number[];
  /** Which task took each step: `following(keys)` repeats the run, whatever schedule it had. */
  keys: string[];
}

export interface Verdict {
  passed: boolean;
  /** How many schedules there are. */
  schedules: number;
  /** How many of them were tried: fewer, if a run had to be cut short. */
  tried: number;
  /** For each schedule that was tried whether any check failed under it, in any case. */
  failed: boolean[];
  checks: CheckVerdict[];
  /** The first failure of each check, the most telling one first: of the check that comes first, under the first schedule. */
  failures: FailedRun[];
  /** What explorations found; undefined: there was none. */
  explored?: { runs: number; complete: boolean; failed: number };
  /** What the program wrote in the first run. */
  log: string[];
  logLeftOut: number;
  /** Calls that lack `yield*`. */
  unused: Transcript['unused'];
}

interface Held {
  run: RunId;
  failures: { check: Check | { check: 'runs' }; failure: Failure }[];
  choices: number[];
  keys: string[];
}

/**
 * The judging half. Hand it every transcript in the order in which `recordRuns` gives them, then ask for the verdict.
 */
export class Grader {
  readonly #cases: readonly Case[];
  readonly #schedules: number;
  readonly #held: Held[] = [];
  readonly #explored: { at: number; transcripts: Transcript[] }[] = [];
  #next = 0;
  /** A run was cut short: no further ones come. */
  #over = false;
  #log: Pick<Transcript, 'log' | 'logLeftOut' | 'unused'> = { log: [], logLeftOut: 0, unused: [] };

  constructor(cases: readonly Case[], { schedules = SCHEDULES }: { schedules?: number } = {}) {
    this.#cases = cases;
    this.#schedules = schedules;
  }

  /** How many numbered runs there are in all. */
  get total(): number {
    return this.#schedules * this.#cases.length;
  }

  /** How many of them have come. */
  get done(): number {
    return this.#next;
  }

  /** Whether `recordExplorations` is to follow. */
  get wantsMore(): boolean {
    return this.#next === this.total && this.#held.length === 0 && this.#cases.some((of) => of.explore !== undefined);
  }

  /**
   * Judges one run.
   * @returns the checks it fails; of an explored run nothing yet
   * @throws Refused when it is not the run that comes next, or is none that could have been
   */
  accept(run: RunId, transcript: Transcript): Failure[] {
    const { schedule } = run;
    const of = this.#cases[run.case];
    if (of === undefined) throw new Refused('a run of a case that there is not');
    if (schedule.kind === 'explored') {
      this.#keep(run.case, schedule.index, transcript);
      return [];
    }
    const expected = { case: this.#next % this.#cases.length, index: Math.floor(this.#next / this.#cases.length) };
    if (this.#over || this.#next >= this.total || run.case !== expected.case || schedule.index !== expected.index)
      throw new Refused('the runs come in another order than they should');
    if (this.#next === 0) {
      const { log, logLeftOut, unused } = transcript;
      this.#log = { log, logLeftOut, unused };
    }
    this.#next += 1;
    this.#over = cutShort(transcript);
    return this.#judge(run, of, transcript, scheduleNumber(schedule.index)).map(({ failure }) => failure);
  }

  #keep(at: number, index: number, transcript: Transcript): void {
    if (!this.wantsMore) throw new Refused('an exploration that nobody asked for');
    let kept = this.#explored.find((each) => each.at === at);
    if (kept === undefined) {
      kept = { at, transcripts: [] };
      this.#explored.push(kept);
    }
    if (kept.transcripts.length !== index)
      throw new Refused('the runs of an exploration come in another order than they should');
    kept.transcripts.push(transcript);
  }

  #judge(run: RunId, of: Case, transcript: Transcript, schedule: Schedule): Held['failures'] {
    const writing = 'next' in schedule ? recorded(schedule) : undefined;
    const replayed = replayRun(of.world, transcript, writing ?? schedule);
    if (replayed.end.is === 'abandoned') return [];
    const failures = failuresOf(of.checks, factsOf(replayed, of.world.entry));
    if (failures.length > 0) this.#held.push({ run, failures, choices: writing?.choices ?? [], keys: replayed.steps });
    return failures;
  }

  /**
   * The verdict on all that has come.
   * @throws Refused when runs are missing, or an exploration is not what it says
   */
  verdict(): Verdict {
    if (this.#next < this.total && !this.#over) throw new Refused(`only ${this.#next} of ${this.total} runs have come`);
    const explored = this.wantsMore ? this.#judgeExplored() : undefined;
    const tried = Math.ceil(this.#next / this.#cases.length);
    const failed = Array.from({ length: tried }, () => false);
    for (const { run } of this.#held) if (run.schedule.kind === 'numbered') failed[run.schedule.index] = true;
    const checks = this.#checkVerdicts(tried);
    return {
      passed: this.#held.length === 0,
      schedules: this.#schedules,
      tried,
      failed,
      checks,
      failures: checks.flatMap(({ check }) => this.#firstFailure(check) ?? []),
      ...(explored && { explored }),
      ...this.#log,
    };
  }

  #judgeExplored(): Verdict['explored'] {
    let runs = 0;
    let complete = true;
    const before = this.#held.length;
    for (const [at, of] of this.#cases.entries()) {
      if (of.explore === undefined) continue;
      const transcripts = this.#explored.find((each) => each.at === at)?.transcripts ?? [];
      let index = 0;
      const whole = exploreWith((schedule) => {
        const transcript = transcripts[index];
        if (transcript === undefined) throw new Refused('runs of the exploration are missing');
        const run: RunId = { case: at, schedule: { kind: 'explored', index } };
        index += 1;
        this.#judge(run, of, transcript, schedule);
        if (transcript.end.is === 'abandoned') return 'abandoned';
        runs += 1;
        return 'ended';
      }, of.explore);
      if (index < transcripts.length) throw new Refused('there are more runs than the exploration makes');
      complete &&= whole;
    }
    return { runs, complete, failed: this.#held.length - before };
  }

  #checkVerdicts(tried: number): CheckVerdict[] {
    const names: CheckName[] = [
      'runs',
      ...new Set(this.#cases.flatMap(({ checks }) => checks.map(({ check }) => check))),
    ];
    const verdicts = names.map((check): CheckVerdict => {
      const failed = new Set<number>();
      let elsewhere = 0;
      for (const { run, failures } of this.#held) {
        if (!failures.some((each) => each.check.check === check)) continue;
        if (run.schedule.kind === 'numbered') failed.add(run.schedule.index);
        else elsewhere += 1;
      }
      const demands = new Map(
        this.#cases.flatMap(({ checks }) =>
          checks.filter((each) => each.check === check).map((each) => [demand(each).en, demand(each)] as const),
        ),
      );
      return {
        check,
        demands: [...demands.values()],
        passed: failed.size === 0 && elsewhere === 0,
        failed: [...failed].sort((a, b) => a - b),
        sentence: sentence(check, failed.size, tried),
      };
    });
    // What was not asked to the end is not passed: of a series that was cut short only the failures count.
    return verdicts.filter(({ check, passed }) => !passed || (check !== 'runs' && !this.#over));
  }

  #firstFailure(check: CheckName): FailedRun | undefined {
    for (const { run, failures, choices, keys } of this.#held) {
      const found = failures.find((each) => each.check.check === check);
      if (found === undefined) continue;
      const { failure } = found;
      return {
        run,
        case: this.#cases[run.case]!.id,
        check,
        failure,
        explained: explain(failure.reason),
        choices,
        keys,
      };
    }
    return undefined;
  }
}

/**
 * The checks that a run fails. A program that did not come to its end by itself is asked nothing but why, and whether it was busy.
 */
export function failuresOf(checks: readonly Check[], facts: RunFacts): Held['failures'] {
  const busy = checks.find(({ check }) => check === 'not-busy');
  const [first] = asked([{ check: 'runs' }], facts);
  if (facts.end.is === 'settled') return [...(first ? [first] : []), ...asked(checks, facts)];
  const idle = busy && facts.end.is === 'limit' ? asked([busy], facts) : [];
  return idle.length > 0 ? idle : first ? [first] : [];
}

function asked(checks: readonly (Check | { check: 'runs' })[], facts: RunFacts): Held['failures'] {
  return checks.flatMap((check) => {
    const failure = failureOf(check, facts);
    return failure === undefined ? [] : [{ check, failure }];
  });
}

/** A failed run, carried out again, for the player: its machine keeps the trace, and its facts name who is who. */
export function openRun(
  of: Case,
  transcript: Transcript,
  keys: readonly string[],
): { replayed: Replayed; facts: RunFacts } {
  const replayed = replayRun(of.world, transcript, following(keys));
  return { replayed, facts: factsOf(replayed, of.world.entry) };
}

/** Both halves at once, where the program is trusted: on the command line, in tests, at build. */
export function gradeProgram(
  cases: readonly Case[],
  load: (world: World) => ReaderExports,
  options: RecordOptions & { schedules?: number } = {},
): Verdict {
  const grader = new Grader(cases, options);
  for (const { run, transcript } of recordRuns(cases, load, options)) grader.accept(run, transcript);
  if (grader.wantsMore)
    for (const { run, transcript } of recordExplorations(cases, load, options)) grader.accept(run, transcript);
  return grader.verdict();
}
