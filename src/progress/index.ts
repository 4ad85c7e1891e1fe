/**
 * What a reader has done, kept in the reader's browser and nowhere else. Pure but for the store that is handed in, and apart from
 * `src/exercises/`, so that a page has it without the model.
 * @module
 */

/** One exercise's part. */
export interface Progress {
  /** What stands in the editor, if it is not the starter. */
  code?: string;
  /** Answers to questions, by the question's id. */
  answers?: Record<string, string | string[]>;
  /** How many hints are open. */
  hints?: number;
  /** The solution was looked at. */
  seen?: true;
  /** When it was passed: a date, `2026-01-31`. */
  passed?: string;
}

export interface ProgressFile {
  /** Of this format. */
  version: 1;
  exercises: Record<string, Progress>;
}

/** The part of Storage that is used. */
export interface Store {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Why a text is no progress; the words are the page's. */
export type ImportProblem = 'not-json' | 'not-progress' | 'newer' | 'too-large';

const KEY = 'why-sigkill:exercises';
const VERSION = 1;
const LARGEST = 1_000_000;
const LONGEST_CODE = 200_000;
const MOST_EXERCISES = 500;
const MOST_ANSWERS = 100;

const empty = (): ProgressFile => ({ version: VERSION, exercises: {} });

/**
 * Keeps progress. Where the store is off, full or broken, everything works on in memory, and `kept` is false: the page says so.
 */
export class ProgressKeeper {
  #file: ProgressFile;
  readonly #store: Store | undefined;
  #kept: boolean;
  readonly #listeners = new Set<() => void>();

  /** @param store a function, since to ask for localStorage may throw */
  constructor(store: () => Store | null | undefined) {
    try {
      this.#store = store() ?? undefined;
    } catch {
      this.#store = undefined;
    }
    this.#kept = this.#store !== undefined;
    this.#file = this.#read() ?? empty();
  }

  /** Whether what is done now will be there after a reload. */
  get kept(): boolean {
    return this.#kept;
  }

  get(slug: string): Progress {
    return Object.hasOwn(this.#file.exercises, slug) ? this.#file.exercises[slug]! : {};
  }

  /** Changes one exercise's part; `undefined` takes a field away. */
  set(slug: string, change: { [K in keyof Progress]?: Progress[K] | undefined }): void {
    // Another tab may have written since.
    const file = this.#read() ?? this.#file;
    const next = Object.entries({ ...file.exercises[slug], ...change }).filter(([, value]) => value !== undefined);
    this.#write({ version: VERSION, exercises: { ...file.exercises, [slug]: Object.fromEntries(next) as Progress } });
  }

  /** Slugs of the exercises that were passed. */
  passed(): string[] {
    return Object.entries(this.#file.exercises).flatMap(([slug, { passed }]) => (passed === undefined ? [] : [slug]));
  }

  /** All of it, as a text to save to a file. */
  export(): string {
    return `${JSON.stringify(this.#file, undefined, 2)}\n`;
  }

  /**
   * Takes a saved text in. What was passed, here or there, stays passed; otherwise the text's part wins.
   * @returns why not, or undefined; then nothing was changed
   */
  import(text: string): ImportProblem | undefined {
    const read = readProgress(text);
    if (typeof read === 'string') return read;
    const file = this.#read() ?? this.#file;
    const exercises: Record<string, Progress> = { ...file.exercises };
    for (const [slug, progress] of Object.entries(read.exercises)) {
      const passed = progress.passed ?? exercises[slug]?.passed;
      exercises[slug] = { ...exercises[slug], ...progress, ...(passed === undefined ? {} : { passed }) };
    }
    this.#write({ version: VERSION, exercises });
    return undefined;
  }

  /** Forgets one exercise, or all. */
  reset(slug?: string): void {
    const exercises = slug === undefined ? {} : { ...(this.#read() ?? this.#file).exercises };
    if (slug !== undefined) delete exercises[slug];
    this.#write({ version: VERSION, exercises });
  }

  /** Called after each change. @returns how to stop that */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Another tab has written: takes over what it wrote. */
  refresh(): void {
    this.#file = this.#read() ?? this.#file;
    for (const listener of this.#listeners) listener();
  }

  #read(): ProgressFile | undefined {
    if (!this.#kept) return undefined;
    try {
      const text = this.#store?.getItem(KEY);
      if (text === null || text === undefined) return empty();
      const read = readProgress(text);
      // What a newer version of the site has written is not ours to overwrite.
      if (read === 'newer') this.#kept = false;
      return typeof read === 'string' ? empty() : read;
    } catch {
      this.#kept = false;
      return undefined;
    }
  }

  #write(file: ProgressFile): void {
    this.#file = file;
    if (this.#kept) {
      try {
        this.#store?.setItem(KEY, JSON.stringify(file));
      } catch {
        this.#kept = false;
      }
    }
    for (const listener of this.#listeners) listener();
  }
}

/** Reads a saved text. What is not known in it is left out; what is known must be of its kind. */
export function readProgress(text: string): ProgressFile | ImportProblem {
  if (text.length > LARGEST) return 'too-large';
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return 'not-json';
  }
  if (!isObject(value) || typeof value['version'] !== 'number') return 'not-progress';
  if (value['version'] > VERSION) return 'newer';
  const { exercises } = value;
  if (value['version'] !== VERSION || !isObject(exercises)) return 'not-progress';
  const entries = Object.entries(exercises);
  if (entries.length > MOST_EXERCISES) return 'too-large';
  const read: Record<string, Progress> = {};
  for (const [slug, given] of entries) {
    const progress = progressIn(given);
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) || progress === undefined) return 'not-progress';
    read[slug] = progress;
  }
  return { version: VERSION, exercises: read };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= LONGEST_CODE;

const isAnswer = (value: unknown): boolean => isText(value) || (Array.isArray(value) && value.every(isText));

const KINDS: { [K in keyof Required<Progress>]: (value: unknown) => boolean } = {
  code: isText,
  answers: (value) =>
    isObject(value) && Object.keys(value).length <= MOST_ANSWERS && Object.values(value).every(isAnswer),
  hints: (value) => Number.isInteger(value) && (value as number) >= 0,
  seen: (value) => value === true,
  passed: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value),
};

function progressIn(value: unknown): Progress | undefined {
  if (!isObject(value)) return undefined;
  const known = Object.entries(value).filter(([field]) => Object.hasOwn(KINDS, field));
  if (!known.every(([field, of]) => KINDS[field as keyof Progress](of))) return undefined;
  return Object.fromEntries(known) as Progress;
}
