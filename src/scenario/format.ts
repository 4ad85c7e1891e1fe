import { z } from 'zod';

/** Signals a scenario can name. */
export const Sig = z.enum([
  'HUP',
  'INT',
  'QUIT',
  'ILL',
  'TRAP',
  'ABRT',
  'BUS',
  'FPE',
  'KILL',
  'USR1',
  'SEGV',
  'USR2',
  'PIPE',
  'ALRM',
  'TERM',
  'CHLD',
  'CONT',
  'STOP',
  'TSTP',
  'TTIN',
  'TTOU',
  'URG',
  'WINCH',
]);

const Disposition = z
  .union([
    z.enum(['default', 'ignore', 'log', 'reap', 'nocldwait', 'log-nocldwait']),
    z.string().regex(/^exit:\d{1,3}$/),
  ])
  .describe('default, ignore, log, exit:N, reap, nocldwait or log-nocldwait');

const name = z.string().regex(/^[A-Za-z][\w-]*$/, 'a name: a letter, then letters, digits, _ or -');
/** An actor, or one of its further threads: `init.1`. */
const task = z.string().regex(/^[A-Za-z][\w-]*(\.\d+)?$/, 'the name of an actor, or of a thread such as init.1');
const yes = z.literal(true);

const Actor = z.strictObject({
  name,
  parent: task.optional(),
  newpid: yes.optional(),
  threads: z.int().min(1).max(1000).optional(),
  sig: z.partialRecord(Sig, Disposition).optional(),
  block: z.array(Sig).optional(),
  reap: z.enum(['auto', 'ignore', 'nocldwait']).optional(),
  setsid: yes.optional(),
  setpgid: z.union([yes, task]).optional(),
  subreaper: yes.optional(),
  pdeath: Sig.optional(),
  exitsig: Sig.optional(),
  vfork: yes.optional(),
  cloneparent: yes.optional(),
});

const common = {
  timeout: z.number().positive().optional(),
  nosettle: yes.optional(),
  note: z.string().optional(),
};
const target = z.string().regex(/^(-1|(pgrp:)?[A-Za-z][\w-]*(\.\d+)?)$/, 'an actor, pgrp:ACTOR or -1');

const Step = z.discriminatedUnion('op', [
  z.strictObject({ ...common, op: z.enum(['kill', 'tgkill', 'queue']), from: task, to: target, sig: Sig }),
  z.strictObject({ ...common, op: z.enum(['exit', 'texit']), who: task, code: z.int().min(0).max(255) }),
  z.strictObject({
    ...common,
    op: z.literal('spawn'),
    who: name,
    by: task,
    newpid: yes.optional(),
    vfork: yes.optional(),
    cloneparent: yes.optional(),
    exitsig: Sig.optional(),
  }),
  z.strictObject({ ...common, op: z.literal('thread'), who: task, by: task }),
  z.strictObject({
    ...common,
    op: z.literal('wait'),
    who: task,
    to: task.nullable().optional(),
    nohang: yes.optional(),
    wall: yes.optional(),
    clone: yes.optional(),
    nothread: yes.optional(),
  }),
  z.strictObject({ ...common, op: z.enum(['sigwait', 'block', 'unblock', 'pdeath']), who: task, sig: Sig }),
  z.strictObject({ ...common, op: z.literal('sig'), who: task, sig: Sig, mode: Disposition }),
  z.strictObject({ ...common, op: z.literal('subreaper'), who: task, on: z.literal('0').optional() }),
  z.strictObject({ ...common, op: z.literal('setpgid'), who: task, to: task.optional() }),
  z.strictObject({ ...common, op: z.enum(['setsid', 'unshare', 'exec', 'fault', 'abort', 'nop']), who: task }),
  z.strictObject({ ...common, op: z.enum(['nsopen', 'setns']), who: task, to: task }),
  z.strictObject({ ...common, op: z.enum(['seize', 'detach']), who: task, to: task }),
  z.strictObject({
    ...common,
    op: z.literal('reboot'),
    who: task,
    cmd: z.enum(['restart', 'halt', 'poweroff', 'cad_off']),
  }),
  z.strictObject({ ...common, op: z.literal('rescue'), who: task }),
]);

/**
 * One situation: a tree of processes, then steps. Each step is carried out, then the system settles, then facts are
 * recorded; so there is no race between steps. Keys the format does not know are let through: a scenario of the site
 * carries texts in keys of its own.
 */
export const Scenario = z.looseObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower case words joined by hyphens'),
  title: z.string().min(1),
  rules: z.array(z.string()).optional(),
  tree: z.array(Actor).min(1),
  later: z.array(Actor).optional(),
  steps: z.array(Step).min(1),
});

/** What a kernel, real or modelled, did with a scenario: facts after each settled step, and at the end. */
export const Outcome = z.strictObject({
  steps: z
    .array(
      z.strictObject({
        op: z.string().min(1),
        result: z.string().min(1),
        events: z.record(task, z.array(z.string())).optional(),
        reaped: z.record(task, z.array(z.string())).optional(),
        state: z.record(task, z.string()).optional(),
      }),
    )
    .min(2),
  final: z.record(
    task,
    z.strictObject({ nspid: z.array(z.int().positive()), do_exit: z.string().optional(), last: z.string() }),
  ),
});

/** Calls of kernel functions, from the moment the tree had settled to the end. */
export const Calls = z.strictObject({
  /** Functions that were to be traced and could not be seen: the compiler inlined them. */
  unseen: z.array(z.string()),
  /** By task, a call a line, indented by two blanks for each call it was made in. */
  tasks: z.record(task, z.array(z.string().regex(/^( {2})*\w+$/))),
  /** Tasks whose calls were not the same in all runs. */
  varied: z.array(task),
});

/** What one kernel did with one scenario, and where that was seen. */
export const Recording = z.strictObject({
  /** The name under which it was run, as notes cite it. */
  run: z.string().min(1),
  kernel: z.string().regex(/^\d+\.\d+\.\d+/, 'a kernel release such as 6.0.0'),
  machine: z.string().min(1),
  /** The day it was recorded. */
  date: z.iso.date().optional(),
  runs: z.int().positive(),
  /** Paths into the outcome on which the runs did not agree; [] when all agreed. */
  varied: z.array(z.string()),
  /**
   * Paths into the outcome on which this kernel, later than 6.0, is known to do otherwise than 6.0, each with why. They are not held
   * against the model, which is of 6.0.
   */
  differs: z.record(z.string(), z.string().min(1)).optional(),
  scenario: z.strictObject({
    tree: Scenario.shape.tree,
    later: Scenario.shape.later,
    steps: Scenario.shape.steps,
  }),
  outcome: Outcome,
  /** The kernel functions that the first run called, as ftrace saw them, where they were traced. */
  calls: Calls.optional(),
});

export type Sig = z.infer<typeof Sig>;
export type Actor = z.infer<typeof Actor>;
export type Step = z.infer<typeof Step>;
export type Scenario = z.infer<typeof Scenario>;
export type Outcome = z.infer<typeof Outcome>;
export type Recording = z.infer<typeof Recording>;
