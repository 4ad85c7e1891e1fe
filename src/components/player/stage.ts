/**
 * What a film says of any moment without asking the worker: who looks how, whose child everyone is, which namespaces are closed.
 *
 * A position is an event that has been done: the line shown is its line, and everything stamped with it or earlier has
 * happened. All of this is looked up in the film, so that scrubbing waits for nobody.
 * @module
 */
import type {
  EventIndex,
  Film,
  Happening,
  LifeState,
  NamespaceIndex,
  SignalHappening,
  TaskIndex,
} from '@/player/index.ts';

/** How one process looks at a position. */
export interface Look {
  state: LifeState;
  /** It has been given to somebody: the hook stays. */
  adopted: boolean;
  /** The parent it has now; undefined for who has none on stage. */
  parent: TaskIndex | undefined;
  /** For `signalled` and after: the signal it dies of, where the film saw it sent. */
  signal: string | undefined;
  /** Not born yet: nothing of it is drawn. */
  unborn: boolean;
}

interface Parenthood {
  from: EventIndex;
  parent: TaskIndex | undefined;
}

/** A film with what is looked up in it often, computed once. */
export interface Stage {
  film: Film;
  /** The last position there is. */
  last: EventIndex;
  /** Per task, in order: whose child it is from when on. */
  parents: Parenthood[][];
  /** Per task: signals that it will die of, in order. */
  fatal: SignalHappening[][];
  /** Per task: the events that are its own, ascending. */
  events: Uint32Array[];
  /** The events at which anybody comes to look otherwise, ascending, each once. */
  changes: Uint32Array;
}

const stages = new WeakMap<Film, Stage>();

/** The stage of a film, made at most once. */
export function stageOf(film: Film): Stage {
  let stage = stages.get(film);
  if (stage === undefined) {
    stage = build(film);
    stages.set(film, stage);
  }
  return stage;
}

function build(film: Film): Stage {
  const parents = film.tasks.map((task): Parenthood[] => [{ from: task.born, parent: task.parent }]);
  const fatal = film.tasks.map((): SignalHappening[] => []);
  for (const happening of film.happenings) {
    if (happening.kind === 'adopted') parents[happening.who]!.push({ from: happening.at, parent: happening.by });
    if (happening.kind === 'signal' && happening.fate === 'fatal') fatal[happening.to]!.push(happening);
  }
  const counts = new Uint32Array(film.tasks.length);
  for (let i = 0; i < film.length; i += 1) counts[film.task[i]!]! += 1;
  const events = Array.from(counts, (count) => new Uint32Array(count));
  counts.fill(0);
  for (let i = 0; i < film.length; i += 1) {
    const task = film.task[i]!;
    events[task]![counts[task]!] = i;
    counts[task]! += 1;
  }
  const stamps = new Set<EventIndex>([
    ...film.tasks.flatMap(({ lives }) => lives.map(({ from }) => from)),
    ...parents.flatMap((each) => each.map(({ from }) => from)),
    ...fatal.flatMap((each) => each.map(({ at }) => at)),
    ...film.namespaces.flatMap(({ closed }) => (closed === undefined ? [] : [closed])),
  ]);
  const changes = Uint32Array.from(stamps).sort();
  return { film, last: Math.max(0, film.length - 1), parents, fatal, events, changes };
}

/** The index of the last entry whose stamp is not after `at`; -1 if there is none. Entries ascend. */
export function lastAt<T>(entries: ArrayLike<T>, at: EventIndex, stamp: (entry: T) => EventIndex): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (stamp(entries[middle]!) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The last event up to `at` that changed how anybody looks: from there on to `at`, everything looks the same. */
export function lookedSince({ changes }: Stage, at: EventIndex): EventIndex {
  return changes[lastAt(changes, at, (change) => change)] ?? 0;
}

/** How `task` looks after event `at`. */
export function lookAt(stage: Stage, task: TaskIndex, at: EventIndex): Look {
  const { film } = stage;
  const lives = film.tasks[task]!.lives;
  const life = lives[lastAt(lives, at, (entry) => entry.from)];
  const parents = stage.parents[task]!;
  const fatal = stage.fatal[task]!;
  const sent = fatal[lastAt(fatal, at, (entry) => entry.at)];
  return {
    state: life?.state ?? 'alive',
    adopted: life?.adopted ?? false,
    parent: parents[lastAt(parents, at, (entry) => entry.from)]?.parent,
    signal: sent?.signal,
    unborn: life === undefined,
  };
}

/** Whether a namespace is closed to new pids after event `at`. */
export function isClosed(film: Film, namespace: NamespaceIndex, at: EventIndex): boolean {
  const closed = film.namespaces[namespace]?.closed;
  return closed !== undefined && closed <= at;
}

/** Happenings stamped later than `after` and not later than `until`, in order. */
export function happeningsBetween(film: Film, after: EventIndex, until: EventIndex): Happening[] {
  const { happenings } = film;
  const from = lastAt(happenings, after, (entry) => entry.at) + 1;
  const to = lastAt(happenings, until, (entry) => entry.at) + 1;
  return happenings.slice(from, to);
}

/** The leader of a task's thread group: processes are drawn, their threads in them. */
export const processOf = (film: Film, task: TaskIndex): TaskIndex => film.tasks[task]?.group ?? task;
