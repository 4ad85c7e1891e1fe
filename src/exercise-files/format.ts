/**
 * What `content/exercises/<slug>/exercise.yaml` may say. CONTRIBUTING describes how an exercise is written.
 * @module
 */
import { z } from 'zod';
import { signals } from '../model/index.ts';
import { Sig } from '../scenario/index.ts';

const written = z.string().trim().min(1, 'must not be empty');
/** A text in both languages; names of functions, calls and programs stand between backquotes. */
const text = z.strictObject({ en: written, 'zh-cn': written });
const name = z.string().regex(/^[a-z]\w*$/i, 'must be a name: a letter, then letters, digits or _');
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');
const seconds = z.number().nonnegative();
const cFunction = z.string().regex(/^[A-Za-z_]\w*$/, "must be a C function's name");

const signal = z.templateLiteral(['SIG', z.enum(Object.keys(signals) as [keyof typeof signals])]);

const since = z.union([z.strictObject({ asked: z.int().positive() }), z.strictObject({ end: name })]);

const who = z.array(name).min(1);

const check = z.discriminatedUnion('check', [
  z.strictObject({
    check: z.literal('nobody-killed'),
    after: seconds.optional(),
    asked: z.int().positive().optional(),
  }),
  z.strictObject({ check: z.literal('no-zombie'), within: seconds }),
  z
    .strictObject({ check: z.literal('exit-status'), of: name.optional(), is: z.int().min(0).max(255).optional() })
    .refine(({ of, is }) => (of === undefined) !== (is === undefined), 'needs `of` or `is`, and not both'),
  z.strictObject({ check: z.literal('ends'), within: seconds, since }),
  z.strictObject({ check: z.literal('handled'), who, signal, times: z.int().positive().optional() }),
  z.strictObject({ check: z.literal('untold'), who, signal }),
  z.strictObject({ check: z.literal('gone'), who, within: seconds, since }),
  z.strictObject({ check: z.literal('lives'), who: name, until: z.union([since, z.strictObject({ seconds })]) }),
  z.strictObject({ check: z.literal('adopted'), who: name, by: name }),
  z.strictObject({ check: z.literal('not-busy'), calls: z.int().positive() }),
]);

const instruction = z.union([
  z.strictObject({
    on: signal,
    get do() {
      return z.array(instruction);
    },
  }),
  z.strictObject({ ignore: signal }),
  z.strictObject({ block: z.array(signal).min(1) }),
  z.strictObject({ fork: name }),
  z.strictObject({ sleep: seconds }),
  z.strictObject({ exit: z.int().min(0).max(255) }),
  z.strictObject({ send: signal, to: name }),
  z.strictObject({ wait: name }),
  z.strictObject({ setsid: z.literal(true) }),
  z.strictObject({ setpgid: z.literal(true) }),
  z.strictObject({
    get repeat() {
      return z.array(instruction).min(1);
    },
  }),
]);

const outside = z.union([
  z.strictObject({ sleep: seconds }),
  z.strictObject({ send: signal }),
  z.strictObject({ grace: seconds }),
]);

const programs = z.record(name, z.array(instruction));

const common = {
  title: text,
  chapter: z.int().min(0).max(8),
  /** Its place among the chapter's. */
  order: z.int().positive(),
  /** From the lightest to the one that nearly gives it away. */
  hints: z.array(text).default([]),
  /** Why the solution is as it is. */
  why: text,
};

const codeExercise = z.strictObject({
  kind: z.literal('code'),
  ...common,
  /** The export that is asked for, and the name under which the world starts it. */
  entry: name.default('init'),
  /** What there is to say about each program that a reader may exec. */
  images: z.record(name, text).default({}),
  programs,
  checks: z.array(check).min(1),
  cases: z
    .array(
      z.strictObject({
        id: slug,
        title: text,
        /** Programs that are otherwise in this case. */
        programs: programs.optional(),
        outside: z.array(outside),
        /** Besides the exercise's. */
        checks: z.array(check).optional(),
        explore: z.int().positive().optional(),
      }),
    )
    .min(1),
  /** Wrong answers: the check that must fail first, why the engine says it fails, and the same for people. */
  wrong: z
    .array(
      z.strictObject({ file: z.string().regex(/^wrong-[a-z0-9-]+\.ts$/), fails: written, reason: written, why: text }),
    )
    .min(2),
  /** Inits of content/inits/ that are shown beside the reader's; none where the reader's program is no init. */
  beside: z.array(slug).default([]),
});

