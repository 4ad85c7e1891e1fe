/**
 * Carries out a transcript on a machine of our own. This half is for the side that is trusted: no code of the reader's runs here.
 *
 * The world is the exercise's own and the schedule is ours; of the transcript only what programs did is taken: which calls they made. What
 * came of each is seen here again, and must be what the transcript says. So a transcript that replays to its end is one that a program
 * could have made, whoever wrote it.
 * @module
 */
import {
  Abandoned,
  type Program as ModelProgram,
  type Received,
  type Schedule,
  type Steps,
  SyscallError,
} from '../model/index.ts';
import { BadCall, type CallSpec, isCallName, type Plain, performCall, readerSignal } from './calls.ts';
import { LIMITS, type Limits } from './limits.ts';
import { place, Refused } from './refused.ts';
import { checkShape } from './shape.ts';
import type { Op, RunEnd, Transcript } from './transcript.ts';
import { type Stage, setStage, type World } from './world.ts';

/** A call of the reader's program, and where in the trace it stands. */
export interface CallMade {
  key: string;
  name: string;
  /** The event that was to come next when it was made. */
  event: number;
  /** Nanoseconds. */
  at: number;
  /** In the reader's file; 0: unknown. */
  line: number;
}

/** A run that was carried out again, with its trace. */
export interface Replayed {
  stage: Stage;
  end: RunEnd;
  calls: CallMade[];
  /** Runs of the reader's handlers. */
  handled: { key: string; signal: string; event: number; finished: boolean }[];
  /** Where the program ended by an error that it did not catch. */
  threw: { key: string; message: string; line: number; event: number }[];
  /** From which event on the machine's time is what; in order. */
  times: { event: number; now: number }[];
  /** The keys of the tasks that took the steps, one after another. */
  steps: string[];
  /** What each process did, as the transcript has it. */
  scripted: Transcript['tasks'];
}

/**
 * Replays a run.
 * @param schedule the one under which it was recorded
 * @throws Refused when the transcript is not of a run of this world under this schedule; its message says where
 */
export function replayRun(
  world: World,
  transcript: Transcript,
  schedule: Schedule,
  { limits = LIMITS, trace = true }: { limits?: Limits; trace?: boolean } = {},
): Replayed {
  checkShape(transcript, limits);
  const script = new Script(transcript, limits);
  const stage = setStage(world, (onto) => script.program(onto), trace);
  const { kernel } = stage;
  const times = [{ event: 0, now: 0 }];
  const steps: string[] = [];
  const { end } = transcript;
  let abandoned = false;
  try {
    for (;;) {
      const before = kernel.steps;
      if (!kernel.step(schedule)) break;
      if (kernel.steps > before) steps.push(kernel.current.key);
      if (times.at(-1)!.now !== kernel.now) times.push({ event: kernel.trace.length, now: kernel.now });
      if (script.dry) break;
      if (kernel.steps > limits.steps) {
        if (end.is === 'settled') throw new Refused('the run does not settle within the limit of steps');
        break;
      }
    }
  } catch (error) {
    if (!(error instanceof Abandoned)) throw error;
    abandoned = true;
  }
  if (end.is === 'settled' && abandoned) throw new Refused('the schedule gave up a run that is said to have settled');
  if (end.is === 'abandoned' && !abandoned) throw new Refused('a run that is said to be given up goes on');
  if (end.is === 'settled' || end.is === 'abandoned') script.mustBeOver();
  return {
    stage,
    end,
    calls: script.calls,
    handled: script.handled,
    threw: script.threw,
    times,
    steps,
    scripted: transcript.tasks,
  };
}

/** Follows the transcript's ops, task by task. */
class Script {
  readonly calls: CallMade[] = [];
  readonly handled: Replayed['handled'] = [];
  readonly threw: Replayed['threw'] = [];
  /** A task of a run that was cut short has come to the end of its ops: so has the run. */
  dry = false;
  readonly #tasks: ReadonlyMap<string, readonly Op[]>;
  readonly #cut: boolean;
  readonly #at = new Map<string, number>();
  readonly #most: number;
  #stage!: Stage;

  constructor(transcript: Transcript, limits: Limits) {
    this.#tasks = new Map(Object.entries(transcript.tasks));
    this.#cut = transcript.end.is !== 'settled' && transcript.end.is !== 'abandoned';
    this.#most = limits.calls;
  }

  program(stage: Stage): ModelProgram {
    this.#stage = stage;
    return () => this.#run();
  }

