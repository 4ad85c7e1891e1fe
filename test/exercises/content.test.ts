// What the exercises ask has an answer, just one, and the model or the call graph gives it.
import { execFile, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readExercises, readInits } from '@/exercise-files/index.ts';
import { scheduleNumber } from '@/exercises/index.ts';
import { callOrder, judge, lineOf, type PredictQuestion, predict, predictRun, shuffled } from '@/questions/index.ts';
import { readScenario, Scenario } from '@/scenario/index.ts';
import { besideOf, chainAnswer } from '@/site/exercises.ts';
import { functionText } from '@/site/text.ts';

const exercises = readExercises();
const CHAPTERS = [0, 1, 2, 3, 4, 5, 6, 7, 8];
/** Schedules under which an answer must be the same. */
const MANY = 32;

function scenario(id: string): Scenario {
  const file = `content/scenarios/${id}.json`;
  return readScenario(file, readFileSync(file, 'utf8'), Scenario);
}

const runs = new Map<string, ReturnType<typeof predictRun>[]>();

/** Runs of a scenario, the first of them in order. */
function runsOf(id: string) {
  const known = runs.get(id);
  if (known) return known;
  const cast = scenario(id);
  const made = Array.from({ length: MANY }, (_, i) => predictRun(cast, { schedule: scheduleNumber(i) }));
  runs.set(id, made);
  return made;
}

const same = <T>(answers: readonly T[]): T => {
  expect(new Set(answers.map((each) => JSON.stringify(each)))).toHaveLength(1);
  return answers[0]!;
};

describe('the exercises', () => {
  it('are thirty and more, ten and more of them code, three and more in each chapter', () => {
    expect(exercises.length).toBeGreaterThanOrEqual(30);
    expect(exercises.filter(({ kind }) => kind === 'code').length).toBeGreaterThanOrEqual(10);
    for (const chapter of CHAPTERS)
      expect(exercises.filter((each) => each.chapter === chapter).length, `chapter ${chapter}`).toBeGreaterThanOrEqual(
        3,
      );
  });

  it('have hints in steps, unless there is only something to try', () => {
    for (const { kind, hints, slug } of exercises)
      if (kind !== 'machine') expect(hints.length, slug).toBeGreaterThanOrEqual(kind === 'code' ? 2 : 1);
  });

  it('are written in both languages, each in its own', () => {
    for (const { slug, title, why, prompt } of exercises) {
      for (const text of [title['zh-cn'], why['zh-cn'], prompt['zh-cn']]) expect(text, slug).toMatch(/\p{Script=Han}/u);
      for (const text of [title.en, why.en, prompt.en]) expect(text, slug).not.toMatch(/\p{Script=Han}/u);
    }
  });
});

describe.each(exercises.filter((each) => each.kind === 'predict').map((each) => [each.slug, each] as const))(
  'the prediction %s',
  (_, exercise) => {
    it('stops at a step that the scenario has', () => {
      expect(exercise.stop).toBeLessThanOrEqual(scenario(exercise.scenario).steps.length);
    });

    it.each(exercise.questions)('$id has one answer, whatever the schedule', (question) => {
      const asked = question as PredictQuestion;
      const answers = runsOf(exercise.scenario).map((run) => predict(run, asked));
      const answer = same(answers.map((each) => each.answer));
      const [first] = answers;
      expect(first!.options.length).toBeGreaterThan(1);
      for (const name of [answer].flat()) expect(first!.options).toContain(name);
      expect(judge(first!, answer)).toEqual({ right: true, wrong: [] });
      // Something else is wrong, and it is told where the run shows it.
      const other =
        typeof answer === 'string'
          ? first!.options.find((option) => option !== answer)!
          : first!.options.filter((option) => !answer.includes(option));
      const judged = judge(first!, other);
      expect(judged.right).toBe(false);
      for (const name of judged.wrong) {
        expect(first!.settled[name]).toBeGreaterThan(0);
        expect(first!.settled[name]).toBeLessThanOrEqual(runsOf(exercise.scenario)[0]!.run.kernel.trace.length);
      }
    });
  },
);

