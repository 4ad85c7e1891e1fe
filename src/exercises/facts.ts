/**
 * What happened in a replayed run, read off its trace: who lived, who was told, who died of what and by whom.
 * @module
 */
import { allLines, EXIT_DEAD, EXIT_ZOMBIE, Pid, Signal as SignalStruct, signalName, Task } from '../model/index.ts';
import { readerSignal } from './calls.ts';
import type { Signal } from './interface.ts';
import type { CallMade, Replayed } from './replay.ts';
import type { RunEnd } from './transcript.ts';

/** A place in a run: an event of its trace, and the machine's time there, in seconds. */
export interface Moment {
  event: number;
  at: number;
}

/** How a process ended. */
export type Ending = { exit: number } | { signal: Signal };

/** Who had a process killed: by kill(2), at the end of the namespace, or otherwise (a pdeath signal, an orphaned group). */
export interface Killer extends Moment {
  /** Name; `outside` for who is not in the container. */
  who: string;
  how: 'kill' | 'zap' | 'other';
}

export interface ProcessFacts {
  key: string;
  /** The program it became last; `worker`, and `worker 2` for the second of them. A child of the reader's that execs nothing: `init’s child`. */
  name: string;
  /** The program, without a number. */
  image: string;
  /** It runs the reader's code. */
  own: boolean;
  /** Its number in the container. */
  pid: number;
  born: Moment;
  /** Runs of its handlers, and whether each came to its end. */
  handled: (Moment & { signal: Signal; finished: boolean })[];
  ended?: Moment & { how: Ending; by?: Killer };
  zombie?: Moment;
  /** Its pid was free again. */
  reaped?: Moment;
  /** The names of its parents, and since when. */
  parents: (Moment & { name: string })[];
}

export interface RunFacts {
  /** The reader's program, as the world names it. */
  entry: string;
  /** Those in the container, in the order in which they were made. */
  processes: ProcessFacts[];
  /** The outside's requests to stop: SIGTERM, SIGINT or SIGQUIT to pid 1. */
  asked: (Moment & { signal: Signal })[];
  /** What the outside learned about the container's end. */
  status?: Moment & Ending;
  calls: (CallMade & Moment)[];
  threw: { name: string; message: string; line: number; event: number }[];
  end: RunEnd & Moment;
  /** The time at which an event took place, in seconds. */
  timeOf(event: number): number;
}

const NANOSECONDS = 1e9;

/** Signals that ask a process to stop; others, such as SIGHUP, ask for something else. */
const REQUESTS: readonly Signal[] = ['SIGTERM', 'SIGINT', 'SIGQUIT'];

/** Functions whose being underway says why a signal is sent. */
const CAUSES: ReadonlyMap<string, Killer['how']> = new Map([
  ['zap_pid_ns_processes', 'zap'],
  ['kill_something_info', 'kill'],
  ['forget_original_parent', 'other'],
  ['kill_orphaned_pgrp', 'other'],
]);

/** What `factsOf` knows of a task while it reads the trace. */
interface Life {
  pid: number | undefined;
  born: Moment | undefined;
  zombie: Moment | undefined;
  reaped: Moment | undefined;
  parents: (Moment & { key: string })[];
}

/** Reads the facts of a run. @param entry the reader's program, as the world names it */
export function factsOf(replayed: Replayed, entry: string): RunFacts {
  const { stage, end, calls, threw } = replayed;
  const { marks, exits } = stage;
  const timeOf = clock(replayed);
  const moment = (event: number): Moment => ({ event, at: timeOf(event) });
  const { lives, killers } = readTrace(replayed, moment);
  const inside = [...lives].filter(([, { pid }]) => pid !== undefined);
  const names = namesOf(
    inside.map(([{ key }]) => key),
    stage.became,
    entry,
  );
  const nameOf = (key: string): string => names.get(key)?.name ?? 'outside';

  const processes = inside.map(([task, life]): ProcessFacts => {
    const { key } = task;
    const exit = exits.find((each) => each.key === key);
    const killer = killers.get(task.signal);
    const by = killer && { who: nameOf(killer.by.key), how: killer.how, event: killer.event, at: killer.at };
    return {
      key,
      ...names.get(key)!,
      own: Object.hasOwn(replayed.scripted, key),
      pid: life.pid!,
      born: life.born!,
      handled: handledBy(key, replayed).map(({ event, ...rest }) => ({ ...rest, ...moment(event) })),
      ...(exit && {
        ended: { how: endingOf(exit.code), ...moment(exit.event), ...(by && isSignal(exit.code) && { by }) },
      }),
      ...(life.zombie && { zombie: life.zombie }),
      ...(life.reaped && { reaped: life.reaped }),
      parents: life.parents.map(({ key: parent, ...at }) => ({ ...at, name: nameOf(parent) })),
    };
  });
  const status = marks.find(({ what }) => what === 'status');
  return {
    entry,
    processes,
    asked: marks
      .filter(({ what, signal }) => what === 'asked' && REQUESTS.includes(signal!))
      .map(({ signal, event }) => ({ signal: signal!, ...moment(event) })),
    ...(status && { status: { ...(status.status as Ending), ...moment(status.event) } }),
    calls: calls.map((call) => ({ ...call, at: call.at / NANOSECONDS })),
    threw: threw.map(({ key, ...rest }) => ({ name: nameOf(key), ...rest })),
    end: { ...end, ...moment(stage.kernel.trace.length) },
    timeOf,
  };
}