  mustBeOver(): void {
    for (const [key, ops] of this.#tasks) {
      const at = this.#at.get(key) ?? 0;
      if (at < ops.length)
        throw new Refused(`${place(key, at)}: the run is over, and the transcript goes on with ${told(ops[at]!)}`);
    }
  }

  get #key(): string {
    return this.#stage.kernel.current.key;
  }

  /** The next op of the running task. @returns undefined: it has none, and the run was cut short here */
  #next(): Op | undefined {
    const key = this.#key;
    const at = this.#at.get(key) ?? 0;
    const op = this.#tasks.get(key)?.[at];
    if (op === undefined && !this.#cut)
      throw new Refused(`${place(key, at)}: the transcript says nothing of what the process does here`);
    this.#at.set(key, at + 1);
    return op;
  }

  #refuse(expected: string, got: Op): Refused {
    const at = (this.#at.get(this.#key) ?? 0) - 1;
    return new Refused(`${place(this.#key, at)}: the transcript has ${told(got)}; on this machine it is ${expected}`);
  }

  /** The run was cut short here: nobody goes on. */
  *#end(): Steps<never> {
    this.dry = true;
    for (;;) yield 0;
  }

  *#run(): Steps<number> {
    return (yield* this.#follow('exit')) ?? 0;
  }

  /** Follows ops until the program, or the handler, ends. */
  *#follow(last: 'exit' | 'return'): Steps<number | undefined> {
    for (;;) {
      const op = this.#next();
      if (op === undefined) return yield* this.#end();
      if (op.op === 'call') yield* this.#call(op);
      else if (op.op === 'throw') {
        const { message, line } = op;
        this.threw.push({ key: this.#key, message, line, event: this.#stage.kernel.trace.length });
        yield* this.#stage.sys.exit(1);
      } else if (op.op === 'exit' && last === 'exit') return op.code & 0xff;
      else if (op.op === 'return' && last === 'return') return undefined;
      else throw this.#refuse('the program’s turn to call or to end', op);
    }
  }

  *#call(op: Op & { op: 'call' }): Steps<void> {
    const { name, args, line } = op;
    if (!isCallName(name)) throw this.#refuse('no call of this interface', op);
    const { kernel, sys } = this.#stage;
    if (this.calls.length >= this.#most) throw new Refused('more calls than a run may make');
    this.calls.push({ key: this.#key, name, event: kernel.trace.length, at: kernel.now, line });
    let steps: Steps<Plain | undefined>;
    try {
      const spec: CallSpec = { name, args };
      steps = performCall(sys, spec, {
        child: () => this.#run(),
        handler: (id) => this.#handler(id),
        image: (image) => this.#stage.image(image),
      });
    } catch (error) {
      if (!(error instanceof BadCall)) throw error;
      throw this.#refuse(`no call that can be made (${error.message}, not ${error.got})`, op);
    }
    let outcome: Op;
    try {
      outcome = { op: 'result', value: (yield* steps) ?? null };
    } catch (error) {
      if (!(error instanceof SyscallError)) throw error;
      outcome = { op: 'error', code: error.code };
    }
    const said = this.#next();
    if (said === undefined) return yield* this.#end();
    if (!same(said, outcome)) throw this.#refuse(told(outcome), said);
  }

  #handler(id: number) {
    const script = this;
    return function* ({ signal, pid }: Received): Steps<void> {
      const { kernel } = script.#stage;
      const happened: Op = { op: 'handler', id, signal: readerSignal(signal), pid };
      const said = script.#next();
      if (said === undefined) return yield* script.#end();
      if (!same(said, happened)) throw script.#refuse(told(happened), said);
      const run = { key: script.#key, signal: happened.signal, event: kernel.trace.length, finished: false };
      script.handled.push(run);
      yield* script.#follow('return');
      run.finished = true;
    };
  }
}

function told(op: Op): string {
  switch (op.op) {
    case 'call':
      return `the call ${op.name}(${op.args.map((arg) => JSON.stringify(arg)).join(', ')})`.slice(0, 200);
    case 'result':
      return `the result ${JSON.stringify(op.value)}`.slice(0, 200);
    case 'error':
      return `the error ${op.code}`;
    case 'handler':
      return `the handler ${op.id} for ${op.signal} from ${op.pid}`;
    case 'return':
      return 'the end of a handler';
    case 'exit':
      return `the end of the program, with ${op.code}`;
    case 'throw':
      return 'an error that nobody caught';
  }
}

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [inA, inB] = [Object.keys(a), Object.keys(b)];
  return (
    inA.length === inB.length &&
    inA.every(
      (key) => Object.hasOwn(b, key) && same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
    )
  );
}
