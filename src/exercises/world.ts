/**
 * The world around a reader's program: the programs it starts or is started by, and the outside that runs the container.
 *
 * All of it is data, so that an exercise is a folder of texts; here it becomes programs on the model's machine.
 * @module
 */
import { Kernel, type Program, type SignalName, type Steps, Sys, SyscallError, startProgram } from '../model/index.ts';
import type { Signal } from './interface.ts';

/** What a program of the world does, one thing after another. After the last it sleeps for ever, unless it has exited. */
export type Instruction =
  /** Handles a signal: the handler does this. */
  | { on: Signal; do: readonly Instruction[] }
  | { ignore: Signal }
  | { block: readonly Signal[] }
  /** Starts a program of the world, or the reader's, by fork and exec. */
  | { fork: string }
  /** Seconds. */
  | { sleep: number }
  | { exit: number }
  /** Sends a signal to a process it has started, to itself, to its parent, or to its whole process group. */
  | { send: Signal; to: string }
  /** Waits for a process that it has started, or for all of them. */
  | { wait: string }
  | { setsid: true }
  | { setpgid: true }
  /** Over and over. */
  | { repeat: readonly Instruction[] };

/** What the outside does about a container, whose pid 1 it has started; then it waits for the end. */
export type Outside =
  | { sleep: number }
  /** To pid 1. */
  | { send: Signal }
  /** Waits so many seconds for the container to end, and sends SIGKILL if it has not. */
  | { grace: number };

export interface World {
  /** Programs by name; `execve` finds them. */
  programs: Readonly<Record<string, readonly Instruction[]>>;
  /** The name under which the world starts the reader's program: `init`, or one that a program forks. */
  entry: string;
  /** After it, the container is given `LAST_SECONDS` more. */
  outside: readonly Outside[];
}

/** A container that has not ended so long after the outside's last step is killed, so that every run has an end. */
const LAST_SECONDS = 600;

/** Something a program of the world says it does, for the checks. */
export interface Mark {
  /** The task's key. */
  key: string;
  what: 'handler' | 'handled' | 'asked' | 'status';
  signal?: Signal;
  /** Of `status`: what the outside learned about the container's end. */
  status?: { exit?: number; signal?: Signal };
  /** The event of the trace that was to come next. */
  event: number;
}

/** A machine with a world on it, before anything has run. */
export interface Stage {
  readonly kernel: Kernel;
  readonly sys: Sys;
  readonly marks: Mark[];
  /** The programs that tasks became, by key, last one last. */
  readonly became: Map<string, string[]>;
  /** Each task's way into do_exit, with the code it brought there. */
  readonly exits: { key: string; code: number; event: number }[];
  /** The program of an image. */
  image(name: string): Program | undefined;
}

const plain = (signal: Signal): SignalName => signal.slice(3) as SignalName;

/**
 * Sets a world up.
 * @param reader the reader's program, made for this stage
 * @param trace whether the machine keeps its trace
 */
