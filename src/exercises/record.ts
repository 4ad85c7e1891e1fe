/**
 * Runs a reader's program on a machine and writes its transcript. This half is meant for the place where the reader's code runs: it
 * trusts nothing and needs no trust.
 * @module
 */
import {
  Abandoned,
  type Kernel,
  type Program as ModelProgram,
  type Received,
  type Schedule,
  type Steps,
  SyscallError,
  signals,
} from '../model/index.ts';
import {
  BadCall,
  type CallName,
  type CallSpec,
  callNames,
  modelSignal,
  type Plain,
  performCall,
  readerSignal,
} from './calls.ts';
import type { Call, Errno, Handler, Image, Program, Signal, Sys } from './interface.ts';
import { LIMITS, type Limits } from './limits.ts';
import type { Output } from './output.ts';
import type { Misuse, Op, RunEnd, Transcript } from './transcript.ts';
import { type Stage, setStage, type World } from './world.ts';

/** What a reader's file exports. */
export type ReaderExports = Readonly<Record<string, unknown>>;

export interface RecordOptions {
  limits?: Limits;
  /** Where what the program writes is kept. */
  output?: Output;
  /** The line of the reader's file that an error's stack stands on; 0: none. */
  lineOf?: (stack: string) => number;
  /** Freezes what the program is to hold, where somebody might change it. */
  harden?: <T>(value: T) => T;
}

/** What `import … from 'why-sigkill'` gives a reader's file in this world: the images, `errno` and `signum`. */
export function readerModule(world: World): Readonly<Record<string, unknown>> {
  const images = Object.keys(world.programs)
    .filter((name) => name !== world.entry)
    .map((image) => [image, Object.freeze<Image>({ image })] as const);
  return Object.freeze({ ...Object.fromEntries(images), errno, signum });
}

const errno = (error: unknown): Errno | undefined =>
  error instanceof SyscallError ? (error.code as Errno) : undefined;

const signum = (signal: Signal): number => signals[modelSignal(signal)];

/**
 * Runs the program once.
 * @param load evaluates the reader's file anew, so that no run sees another's variables
 * @throws what `load` throws
 */
export function recordRun(
  world: World,
  load: () => ReaderExports,
  schedule: Schedule,
  { limits = LIMITS, output, lineOf = () => 0, harden = (value) => value }: RecordOptions = {},
): Transcript {
  output?.clear();
  const program = load()[world.entry];
  const recorder = new Recorder(program, world.entry, limits, lineOf, harden);
  const stage = setStage(world, (onto) => recorder.program(onto), false);
  const end = drive(stage.kernel, schedule, limits, recorder);
  return {
    tasks: Object.fromEntries(recorder.tasks),
    end,
    log: output?.lines ?? [],
    logLeftOut: output?.leftOut ?? 0,
    unused: recorder.unused(),
  };
}

function drive(kernel: Kernel, schedule: Schedule, limits: Limits, recorder: Recorder): RunEnd {
  try {
    while (kernel.step(schedule)) {
      if (recorder.halted !== undefined) return recorder.halted;
      if (kernel.steps > limits.steps) return { is: 'limit', limit: 'steps', most: limits.steps };
    }
  } catch (error) {
    if (error instanceof Abandoned) return { is: 'abandoned' };
    throw error;
  }
  return recorder.halted ?? { is: 'settled' };
}

const MOST_UNUSED = 5;
const MOST_MESSAGE = 300;

class Recorder {
  readonly tasks = new Map<string, Op[]>();
  /** Why the run must end now. */
  halted: RunEnd | undefined;
  readonly #program: unknown;
  readonly #entry: string;
  readonly #limits: Limits;
  readonly #lineOf: (stack: string) => number;
  #stage!: Stage;
  readonly #sys: Sys;
  #calls = 0;
  #processes = 0;
  /** The step that comes next is a call's, and not something the program made up. */
  #own = false;
  /** How many calls each task is in: one more for each handler that it is in. */
  readonly #open = new Map<string, { calls: number; handlers: number }>();
  #handlers = 0;
  /** The line of each task's last call. */
  readonly #last = new Map<string, number>();
  readonly #begun = new Set<{ name: CallName; line: number }>();

