/** x86-64's numbers for what scenarios name. The agent speaks in numbers; names begin and end here. */
import type { Sig } from '../scenario/index.ts';

export const SIGNALS: Record<Sig, number> = {
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
  CHLD: 17,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
  TTIN: 21,
  TTOU: 22,
  URG: 23,
  WINCH: 28,
};

const BY_NUMBER = new Map(Object.entries(SIGNALS).map(([name, number]) => [number, name]));

/** `TERM` of 15; a number that scenarios have no name for stays one. */
export const signalName = (number: number): string => BY_NUMBER.get(number) ?? String(number);

/** The bits of clone(2) and wait4(2), the arguments of reboot(2). */
export const CLONE = { NEWPID: 0x20000000, VFORK: 0x4000, PARENT: 0x8000 } as const;
export const WAIT = { NOHANG: 1, NOTHREAD: 0x20000000, ALL: 0x40000000, CLONE: 0x80000000 } as const;
export const REBOOT = { restart: 0x01234567, halt: 0xcdef0123, poweroff: 0x4321fedc, cad_off: 0 } as const;

const ERRNOS: Record<number, string> = {
  1: 'EPERM',
  2: 'ENOENT',
  3: 'ESRCH',
  4: 'EINTR',
  5: 'EIO',
  7: 'E2BIG',
  9: 'EBADF',
  10: 'ECHILD',
  11: 'EAGAIN',
  12: 'ENOMEM',
  13: 'EACCES',
  14: 'EFAULT',
  16: 'EBUSY',
  17: 'EEXIST',
  22: 'EINVAL',
  24: 'EMFILE',
  28: 'ENOSPC',
  38: 'ENOSYS',
};

/** `ECHILD` of 10. */
export const errnoName = (errno: number): string => ERRNOS[errno] ?? `errno ${errno}`;

const FAULTS = new Set([4, 5, 7, 8, 11]);
const CHILD = ['', 'EXITED', 'KILLED', 'DUMPED', 'TRAPPED', 'STOPPED', 'CONTINUED'];
const FROM_SOMEONE: Record<number, string> = { 0: 'USER', [-1]: 'QUEUE', [-6]: 'TKILL' };

/** The name of a siginfo's `si_code`, and whether its `si_pid` says anything. */
export function codeName(signal: number, code: number): { name: string; hasPid: boolean } {
  const sent = FROM_SOMEONE[code];
  if (sent !== undefined) return { name: sent, hasPid: true };
  if (code === 0x80) return { name: 'KERNEL', hasPid: false };
  if (code > 0 && !FAULTS.has(signal)) {
    const child = CHILD[code];
    // A child's exit_signal carries SIGCHLD's codes, whatever its number.
    if (child) return { name: child, hasPid: true };
  }
  if (signal === 11 && code === 1) return { name: 'MAPERR', hasPid: false };
  if (signal === 11 && code === 2) return { name: 'ACCERR', hasPid: false };
  return { name: String(code), hasPid: false };
}

/** What a wait status says: `exit 3` or `signal KILL`. */
export const ending = (status: number): string =>
  (status & 0x7f) === 0 ? `exit ${(status >> 8) & 0xff}` : `signal ${signalName(status & 0x7f)}`;
