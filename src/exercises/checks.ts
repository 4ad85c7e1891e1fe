/**
 * What a program must do, as questions to the facts of one run. Nothing here looks at a program's text.
 * @module
 */
import { signals } from '../model/index.ts';
import { modelSignal } from './calls.ts';
import type { Ending, Moment, ProcessFacts, RunFacts } from './facts.ts';
import type { Signal } from './interface.ts';
import type { LimitName } from './limits.ts';
import type { Misuse } from './transcript.ts';

/** From when something is counted: the outside's n-th signal to pid 1, or a program's end. */
export type Since = { asked: number } | { end: string };

/** A question; programs are named as the world names them, and mean every process of that program. */
export type Check =
  /**
   * Nobody dies of SIGKILL. With `after`, the reader's program may send it itself when so many seconds have passed since it was
   * first asked to stop; with `asked`, once it has been asked so often.
   */
  | { check: 'nobody-killed'; after?: number; asked?: number }
  /** No child of the reader's program is a zombie for longer than that many seconds, nor when the program exits. */
  | { check: 'no-zombie'; within: number }
  /** The container's exit status is a program's (128 + n if signal n killed it), or a number. */
  | { check: 'exit-status'; of?: string; is?: number }
  /** The container ends by itself within so many seconds. */
  | { check: 'ends'; within: number; since: Since }
  /** Handlers of a signal run, to their end: at least once, or just so often. */
  | { check: 'handled'; who: readonly string[]; signal: Signal; times?: number }
  /** No handler runs for the signal, nor does anybody of these die of it. */
  | { check: 'untold'; who: readonly string[]; signal: Signal }
  /** Processes are gone within so many seconds. */
  | { check: 'gone'; who: readonly string[]; within: number; since: Since }
  /** A program's processes are alive so long after the start, or until something happens. */
  | { check: 'lives'; who: string; until: Since | { seconds: number } }
  /** When its parent has died, a program's processes come to that one first. */
  | { check: 'adopted'; who: string; by: string }
  /** At most so many calls in any second, and ten more for each process there is. */
  | { check: 'not-busy'; calls: number };

export type CheckName = Check['check'] | 'runs';

/** What went wrong, for `words.ts` to say. */
export type Reason =
  | { why: 'zapped'; who: string; by: string; at: number }
  | { why: 'killed-early'; who: string; by: string; at: number; grace: number }
  | { why: 'killed'; who: string; by: string; at: number }
  | { why: 'killed-outside'; who: string; at: number }
  | { why: 'zombie'; who: string; of: string; seconds: number }
  | { why: 'zombie-left'; who: string; of: string }
  | { why: 'status'; got: Ending; expected: number }
  | { why: 'status-none'; of: string }
  | { why: 'goes-on'; who: string; within: number }
  | { why: 'late'; who: string; within: number; took: number }
  | { why: 'early'; who: string }
  | { why: 'never-asked'; who: string }
  | { why: 'not-handled'; who: string; signal: Signal; ended: Ending | undefined }
  | { why: 'unfinished'; who: string; signal: Signal; ended: Ending | undefined }
  | { why: 'times'; who: string; signal: Signal; times: number; expected: number }
  | { why: 'told'; who: string; signal: Signal }
  | { why: 'died'; who: string; ended: Ending }
  | { why: 'missing'; who: string }
  | { why: 'parent'; who: string; by: string; got: string }
  | { why: 'busy'; who: string; calls: number; at: number }
  | { why: 'threw'; who: string; message: string }
  | { why: 'limit'; limit: LimitName; most: number }
  | { why: 'misuse'; misuse: Misuse };

/** A check that a run does not pass. */
export interface Failure {
  reason: Reason;
  /** The event that matters, in the trace of the run. */
  event: number;
  /** The line of the reader's file that has to do with it; 0: none is known. */
  line: number;
}

type Fault = {
  reason: Reason;
  event: number /** The process whose last call before the event is to be named. */;
  blame?: string | undefined;
  line?: number;
};

/**
 * Asks one question of a run.
 * @returns undefined: passed
 */
export function failureOf(check: Check | { check: 'runs' }, facts: RunFacts): Failure | undefined {
  const fault = (ask[check.check] as (check: Check | { check: 'runs' }, facts: RunFacts) => Fault | undefined)(
    check,
    facts,
  );
  if (fault === undefined) return undefined;
  const { reason, event, blame, line } = fault;
  return { reason, event, line: line ?? lineBefore(facts, event, blame) };
}

/** The line of the last call that a process made before an event; of the reader's program, if the process is none of the reader's. */
function lineBefore({ calls, processes, entry }: RunFacts, event: number, name: string | undefined): number {
  const blamed = processes.filter((p) => p.own && p.name === name);
  const keys = new Set((blamed.length > 0 ? blamed : processes.filter((p) => p.image === entry)).map(({ key }) => key));
  return calls.findLast((call) => keys.has(call.key) && call.event <= event)?.line ?? 0;
}

