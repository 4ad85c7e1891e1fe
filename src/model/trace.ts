/**
 * The trace of a run: which task did which line when, and what that changed.
 *
 * An event's changes are the journal's entries up to the next event's. Seeking undoes or redoes them, so that any moment of the
 * machine can be looked at, in any order.
 * @module
 */
import type { Cell, Journal } from './journal.ts';
import { allLines, type KernelLine, type Line } from './lines.ts';
import type { Task } from './structs.ts';

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