const isSignal = (code: number): boolean => (code & 0x7f) !== 0;

const endingOf = (code: number): Ending =>
  isSignal(code) ? { signal: readerSignal(signalName(code & 0x7f)) } : { exit: code >> 8 };

/** The machine's time, in seconds, at an event. */
function clock({ times }: Replayed): (event: number) => number {
  return (event) => {
    let [low, high] = [0, times.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (times[middle]!.event <= event) low = middle;
      else high = middle;
    }
    return times[low]!.now / NANOSECONDS;
  };
}

function readTrace({ stage: { kernel } }: Replayed, moment: (event: number) => Moment) {
  const { trace } = kernel;
  const lives = new Map<Task, Life>();
  const killers = new Map<SignalStruct, Moment & { by: Task; how: Killer['how'] }>();
  const cause = new Map<Task, Killer['how']>();
  const lifeOf = (task: Task): Life => {
    let life = lives.get(task);
    if (life === undefined) {
      life = { pid: undefined, born: undefined, zombie: undefined, reaped: undefined, parents: [] };
      lives.set(task, life);
    }
    return life;
  };
  for (let event = 0; event < trace.length; event += 1) {
    const line = trace.lineOf(event);
    const task = trace.taskOf(event);
    const of = line === 0 ? undefined : allLines[line]!.function;
    if (of === undefined) cause.delete(task);
    else if (CAUSES.has(of)) cause.set(task, CAUSES.get(of)!);
    for (const { cell, field, before, after } of trace.event(event).changes) {
      if (cell instanceof SignalStruct && field === 'group_exit_code' && of === 'complete_signal')
        killers.set(cell, { by: task, how: cause.get(task) ?? 'other', ...moment(event) });
      if (!(cell instanceof Task) || cell === kernel.init_task) continue;
      if (field === 'exit_state' && after === EXIT_ZOMBIE) lifeOf(cell).zombie = moment(event);
      // Nobody wants to know: it was a zombie within exit_notify only.
      else if (field === 'exit_state' && after === EXIT_DEAD && cell === task) lifeOf(cell).zombie = undefined;
      else if (field === 'real_parent' && after instanceof Task)
        lifeOf(cell).parents.push({ key: after.key, ...moment(event) });
      else if (field === 'thread_pid' && after instanceof Pid) {
        const life = lifeOf(cell);
        life.born = moment(event);
        life.pid = after.numbers[1]?.nr;
      } else if (field === 'thread_pid' && before !== null) lifeOf(cell).reaped = moment(event);
    }
  }
  return { lives, killers };
}

/** Runs of a process's handlers: the world's programs say them by marks, the reader's by the transcript. */
function handledBy(key: string, { stage, handled }: Replayed): { signal: Signal; event: number; finished: boolean }[] {
  const found: { signal: Signal; event: number; finished: boolean }[] = [];
  for (const { key: of, what, signal, event } of stage.marks) {
    if (of !== key) continue;
    if (what === 'handler') found.push({ signal: signal!, event, finished: false });
    else if (what === 'handled') {
      const open = found.findLast((each) => each.signal === signal && !each.finished);
      if (open !== undefined) open.finished = true;
    }
  }
  for (const each of handled)
    if (each.key === key) found.push({ signal: each.signal as Signal, event: each.event, finished: each.finished });
  return found;
}

/** Names by key: the program a task became last, with a number from the second of that name on. */
function namesOf(keys: readonly string[], became: ReadonlyMap<string, readonly string[]>, entry: string) {
  const names = new Map<string, { name: string; image: string }>();
  const count = new Map<string, number>();
  for (const key of keys) {
    const image = became.get(key)?.at(-1) ?? `${names.get(parentKey(key))?.image ?? entry}-child`;
    const nth = (count.get(image) ?? 0) + 1;
    count.set(image, nth);
    names.set(key, { image, name: nth === 1 ? image : `${image} ${nth}` });
  }
  return names;
}

/** A task's key is its maker's, and which of the maker's tasks it is. */
const parentKey = (key: string): string => key.slice(0, key.lastIndexOf('.'));