const predictQuestion = z.discriminatedUnion('ask', [
  z.strictObject({ id: slug, text, ask: z.literal('killed'), signal: Sig }),
  z.strictObject({
    id: slug,
    text,
    ask: z.literal('state'),
    is: z.enum(['alive', 'stopped', 'exiting', 'zombie', 'gone']),
  }),
  z.strictObject({ id: slug, text, ask: z.literal('handler'), signal: Sig }),
  z.strictObject({ id: slug, text, ask: z.literal('adopter'), who: written }),
  z.strictObject({ id: slug, text, ask: z.literal('reaper'), who: written }),
  z.strictObject({ id: slug, text, ask: z.literal('ending'), who: written }),
  z.strictObject({ id: slug, text, ask: z.literal('result'), step: z.int().positive() }),
]);

const predictExercise = z.strictObject({
  kind: z.literal('predict'),
  ...common,
  scenario: slug,
  /** The step before which the scenario stands when the reader is asked; steps count from 1. */
  stop: z.int().positive().default(1),
  questions: z.array(predictQuestion).min(1),
});

const lineSought = z.union([
  z.strictObject({
    change: z.enum([
      'exit_state',
      'exit_code',
      'real_parent',
      'group_exit_code',
      'thread_pid',
      'closed',
      'child_reaper',
      'sigchld',
    ]),
    of: written,
  }),
  z.strictObject({ reached: z.enum(['first', 'last']), in: cFunction }),
]);

const traceQuestion = z.discriminatedUnion('ask', [
  z.strictObject({
    id: slug,
    text,
    ask: z.literal('calls'),
    scenario: slug,
    task: written,
    functions: z.array(cFunction).min(3),
    step: z.int().positive().optional(),
  }),
  z.strictObject({
    id: slug,
    text,
    ask: z.literal('line'),
    scenario: slug,
    task: written,
    line: lineSought,
    step: z.int().positive().optional(),
  }),
  z.strictObject({ id: slug, text, ask: z.literal('chain'), from: cFunction, to: cFunction }),
]);

const traceExercise = z.strictObject({ kind: z.literal('trace'), ...common, questions: z.array(traceQuestion).min(1) });

const machineExercise = z.strictObject({
  kind: z.literal('machine'),
  ...common,
  /** What it takes. */
  needs: z.array(z.enum(['root', 'docker', 'strace', 'gdb'])).default([]),
  steps: z
    .array(
      z.strictObject({
        run: written,
        /** What it prints, as a regular expression over the whole output; a test runs the commands where it may. */
        prints: z
          .string()
          .refine((source) => {
            try {
              return new RegExp(source, 'm') !== undefined;
            } catch {
              return false;
            }
          }, 'is no regular expression')
          .optional(),
        expect: text,
        why: text,
      }),
    )
    .min(1),
  /** What the claims rest on: recordings of the site, or functions. */
  rests: z
    .strictObject({ recordings: z.array(slug).default([]), functions: z.array(cFunction).default([]) })
    .refine(
      ({ recordings, functions }) => recordings.length + functions.length > 0,
      'must name a recording or a function',
    ),
});

export const exerciseSchema = z.discriminatedUnion('kind', [
  codeExercise,
  predictExercise,
  traceExercise,
  machineExercise,
]);

/** `content/inits/<slug>/init.yaml`: how a real init behaves, whose behaviour it is, and where they say so. */
export const initSchema = z.strictObject({
  title: text,
  /** What it does, in a sentence or two. */
  does: text,
  order: z.int().positive(),
  /** Programs that behave so, each with where its documentation says so. */
  as: z
    .array(
      z.strictObject({
        name: written,
        how: text,
        title: written,
        href: z.union([z.url(), z.string().regex(/^\/chapters\//)]),
      }),
    )
    .min(1),
});
