/**
 * The system calls that a reader's program is written against: the module `why-sigkill` of the exercises.
 *
 * Names, arguments and errors are those of the manual pages; what is not here the model does not have. This file stands by itself and
 * declares types only: its text, from the first export on, is what an editor loads (`typings.ts`; a test holds the two together).
 * @module
 */

/** A signal, as signal(7) names it. */
export type Signal =
  | 'SIGHUP'
  | 'SIGINT'
  | 'SIGQUIT'
  | 'SIGILL'
  | 'SIGTRAP'
  | 'SIGABRT'
  | 'SIGBUS'
  | 'SIGFPE'
  | 'SIGKILL'
  | 'SIGUSR1'
  | 'SIGSEGV'
  | 'SIGUSR2'
  | 'SIGPIPE'
  | 'SIGALRM'
  | 'SIGTERM'
  | 'SIGSTKFLT'
  | 'SIGCHLD'
  | 'SIGCONT'
  | 'SIGSTOP'
  | 'SIGTSTP'
  | 'SIGTTIN'
  | 'SIGTTOU'
  | 'SIGURG'
  | 'SIGXCPU'
  | 'SIGXFSZ'
  | 'SIGVTALRM'
  | 'SIGPROF'
  | 'SIGWINCH'
  | 'SIGIO'
  | 'SIGPWR'
  | 'SIGSYS';

/** Why a system call failed, as errno(3) names it. */
export type Errno = 'EPERM' | 'ESRCH' | 'EINTR' | 'ECHILD' | 'EAGAIN' | 'ENOMEM' | 'EACCES' | 'EINVAL';

/** One step of the machine. Only system calls take them: write `yield*` before every call. */
export interface Step {
  readonly step: unique symbol;
}

/** A system call under way: `yield*` carries it out and gives its result. Others run meanwhile. */
export type Call<T> = Generator<Step, T, void>;

/**
 * What a process does. It exits with the number it returns; with 0, if it returns none.
 *
 * Programs of one file share variables, which processes of a real system would not: after a fork each has its own. Let processes
 * speak by signals and exit statuses alone.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: a generator that ends without `return` gives void.
export type Program = (sys: Sys) => Generator<Step, number | void, void>;

/** A program on the disk, for execve(2). */
export interface Image {
  readonly image: string;
}

/** What a signal handler, or a wait for signals, is told (siginfo_t). */
export interface SigInfo {
  readonly si_signo: Signal;
  /** The sender's number in the receiver's namespace; 0: the sender is not visible there. */
  readonly si_pid: number;
}

/** A signal handler: a function, or a generator function if it makes system calls. */
export type Handler = (info: SigInfo) => Generator<Step, void, void> | void;

/** What is done about a signal (struct sigaction). */
export interface SigAction {
  readonly sa_handler: 'SIG_DFL' | 'SIG_IGN' | Handler;
  /** SA_RESTART: calls that the handler interrupts go on afterwards; without it they fail with EINTR. */
  readonly sa_flags?: readonly ('SA_RESTART' | 'SA_NOCLDWAIT' | 'SA_NOCLDSTOP')[];
  /** What is blocked while the handler runs, besides the signal itself. */
  readonly sa_mask?: readonly Signal[];
}

/** What wait(2) found out about a child: it exited with `exit`, or `signal` killed it, or `stopped` stopped it. */
export interface Status {
  readonly pid: number;
  readonly exit?: number;
  readonly signal?: Signal;
  readonly stopped?: Signal;
}

/** The system calls. A call that fails throws; `errno(error)` says why. */
export interface Sys {
  /** fork(2): a child that runs `child`. It inherits handlers and the blocked mask. @returns the child's pid @throws ENOMEM */
  fork(child: Program): Call<number>;
  /** execve(2): the process becomes another program. Handlers become SIG_DFL; SIG_IGN, mask, pid and children stay. Does not return. */
  execve(image: Image): Call<never>;
  /** _exit(2): ends the process. Does not return. */
  exit(status: number): Call<never>;
  /** getpid(2) */
  getpid(): Call<number>;
  /** getppid(2): 0 if the parent is not visible in the caller's namespace. */
  getppid(): Call<number>;
  /**
   * kill(2).
   * @param pid a process; 0: everyone in the caller's process group; -1: everyone the caller can see but pid 1 and itself; -n: process group n
   * @param signal 0: send nothing, and only find out whether there is anybody
   * @throws ESRCH nobody is there
   */
  kill(pid: number, signal: Signal | 0): Call<void>;
  /** signal(2): sigaction with SA_RESTART. @throws EINVAL for SIGKILL and SIGSTOP */
  signal(signal: Signal, handler: 'SIG_DFL' | 'SIG_IGN' | Handler): Call<void>;
  /** sigaction(2). @throws EINVAL for SIGKILL and SIGSTOP */
  sigaction(signal: Signal, action: SigAction): Call<void>;
  /** sigprocmask(2): what is blocked waits. @returns what was blocked before */
  sigprocmask(how: 'SIG_BLOCK' | 'SIG_UNBLOCK' | 'SIG_SETMASK', set: readonly Signal[]): Call<Signal[]>;
  /** sigwaitinfo(2): sleeps until one of these signals, which should be blocked, is there, and takes it. @throws EINTR a handler ran */
  sigwaitinfo(set: readonly Signal[]): Call<SigInfo>;
  /** sigtimedwait(2): the same for so many seconds at most. @returns null when they are over @throws EINTR a handler ran */
  sigtimedwait(set: readonly Signal[], seconds: number): Call<SigInfo | null>;
  /** pause(2): sleeps until a handler has run. */
  pause(): Call<void>;
  /** sleep(3). @returns the seconds that were left when a handler ran; 0: it slept them all */
  sleep(seconds: number): Call<number>;
  /** clock_gettime(2), CLOCK_MONOTONIC. @returns seconds */
  clock_gettime(): Call<number>;
  /** wait(2): sleeps until some child has died, and reaps it. @throws ECHILD there is no child; EINTR a handler ran */
  wait(): Call<Status>;
  /**
   * waitpid(2).
   * @param pid a child; -1: any; 0: any of the caller's process group; -n: any of process group n
   * @returns null with WNOHANG: there are children, and none has anything to report
   * @throws ECHILD there is no such child; EINTR a handler ran
   */
  waitpid(pid: number): Call<Status>;
  waitpid(pid: number, options: readonly 'WUNTRACED'[]): Call<Status>;
  waitpid(pid: number, options: readonly ('WNOHANG' | 'WUNTRACED')[]): Call<Status | null>;
  /** prctl(2): whether orphans among the descendants become the caller's children. */
  prctl(option: 'PR_SET_CHILD_SUBREAPER', on: 0 | 1): Call<void>;
  /** prctl(2): what the caller is sent when its parent exits; 0: nothing. */
  prctl(option: 'PR_SET_PDEATHSIG', signal: Signal | 0): Call<void>;
  /** setpgid(2); 0 stands for the caller. @throws EACCES the child has exec-ed already; ESRCH, EPERM, EINVAL */
  setpgid(pid: number, pgid: number): Call<void>;
  /** setsid(2) @returns the new session's id @throws EPERM the caller leads a process group */
  setsid(): Call<number>;
}

/** Why a system call failed; undefined for anything else that was thrown. */
export declare function errno(error: unknown): Errno | undefined;

/** A signal's number on x86: `signum('SIGTERM')` is 15. */
export declare function signum(signal: Signal): number;
