/**
 * Reads exercises and inits from their folders, and checks them at the door.
 * @module
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Case, Check, World } from '../exercises/index.ts';
import { exerciseSchema, initSchema } from './format.ts';

export type Language = 'en' | 'zh-cn';
const LANGUAGES: readonly Language[] = ['en', 'zh-cn'];

type Read = z.infer<typeof exerciseSchema>;

/** A folder of content/exercises/ or content/inits/ is not what it should be. */
export class ExerciseError extends Error {
  override name = 'ExerciseError';
  readonly remedy =
    'Correct the file; the folders of content/exercises/ are examples, and CONTRIBUTING.md says how one is written.';
}

/** What all exercises have: who they are, and their prompt, as Markdown. */
interface InFolder {
  slug: string;
  prompt: Record<Language, string>;
}

export type CodeExercise = Extract<Read, { kind: 'code' }> &
  InFolder & { starter: string; solution: string; wrongCode: Record<string, string> };
export type PredictExercise = Extract<Read, { kind: 'predict' }> & InFolder;
export type TraceExercise = Extract<Read, { kind: 'trace' }> & InFolder;
export type MachineExercise = Extract<Read, { kind: 'machine' }> & InFolder;
export type Exercise = CodeExercise | PredictExercise | TraceExercise | MachineExercise;

/** An init whose behaviour is shown beside the reader's. */
export type RealInit = z.infer<typeof initSchema> & { slug: string; code: string };

/** Reads a YAML text. @throws ExerciseError naming file, line and place */
function readYaml<S extends z.ZodType>(file: string, source: string, schema: S): z.infer<S> {
  const counter = new LineCounter();
  const document = parseDocument(source, { lineCounter: counter, prettyErrors: true });
  const broken = document.errors[0];
  if (broken) throw new ExerciseError(`${file}: not YAML: ${broken.message}`);
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path: keys, message }) => {
    const path = keys.filter((key): key is string | number => typeof key !== 'symbol');
    const node = document.getIn(path, true);
    const range =
      node !== null && typeof node === 'object' && 'range' in node ? (node.range as [number] | undefined) : undefined;
    const where = range ? `${file}:${counter.linePos(range[0]).line}` : file;
    return `${where}: ${path.join('.') || 'the file'}: ${message}`;
  });
  throw new ExerciseError(problems.join('\n'));
}

function textOf(folder: string, name: string): string {
  const path = join(folder, name);
  if (!existsSync(path)) throw new ExerciseError(`${path}: there is no such file.`);
  const text = readFileSync(path, 'utf8');
  if (text.trim() === '') throw new ExerciseError(`${path}: the file is empty.`);
  return text;
}

/**
 * Reads one exercise.
 * @throws ExerciseError when a file is missing, unknown or not what it should be
 */
export function readExercise(folder: string): Exercise {
  const file = join(folder, 'exercise.yaml');
  const read = readYaml(file, textOf(folder, 'exercise.yaml'), exerciseSchema);
  const slug = basename(folder);
  const prompt = Object.fromEntries(
    LANGUAGES.map((language) => [language, textOf(folder, `prompt.${language}.md`)]),
  ) as Record<Language, string>;
  const known = new Set(['exercise.yaml', ...LANGUAGES.map((language) => `prompt.${language}.md`)]);
  const exercise: Exercise =
    read.kind === 'code'
      ? {
          ...read,
          slug,
          prompt,
          starter: textOf(folder, 'starter.ts'),
          solution: textOf(folder, 'solution.ts'),
          wrongCode: Object.fromEntries(read.wrong.map(({ file: wrong }) => [wrong, textOf(folder, wrong)])),
        }
      : { ...read, slug, prompt };
  if (exercise.kind === 'code') {
    for (const name of ['starter.ts', 'solution.ts', ...Object.keys(exercise.wrongCode)]) known.add(name);
    checkNames(file, exercise);
  }
  const stray = readdirSync(folder).find((name) => !known.has(name));
  if (stray !== undefined)
    throw new ExerciseError(
      `${join(folder, stray)}: nothing speaks of this file. Name it in exercise.yaml, or take it away.`,
    );
  return exercise;
}

