/**
 * What a page knows of a run: the film of it, whole, as compact data; and any one moment of it, in full.
 *
 * The worker that ran the model makes both. A film is made once and handed over; moments are asked for one at a time, since a
 * machine of two hundred processes is too much to keep a hundred thousand times. Plain data only: everything here crosses to the
 * page by structured clone.
 *
 * A film stands on an event: that event has just been done, and its effects are to be seen. So the line, the sentence, the mark
 * on the lanes and the picture of one position belong together. Positions go from 0 to `length - 1`; a reader begins at `start`.
 * @module
 */
import type { SignalName } from '../model/index.ts';

/** Index of an event of the film: one task doing one line. */
export type EventIndex = number;
/** Index into `Film.tasks`. */
export type TaskIndex = number;
/** Index into `Film.namespaces`. */
export type NamespaceIndex = number;

/** The six states of LOOK, and the two ways of being alive that look different. `adopted` is a flag beside them. */
export type LifeState = 'alive' | 'stopped' | 'traced' | 'signalled' | 'exiting' | 'zombie' | 'reaped';

/** A stretch of a task's life; it lasts to the next one's beginning. */
export interface Life {
  from: EventIndex;
  state: LifeState;
  /** It is somebody's adopted child. */
  adopted: boolean;
}

/** Somebody who is on stage at some time; in the order in which they were made. */
export interface FilmTask {
  /** The scenario's name for it; `sys` for the world outside; a thread is `NAME.1`. */
  name: string;
  /** Index of its thread group's first leader: its own, if it leads. */
  group: TaskIndex;
  /** Who made it; undefined for `sys`. */
  parent: TaskIndex | undefined;
  /** The namespace it was born in. */
  namespace: NamespaceIndex;
  /** Its numbers from the container's outermost namespace to its own; [] for the initial one. */
  pids: number[];
  born: EventIndex;
  /** What becomes of it over the run; the first begins at `born`. */
  lives: Life[];
}

export interface FilmNamespace {
  /** Its first pid 1; undefined for the initial namespace. */
  init: TaskIndex | undefined;
  parent: NamespaceIndex | undefined;
  /** When its first process was born. */
  made: EventIndex;
  /** When disable_pid_allocation closed it. */
  closed: EventIndex | undefined;
}

/** A line of the kernel that some event of the film stands on. */
export interface FilmLine {
  file: string;
  function: string;
  at: string;
  after?: string;
}

/** What becomes of a signal at once. */
export type SignalFate =
  /** The target will die of it. */
  | 'fatal'
  /** It waits in the queue, and the target is told of it. */
  | 'queued'
  /** It waits in the queue, and the target blocks it. */
  | 'blocked'
  /** Thrown away when it is sent, since the target ignores it: by its own choice, or by default. */
  | 'ignored'
  /** Thrown away when it is sent; `because` says why. */
  | 'dropped';

/**
 * Why a signal is thrown away. `unkillable`: the target is an init without a handler for it; `dying`: its group exits already; `already`: the same
 * signal waits in the queue, once is enough; `chosen`: it has set the signal to be ignored; `default`: the signal does nothing by default.
 */
export type DropReason = 'unkillable' | 'dying' | 'already' | 'chosen' | 'default';

export interface SignalHappening {
  at: EventIndex;
  kind: 'signal';
  to: TaskIndex;
  /** Whose step it was. */
  by: TaskIndex;
  signal: SignalName;
  fate: SignalFate;
  because?: DropReason;
  /** Of a signal that is queued: how its target will take it, where that is settled; `nobody`: it is past taking signals. */
  taken?: 'handler' | 'sigwait' | 'stop' | 'nobody';
  /**
   * What made the kernel send it: a system call (`kill`, `tgkill`, `sigqueue`, `reboot`), a kernel function (`zap_pid_ns_processes`,
   * `zap_other_threads`, `kill_orphaned_pgrp`, `do_notify_parent`, `do_notify_parent_cldstop`, `ptrace_signal`), `pdeath_signal`, or `fault`.
   */
  why: string;
  /** The event on the line of that cause: the call that leads to `at`. */
  site: EventIndex;
  /** To this one thread's queue, and not to its group's. */
  thread?: true;
  /** si_pid as the target will see it; undefined: no siginfo. */
  from?: number | undefined;
  /** What a SIGCHLD (or the exit signal in its place) tells of: this child exited, was killed, stopped, continued. */
  about?: TaskIndex;
}

