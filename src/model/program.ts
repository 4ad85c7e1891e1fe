/**
 * Programs: what a process of the model does, as ordinary TypeScript over its system calls.
 *
 * ```ts
 * const init: Program = function* (sys) {
 *   const app = yield* sys.fork(server);
 *   yield* sys.sigaction('TERM', function* () {
 *     yield* sys.kill(app, 'TERM');
 *   });
 *   const death = yield* sys.wait(app);
 *   return death?.exit ?? 1;
 * };
 * ```
 *
 * A call is written with `yield*`, since there others may run; a call that fails throws a `SyscallError` with the kernel's name
 * for the reason. A program that returns exits with what it returns.
 * @module
 */
import { ret_from_fork, syscall } from './entry.ts';
import { type ErrnoName, errnoName } from './errno.ts';
import { begin_new_exec } from './exec.ts';
import { sys_exit, sys_exit_group } from './exit.ts';
import { kernel_clone } from './fork.ts';
import type { Kernel } from './kernel.ts';
import { USER_MODE } from './lines.ts';
import { ksys_unshare } from './nsproxy.ts';
import { task_active_pid_ns, task_pid_vnr, task_tgid_nr_ns, task_tgid_vnr } from './pid.ts';
import type { RebootCommand } from './pid_namespace.ts';
import { sys_reboot } from './reboot.ts';
import { do_sigaction, do_sigtimedwait, sys_rt_sigprocmask } from './signal_calls.ts';
import { sys_kill, sys_tgkill } from './signal_kill.ts';
import { members, type SigInfo, type SignalName, signalName, signals, sigset } from './signals.ts';
import { SA_NOCLDSTOP, SA_NOCLDWAIT, SA_RESTART, type SaHandler, SIG_DFL, SIG_IGN, type Steps } from './structs.ts';
import { ksys_setsid, prctl_set_child_subreaper, prctl_set_pdeathsig, sys_setpgid } from './sys.ts';
import { do_nanosleep, sys_pause } from './time.ts';
import { __WALL, __WCLONE, kernel_wait4, WNOHANG, WUNTRACED } from './wait.ts';

const NANOSECONDS = 1e9;

/** A process: what it does, and with what it exits (nothing: 0). */
// biome-ignore lint/suspicious/noConfusingVoidType: a generator that ends without `return` gives void.
export type Program = (sys: Sys) => Steps<number | void>;

/** A system call failed. */
export class SyscallError extends Error {
  override name = 'SyscallError';
  readonly code: ErrnoName;
  readonly syscall: string;

  constructor(call: string, code: ErrnoName) {
    super(`${call}: ${code}`);
    this.syscall = call;
    this.code = code;
  }
}

/** What a handler, or a wait for signals, is told. */
export interface Received {
  signal: SignalName;
  /** The sender's number in the receiver's namespace; 0: not visible there. */
  pid: number;
  info: SigInfo;
}

/** A signal handler: steps of its own, or just a function. */
export type SignalHandler = (received: Received) => Steps<void> | undefined | null;

/** What wait found out about a child. */
export interface Death {
  pid: number;
  /** What it exited with… */
  exit?: number;
  /** …or the signal that killed it… */
  signal?: SignalName;
  /** …or the one that stopped it. */
  stopped?: SignalName;
}

export interface CloneOptions {
  /** CLONE_NEWPID: the child is pid 1 of a new namespace. */
  newpid?: boolean;
  /** CLONE_THREAD */
  thread?: boolean;
  /** CLONE_PARENT */
  parent?: boolean;
  /** CLONE_VFORK: returns when the child has exec-ed or is dying. */
  vfork?: boolean;
  /** What the parent is sent at the child's death; default CHLD. */
  exitSignal?: SignalName;
}

/** The system calls, for programs on one machine. */
export class Sys {
  readonly #k: Kernel;
  readonly #log: (who: number, text: string) => void;

  /** @param log where `log` goes: the writer's pid in the initial namespace, and what it wrote */
  constructor(k: Kernel, log: (who: number, text: string) => void = () => {}) {
    this.#k = k;
    this.#log = log;
  }

  *#call(name: string, call: () => Steps<number>): Steps<number> {
    const result = yield* syscall(this.#k, call);
    if (result < 0) throw new SyscallError(name, errnoName(-result));
    return result;
  }

