/**
 * The calls of `interface.ts` on the model's machine, each as plain data: a name and arguments that JSON can carry.
 *
 * Whoever runs a program, from its source or from a transcript, comes through here; so both take the very same steps.
 * @module
 */
import {
  type Death,
  type Program as ModelProgram,
  type Received,
  type SignalName,
  type Steps,
  type Sys,
  SyscallError,
  signals,
} from '../model/index.ts';
import type { Sys as Interface, SigInfo, Signal, Status } from './interface.ts';

export type CallName = keyof Interface;

/** Data that JSON can carry. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/** A call as data. Functions stand outside it: a child's program, a handler and an image each have their own field. */
export interface CallSpec {
  readonly name: CallName;
  readonly args: readonly Plain[];
}

/** What a call needs that is no data. */
export interface Surroundings {
  /** What a child of fork runs. */
  child: ModelProgram;
  /** What runs for the handler of this number. */
  handler(id: number): (received: Received) => Steps<void>;
  /** The program of an image. @returns undefined: there is none of the name */
  image(name: string): ModelProgram | undefined;
}

/** What an argument should have been. */
export type Wanted =
  | 'pid'
  | 'status'
  | 'seconds'
  | 'signal'
  | 'set'
  | 'handler'
  | 'image'
  | 'program'
  | 'value'
  | { oneOf: readonly string[] };

/** A call that no compiler would let through: an argument of the wrong kind. */
export class BadCall extends Error {
  override name = 'BadCall';
  readonly wanted: Wanted;
  /** What was given, in a few characters. */
  readonly got: string;

  constructor(wanted: Wanted, got: unknown) {
    super(`expected ${typeof wanted === 'string' ? wanted : wanted.oneOf.join(' or ')}`);
    this.wanted = wanted;
    this.got = shown(got);
  }
}

const NAMES = new Set<string>([
  'fork',
  'execve',
  'exit',
  'getpid',
  'getppid',
  'kill',
  'signal',
  'sigaction',
  'sigprocmask',
  'sigwaitinfo',
  'sigtimedwait',
  'pause',
  'sleep',
  'clock_gettime',
  'wait',
  'waitpid',
  'prctl',
  'setpgid',
  'setsid',
] satisfies CallName[]);

/** The names of all calls. */
export const callNames: readonly CallName[] = [...NAMES] as CallName[];

export const isCallName = (name: string): name is CallName => NAMES.has(name);

const MOST_SECONDS = 1e9;
const LARGEST_PID = 2 ** 22;

function integer(value: Plain | undefined, wanted: Wanted, least: number, most: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
    throw new BadCall(wanted, value);
  return value;
}

const pid = (value: Plain | undefined): number => integer(value, 'pid', -LARGEST_PID, LARGEST_PID);

function seconds(value: Plain | undefined): number {
  if (typeof value !== 'number' || !(value >= 0 && value <= MOST_SECONDS)) throw new BadCall('seconds', value);
  return value;
}

/** `TERM` for `SIGTERM`. */
export function modelSignal(value: Plain | undefined): SignalName {
  const name = typeof value === 'string' && value.startsWith('SIG') ? value.slice(3) : '';
  if (!Object.hasOwn(signals, name)) throw new BadCall('signal', value);
  return name as SignalName;
}

/** `SIGTERM` for `TERM`. */
export const readerSignal = (name: SignalName): Signal => `SIG${name}`;

function set(value: Plain | undefined): SignalName[] {
  if (!Array.isArray(value)) throw new BadCall('set', value);
  return value.map(modelSignal);
}

function oneOf<T extends Plain>(value: Plain | undefined, known: readonly T[]): T {
  const found = known.find((each) => each === value);
  if (found === undefined) throw new BadCall({ oneOf: known.map(String) }, value);
  return found;
}

function someOf<T extends string>(value: Plain | undefined, known: readonly T[]): T[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new BadCall({ oneOf: known }, value);
  return value.map((each: Plain) => oneOf(each, known));
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value.slice(0, 40)}'`;
  if (value === null || ['number', 'boolean', 'undefined'].includes(typeof value)) return String(value);
  return Array.isArray(value) ? '[…]' : typeof value === 'object' ? '{…}' : typeof value;
}

const info = ({ signal, pid: si_pid }: Received): SigInfo => ({ si_signo: readerSignal(signal), si_pid });

const status = ({ pid: child, exit, signal, stopped }: Death): Status => ({
  pid: child,
  ...(exit === undefined ? {} : { exit }),
  ...(signal === undefined ? {} : { signal: readerSignal(signal) }),
  ...(stopped === undefined ? {} : { stopped: readerSignal(stopped) }),
});

/** `{ handler: 3 }`: the handler of that number, in the place of a function. */
const handlerId = (value: Plain | undefined): number => {
  const id = typeof value === 'object' && value !== null && 'handler' in value ? value.handler : undefined;
  if (typeof id !== 'number' || !Number.isInteger(id)) throw new BadCall('handler', value);
  return id;
};