  constructor(
    program: unknown,
    entry: string,
    limits: Limits,
    lineOf: (stack: string) => number,
    harden: <T>(value: T) => T,
  ) {
    this.#program = program;
    this.#entry = entry;
    this.#limits = limits;
    this.#lineOf = lineOf;
    this.#sys = harden(this.#facade());
  }

  /** The reader's program, as one of the model's. */
  program(stage: Stage): ModelProgram {
    this.#stage = stage;
    return () => this.#run(this.#program);
  }

  unused(): Transcript['unused'] {
    return [...this.#begun].slice(0, MOST_UNUSED);
  }

  get #key(): string {
    return this.#stage.kernel.current.key;
  }

  #note(op: Op): void {
    const ops = this.tasks.get(this.#key);
    if (ops === undefined) this.tasks.set(this.#key, [op]);
    else ops.push(op);
  }

  #line(error: unknown): number {
    return error instanceof Error ? this.#lineOf(error.stack ?? '') : 0;
  }

  /** Where an error came up: a call's own, at the call; any other by its stack. */
  #lineOfError(error: unknown): number {
    const last = this.#last.get(this.#key) ?? 0;
    return error instanceof SyscallError ? last : this.#line(error) || last;
  }

  /** Ends the run: the task that asked for what cannot be goes nowhere any more. */
  *#halt(end: RunEnd): Steps<never> {
    this.halted ??= end;
    for (;;) {
      this.#own = true;
      yield 0;
    }
  }

  #misuse(misuse: Misuse, line = this.#last.get(this.#key) ?? 0): Steps<never> {
    return this.#halt({ is: 'misuse', misuse, line });
  }

  *#run(program: unknown): Steps<number> {
    if (program === undefined) return yield* this.#misuse({ what: 'no-export', name: this.#entry });
    if (typeof program !== 'function') return yield* this.#misuse({ what: 'no-generator' });
    let code: unknown;
    try {
      const steps: unknown = program(this.#sys);
      if (!isSteps(steps)) return yield* this.#misuse({ what: steps instanceof Promise ? 'async' : 'no-generator' });
      code = (yield* this.#watched(steps)) ?? 0;
    } catch (error) {
      return yield* this.#crash(error);
    }
    if (typeof code !== 'number' || !Number.isInteger(code))
      return yield* this.#misuse({ what: 'status', got: String(typeof code === 'number' ? code : typeof code) });
    this.#note({ op: 'exit', code: code & 0xff });
    return code & 0xff;
  }

  /** An error that nobody caught ends the process, as an exception does; status 1. */
  *#crash(error: unknown): Steps<number> {
    this.#note({ op: 'throw', message: describe(error), line: this.#lineOfError(error) });
    yield* this.#stage.sys.exit(1);
    return 1;
  }

  /** Runs the reader's steps and sees to it that each of them is a call's. */
  *#watched(steps: Steps<unknown>): Steps<unknown> {
    let next = steps.next();
    while (next.done !== true) {
      if (!this.#own) yield* this.#misuse({ what: isSteps(next.value) ? 'no-star' : 'no-call' }, this.#lastBegun());
      this.#own = false;
      yield next.value;
      next = steps.next();
    }
    return next.value;
  }

  /** The line of the call that was made last and not run. */
  #lastBegun(): number | undefined {
    return [...this.#begun].at(-1)?.line;
  }

  *#through<T>(steps: Steps<T>): Steps<T> {
    let next = steps.next();
    while (next.done !== true) {
      this.#own = true;
      yield next.value;
      next = steps.next();
    }
    return next.value;
  }

  #handler(id: number, handler: Handler) {
    const recorder = this;
    return function* ({ signal, pid }: Received): Steps<void> {
      const open = recorder.#openOf();
      open.handlers += 1;
      recorder.#note({ op: 'handler', id, signal: readerSignal(signal), pid });
      try {
        const steps: unknown = handler(Object.freeze({ si_signo: readerSignal(signal), si_pid: pid }));
        if (isSteps(steps)) yield* recorder.#watched(steps);
        else if (steps instanceof Promise) yield* recorder.#misuse({ what: 'async' });
      } catch (error) {
        yield* recorder.#crash(error);
      }
      open.handlers -= 1;
      recorder.#note({ op: 'return' });
    };
  }

  #openOf(): { calls: number; handlers: number } {
    let open = this.#open.get(this.#key);
    if (open === undefined) {
      open = { calls: 0, handlers: 0 };
      this.#open.set(this.#key, open);
    }
    return open;
  }

  /** The object that readers call: each call is a generator that does nothing until `yield*` runs it. */
  #facade(): Sys {
    const call = (name: CallName) =>
      ((...given: unknown[]) => {
        const begun = { name, line: this.#line(new Error()) };
        this.#begun.add(begun);
        return this.#call(begun, given) as unknown as Call<unknown>;
      }) as never;
    return Object.freeze(Object.fromEntries(callNames.map((name) => [name, call(name)]))) as unknown as Sys;
  }

  *#call(begun: { name: CallName; line: number }, given: readonly unknown[]): Steps<unknown> {
    const { name, line } = begun;
    this.#begun.delete(begun);
    this.#last.set(this.#key, line);
    const open = this.#openOf();
    if (open.calls > open.handlers) return yield* this.#misuse({ what: 'nested', call: name }, line);
    this.#calls += 1;
    if (this.#calls > this.#limits.calls)
      return yield* this.#halt({ is: 'limit', limit: 'calls', most: this.#limits.calls });
    if (name === 'fork') this.#processes += 1;
    if (this.#processes > this.#limits.processes)
      return yield* this.#halt({ is: 'limit', limit: 'processes', most: this.#limits.processes });
    let child: Program | undefined;
    let steps: Steps<Plain | undefined>;
    const handlers: Handler[] = [];
    try {
      if (name === 'fork') child = program(given[0]);
      const spec: CallSpec = { name, args: args(name, given, (handler) => handlers.push(handler) && this.#handlers++) };
      steps = performCall(this.#stage.sys, spec, {
        child: () => this.#run(child),
        handler: (id) => this.#handler(id, handlers[0]!),
        image: (image) => this.#stage.image(image),
      });
      this.#note({ op: 'call', ...spec, line });
    } catch (error) {
      if (!(error instanceof BadCall)) throw error;
      return yield* this.#misuse({ what: 'argument', call: name, wanted: error.wanted, got: error.got }, line);
    }
    open.calls += 1;
    try {
      const value = yield* this.#through(steps);
      this.#note({ op: 'result', value: value ?? null });
      return value;
    } catch (error) {
      if (!(error instanceof SyscallError)) throw error;
      this.#note({ op: 'error', code: error.code });
      throw new SyscallError(name, error.code);
    } finally {
      open.calls -= 1;
    }
  }
}

function isSteps(value: unknown): value is Steps<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { next?: unknown }).next === 'function' &&
    Symbol.iterator in value
  );
}