export function setStage(world: World, reader: (stage: Stage) => Program, trace: boolean): Stage {
  const kernel = new Kernel({ trace });
  const became = new Map<string, string[]>();
  const become = (name: string) => {
    const { key } = kernel.current;
    const names = became.get(key);
    if (names === undefined) became.set(key, [name]);
    else names.push(name);
  };
  const exits: Stage['exits'] = [];
  kernel.observer.doExit = ({ key }, code) => exits.push({ key, code, event: kernel.trace.length });
  const marks: Mark[] = [];
  const mark = (what: Omit<Mark, 'key' | 'event'>) =>
    marks.push({ key: kernel.current.key, event: kernel.trace.length, ...what });
  /** The signals whose handlers each task is in, by its key. */
  const handling = new Map<string, Signal[]>();
  const actors = new Map<string, Program>();
  const stage: Stage = {
    kernel,
    sys: new Sys(kernel),
    marks,
    became,
    exits,
    image: (name) => (Object.hasOwn(world.programs, name) ? actors.get(name) : undefined),
  };
  for (const [name, instructions] of Object.entries(world.programs)) actors.set(name, named(name, actor(instructions)));
  actors.set(world.entry, named(world.entry, reader(stage)));
  const init = actors.get('init');
  if (init === undefined) throw new RangeError('a world needs a program named init');
  startProgram(kernel, outside(world.outside, init, mark));
  return stage;

  function named(name: string, program: Program): Program {
    return (sys) => {
      become(name);
      return program(sys);
    };
  }

  function actor(instructions: readonly Instruction[]): Program {
    return function* (sys) {
      const started = new Map<string, number>();
      yield* follow(sys, instructions, started);
      for (;;) yield* sys.pause();
    };
  }

  function* follow(sys: Sys, instructions: readonly Instruction[], started: Map<string, number>): Steps<void> {
    for (const instruction of instructions) yield* carryOut(sys, instruction, started);
  }

  function* carryOut(sys: Sys, it: Instruction, started: Map<string, number>): Steps<void> {
    if ('on' in it)
      return yield* sys.sigaction(plain(it.on), function* () {
        const { key } = kernel.current;
        mark({ what: 'handler', signal: it.on });
        handling.set(key, [...(handling.get(key) ?? []), it.on]);
        yield* follow(sys, it.do, started);
        handled();
      });
    if ('ignore' in it) return yield* sys.sigaction(plain(it.ignore), 'ignore');
    if ('block' in it) {
      yield* sys.sigprocmask('block', it.block.map(plain));
      return;
    }
    if ('fork' in it) {
      const program = actors.get(it.fork);
      if (program === undefined) throw new RangeError(`the world has no program named ${it.fork}`);
      const child = yield* sys.fork(function* (young) {
        yield* young.execve(program);
      });
      started.set(it.fork, child);
      return;
    }
    if ('sleep' in it) return yield* sys.sleep(it.sleep);
    if ('exit' in it) return yield* leave(sys, it.exit);
    if ('send' in it) return yield* send(sys, plain(it.send), it.to, started);
    if ('wait' in it) return yield* waitFor(sys, it.wait, started);
    if ('setsid' in it) {
      yield* sys.setsid();
      return;
    }
    if ('setpgid' in it) return yield* sys.setpgid(0, 0);
    for (;;) yield* follow(sys, it.repeat, started);
  }

  function handled(): void {
    const signal = handling.get(kernel.current.key)?.pop();
    if (signal !== undefined) mark({ what: 'handled', signal });
  }

  /** A handler that exits has done its work: its end is its exit. */
  function* leave(sys: Sys, code: number): Steps<void> {
    handled();
    yield* sys.exit(code);
  }
}

/** Whoever it is for may be gone: nobody minds. */
function* send(sys: Sys, signal: SignalName, to: string, started: ReadonlyMap<string, number>): Steps<void> {
  try {
    yield* sys.kill(yield* target(sys, to, started), signal);
  } catch (error) {
    if (!(error instanceof SyscallError)) throw error;
  }
}

function* target(sys: Sys, to: string, started: ReadonlyMap<string, number>): Steps<number> {
  if (to === 'self') return yield* sys.getpid();
  if (to === 'parent') return yield* sys.getppid();
  if (to === 'group') return 0;
  const pid = started.get(to);
  if (pid === undefined) throw new RangeError(`${to} was not started by the one that sends it a signal`);
  return pid;
}

function* waitFor(sys: Sys, whom: string, started: ReadonlyMap<string, number>): Steps<void> {
  try {
    if (whom !== 'all') {
      yield* sys.wait(started.get(whom) ?? -1);
      return;
    }
    for (;;) yield* sys.wait();
  } catch (error) {
    if (!(error instanceof SyscallError)) throw error;
  }
}

/** What stands outside the container: dockerd, say. */
function outside(steps: readonly Outside[], init: Program, mark: (what: Omit<Mark, 'key' | 'event'>) => void): Program {
  return function* (sys) {
    yield* sys.sigprocmask('block', ['CHLD']);
    const container = yield* sys.clone({ newpid: true }, function* (young) {
      // As a container's runtime does: neither its mask nor its session is the container's.
      yield* young.sigprocmask('setmask', []);
      yield* young.setsid();
      yield* young.execve(init);
    });
    const ended = { is: false };
    function* within(seconds: number): Steps<void> {
      const end = (yield* sys.clock()) + seconds;
      while (!ended.is) {
        const death = yield* sys.wait(container, { nohang: true });
        if (death !== null) {
          ended.is = true;
          const { exit, signal } = death;
          mark({
            what: 'status',
            status: signal === undefined ? { exit: exit ?? 0 } : { signal: `SIG${signal}` as Signal },
          });
          return;
        }
        const left = end - (yield* sys.clock());
        if (left <= 0) return;
        yield* sys.sigwait(['CHLD'], left);
      }
    }
    for (const step of [...steps, { sleep: LAST_SECONDS }, { grace: 0 }]) {
      if (ended.is) return;
      if ('sleep' in step) yield* within(step.sleep);
      else if ('send' in step) {
        mark({ what: 'asked', signal: step.send });
        yield* sys.kill(container, plain(step.send));
      } else {
        yield* within(step.grace);
        if (!ended.is) {
          mark({ what: 'asked', signal: 'SIGKILL' });
          yield* sys.kill(container, 'KILL');
          yield* within(LAST_SECONDS);
        }
      }
    }
  };
}