type Action = Parameters<Sys['sigaction']>[1];

function action(value: Plain | undefined, { handler }: Surroundings): Action {
  if (value === 'SIG_DFL') return 'default';
  return value === 'SIG_IGN' ? 'ignore' : handler(handlerId(value));
}

type Perform = (sys: Sys, args: readonly Plain[], around: Surroundings) => Steps<Plain | undefined>;

/** How each call is carried out. Arguments are checked before the first step is taken. */
const perform: Record<CallName, Perform> = {
  fork: (sys, _, { child }) => sys.fork(child),
  execve: (sys, [image], around) => {
    const program = typeof image === 'string' ? around.image(image) : undefined;
    if (program === undefined) throw new BadCall('image', image);
    return sys.execve(program);
  },
  exit: (sys, [code]) => sys.exit(integer(code, 'status', -0x80000000, 0x7fffffff)),
  getpid: (sys) => sys.getpid(),
  getppid: (sys) => sys.getppid(),
  kill: (sys, [to, signal]) => nothing(sys.kill(pid(to), signal === 0 ? 0 : modelSignal(signal))),
  signal: (sys, [signal, handler], around) => nothing(sys.sigaction(modelSignal(signal), action(handler, around))),
  sigaction: (sys, [signal, handler, flags, mask], around) => {
    const given = someOf(flags, ['SA_RESTART', 'SA_NOCLDWAIT', 'SA_NOCLDSTOP']);
    const options = {
      restart: given.includes('SA_RESTART'),
      nocldwait: given.includes('SA_NOCLDWAIT'),
      nocldstop: given.includes('SA_NOCLDSTOP'),
      mask: mask === undefined ? [] : set(mask),
    };
    return nothing(sys.sigaction(modelSignal(signal), action(handler, around), options));
  },
  sigprocmask: (sys, [how, signalSet]) => {
    const ways = { SIG_BLOCK: 'block', SIG_UNBLOCK: 'unblock', SIG_SETMASK: 'setmask' } as const;
    const way = ways[oneOf(how, ['SIG_BLOCK', 'SIG_UNBLOCK', 'SIG_SETMASK'])];
    return mapped(sys.sigprocmask(way, set(signalSet)), (old) => old.map(readerSignal));
  },
  sigwaitinfo: (sys, [signalSet]) => mapped(sys.sigwait(set(signalSet)), (got) => ({ ...info(got!) })),
  sigtimedwait: (sys, [signalSet, most]) =>
    mapped(sys.sigwait(set(signalSet), seconds(most)), (got) => (got === null ? null : { ...info(got) })),
  pause: (sys) => nothing(sys.pause()),
  sleep: (sys, [length]) => sleep(sys, seconds(length)),
  clock_gettime: (sys) => sys.clock(),
  wait: (sys) => mapped(sys.wait(-1), (death) => ({ ...status(death!) })),
  waitpid: (sys, [who, options]) => {
    const given = someOf(options, ['WNOHANG', 'WUNTRACED']);
    const chosen = { nohang: given.includes('WNOHANG'), stopped: given.includes('WUNTRACED') };
    return mapped(sys.wait(pid(who), chosen), (death) => (death === null ? null : { ...status(death) }));
  },
  prctl: (sys, [option, value]) => {
    if (oneOf(option, ['PR_SET_CHILD_SUBREAPER', 'PR_SET_PDEATHSIG']) === 'PR_SET_PDEATHSIG')
      return nothing(sys.setPdeathsig(value === 0 ? null : modelSignal(value)));
    return nothing(sys.setChildSubreaper(oneOf(value, [0, 1]) === 1));
  },
  setpgid: (sys, [who, group]) => nothing(sys.setpgid(pid(who), pid(group))),
  setsid: (sys) => sys.setsid(),
};

function* nothing(steps: Steps<void>): Steps<undefined> {
  yield* steps;
  return undefined;
}

function* mapped<T>(steps: Steps<T>, to: (value: T) => Plain): Steps<Plain> {
  return to(yield* steps);
}

const NANOSECONDS = 1e9;

/** sleep(3): a handler ends it, and it says what was left. */
function* sleep(sys: Sys, length: number): Steps<number> {
  const end = (yield* sys.clock()) + length;
  try {
    yield* sys.nanosleep(length * NANOSECONDS);
    return 0;
  } catch (error) {
    if (!(error instanceof SyscallError && error.code === 'EINTR')) throw error;
    return Math.max(0, end - (yield* sys.clock()));
  }
}

/**
 * Carries a call out, as the process that is running.
 * @throws BadCall at once, before any step, when the arguments are not what the call takes
 * @throws SyscallError while it runs, when the call fails
 */
export function performCall(sys: Sys, { name, args }: CallSpec, around: Surroundings): Steps<Plain | undefined> {
  return perform[name](sys, args, around);
}
