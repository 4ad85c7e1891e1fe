// The examiner, without a worker around it: what it is told in messages, and what it answers.
import { describe, expect, it } from 'vitest';
import { casesOf, loadProgram, readExercises } from '@/exercise-files/index.ts';
import { gradeProgram, recordExplorations, recordRuns, type Transcript } from '@/exercises/index.ts';
import { Examiner } from '@/grading/examiner.ts';
import type { FromExaminer, Opened, ToExaminer } from '@/grading/protocol.ts';
import type { Film, Question } from '@/player/index.ts';

const exercises = readExercises().filter((exercise) => exercise.kind === 'code');
const exercise = (slug: string) => exercises.find((each) => each.slug === slug)!;

/** An examiner that is done with each message when it has been told. */
function examiner() {
  const said: FromExaminer[] = [];
  const later: (() => void)[] = [];
  const it = new Examiner(
    (message) => said.push(message),
    (go) => later.push(go),
  );
  return {
    said,
    tell(message: ToExaminer): FromExaminer | undefined {
      it.hear(message);
      while (later.length > 0) later.shift()!();
      return said.at(-1);
    },
    play(question: Question) {
      const answered = this.tell({ ask: 'play', question });
      return answered?.is === 'play' ? answered.answer : undefined;
    },
  };
}

/** Tells an examiner of all runs of a program, as a page does. */
function judged(slug: string, source: string) {
  const cases = casesOf(exercise(slug) as never);
  const { load, output, lineOf } = loadProgram('program.ts', source);
  const told = examiner();
  told.tell({ ask: 'begin', cases });
  for (const { run, transcript } of recordRuns(cases, load, { output, lineOf }))
    told.tell({ ask: 'run', run, transcript });
  let answer = told.tell({ ask: 'verdict', explored: false });
  if (answer?.is === 'more') {
    for (const { run, transcript } of recordExplorations(cases, load, { output, lineOf }))
      told.tell({ ask: 'run', run, transcript });
    answer = told.tell({ ask: 'verdict', explored: true });
  }
  return { told, cases, answer };
}

const opened = (message: FromExaminer | undefined): Opened => {
  if (message?.is !== 'opened') throw new Error(`expected a run, got ${JSON.stringify(message)}`);
  return message.opened;
};

function filmOf(told: ReturnType<typeof examiner>, { scenario }: Opened): Film {
  const answer = told.play({ id: 1, ask: 'load', scenario, schedule: { kind: 'order' } });
  if (answer?.is !== 'film') throw new Error(`expected a film, got ${JSON.stringify(answer)}`);
  return answer.film;
}

describe('judging', () => {
  it('comes to the verdict that grading in one place comes to', () => {
    const { starter, solution } = exercise('forward-sigterm');
    for (const source of [starter, solution]) {
      const { cases, answer } = judged('forward-sigterm', source);
      const { load, output, lineOf } = loadProgram('program.ts', source);
      expect(answer).toEqual({ is: 'verdict', verdict: gradeProgram(cases, load, { output, lineOf }) });
    }
  });

  it('says of each run whether it failed, as it comes', () => {
    const { told } = judged('forward-sigterm', exercise('forward-sigterm').starter);
    const runs = told.said.filter((message) => message.is === 'judged');
    expect(runs.length).toBe(64);
    expect(runs.every(({ failed }) => failed)).toBe(true);
  });

  it('refuses what cannot have been, and judges nothing after that', () => {
    const cases = casesOf(exercise('forward-sigterm') as never);
    const { load } = loadProgram('program.ts', exercise('forward-sigterm').starter);
    const [first] = [...recordRuns(cases, load, { schedules: 1 })];
    const forged = structuredClone(first!.transcript);
    for (const ops of Object.values(forged.tasks)) for (const op of ops) if (op.op === 'result') op.value = 99;
    const told = examiner();
    told.tell({ ask: 'begin', cases });
    expect(told.tell({ ask: 'run', run: first!.run, transcript: forged })).toMatchObject({ is: 'refused' });
    const count = told.said.length;
    told.tell({ ask: 'run', run: first!.run, transcript: first!.transcript });
    told.tell({ ask: 'verdict', explored: false });
    expect(told.said.length).toBe(count);
    // Another attempt is another matter.
    told.tell({ ask: 'begin', cases });
    expect(told.tell({ ask: 'run', run: first!.run, transcript: first!.transcript })).toMatchObject({ is: 'judged' });
  });

  it.each([
    ['no object', 1],
    ['nothing', null],
    ['no tasks', { end: { is: 'settled' } }],
  ])('refuses a transcript that is %s', (_, transcript) => {
    const told = examiner();
    told.tell({ ask: 'begin', cases: casesOf(exercise('forward-sigterm') as never) });
    const run = { case: 0, schedule: { kind: 'numbered', index: 0 } } as const;
    expect(told.tell({ ask: 'run', run, transcript: transcript as unknown as Transcript })).toMatchObject({
      is: 'refused',
    });
  });

  it('a verdict before all runs have come is refused', () => {
    const told = examiner();
    told.tell({ ask: 'begin', cases: casesOf(exercise('forward-sigterm') as never) });
    expect(told.tell({ ask: 'verdict', explored: false })).toMatchObject({ is: 'refused' });
  });
});