/** Every program that is started, and everybody a check speaks of, must be there. */
function checkNames(file: string, exercise: CodeExercise): void {
  const fail = (what: string): never => {
    throw new ExerciseError(`${file}: ${what}`);
  };
  for (const [at, { id }] of exercise.cases.entries()) {
    const { programs, entry } = worldOf(exercise, at);
    const known = new Set([...Object.keys(programs), entry]);
    if (!known.has('init')) fail(`case ${id}: there is no program init; the container’s pid 1 bears this name.`);
    if (Object.hasOwn(programs, entry))
      fail(`case ${id}: ${entry} is the reader’s; it must not be among the programs.`);
    for (const [name, instructions] of Object.entries(programs)) checkInstructions(name, instructions);
    for (const image of Object.keys(exercise.images))
      if (!known.has(image)) fail(`images.${image}: there is no such program.`);
    for (const check of checksOf(exercise, at)) {
      const speaksOf = [
        ...('who' in check ? [check.who].flat() : []),
        ...('of' in check && check.of !== undefined ? [check.of] : []),
        ...('by' in check ? [check.by] : []),
      ];
      for (const name of speaksOf)
        if (!known.has(name)) fail(`case ${id}: check ${check.check} speaks of ${name}; there is no such program.`);
    }
    function checkInstructions(name: string, instructions: World['programs'][string]): void {
      for (const instruction of instructions) {
        if ('fork' in instruction && !known.has(instruction.fork))
          fail(`programs.${name}: forks ${instruction.fork}; there is no such program.`);
        if ('do' in instruction) checkInstructions(name, instruction.do);
        if ('repeat' in instruction) checkInstructions(name, instruction.repeat);
      }
    }
  }
}

const checksOf = ({ checks, cases }: CodeExercise, at: number): Check[] =>
  [...checks, ...(cases[at]!.checks ?? [])] as Check[];

function worldOf({ programs, entry, cases }: CodeExercise, at: number): World {
  const { programs: otherwise = {}, outside } = cases[at]!;
  return { programs: { ...programs, ...otherwise }, entry, outside } as World;
}

/** The cases of a code exercise, as the engine takes them. */
export const casesOf = (exercise: CodeExercise): Case[] =>
  exercise.cases.map(({ id, explore }, at) => ({
    id,
    world: worldOf(exercise, at),
    checks: checksOf(exercise, at),
    ...(explore === undefined ? {} : { explore }),
  }));

const folders = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name))
    .sort();

/**
 * Reads all exercises, by chapter and order.
 * @throws ExerciseError for the first folder that is not right, or when two of a chapter have one place
 */
export function readExercises(folder = 'content/exercises'): Exercise[] {
  const exercises = folders(folder).map(readExercise);
  exercises.sort((a, b) => a.chapter - b.chapter || a.order - b.order);
  exercises.forEach((exercise, i) => {
    const before = exercises[i - 1];
    if (before?.chapter === exercise.chapter && before.order === exercise.order)
      throw new ExerciseError(
        `${folder}: ${before.slug} and ${exercise.slug} are both number ${exercise.order} of chapter ${exercise.chapter}.`,
      );
  });
  return exercises;
}

/** Reads the inits that are shown beside a reader's, in order. @throws ExerciseError */
export function readInits(folder = 'content/inits'): RealInit[] {
  return folders(folder)
    .map((path) => ({
      ...readYaml(join(path, 'init.yaml'), textOf(path, 'init.yaml'), initSchema),
      slug: basename(path),
      code: textOf(path, 'init.ts'),
    }))
    .sort((a, b) => a.order - b.order);
}