  /** Runs a program to its end, as the process whose steps these are. */
  *run(program: Program): Steps<void> {
    yield* ret_from_fork(this.#k);
    let code = 1;
    try {
      code = (yield* program(this)) ?? 0;
    } catch (error) {
      if (!(error instanceof SyscallError)) throw error;
      this.log(`dies of an error it did not catch: ${error.message}`);
    }
    yield* this.exit(code);
  }

  /** Writes a line to the machine's log; not a system call. */
  log(text: string): void {
    this.#log(this.#k.current.pid, text);
  }

  /** @returns the child's pid, as the caller sees it @throws SyscallError ENOMEM in a namespace whose init is gone */
  fork(child: Program): Steps<number> {
    return this.clone({}, child);
  }

  /** @returns the child's pid, as the caller sees it @throws SyscallError EINVAL, ENOMEM */
  clone({ newpid, thread, parent, vfork, exitSignal = 'CHLD' }: CloneOptions, child: Program): Steps<number> {
    return this.#call('clone', () =>
      kernel_clone(this.#k, {
        newpid: newpid === true,
        thread: thread === true,
        parent: parent === true,
        vfork: vfork === true,
        exit_signal: signals[exitSignal],
        start: () => (thread ? this.#thread(child) : this.run(child)),
      }),
    );
  }

  *#thread(program: Program): Steps<void> {
    yield* ret_from_fork(this.#k);
    const code = yield* program(this);
    yield* this.exitThread(code ?? 0);
  }

  /** The process becomes another program: handlers become default, threads end, pid and children stay. */
  *execve(program: Program): Steps<never> {
    yield* this.#call('execve', () => begin_new_exec(this.#k, () => this.run(program)));
    throw new Error('an exec that succeeds does not return');
  }

