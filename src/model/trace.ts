/**
 * The trace of a run: which task did which line when, and what that changed.
 *
 * An event's changes are the journal's entries up to the next event's. Seeking undoes or redoes them, so that any moment of the
 * machine can be looked at, in any order.
 * @module
 */
import type { Cell, Journal } from './journal.ts';
import { allLines, type KernelLine, type Line } from './lines.ts';
import type { SendInfo, SigInfo, SignalNumber } from './signals.ts';
import type { PidType, Task } from './structs.ts';

/** What happens during an event and no later state shows. */
export type Incident =
  | {
      kind: 'sent';
      signal: SignalNumber;
      target: Task;
      /** PIDTYPE_PID: to this one thread's queue; else to its group's. */
      type: PidType;
      /** What the sender inside the kernel gave, before it was made a siginfo. */
      info: SendInfo;
      /** `no`: dropped by prepare_signal; `already`: the same signal waits in the queue; `yes`: it is queued, or deadly at once. */
      accepted: 'no' | 'already' | 'yes';
      /** The event with which __send_signal_locked began. */
      begin: number;
      /** The last event that belongs to it. */
      index: number;
    }
  /** The event's task runs its handler in user mode, or its sigwait has taken the signal. */
  | { kind: 'handler' | 'sigwait'; info: SigInfo; index: number }
  /** The event's task is about to enter do_exit with this code. */
  | { kind: 'exit'; code: number; index: number };

type Without<T> = T extends Incident ? Omit<T, 'index'> : never;

export interface Change {
  cell: Cell;
  field: string;
  before: unknown;
  after: unknown;
}

export interface TraceEvent {
  index: number;
  task: Task;
  /** The line it stands on; undefined in user mode. */
  line: KernelLine | undefined;
  changes: Change[];
}

export class Trace {
  readonly #journal: Journal;
  readonly #tasks: Task[] = [];
  readonly #lines: Line[] = [];
  /** Where in the journal each event begins. */
  readonly #begins: number[] = [];
  /** In the order in which they came; empty while nothing is recorded. */
  readonly incidents: Incident[] = [];

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  get length(): number {
    return this.#tasks.length;
  }

  add(task: Task, line: Line): void {
    this.#tasks.push(task);
    this.#lines.push(line);
    this.#begins.push(this.#journal.length);
  }

  /** Notes an incident of the event at hand. */
  incident(what: Without<Incident>): void {
    if (this.#journal.recording) this.incidents.push({ ...what, index: this.length - 1 } as Incident);
  }

  taskOf(index: number): Task {
    return this.#tasks[index]!;
  }

  lineOf(index: number): Line {
    return this.#lines[index]!;
  }

  event(index: number): TraceEvent {
    const changes: Change[] = [];
    const end = this.#begins[index + 1] ?? this.#journal.length;
    for (let i = this.#begins[index]!; i < end; i += 1) changes.push(this.#journal.entry(i));
    const line = this.#lines[index]!;
    return { index, task: this.#tasks[index]!, line: line === 0 ? undefined : allLines[line], changes };
  }

  /**
   * Sets the machine's memory to the moment just before event `index`; `length` is the end. A machine that was sought back must be
   * sought to its end before it runs on.
   */
  seek(index: number): void {
    this.#journal.seek(this.#begins[index] ?? this.#journal.length);
  }
}