describe.each(exercises.filter((each) => each.kind === 'trace').map((each) => [each.slug, each] as const))(
  'the trace %s',
  (_, exercise) => {
    it.each(exercise.questions)('$id has one answer, whatever the schedule', (question) => {
      if (question.ask === 'chain') {
        const answer = chainAnswer(question);
        if (answer === undefined) return;
        expect(answer.length).toBeGreaterThan(2);
        expect([answer[0], answer.at(-1)]).toEqual([question.from, question.to]);
        return;
      }
      const all = runsOf(question.scenario);
      if (question.ask === 'calls') {
        const order = same(all.map((run) => callOrder(run, question)));
        expect(order.toSorted()).toEqual(question.functions.toSorted());
        expect(shuffled(order)).not.toEqual(order);
        return;
      }
      const line = same(all.map((run) => lineOf(run, question).line));
      const text = functionText(line.function);
      if (text === undefined) return;
      expect(text.lines.filter((each) => each.includes(line.at)).length).toBeGreaterThan(0);
    });
  },
);

const has = (command: string) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
const namespaces = spawnSync('unshare', ['--pid', '--fork', '--mount-proc', 'true']).status === 0;
const TOOLS = ['bash', 'pgrep', 'pkill', 'ps', 'python3', 'setpriv', 'cc'];

describe.each(exercises.filter((each) => each.kind === 'machine').map((each) => [each.slug, each] as const))(
  'on a real machine, %s',
  (_, exercise) => {
    it('rests on recordings and functions that there are', () => {
      for (const id of exercise.rests.recordings)
        expect(() => readFileSync(`content/recordings/${id}.json`)).not.toThrow();
      for (const name of exercise.rests.functions) {
        const text = functionText(name);
        if (functionText('exit_notify') !== undefined) expect(text, name).toBeDefined();
      }
    });

    const possible =
      TOOLS.every(has) &&
      exercise.needs.every((need) => (need === 'root' ? namespaces : need !== 'docker' && has(need)));
    it
      .skipIf(!possible)
      .each(exercise.steps.flatMap((step, i) => (step.prints === undefined ? [] : [{ ...step, nth: i + 1 }])))(
      'step $nth does what it says',
      { retry: 2 },
      async ({ run, prints }) => {
        const folder = mkdtempSync(join(tmpdir(), 'why-sigkill-exercise-'));
        copyFileSync('content/examples/init.c', join(folder, 'init.c'));
        try {
          // Its status is part of what it prints, where that matters.
          const { stdout } = await promisify(execFile)('bash', ['-c', run], { cwd: folder, timeout: 25_000 }).catch(
            (failed: { stdout: string }) => failed,
          );
          expect(stdout).toMatch(new RegExp(prints!));
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      },
    );
  },
);

describe('the inits beside the reader’s', () => {
  const daemon = exercises.find(({ slug }) => slug === 'daemon');
  const full = exercises.find(({ slug }) => slug === 'full-init');
  const fates = (exercise: typeof daemon) =>
    Object.fromEntries(
      besideOf(exercise as Parameters<typeof besideOf>[0]).map(({ init, verdict }) => [
        init.slug,
        verdict.failures[0] === undefined
          ? 'passes'
          : `${verdict.failures[0].case}: ${verdict.failures[0].failure.reason.why}`,
      ]),
    );

  it('are five, each with sources', () => {
    expect(readInits().map(({ slug }) => slug)).toEqual([
      'exits-at-once',
      'shell',
      'one-child',
      'process-group',
      'everybody',
    ]);
  });

  it('do to a daemon what their documentation lets expect', () => {
    expect(fates(daemon)).toEqual({
      'exits-at-once': 'docker-stop: zapped',
      shell: 'docker-stop: killed-outside',
      'one-child': 'docker-stop: zapped',
      'process-group': 'docker-stop: zapped',
      everybody: 'passes',
    });
  });

  it('each lack something of the whole', () => {
    expect(Object.values(fates(full))).not.toContain('passes');
  });
});