  /** exit_group(2): ends the process. */
  *exit(code: number): Steps<never> {
    yield* syscall(this.#k, () => sys_exit_group(this.#k, code));
    throw new Error('an exit does not return');
  }

  /** exit(2): ends this thread. */
  *exitThread(code: number): Steps<never> {
    yield* syscall(this.#k, () => sys_exit(this.#k, code));
    throw new Error('an exit does not return');
  }

  /** The caller's pid in its own namespace. */
  *getpid(): Steps<number> {
    yield USER_MODE;
    return task_tgid_vnr(this.#k, this.#k.current);
  }

  /** The thread's own pid. */
  *gettid(): Steps<number> {
    yield USER_MODE;
    return task_pid_vnr(this.#k, this.#k.current);
  }

  /** 0: the parent is outside the namespace. */
  *getppid(): Steps<number> {
    yield USER_MODE;
    const { current } = this.#k;
    return task_tgid_nr_ns(current.real_parent, task_active_pid_ns(current));
  }

  /**
   * @param pid a process; 0: the own group; -1: everyone the caller sees but an init and itself; -n: group n
   * @param signal 0: none, only to find out whether there is anybody
   * @throws SyscallError ESRCH
   */
  *kill(pid: number, signal: SignalName | 0): Steps<void> {
    const sig = signal === 0 ? 0 : signals[signal];
    yield* this.#call('kill', () => sys_kill(this.#k, pid, sig));
  }

  *tgkill(tgid: number, tid: number, signal: SignalName): Steps<void> {
    yield* this.#call('tgkill', () => sys_tgkill(this.#k, tgid, tid, signals[signal]));
  }

  /**
   * Says what to do about a signal. Calls that a handler interrupts are restarted unless `restart` is false.
   * @throws SyscallError EINVAL for KILL and STOP
   */
  *sigaction(
    signal: SignalName,
    to: 'default' | 'ignore' | SignalHandler,
    options: { restart?: boolean; nocldwait?: boolean; nocldstop?: boolean; mask?: SignalName[] } = {},
  ): Steps<void> {
    const sa_flags =
      (options.restart === false ? 0 : SA_RESTART) |
      (options.nocldwait ? SA_NOCLDWAIT : 0) |
      (options.nocldstop ? SA_NOCLDSTOP : 0);
    const sa_mask = sigset(...(options.mask ?? []).map((name) => signals[name]));
    const sa_handler = to === 'default' ? SIG_DFL : to === 'ignore' ? SIG_IGN : handlerOf(to);
    yield* this.#call('sigaction', () => do_sigaction(this.#k, signals[signal], { sa_handler, sa_flags, sa_mask }));
  }

  /** @returns the signals that were blocked before */
  *sigprocmask(how: 'block' | 'unblock' | 'setmask', set: readonly SignalName[]): Steps<SignalName[]> {
    const mask = sigset(...set.map((name) => signals[name]));
    const old = yield* syscall(this.#k, () => sys_rt_sigprocmask(this.#k, how, mask));
    return members(old).map(signalName);
  }

  /**
   * Waits for one of these signals; they should be blocked.
   * @param seconds at most so long; undefined: for ever
   * @returns the signal; null: the time was up
   * @throws SyscallError EINTR when the handler of another signal ran
   */
  *sigwait(set: readonly SignalName[], seconds?: number): Steps<Received | null> {
    const which = sigset(...set.map((name) => signals[name]));
    const timeout = seconds === undefined ? undefined : seconds * NANOSECONDS;
    const got = yield* syscall(this.#k, () => do_sigtimedwait(this.#k, which, timeout));
    if (typeof got !== 'number') return received(got);
    const code = errnoName(-got);
    if (code === 'EAGAIN') return null;
    throw new SyscallError('sigwait', code);
  }

  /**
   * Waits for a child.
   * @param pid which one; -1: any; 0: any of the own group; -n: any of group n
   * @returns null: with `nohang`, nothing to report yet
   * @throws SyscallError ECHILD, EINTR
   */
  *wait(
    pid = -1,
    options: { nohang?: boolean; all?: boolean; clone?: boolean; stopped?: boolean } = {},
  ): Steps<Death | null> {
    const flags =
      (options.nohang ? WNOHANG : 0) |
      (options.all ? __WALL : 0) |
      (options.clone ? __WCLONE : 0) |
      (options.stopped ? WUNTRACED : 0);
    const result = { status: 0 };
    const child = yield* this.#call('wait', () => kernel_wait4(this.#k, pid, flags, result));
    return child === 0 ? null : { pid: child, ...decode(result.status) };
  }

  /** PR_SET_CHILD_SUBREAPER: whether orphans among the descendants come to the caller. */
  *setChildSubreaper(on: boolean): Steps<void> {
    yield* this.#call('prctl', () => prctl_set_child_subreaper(this.#k, on));
  }

  /** PR_SET_PDEATHSIG: what to be sent when the thread that made the caller exits. */
  *setPdeathsig(signal: SignalName | null): Steps<void> {
    const sig = signal === null ? 0 : signals[signal];
    yield* this.#call('prctl', () => prctl_set_pdeathsig(this.#k, sig));
  }

  /** Sleeps. @throws SyscallError EINTR when a handler ran */
  *nanosleep(nanoseconds: number): Steps<void> {
    const end = this.#k.now + nanoseconds;
    yield* this.#call('nanosleep', () => do_nanosleep(this.#k, end));
  }

  /** Sleeps, through handlers too. */
  *sleep(seconds: number): Steps<void> {
    const end = this.#k.now + seconds * NANOSECONDS;
    while (this.#k.now < end) yield* syscall(this.#k, () => do_nanosleep(this.#k, end));
  }

  /** Sleeps until a handler has run. */
  *pause(): Steps<void> {
    yield* syscall(this.#k, () => sys_pause(this.#k));
  }

  /** Seconds since the machine started. */
  *clock(): Steps<number> {
    yield USER_MODE;
    return this.#k.now / NANOSECONDS;
  }

  *setpgid(pid: number, pgid: number): Steps<void> {
    yield* this.#call('setpgid', () => sys_setpgid(this.#k, pid, pgid));
  }

  /** @returns the new session's id */
  setsid(): Steps<number> {
    return this.#call('setsid', () => ksys_setsid(this.#k));
  }

  /** unshare(CLONE_NEWPID): children from now on are made in a new namespace. */
  *unshare(): Steps<void> {
    yield* this.#call('unshare', () => ksys_unshare(this.#k));
  }

  *reboot(command: RebootCommand): Steps<void> {
    yield* this.#call('reboot', () => sys_reboot(this.#k, command));
  }
}

const received = (info: SigInfo): Received => ({ signal: signalName(info.si_signo), pid: info.si_pid, info });

function handlerOf(handler: SignalHandler): SaHandler {
  return function* (info) {
    const steps = handler(received(info));
    if (steps) yield* steps;
  };
}

function decode(status: number): Omit<Death, 'pid'> {
  if ((status & 0xff) === 0x7f) return { stopped: signalName((status >> 8) & 0x7f) };
  return (status & 0x7f) === 0 ? { exit: status >> 8 } : { signal: signalName(status & 0x7f) };
}

/**
 * Starts a program as a process of the initial namespace, outside every container.
 * @param log where what programs write goes
 */
export function startProgram(k: Kernel, program: Program, log?: (who: number, text: string) => void): void {
  const sys = new Sys(k, log);
  function* make(): Steps<void> {
    yield* kernel_clone(k, { exit_signal: signals.CHLD, start: () => sys.run(program) });
  }
  k.start(k.init_task, make());
}