const named = ({ processes }: RunFacts, image: string): ProcessFacts[] => processes.filter((p) => p.image === image);

const main = ({ processes }: RunFacts): ProcessFacts | undefined => processes.find(({ pid }) => pid === 1);

/** When something begins to count; undefined: it has not come. */
function since(facts: RunFacts, what: Since): Moment | undefined {
  if ('asked' in what) return facts.asked[what.asked - 1];
  return named(facts, what.end)[0]?.ended;
}

const byExit = (ended: Ending): ended is { exit: number } => 'exit' in ended;

/** As a shell tells it: 128 and the signal's number, or the exit status. */
const shellStatus = (ended: Ending): number => (byExit(ended) ? ended.exit : 128 + signals[modelSignal(ended.signal)]);

const isKill = (p: ProcessFacts): boolean =>
  p.ended !== undefined && 'signal' in p.ended.how && p.ended.how.signal === 'SIGKILL';

type Of<N extends CheckName> = Extract<Check | { check: 'runs' }, { check: N }>;

const ask: { [N in CheckName]: (check: Of<N>, facts: RunFacts) => Fault | undefined } = {
  runs(_, facts) {
    const { end } = facts;
    if (end.is === 'misuse') return { reason: { why: 'misuse', misuse: end.misuse }, event: end.event, line: end.line };
    if (end.is === 'limit') return { reason: { why: 'limit', limit: end.limit, most: end.most }, event: end.event };
    const [threw] = facts.threw;
    if (threw === undefined) return undefined;
    return { reason: { why: 'threw', who: threw.name, message: threw.message }, event: threw.event, line: threw.line };
  },

  'nobody-killed'({ after, asked }, facts) {
    const first = facts.asked[0]?.at ?? Number.POSITIVE_INFINITY;
    for (const p of facts.processes) {
      const by = p.ended?.by;
      if (!isKill(p) || by === undefined) continue;
      const event = by.event;
      const at = by.at;
      if (by.who === 'outside') return { reason: { why: 'killed-outside', who: p.name, at: at - first }, event };
      const blame = by.who;
      if (by.how === 'zap') return { reason: { why: 'zapped', who: p.name, by: blame, at }, event, blame };
      const often = facts.asked.filter((each) => each.event <= event).length;
      if (asked !== undefined && often >= asked) continue;
      if (after !== undefined && at - first >= after) continue;
      const reason: Reason =
        after === undefined
          ? { why: 'killed', who: p.name, by: by.who, at: at - first }
          : { why: 'killed-early', who: p.name, by: by.who, at: at - first, grace: after };
      return { reason, event, blame };
    }
    return undefined;
  },

  'no-zombie'({ within }, facts) {
    const own = facts.processes.filter((p) => p.own);
    for (const p of facts.processes) {
      if (p.zombie === undefined) continue;
      const parent = p.parents.findLast((each) => each.event <= (p.reaped?.event ?? Number.POSITIVE_INFINITY));
      const reader = own.find(({ name }) => name === parent?.name);
      if (parent === undefined || reader === undefined) continue;
      const from = parent.event > p.zombie.event ? parent : p.zombie;
      const { ended } = reader;
      const left = ended !== undefined && from.event < ended.event && (p.reaped?.event ?? ended.event) >= ended.event;
      const until = left ? ended : (p.reaped ?? facts.end);
      const seconds = until.at - from.at;
      if (seconds > within)
        return {
          reason: { why: 'zombie', who: p.name, of: reader.name, seconds },
          event: from.event,
          blame: reader.name,
        };
      if (left)
        return {
          reason: { why: 'zombie-left', who: p.name, of: reader.name },
          event: ended.event,
          blame: reader.name,
        };
    }
    return undefined;
  },

  'exit-status'({ of, is }, facts) {
    const init = main(facts);
    const event = init?.ended?.event ?? facts.end.event;
    const blame = init?.name;
    const child = of === undefined ? undefined : named(facts, of)[0];
    if (of !== undefined && (child?.ended === undefined || child.ended.by?.how === 'zap'))
      return { reason: { why: 'status-none', of }, event, blame };
    const expected = is ?? shellStatus(child!.ended!.how);
    const { status } = facts;
    if (status !== undefined && 'exit' in status && status.exit === expected) return undefined;
    if (init === undefined || status === undefined)
      return { reason: { why: 'goes-on', who: init?.name ?? 'init', within: facts.end.at }, event, blame };
    return { reason: { why: 'status', got: endingIn(status), expected }, event, blame };
  },

  ends({ within, since: from }, facts) {
    const init = main(facts);
    const start = since(facts, from);
    const who = init?.name ?? 'init';
    const ended = init?.ended;
    if (start === undefined) {
      if (ended === undefined) return { reason: { why: 'goes-on', who, within }, event: facts.end.event };
      return { reason: { why: 'never-asked', who }, event: ended.event, blame: who };
    }
    if (ended === undefined) return { reason: { why: 'goes-on', who, within }, event: facts.end.event };
    if (ended.event < start.event) return { reason: { why: 'early', who }, event: ended.event, blame: who };
    if (!byExit(ended.how) && ended.by?.who === 'outside')
      return { reason: { why: 'goes-on', who, within }, event: ended.by.event, blame: who };
    if (ended.at - start.at > within)
      return { reason: { why: 'late', who, within, took: ended.at - start.at }, event: ended.event, blame: who };
    return undefined;
  },

  handled({ who, signal, times }, facts) {
    for (const image of who) {
      const found = named(facts, image);
      if (found.length === 0) return { reason: { why: 'missing', who: image }, event: facts.end.event };
      for (const p of found) {
        const runs = p.handled.filter((run) => run.signal === signal);
        const finished = runs.filter((run) => run.finished);
        const ended = p.ended?.how;
        const event = p.ended?.by?.event ?? p.ended?.event ?? facts.end.event;
        if (runs.length === 0) return { reason: { why: 'not-handled', who: p.name, signal, ended }, event };
        if (finished.length === 0) return { reason: { why: 'unfinished', who: p.name, signal, ended }, event };
        if (times !== undefined && runs.length !== times)
          return {
            reason: { why: 'times', who: p.name, signal, times: runs.length, expected: times },
            event: runs[Math.min(times, runs.length - 1)]!.event,
          };
      }
    }
    return undefined;
  },

  untold({ who, signal }, facts) {
    for (const p of who.flatMap((image) => named(facts, image))) {
      const run = p.handled.find((each) => each.signal === signal);
      if (run !== undefined) return { reason: { why: 'told', who: p.name, signal }, event: run.event };
      const how = p.ended?.how;
      if (how !== undefined && 'signal' in how && how.signal === signal)
        return { reason: { why: 'died', who: p.name, ended: how }, event: p.ended!.by?.event ?? p.ended!.event };
    }
    return undefined;
  },

  gone({ who, within, since: from }, facts) {
    const start = since(facts, from);
    if (start === undefined) return { reason: { why: 'never-asked', who: who[0]! }, event: facts.end.event };
    for (const image of who) {
      const found = named(facts, image);
      if (found.length === 0) return { reason: { why: 'missing', who: image }, event: facts.end.event };
      for (const { name, ended } of found) {
        if (ended === undefined) return { reason: { why: 'goes-on', who: name, within }, event: facts.end.event };
        if (ended.at - start.at > within)
          return { reason: { why: 'late', who: name, within, took: ended.at - start.at }, event: ended.event };
      }
    }
    return undefined;
  },

  lives({ who, until }, facts) {
    const found = named(facts, who);
    if (found.length === 0) return { reason: { why: 'missing', who }, event: facts.end.event };
    const end = 'seconds' in until ? undefined : since(facts, until);
    for (const { name, ended } of found) {
      if (ended === undefined) continue;
      const early = 'seconds' in until ? ended.at < until.seconds : end === undefined || ended.event < end.event;
      if (early) return { reason: { why: 'early', who: name }, event: ended.event, blame: name };
    }
    return undefined;
  },

  adopted({ who, by }, facts) {
    const found = named(facts, who);
    if (found.length === 0) return { reason: { why: 'missing', who }, event: facts.end.event };
    for (const { name, parents } of found) {
      const adopter = parents[1] ?? parents[0]!;
      if (adopter.name !== by)
        return { reason: { why: 'parent', who: name, by, got: adopter.name }, event: adopter.event };
    }
    return undefined;
  },

  'not-busy'({ calls: most }, facts) {
    const { end } = facts;
    if (end.is === 'limit' && end.limit !== 'processes') {
      const last = facts.calls.at(-1);
      const who = facts.processes.find(({ key }) => key === last?.key)?.name ?? 'init';
      return {
        reason: { why: 'busy', who, calls: facts.calls.filter(({ at }) => at > end.at - 1).length, at: end.at },
        event: last?.event ?? end.event,
        line: last?.line ?? 0,
      };
    }
    const allowed = most + 10 * facts.processes.length;
    for (const { key, name } of facts.processes.filter((p) => p.own)) {
      const own = facts.calls.filter((call) => call.key === key);
      let first = 0;
      for (const [i, call] of own.entries()) {
        while (own[first]!.at <= call.at - 1) first += 1;
        const count = i - first + 1;
        if (count > allowed)
          return { reason: { why: 'busy', who: name, calls: count, at: call.at }, event: call.event, line: call.line };
      }
    }
    return undefined;
  },
};

/** Without the place at which it was learned. */
const endingIn = (status: Ending): Ending => (byExit(status) ? { exit: status.exit } : { signal: status.signal });
