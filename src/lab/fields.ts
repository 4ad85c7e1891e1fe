/**
 * What can be filled in about a step, by what it does. A test holds this table against the format's schema.
 * @module
 */
import type { Step } from '../scenario/index.ts';

export type Op = Step['op'];

/**
 * Kinds of field: `task`, somebody who is there; `new`, somebody to be made (`thread`: one of a process's further threads); `target`, whom a
 * signal is for; `any-task`, somebody or, left empty, anybody; `flag`, set or absent.
 */
export type FieldKind =
  | 'task'
  | 'new'
  | 'thread'
  | 'target'
  | 'any-task'
  | 'own-group-or-task'
  | 'signal'
  | 'other-signal'
  | 'disposition'
  | 'code'
  | 'reboot'
  | 'flag'
  | 'off';

export interface Field {
  key: string;
  kind: FieldKind;
}

const who: Field = { key: 'who', kind: 'task' };
const sig: Field = { key: 'sig', kind: 'signal' };
const to: Field = { key: 'to', kind: 'task' };
const flag = (key: string): Field => ({ key, kind: 'flag' });

const send: readonly Field[] = [{ key: 'from', kind: 'task' }, { key: 'to', kind: 'target' }, sig];
const exit: readonly Field[] = [who, { key: 'code', kind: 'code' }];
const withSignal: readonly Field[] = [who, sig];
const alone: readonly Field[] = [who];
const upon: readonly Field[] = [who, to];

export const FIELDS: Readonly<Record<Op, readonly Field[]>> = {
  kill: send,
  tgkill: send,
  queue: send,
  exit,
  texit: exit,
  spawn: [
    { key: 'by', kind: 'task' },
    { key: 'who', kind: 'new' },
    flag('newpid'),
    flag('vfork'),
    flag('cloneparent'),
    { key: 'exitsig', kind: 'other-signal' },
  ],
  thread: [
    { key: 'by', kind: 'task' },
    { key: 'who', kind: 'thread' },
  ],
  exec: alone,
  wait: [who, { key: 'to', kind: 'any-task' }, flag('nohang'), flag('wall'), flag('clone'), flag('nothread')],
  sigwait: withSignal,
  block: withSignal,
  unblock: withSignal,
  sig: [who, sig, { key: 'mode', kind: 'disposition' }],
  pdeath: withSignal,
  subreaper: [who, { key: 'on', kind: 'off' }],
  setpgid: [who, { key: 'to', kind: 'own-group-or-task' }],
  setsid: alone,
  unshare: alone,
  nsopen: upon,
  setns: upon,
  seize: upon,
  detach: upon,
  fault: alone,
  abort: alone,
  reboot: [who, { key: 'cmd', kind: 'reboot' }],
  rescue: alone,
  nop: alone,
};

/** All operations, in the order in which a reader looks for them. */
export const OPS = Object.keys(FIELDS) as Op[];

/** Fields that every step may have. */
export const COMMON = ['timeout', 'nosettle', 'note'] as const;

export const REBOOT_COMMANDS = ['restart', 'halt', 'poweroff', 'cad_off'] as const;
export const DISPOSITIONS = ['default', 'ignore', 'log', 'exit:0', 'reap', 'nocldwait', 'log-nocldwait'] as const;
