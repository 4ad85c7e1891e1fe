// Random programs over the readers' interface, and worlds for them.
import fc from 'fast-check';
import { errno, type Program, type Signal, type Sys } from './reader.ts';

type Action =
  | { do: 'fork'; child: readonly Action[] }
  | { do: 'exec' }
  | { do: 'kill'; to: number; signal: Signal | 0 }
  | { do: 'signal'; signal: Signal; handler: 'SIG_DFL' | 'SIG_IGN' | readonly Action[]; restart: boolean }
  | { do: 'mask'; how: 'SIG_BLOCK' | 'SIG_UNBLOCK' | 'SIG_SETMASK'; set: readonly Signal[] }
  | { do: 'sleep'; seconds: number }
  | { do: 'sigwait'; set: readonly Signal[]; seconds: number }
  | { do: 'wait'; nohang: boolean }
  | { do: 'exit'; status: number }
  | { do: 'getpid' | 'getppid' | 'setpgid' | 'setsid' | 'subreaper' | 'clock' };

const signal = fc.constantFrom<Signal>('SIGTERM', 'SIGINT', 'SIGUSR1', 'SIGCHLD', 'SIGHUP', 'SIGCONT');
const sent = fc.oneof(
  { weight: 6, arbitrary: signal },
  { weight: 1, arbitrary: fc.constantFrom<Signal | 0>('SIGKILL', 'SIGSTOP', 'SIGQUIT', 0) },
);
const set = fc.uniqueArray(signal, { maxLength: 3 });

const actions = (depth: number): fc.Arbitrary<Action[]> => fc.array(action(depth), { maxLength: depth > 1 ? 6 : 4 });

function action(depth: number): fc.Arbitrary<Action> {
  const leaf = fc.oneof<fc.Arbitrary<Action>[]>(
    fc.record({ do: fc.constant('kill' as const), to: fc.constantFrom(-1, 0, 1, 2, 3, 4, 5), signal: sent }),
    fc.record({
      do: fc.constant('mask' as const),
      how: fc.constantFrom('SIG_BLOCK' as const, 'SIG_UNBLOCK' as const, 'SIG_SETMASK' as const),
      set,
    }),
    fc.record({ do: fc.constant('sleep' as const), seconds: fc.constantFrom(0, 0.5, 1, 3) }),
    fc.record({ do: fc.constant('sigwait' as const), set, seconds: fc.constantFrom(0, 1) }),
    fc.record({ do: fc.constant('wait' as const), nohang: fc.boolean() }),
    fc.record({ do: fc.constant('exit' as const), status: fc.integer({ min: 0, max: 300 }) }),
    fc.record({
      do: fc.constantFrom(
        'getpid' as const,
        'getppid' as const,
        'setpgid' as const,
        'setsid' as const,
        'subreaper' as const,
        'clock' as const,
      ),
    }),
    fc.constant({ do: 'exec' as const }),
  );
  if (depth === 0) return leaf;
  return fc.oneof(
    { weight: 3, arbitrary: leaf },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('fork' as const), child: actions(depth - 1) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('signal' as const),
        signal: sent.filter((each): each is Signal => each !== 0),
        handler: fc.oneof(fc.constantFrom('SIG_DFL' as const, 'SIG_IGN' as const), actions(0)),
        restart: fc.boolean(),
      }),
    },
  );
}

/** What a program's init does. */
export const program = actions(3);

/** The outside of such a world: asks init to stop, twice, and kills it. */
export const outside = [{ sleep: 1 }, { send: 'SIGTERM' }, { sleep: 1 }, { send: 'SIGINT' }, { grace: 5 }] as const;

export const world = {
  programs: {
    worker: [{ on: 'SIGTERM', do: [{ sleep: 1 }, { exit: 3 }] }, { fork: 'helper' }, { wait: 'all' }],
    helper: [{ ignore: 'SIGTERM' }, { sleep: 2 }, { exit: 4 }],
  },
  entry: 'init',
  outside,
} as const;

/** A program that does this; what fails it passes over. */
export function programOf(all: readonly Action[], image: { image: string }): Program {
  return function* (sys) {
    yield* follow(sys, all, image);
    return 7;
  };
}

function* follow(sys: Sys, all: readonly Action[], image: { image: string }): ReturnType<Program> {
  for (const each of all)
    try {
      yield* carryOut(sys, each, image);
    } catch (error) {
      if (errno(error) === undefined) throw error;
    }
}

function* carryOut(sys: Sys, it: Action, image: { image: string }): ReturnType<Program> {
  switch (it.do) {
    case 'fork':
      yield* sys.fork((child) => follow(child, it.child, image));
      return;
    case 'exec':
      return yield* sys.execve(image);
    case 'kill':
      return yield* sys.kill(it.to, it.signal);
    case 'signal': {
      const { handler } = it;
      const sa_handler =
        typeof handler === 'string'
          ? handler
          : function* () {
              yield* follow(sys, handler, image);
            };
      return yield* sys.sigaction(it.signal, { sa_handler, sa_flags: it.restart ? ['SA_RESTART'] : [] });
    }
    case 'mask':
      yield* sys.sigprocmask(it.how, it.set);
      return;
    case 'sleep':
      yield* sys.sleep(it.seconds);
      return;
    case 'sigwait':
      yield* sys.sigtimedwait(it.set, it.seconds);
      return;
    case 'wait':
      yield* it.nohang ? sys.waitpid(-1, ['WNOHANG']) : sys.wait();
      return;
    case 'exit':
      return yield* sys.exit(it.status);
    case 'getpid':
      yield* sys.getpid();
      return;
    case 'getppid':
      yield* sys.getppid();
      return;
    case 'setpgid':
      return yield* sys.setpgid(0, 0);
    case 'setsid':
      yield* sys.setsid();
      return;
    case 'subreaper':
      return yield* sys.prctl('PR_SET_CHILD_SUBREAPER', 1);
    case 'clock':
      yield* sys.clock_gettime();
      return;
  }
}
