/**
 * The memory of a modelled machine: cells whose fields are watched.
 *
 * Kernel code writes `tsk.exit_state = EXIT_ZOMBIE` and nothing more; the field's setter notes cell, field, old and new value
 * in the machine's journal. So what a step changed is data, any moment can be rebuilt, and going back costs what going forth
 * costs. While a tracker is set, getters tell it what is read too: that is how `explore` knows which steps depend on each other.
 * @module
 */

/** Told of every access to a field; `field` is an index into the cell's fields. */
export interface Tracker {
  read(cell: Cell, field: number): void;
  write(cell: Cell, field: number): void;
}

/** All changes of a run in order, and where in them the machine's memory now stands. */
export class Journal {
  tracker: Tracker | undefined;
  /** Off for runs whose history nobody asks for. */
  recording = true;
  cells = 0;
  /** Entries in force: those before it are done, those after it undone. */
  position = 0;
  readonly #cell: Cell[] = [];
  readonly #field: number[] = [];
  readonly #before: unknown[] = [];
  readonly #after: unknown[] = [];

  get length(): number {
    return this.#cell.length;
  }

  write(cell: Cell, field: number, value: unknown): void {
    if (this.tracker !== undefined) this.tracker.write(cell, field);
    const before = cell.f[field];
    if (before === value) return;
    cell.f[field] = value;
    if (!this.recording) return;
    this.#cell.push(cell);
    this.#field.push(field);
    this.#before.push(before);
    this.#after.push(value);
    this.position = this.#cell.length;
  }

  /** Entry number `i`, for showing it. */
  entry(i: number): { cell: Cell; field: string; before: unknown; after: unknown } {
    const cell = this.#cell[i]!;
    return { cell, field: cell.fieldName(this.#field[i]!), before: this.#before[i], after: this.#after[i] };
  }

  /** Undoes or redoes changes until exactly the first `position` are in force. */
  seek(position: number): void {
    while (this.position > position) {
      this.position -= 1;
      this.#cell[this.position]!.f[this.#field[this.position]!] = this.#before[this.position];
    }
    while (this.position < position) {
      this.#cell[this.position]!.f[this.#field[this.position]!] = this.#after[this.position];
      this.position += 1;
    }
  }
}

/** An object of the machine's memory. Its fields live in `f`, in the order in which `fields` declared them. */
export abstract class Cell {
  static initial: readonly unknown[] = [];
  static names: readonly string[] = [];
  readonly f: unknown[];
  /** Unique within the journal. */
  readonly id: number;
  readonly j: Journal;

  constructor(j: Journal) {
    this.j = j;
    this.id = j.cells++;
    this.f = new.target.initial.slice();
  }

  fieldName(field: number): string {
    return (this.constructor as typeof Cell).names[field] ?? String(field);
  }
}

/**
 * Makes the named fields of a cell class watched; `initial` gives each its first value. The class itself only declares them.
 * A plain array behind accessors, and not a Proxy: a run makes some millions of accesses a second.
 */
export function fields<T extends Cell>(
  of: { prototype: T; names: readonly string[]; initial: readonly unknown[] },
  initial: Partial<T>,
): void {
  const names = Object.keys(initial);
  of.names = names;
  of.initial = Object.values(initial);
  names.forEach((name, field) => {
    Object.defineProperty(of.prototype, name, {
      get(this: Cell) {
        if (this.j.tracker !== undefined) this.j.tracker.read(this, field);
        return this.f[field];
      },
      set(this: Cell, value: unknown) {
        this.j.write(this, field, value);
      },
    });
  });
}
