// The readers' interface for programs that tests write in place: the same types, without a module to import from.
import type { Reader } from '@/exercises/index.ts';
import { SyscallError } from '@/model/index.ts';

export type Program = Reader.Program;
export type Sys = Reader.Sys;
export type Signal = Reader.Signal;

export const errno = (error: unknown): Reader.Errno | undefined =>
  error instanceof SyscallError ? (error.code as Reader.Errno) : undefined;