function program(value: unknown): Program {
  if (typeof value !== 'function') throw new BadCall('program', value);
  return value as Program;
}

/** The arguments as data; functions that stand for handlers are given numbers. */
function args(name: CallName, given: readonly unknown[], number: (handler: Handler) => number): Plain[] {
  const handler = (value: unknown): Plain =>
    typeof value === 'function' ? { handler: number(value as Handler) } : copy(value);
  switch (name) {
    case 'fork':
      return [];
    case 'execve':
      return [copy((given[0] as Partial<Image> | undefined)?.image)];
    case 'signal':
      return [copy(given[0]), handler(given[1])];
    case 'sigaction': {
      const { sa_handler, sa_flags, sa_mask } = (given[1] ?? {}) as Record<string, unknown>;
      return [copy(given[0]), handler(sa_handler), copy(sa_flags ?? []), copy(sa_mask ?? [])];
    }
    default: {
      const values = given.map(copy);
      while (values.length > 0 && given[values.length - 1] === undefined) values.pop();
      return values;
    }
  }
}

const LONGEST_SET = 64;

function copy(value: unknown): Plain {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
    return value;
  if (Array.isArray(value) && value.length <= LONGEST_SET) return value.map(copy);
  throw new BadCall('value', value);
}

function describe(error: unknown): string {
  try {
    const text =
      error instanceof Error
        ? `${error.name === 'SyscallError' ? '' : `${error.name}: `}${error.message}`
        : String(error);
    return text.slice(0, MOST_MESSAGE);
  } catch {
    return 'something that cannot be written down';
  }
}
