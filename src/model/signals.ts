/** Signal numbers of x86, sets of them, and their default actions (include/linux/signal.h). */

export const signals = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  ILL: 4,
  TRAP: 5,
  ABRT: 6,
  BUS: 7,
  FPE: 8,
  KILL: 9,
  USR1: 10,
  SEGV: 11,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  STKFLT: 16,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
  TTIN: 21,
  TTOU: 22,
  URG: 23,
  XCPU: 24,
  XFSZ: 25,
  VTALRM: 26,
  PROF: 27,
  WINCH: 28,
  IO: 29,
  PWR: 30,
  SYS: 31,
} as const;

export type SignalName = keyof typeof signals;
/** 1 to 31. */
export type SignalNumber = number;

export const SIGHUP = 1;
export const SIGINT = 2;
export const SIGTRAP = 5;
export const SIGABRT = 6;
export const SIGKILL = 9;
export const SIGSEGV = 11;
export const SIGCHLD = 17;
export const SIGCONT = 18;
export const SIGSTOP = 19;

const names = new Map<number, SignalName>(Object.entries(signals).map(([name, n]) => [n, name as SignalName]));

/** `TERM` for 15. */
export function signalName(sig: SignalNumber): SignalName {
  const name = names.get(sig);
  if (name === undefined) throw new RangeError(`there is no signal ${sig}`);
  return name;
}

/** A set of signals: bit `sig - 1`. */
export type SigSet = number;

export const sigmask = (sig: SignalNumber): SigSet => 1 << (sig - 1);
export const sigismember = (set: SigSet, sig: SignalNumber): boolean => (set & sigmask(sig)) !== 0;
export const sigset = (...sigs: SignalNumber[]): SigSet => sigs.reduce((set, sig) => set | sigmask(sig), 0);

/** The signals of a set in numerical order. */
export function members(set: SigSet): SignalNumber[] {
  const found: SignalNumber[] = [];
  for (let sig = 1; sig <= 31; sig += 1) if (sigismember(set, sig)) found.push(sig);
  return found;
}

export const SIG_KERNEL_ONLY_MASK = sigset(SIGKILL, SIGSTOP);
export const SIG_KERNEL_STOP_MASK = sigset(SIGSTOP, signals.TSTP, signals.TTIN, signals.TTOU);
export const SIG_KERNEL_IGNORE_MASK = sigset(SIGCONT, SIGCHLD, signals.WINCH, signals.URG);
export const SIG_KERNEL_COREDUMP_MASK = sigset(
  signals.QUIT,
  signals.ILL,
  signals.TRAP,
  signals.ABRT,
  signals.FPE,
  signals.SEGV,
  signals.BUS,
  signals.SYS,
  signals.XCPU,
  signals.XFSZ,
);
export const SYNCHRONOUS_MASK = sigset(SIGSEGV, signals.BUS, signals.ILL, SIGTRAP, signals.FPE, signals.SYS);

export const sig_kernel_only = (sig: SignalNumber): boolean => sigismember(SIG_KERNEL_ONLY_MASK, sig);
export const sig_kernel_stop = (sig: SignalNumber): boolean => sigismember(SIG_KERNEL_STOP_MASK, sig);
export const sig_kernel_ignore = (sig: SignalNumber): boolean => sigismember(SIG_KERNEL_IGNORE_MASK, sig);
export const sig_kernel_coredump = (sig: SignalNumber): boolean => sigismember(SIG_KERNEL_COREDUMP_MASK, sig);

/** si_code: who made a signal. The kernel's own are positive. */
export const SI_USER = 0;
export const SI_QUEUE = -1;
export const SI_TKILL = -6;
export const SI_KERNEL = 0x80;
export const SEGV_MAPERR = 1;
/** si_code of a SIGCHLD, and of any signal a child's death sends. */
export const CLD_EXITED = 1;
export const CLD_KILLED = 2;
export const CLD_DUMPED = 3;
export const CLD_TRAPPED = 4;
export const CLD_STOPPED = 5;
export const CLD_CONTINUED = 6;

/** siginfo_t, as far as it can be told apart. */
export interface SigInfo {
  readonly si_signo: SignalNumber;
  readonly si_code: number;
  /** In the receiver's pid namespace; 0: not visible there, or none. */
  readonly si_pid: number;
  readonly si_status?: number;
  /** Which fields the layout has (siginfo_layout): of a kill, a child's death, or a fault. */
  readonly layout: 'kill' | 'chld' | 'fault';
}

/** What senders inside the kernel give instead of a siginfo. */
export const SEND_SIG_NOINFO = 'noinfo';
export const SEND_SIG_PRIV = 'priv';
export type SendInfo = SigInfo | typeof SEND_SIG_NOINFO | typeof SEND_SIG_PRIV;
