/**
 * One moment of a run, in full.
 * @module
 */
import {
  members,
  SIG_DFL,
  SIGNAL_UNKILLABLE,
  type SignalName,
  type SigSet,
  signalName,
  type Task,
} from '../model/index.ts';
import type { EventIndex, Film, Moment, TaskIndex, TaskView } from '../player/index.ts';
import { lifeAt } from './lives.ts';
import { type Filmed, isOpen, type Stage, stageOf } from './stage.ts';

const names = (set: SigSet): SignalName[] => members(set).map(signalName);

/** A run whose moments can be looked at in any order. */
export class Moments {
  readonly #run: Filmed;
  readonly #film: Film;
  readonly #stage: Stage;
  /** Per task, its events in order. */
  readonly #events: readonly Int32Array[];
  /** Per task, how its do_exit went, and the event from which that is known. */
  readonly #ended: readonly { at: EventIndex; ended: string | undefined }[];

  /** @param film the run's own, as `filmOf` made it */
  constructor(run: Filmed, film: Film) {
    this.#run = run;
    this.#film = film;
    this.#stage = stageOf(run);
    this.#events = eventsByTask(film);
    this.#ended = film.tasks.map((_, who) => {
      const exit = film.happenings.find((happening) => happening.kind === 'exiting' && happening.who === who);
      return exit?.kind === 'exiting' ? { at: exit.at, ended: exit.ended } : { at: film.length, ended: undefined };
    });
  }

  /**
   * The moment in which the film stands on an event: it is done, and no later one is. Costs what the changes between this moment and the one
   * asked for before cost to undo or redo; a hundred thousand events take some milliseconds.
   * @throws RangeError for an index that is none of the film's
   */
  at(index: EventIndex): Moment {
    if (!Number.isInteger(index) || index < 0 || index >= this.#film.length)
      throw new RangeError(`there is no event ${index}: the film has ${this.#film.length}, from 0`);
    const { kernel } = this.#run;
    const { offset, namespaces } = this.#stage;
    kernel.trace.seek(index + offset + 1);
    const { writer, readers } = kernel.tasklist_lock;
    return {
      index,
      tasks: this.#film.tasks.map((_, who) => this.#view(who, index)),
      namespaces: namespaces.map(({ ns }) => ({
        closed: !isOpen(ns.pid_allocated) && ns !== kernel.init_pid_ns,
        pids: ns.pid_allocated % 0x80000000,
        reaper: this.#index(ns.child_reaper),
      })),
      tasklist: {
        writer: this.#index(writer),
        readers: readers.flatMap((reader) => this.#index(reader) ?? []),
      },
      now: kernel.now,
    };
  }

  #index(task: Task | null | undefined): TaskIndex | undefined {
    return task ? this.#stage.indexOf.get(task) : undefined;
  }

  #view(who: TaskIndex, index: EventIndex): TaskView {
    const { task } = this.#stage.tasks[who]!;
    const { lives } = this.#film.tasks[who]!;
    const life = lives[lifeAt(lives, index)];
    const exists = life !== undefined && task.thread_pid !== null;
    const { at, ended } = this.#ended[who]!;
    const past = {
      task: who,
      state: life?.state ?? 'alive',
      adopted: life?.adopted ?? false,
      ended: index >= at ? ended : undefined,
      lastEvent: lastUpTo(this.#events[who]!, index),
      exists,
    };
    if (!exists)
      return {
        ...past,
        parent: undefined,
        tracer: undefined,
        pids: [],
        pending: [],
        shared: [],
        blocked: [],
        dispositions: [],
        unkillable: false,
        subreaper: false,
        sleepsIn: '',
      };
    return {
      ...past,
      parent: task === task.real_parent ? undefined : this.#index(task.real_parent),
      tracer: task.ptrace === 0 ? undefined : this.#index(task.parent),
      pids: task.thread_pid!.numbers.slice(1).map(({ nr }) => nr),
      pending: names(task.pending.signal),
      shared: names(task.signal.shared_pending.signal),
      blocked: names(task.blocked),
      dispositions: dispositions(task),
      unkillable: (task.signal.flags & SIGNAL_UNKILLABLE) !== 0,
      subreaper: task.signal.is_child_subreaper,
      sleepsIn: task.wchan,
    };
  }
}

function dispositions({ sighand }: Task): TaskView['dispositions'] {
  const found: TaskView['dispositions'] = [];
  sighand?.action.forEach(({ sa_handler }, sig) => {
    if (sig === 0 || sa_handler === SIG_DFL) return;
    found.push({ signal: signalName(sig), to: typeof sa_handler === 'function' ? 'handler' : 'ignore' });
  });
  return found;
}

function eventsByTask({ length, task, tasks }: Film): Int32Array[] {
  const counts = new Int32Array(tasks.length);
  for (let i = 0; i < length; i += 1) counts[task[i]!]! += 1;
  const found = [...counts].map((count) => new Int32Array(count));
  counts.fill(0);
  for (let i = 0; i < length; i += 1) {
    const who = task[i]!;
    found[who]![counts[who]!++] = i;
  }
  return found;
}

/** The last of the ascending events that is not after `index`; -1: none. */
function lastUpTo(events: Int32Array, index: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (events[middle]! <= index) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? -1 : events[low - 1]!;
}
