import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import {
  type CodeExercise,
  casesOf,
  type Language,
  loadProgram,
  ProgramError,
  readExercise,
} from '../exercise-files/index.ts';
import { gradeProgram, type Said, unusedCall, type Verdict } from '../exercises/index.ts';
import type { GradeOptions } from './grade.ts';
import { FileError } from './scenario-files.ts';

/** A program that goes on without a system call for so long will go on for ever. */
const LONGEST = 120_000;
const MOST_SCHEDULES = 10_000;

interface Graded {
  file: string;
  verdict: Verdict;
  /** What exercise.yaml says of a wrong answer. */
  should?: { fails: string; reason: string };
}

/**
 * What `why-sigkill grade` does.
 * @throws FileError when an argument is wrong, or the program does not pass
 * @throws ExerciseError, ProgramError when a file is not what it should be
 */
export function grade(path: string, { exercise: slug, all, json, lang, schedules: said }: GradeOptions): void {
  const language = languageIn(lang);
  const schedules = Number(said);
  if (!/^\d+$/.test(said) || schedules < 1 || schedules > MOST_SCHEDULES)
    throw new FileError(
      `--schedules ${said.slice(0, 40)}: expected a whole number from 1 to ${MOST_SCHEDULES}`,
      'Give another number.',
    );
  if (!existsSync(path))
    throw new FileError(`${path}: there is no such file or folder`, 'Name an exercise’s folder, or a program.');
  const isFolder = statSync(path).isDirectory();
  if (all && !isFolder)
    throw new FileError('--all is for the folder of an exercise', 'Name the folder, or leave --all out.');
  const exercise = exerciseFor(path, isFolder, slug);
  const run = (file: string, source: string): Graded => ({ file, verdict: graded(exercise, file, source, schedules) });
  const results = isFolder ? inFolder(exercise, all === true, run) : [run(path, readFileSync(path, 'utf8'))];
  for (const result of results)
    console.log(json ? JSON.stringify({ file: result.file, ...result.verdict }) : told(result, language));
  const wrong = results.filter((result) => !asItShould(result));
  if (wrong.length > 0)
    throw new FileError(
      isFolder && all
        ? `${wrong.map(({ file }) => file).join(', ')}: not as it should be`
        : `${wrong[0]!.file} does not pass`,
      'The lines above say which check fails, and where.',
    );
}

function languageIn(said: string): Language {
  if (said === 'en' || said === 'zh-cn') return said;
  throw new FileError(`--lang ${said.slice(0, 40)}: expected en or zh-cn`, 'Give one of them.');
}

function exerciseFor(path: string, isFolder: boolean, slug: string | undefined): CodeExercise {
  const own = isFolder ? path : dirname(resolve(path));
  const folder = slug !== undefined && !isFolder ? join('content/exercises', slug) : own;
  if (!existsSync(join(folder, 'exercise.yaml')))
    throw new FileError(
      slug === undefined
        ? `${path}: it is not known which exercise this is for`
        : `${folder}: there is no such exercise`,
      'Say which with --exercise, such as --exercise forward-sigterm; the exercises are in content/exercises/.',
    );
  const exercise = readExercise(folder);
  if (exercise.kind === 'code') return exercise;
  throw new FileError(`${exercise.slug} is no exercise with code (it is of kind ${exercise.kind})`, 'Name another.');
}

function inFolder(exercise: CodeExercise, all: boolean, run: (file: string, source: string) => Graded): Graded[] {
  const solution = run('solution.ts', exercise.solution);
  if (!all) return [solution];
  return [
    solution,
    { ...run('starter.ts', exercise.starter), should: { fails: '', reason: '' } },
    ...exercise.wrong.map(({ file, fails, reason }) => ({
      ...run(file, exercise.wrongCode[file]!),
      should: { fails, reason },
    })),
  ];
}

function asItShould({ verdict: { passed, failures }, should }: Graded): boolean {
  if (should === undefined) return passed;
  const [first] = failures;
  return (
    !passed && (should.fails === '' || (first?.check === should.fails && first.failure.reason.why === should.reason))
  );
}

function graded(exercise: CodeExercise, file: string, source: string, schedules: number): Verdict {
  const { load, output, lineOf } = loadProgram(basename(file), source);
  const go = () => gradeProgram(casesOf(exercise), load, { output, lineOf, schedules });
  try {
    // Only within a context can a loop that makes no call be ended.
    return runInNewContext('go()', { go }, { timeout: LONGEST }) as Verdict;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
      throw new ProgramError(
        `${file}: it was not done after ${LONGEST / 1000} s: a loop without a system call, it seems`,
      );
    if (error instanceof ProgramError) throw error;
    const line = lineOf((error as Error).stack ?? '');
    if (line > 0) throw new ProgramError(`${file}:${line}: ${(error as Error).message}`);
    throw error;
  }
}

/** A verdict as lines of text. */
function told({ file, verdict, should }: Graded, language: Language): string {
  const say = (said: Said) => said[language].replaceAll('`', '');
  const lines = [`${file}`];
  for (const { passed, sentence } of verdict.checks) lines.push(`  ${passed ? 'ok  ' : 'FAIL'}  ${say(sentence)}`);
  const [first] = verdict.failures;
  if (first !== undefined) {
    const { run, case: of, failure, explained } = first;
    const number = `${run.schedule.kind === 'numbered' ? '' : 'explored '}${run.schedule.index + 1}`;
    lines.push(
      `  case ${of}, schedule ${number}${failure.line > 0 ? `, line ${failure.line}` : ''}: ${say(explained)}`,
    );
  }
  if (verdict.explored) {
    const { runs, complete } = verdict.explored;
    lines.push(`  ${runs} more schedules explored${complete ? ': all that can matter' : ''}`);
  }
  for (const { name, line } of verdict.unused) lines.push(`  ${say(unusedCall(name, line))}`);
  if (should !== undefined && should.fails !== '') lines.push(`  should fail ${should.fails} (${should.reason})`);
  return lines.join('\n');
}
