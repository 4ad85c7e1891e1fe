// Every exercise is what it says: its solution passes, its starter and its wrong answers fail, each for its reason.
import { describe, expect, it } from 'vitest';
import { type CodeExercise, casesOf, loadProgram, readExercises } from '@/exercise-files/index.ts';
import { gradeProgram, type Verdict } from '@/exercises/index.ts';

const exercises = readExercises();
const code = exercises.filter((exercise): exercise is CodeExercise => exercise.kind === 'code');

function grade(exercise: CodeExercise, file: string, source: string): Verdict {
  const { load, output, lineOf } = loadProgram(`${exercise.slug}/${file}`, source);
  return gradeProgram(casesOf(exercise), load, { output, lineOf });
}

const told = ({ failures }: Verdict) =>
  failures.map(({ check, case: of, explained }) => `${check} (${of}): ${explained.en}`);

describe.each(code.map((exercise) => [exercise.slug, exercise] as const))('%s', (_, exercise) => {
  it('is passed by its solution, under every schedule', () => {
    const verdict = grade(exercise, 'solution.ts', exercise.solution);
    expect(told(verdict)).toEqual([]);
    expect(verdict.passed).toBe(true);
    expect(verdict.unused).toEqual([]);
    expect(verdict.tried).toBe(verdict.schedules);
  });

  it('is failed by its starter, with a reason that can be told', () => {
    const verdict = grade(exercise, 'starter.ts', exercise.starter);
    expect(verdict.passed).toBe(false);
    const [first] = verdict.failures;
    expect(first?.explained.en.length).toBeGreaterThan(10);
    expect(first?.explained['zh-cn'].length).toBeGreaterThan(5);
  });

  it.each(exercise.wrong)('is failed by $file, for the reason that it should be', ({ file, fails, reason }) => {
    const verdict = grade(exercise, file, exercise.wrongCode[file]!);
    const first = verdict.failures[0];
    expect({ fails: first?.check, reason: first?.failure.reason.why }, told(verdict).join('\n')).toEqual({
      fails,
      reason,
    });
  });

  it('is failed by wrong answers that do not all fail alike', () => {
    const ways = exercise.wrong.map(({ file }) => exercise.wrongCode[file]);
    expect(new Set(ways).size).toBe(ways.length);
  });
});
