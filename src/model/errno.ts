/** Error numbers by the kernel's names. Kernel functions return them negated. */
export const errno = {
  EPERM: 1,
  ENOENT: 2,
  ESRCH: 3,
  EINTR: 4,
  EIO: 5,
  ECHILD: 10,
  EAGAIN: 11,
  ENOMEM: 12,
  EACCES: 13,
  EINVAL: 22,
  ENOSPC: 28,
} as const;

export type ErrnoName = keyof typeof errno;

/** Asks for a restart; programs never see it. */
export const ERESTARTSYS = 512;
export const ERESTARTNOINTR = 513;
/** Asks for a restart if no handler ran. */
export const ERESTARTNOHAND = 514;

const names = new Map<number, ErrnoName>(Object.entries(errno).map(([name, number]) => [number, name as ErrnoName]));

/** The name of an error number. @throws RangeError for a number the model's system calls do not return */
export function errnoName(number: number): ErrnoName {
  const name = names.get(number);
  if (name === undefined) throw new RangeError(`no system call of the model returns error ${number}`);
  return name;
}