describe('a run to be watched', () => {
  const { told, answer } = judged('forward-sigterm', exercise('forward-sigterm').starter);
  const run = opened(told.tell({ ask: 'open', which: { failure: 0 } }));
  const film = filmOf(told, run);

  it('stands where the failure is, with everybody’s names', () => {
    expect(answer).toMatchObject({ is: 'verdict', verdict: { passed: false } });
    expect(film.tasks.map(({ name }) => name)).toEqual(['sys', 'init', 'app']);
    expect(run.failed?.explained.en).toContain('`init` had to be killed from outside');
    expect(run.at).toBeGreaterThan(film.start);
    // Nobody passed SIGTERM on, so what kills is the outside's SIGKILL.
    const signal = film.happenings.find(
      (happening) => happening.kind === 'signal' && happening.fate === 'fatal' && Math.abs(happening.at - run.at) < 40,
    );
    expect(signal).toMatchObject({ kind: 'signal', signal: 'KILL' });
  });

  it('tells the outside’s signals as steps, and how everybody ended', () => {
    expect(run.scenario.steps).toEqual([
      { op: 'kill', from: 'sys', to: 'init', sig: 'TERM' },
      { op: 'kill', from: 'sys', to: 'init', sig: 'KILL' },
    ]);
    expect(film.steps.length).toBe(2);
    expect(film.steps[0]).toBeLessThan(film.steps[1]!);
    const fates = Object.fromEntries(film.fates.map((fate) => [film.tasks[fate.task]!.name, fate]));
    expect(fates['init']).toMatchObject({ ended: 'signal KILL', last: 'gone' });
    expect(fates['app']).toMatchObject({ ended: 'signal KILL', handlersThatNeverRan: ['TERM'] });
  });

  it('knows the reader’s lines', () => {
    expect(run.calls.map(({ who, name, line }) => [who, name, line])).toEqual([
      ['init', 'fork', 4],
      ['init', 'wait', 7],
      ['app', 'execve', 5],
      // It is the application from here on.
      ['app', '', 0],
    ]);
    expect(run.calls.map(({ at }) => at)).toEqual(run.calls.map(({ at }) => at).toSorted((a, b) => a - b));
  });

  it('has moments', () => {
    const moment = told.play({ id: 2, ask: 'moment', index: run.at });
    expect(moment).toMatchObject({ is: 'moment', moment: { index: run.at } });
  });

  it('is any failed schedule’s, and the first one’s if nothing failed', () => {
    const other = opened(told.tell({ ask: 'open', which: { schedule: 17 } }));
    expect(other.schedule).toEqual({ kind: 'numbered', index: 17 });
    expect(other.failed).toBeDefined();
    const passed = judged('forward-sigterm', exercise('forward-sigterm').solution);
    const first = opened(passed.told.tell({ ask: 'open', which: { schedule: 0 } }));
    expect(first.failed).toBeUndefined();
    expect(first.at).toBe(filmOf(passed.told, first).start);
    expect(passed.told.tell({ ask: 'open', which: { schedule: 17 } })).toEqual({ is: 'missing' });
    expect(passed.told.tell({ ask: 'open', which: { failure: 0 } })).toEqual({ is: 'missing' });
  });

  it('of another run than the one opened last there is no film', () => {
    const before = opened(told.tell({ ask: 'open', which: { failure: 0 } }));
    told.tell({ ask: 'open', which: { schedule: 3 } });
    expect(told.play({ id: 3, ask: 'load', scenario: before.scenario, schedule: { kind: 'order' } })).toMatchObject({
      is: 'error',
    });
  });
});

describe('a wrong answer of each exercise', () => {
  const wrong = exercises.flatMap((each) =>
    each.kind === 'code'
      ? Object.entries(each.wrongCode)
          .slice(0, 1)
          .map(([file, source]) => ({ each, file, source }))
      : [],
  );
  it.each(wrong.map(({ each, file, source }) => [`${each.slug}/${file}`, each.slug, source] as const))(
    '%s can be watched where it fails',
    (_, slug, source) => {
      const { told, answer } = judged(slug, source);
      if (answer?.is !== 'verdict') throw new Error(JSON.stringify(answer));
      expect(answer.verdict.passed).toBe(false);
      const run = opened(told.tell({ ask: 'open', which: { failure: 0 } }));
      const film = filmOf(told, run);
      expect(run.at).toBeGreaterThanOrEqual(0);
      expect(run.at).toBeLessThan(film.length);
      expect(film.tasks.every(({ name }) => /^[a-z][\w-]*( \d+)?$/i.test(name))).toBe(true);
      expect((answer.verdict satisfies { failures: unknown[] }).failures.length).toBeGreaterThan(0);
    },
  );
});
