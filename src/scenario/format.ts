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

const brief = (key: unknown) => String(key).slice(0, 40);

/** Says of a key that is not known which ones are. */
const unknownKeys = (known: readonly string[]) => (issue: { code?: string; keys?: unknown }) =>
  issue.code === 'unrecognized_keys' && Array.isArray(issue.keys)
    ? `unknown: ${issue.keys.slice(0, 3).map(brief).join(', ')}; expected any of ${known.join(', ')}`
    : undefined;

/** An object that has these keys and no others. */
const strict = <S extends z.ZodRawShape>(shape: S) => z.strictObject(shape, { error: unknownKeys(Object.keys(shape)) });

const DISPOSITIONS = 'expected default, ignore, log, exit:N (N from 0 to 255), reap, nocldwait or log-nocldwait';

export const Disposition = z
  .union(
    [
      z.enum(['default', 'ignore', 'log', 'reap', 'nocldwait', 'log-nocldwait']),
      z.string().regex(/^exit:(\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])$/, DISPOSITIONS),
    ],
    { error: DISPOSITIONS },
  )
  .describe(
    'log: a handler that notes that it ran. exit:N: a handler that calls exit_group(N). For CHLD, reap: a handler that notes, then waits without blocking until nothing is left; nocldwait: SA_NOCLDWAIT with the default action; log-nocldwait: with a noting handler',
  );

const LONGEST_NAME = 64;
export const name = z
  .string()
  .max(LONGEST_NAME)
  .regex(/^[A-Za-z][\w-]*$/, 'a name: a letter, then letters, digits, _ or -');
/** An actor, or one of its further threads: `init.1`. */
export const task = z
  .string()
  .max(LONGEST_NAME)
  .regex(/^[A-Za-z][\w-]*(\.\d+)?$/, 'the name of an actor, or of a thread such as init.1');
const yes = z.literal(true);

/** More would be a mistake rather than a situation. */
const MOST_THREADS = 1000;
/** The most ms a step can be given on a real kernel. */
const LONGEST = 600_000;

export const Actor = strict({
  name,
  parent: task
    .optional()
    .describe('Who makes it: an actor before it, or one of its threads; default: sys, the world outside'),
  newpid: yes.optional().describe('CLONE_NEWPID: it is pid 1 of a new namespace'),
  threads: z
    .int()
    .min(1)
    .max(MOST_THREADS)
    .optional()
    .describe('Threads in all, the main thread included; the others are NAME.1, NAME.2 …'),
  sig: z
    .partialRecord(Sig, Disposition, { error: unknownKeys(Sig.options) })
    .optional()
    .describe('What it sets its signals to; the others it inherits'),
  block: z.array(Sig).optional().describe('Signals it blocks, besides those it inherits'),
  reap: z
    .enum(['auto', 'ignore', 'nocldwait'])
    .optional()
    .describe('What it sets CHLD to; auto: a handler that reaps all it can'),
  setsid: yes.optional().describe('It begins a session of its own'),
  setpgid: z
    .union([yes, task], { error: 'expected true or the name of an actor' })
    .optional()
    .describe('true: a process group of its own; a name: that actor’s'),
  subreaper: yes.optional().describe('prctl(PR_SET_CHILD_SUBREAPER)'),
  pdeath: Sig.optional().describe('prctl(PR_SET_PDEATHSIG): the signal it gets at its parent’s death'),
  exitsig: Sig.optional().describe('The signal its parent gets at its death, if not CHLD'),
  vfork: yes.optional().describe('CLONE_VFORK: its parent sleeps until it execs or exits'),
  cloneparent: yes.optional().describe('CLONE_PARENT: its maker’s parent is its parent'),
});

const common = {
  timeout: z.number().positive().max(LONGEST).optional().describe('Most ms a real kernel is waited for'),
  nosettle: yes.optional().describe('Go on at once, without waiting until nothing changes any more'),
  note: z.string().optional().describe('For readers of the file'),
};
/** Whom a signal is sent to. */
export const target = z.string().regex(/^(-1|(pgrp:)?[A-Za-z][\w-]*(\.\d+)?)$/, 'an actor, pgrp:ACTOR or -1');