/** Something a reader wants to see happen: it has a mark on the lanes and a sentence in the log. */
export type Happening =
  /** `step` is an index into the scenario's steps; -1: its tree is being made. */
  | { at: EventIndex; kind: 'step'; step: number; who: TaskIndex | undefined }
  | { at: EventIndex; kind: 'born'; who: TaskIndex; by: TaskIndex }
  | SignalHappening
  /** It takes a signal: by a handler, which begins to run, or by sigwait. */
  | { at: EventIndex; kind: 'handled'; who: TaskIndex; signal: SignalName; how: 'handler' | 'sigwait' }
  | { at: EventIndex; kind: 'stopped' | 'continued'; who: TaskIndex }
  /** `who` closes its namespace to new pids. */
  | { at: EventIndex; kind: 'closed'; who: TaskIndex; namespace: NamespaceIndex }
  /** It sleeps inside the kernel, in this function. */
  | { at: EventIndex; kind: 'sleeping'; who: TaskIndex; in: string }
  /** `ended`: `exit 3`, `signal KILL`. */
  | { at: EventIndex; kind: 'exiting'; who: TaskIndex; ended: string }
  | { at: EventIndex; kind: 'zombie'; who: TaskIndex; ended: string }
  /** Its last number is free. `by` is itself where nobody would wait for it. */
  | { at: EventIndex; kind: 'reaped'; who: TaskIndex; by: TaskIndex }
  | { at: EventIndex; kind: 'adopted'; who: TaskIndex; from: TaskIndex; by: TaskIndex }
  /** `who` is a namespace's new child_reaper. */
  | { at: EventIndex; kind: 'reaper'; who: TaskIndex; from: TaskIndex }
  | { at: EventIndex; kind: 'seized' | 'released'; who: TaskIndex; by: TaskIndex }
  /** It executes a program. `instead`: the leader of its threads, whose place and number it takes. */
  | { at: EventIndex; kind: 'exec'; who: TaskIndex; instead?: TaskIndex };

export type HappeningKind = Happening['kind'];

/** What became of somebody, and by whom. */
export interface FilmFate {
  task: TaskIndex;
  ended: string | undefined;
  /** Who made the kernel kill it, and how (`zap_pid_ns_processes`, `kill` …). */
  killedBy: TaskIndex | undefined;
  killedHow: string | undefined;
  /** Who took its last number away; itself where nobody would wait for it. */
  releasedBy: TaskIndex | undefined;
  /** Its parents after the first, in order. */
  adopters: TaskIndex[];
  /** It was killed by a signal, and had handlers for these, none of which ever ran. */
  handlersThatNeverRan: SignalName[];
  /** It executed a program in a thread and took this leader's place and number; its end is told there. */
  tookOver?: TaskIndex;
  /** Its last state in the scenario format's words: `alive ppid=sys`, `zombie(exit 3) ppid=init`, `gone`. */
  last: string;
}

export interface Film {
  /** How many events. */
  length: number;
  tasks: FilmTask[];
  namespaces: FilmNamespace[];
  /** Line 0 is user mode. */
  lines: FilmLine[];
  /** Per event: whose, which line, how deep in the kernel's calls (0: user mode, 1: the outermost function shown). */
  task: Uint16Array;
  line: Uint16Array;
  depth: Uint8Array;
  /** Per event: the event at which the function that called this one stands; -1 at depth ≤ 1. The call stack is this chain. */
  caller: Int32Array;
  /** In the order in which they happen. */
  happenings: Happening[];
  /** The first event after the scenario's tree stood: where a reader begins. */
  start: EventIndex;
  /** Where each step of the scenario begins; a step that did nothing begins where the next one does. */
  steps: EventIndex[];
  /** Per step: what came of its call, in the format's words (`ok`, `blocked`, `EINVAL` …). */
  results: string[];
  fates: FilmFate[];
  /** The choices that repeat the run, as `why-sigkill simulate --replay` takes them; '' for the order the machine takes by itself. */
  schedule: string;
}

/** A task as it is at one moment. */
export interface TaskView {
  task: TaskIndex;
  state: LifeState;
  adopted: boolean;
  /** Present parent; undefined when it is gone itself, and for `sys`. */
  parent: TaskIndex | undefined;
  tracer: TaskIndex | undefined;
  /** Whether it has been made, and its pid is still taken. */
  exists: boolean;
  /** Its numbers now, outermost container first: an exec in a thread takes its leader's over. */
  pids: number[];
  /** Signals that wait: on its own, on its group's queue; and those that it blocks. */
  pending: SignalName[];
  shared: SignalName[];
  blocked: SignalName[];
  /** Dispositions that are not the default. */
  dispositions: { signal: SignalName; to: 'ignore' | 'handler' }[];
  /** `exit 3`, `signal KILL`, once that is settled. */
  ended: string | undefined;
  unkillable: boolean;
  subreaper: boolean;
  /** The function it sleeps in; '' when it can run. `read`: in user mode's service, waiting for the scenario's next step. */
  sleepsIn: string;
  /** Its last event up to this moment; -1 if none. */
  lastEvent: EventIndex;
}

export interface Moment {
  /** The film stands on this event, which is done. */
  index: EventIndex;
  /** One for each of `Film.tasks`, by index. */
  tasks: TaskView[];
  /** Per namespace: whether it is closed to new pids, how many pids it has, its child_reaper. */
  namespaces: { closed: boolean; pids: number; reaper: TaskIndex | undefined }[];
  tasklist: { writer: TaskIndex | undefined; readers: TaskIndex[] };
  /** Nanoseconds of the machine's time. */
  now: number;
}