export const Step = z.discriminatedUnion(
  'op',
  [
    strict({ ...common, op: z.enum(['kill', 'tgkill', 'queue']), from: task, to: target, sig: Sig }),
    strict({ ...common, op: z.enum(['exit', 'texit']), who: task, code: z.int().min(0).max(255) }),
    strict({
      ...common,
      op: z.literal('spawn'),
      who: name,
      by: task,
      newpid: yes.optional(),
      vfork: yes.optional(),
      cloneparent: yes.optional(),
      exitsig: Sig.optional(),
    }),
    strict({ ...common, op: z.literal('thread'), who: task, by: task }),
    strict({
      ...common,
      op: z.literal('wait'),
      who: task,
      to: task.nullable().optional(),
      nohang: yes.optional(),
      wall: yes.optional(),
      clone: yes.optional(),
      nothread: yes.optional(),
    }),
    strict({ ...common, op: z.enum(['sigwait', 'block', 'unblock', 'pdeath']), who: task, sig: Sig }),
    strict({ ...common, op: z.literal('sig'), who: task, sig: Sig, mode: Disposition }),
    strict({ ...common, op: z.literal('subreaper'), who: task, on: z.literal('0').optional() }),
    strict({ ...common, op: z.literal('setpgid'), who: task, to: task.optional() }),
    strict({ ...common, op: z.enum(['setsid', 'unshare', 'exec', 'fault', 'abort', 'nop']), who: task }),
    strict({ ...common, op: z.enum(['nsopen', 'setns']), who: task, to: task }),
    strict({ ...common, op: z.enum(['seize', 'detach']), who: task, to: task }),
    strict({
      ...common,
      op: z.literal('reboot'),
      who: task,
      cmd: z.enum(['restart', 'halt', 'poweroff', 'cad_off']),
    }),
    z
      .strictObject({ ...common, op: z.literal('rescue'), who: task })
      .describe('Its parent outside moves this process into a process group of its own'),
  ],
  {
    error: ({ code, options }) =>
      code === 'invalid_union' && Array.isArray(options) ? `expected one of ${options.join(', ')}` : undefined,
  },
);

/**
 * One situation: a tree of processes, then steps. Each step is carried out, then the system settles, then facts are
 * recorded; so there is no race between steps. Keys the format does not know are let through: a scenario of the site
 * carries texts in keys of its own.
 */
export const Scenario = z.looseObject({
  $schema: z.string().optional().describe('Where editors find this schema'),
  id: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower case words joined by hyphens')
    .describe('The file’s name without .json'),
  title: z.string().min(1).describe('The situation in one line'),
  rules: z.array(z.string()).optional().describe('Kernel functions it is about'),
  tree: z.array(Actor).min(1).describe('The processes there are before the first step, in the order they are made'),
  later: z.array(Actor).optional().describe('Actors that a step will spawn'),
  steps: z.array(Step).min(1).describe('What is done; after each step the system settles'),
});

/** What a kernel, real or modelled, did with a scenario: facts after each settled step, and at the end. */
export const Outcome = strict({
  steps: z
    .array(
      strict({
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
    strict({ nspid: z.array(z.int().positive()), do_exit: z.string().optional(), last: z.string() }),
  ),
});

/** Calls of kernel functions, from the moment the tree had settled to the end. */
export const Calls = strict({
  /** Functions that were to be traced and could not be seen: the compiler inlined them. */
  unseen: z.array(z.string()),
  /** By task, a call a line, indented by two blanks for each call it was made in. */
  tasks: z.record(task, z.array(z.string().regex(/^( {2})*\w+$/))),
  /** Tasks whose calls were not the same in all runs. */
  varied: z.array(task),
});

/** What one kernel did with one scenario, and where that was seen. */
export const Recording = strict({
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
  scenario: strict({
    tree: Scenario.shape.tree,
    later: Scenario.shape.later,
    steps: Scenario.shape.steps,
  }),
  outcome: Outcome,
  /** The kernel functions that the first run called, as ftrace saw them, where they were traced. */
  calls: Calls.optional(),
});

export type Sig = z.infer<typeof Sig>;
export type Disposition = z.infer<typeof Disposition>;
export type Actor = z.infer<typeof Actor>;
export type Step = z.infer<typeof Step>;
export type Scenario = z.infer<typeof Scenario>;
export type Outcome = z.infer<typeof Outcome>;
export type Recording = z.infer<typeof Recording>;
