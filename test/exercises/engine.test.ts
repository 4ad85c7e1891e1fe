// Recording and grading: what a program may do, what ends it, and what is said of it.
import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import {
  asFactory,
  boundedOutput,
  type Case,
  type Check,
  explain,
  Grader,
  gradeProgram,
  LIMITS,
  lineIn,
  openRun,
  type ReaderExports,
  type RecordedRun,
  Refused,
  readerModule,
  recordExplorations,
  recordInSandbox,
  recordRun,
  recordRuns,
  replayRun,
  scheduleNumber,
  sentence,
  type Transcript,
  type World,
} from '@/exercises/index.ts';
import { following, given, inOrder } from '@/model/index.ts';
import type { Program } from './reader.ts';

const worker = { image: 'worker' };
const world: World = {
  programs: { worker: [{ on: 'SIGTERM', do: [{ sleep: 2 }, { exit: 0 }] }] },
  entry: 'init',
  outside: [{ sleep: 1 }, { send: 'SIGTERM' }, { grace: 10 }],
};
const checks: Check[] = [
  { check: 'nobody-killed' },
  { check: 'handled', who: ['worker'], signal: 'SIGTERM' },
  { check: 'ends', within: 4, since: { asked: 1 } },
  { check: 'not-busy', calls: 50 },
];
const cases: Case[] = [{ id: 'stop', world, checks }];
const good: Program = function* (sys) {
  const child = yield* sys.fork(function* () {
    yield* sys.execve(worker);
  });
  yield* sys.signal('SIGTERM', function* () {
    yield* sys.kill(child, 'SIGTERM');
  });
  yield* sys.waitpid(child);
};

const loading = (init: unknown) => () => ({ init }) as ReaderExports;
const record = (init: unknown) => recordRun(world, loading(init), inOrder);
const grade = (init: unknown, schedules = 8) => gradeProgram(cases, loading(init), { schedules });

describe('a run', () => {
  it.each<[string, unknown, string]>([
    ['nothing is exported', undefined, 'no-export'],
    ['a program is no function', 3, 'no-generator'],
    ['a program is a plain function', () => 0, 'no-generator'],
    ['a program is async', async () => 0, 'async'],
    [
      'a call is yielded without the star',
      function* (sys: Parameters<Program>[0]) {
        yield sys.pause();
      },
      'no-star',
    ],
    [
      'something else is yielded',
      function* () {
        yield 3;
      },
      'no-call',
    ],
    [
      'a handler is async',
      function* (sys: Parameters<Program>[0]) {
        yield* sys.signal('SIGTERM', (async () => {}) as never);
        yield* sys.pause();
      },
      'async',
    ],
    [
      'a status is no number',
      function* (sys: Parameters<Program>[0]) {
        yield* sys.getpid();
        return 'done';
      },
      'status',
    ],
    [
      'a signal is none',
      function* (sys: Parameters<Program>[0]) {
        yield* sys.kill(2, 'TERM' as never);
      },
      'argument',
    ],
    [
      'a pid is none',
      function* (sys: Parameters<Program>[0]) {
        yield* sys.kill(Number.NaN, 'SIGTERM');
      },
      'argument',
    ],
    [
      'a handler is none',
      function* (sys: Parameters<Program>[0]) {
        yield* sys.signal('SIGTERM', {} as never);
      },
      'argument',
    ],
    [
      'a child is none',
      function* (sys: Parameters<Program>[0]) {
        yield* sys.fork(worker as never);
      },
      'argument',
    ],
    [
      'an image is none',
      function* (sys: Parameters<Program>[0]) {
        yield* sys.execve({ image: 'constructor' });
      },
      'argument',
    ],
    [
      'a call is begun by hand',
      function* (sys: Parameters<Program>[0]) {
        sys.pause().next();
        yield* sys.pause();
      },
      'nested',
    ],
  ])('ends with a reason when %s', (_, init, what) => {
    const { end } = record(init);
    expect(end).toMatchObject({ is: 'misuse', misuse: { what } });
    const verdict = grade(init);
    expect(verdict).toMatchObject({ passed: false, tried: 1 });
    expect(verdict.failures.map(({ check }) => check)).toEqual(['runs']);
    expect(verdict.checks.map(({ check }) => check)).toEqual(['runs']);
    for (const text of Object.values(verdict.failures[0]!.explained)) expect(text).not.toMatch(/undefined|\[object/);
  });

  it.each<[string, Program, string]>([
    [
      'calls without end',
      function* (sys) {
        for (;;) yield* sys.getpid();
      },
      'calls',
    ],
    [
      'forks without end',
      function* (sys) {
        for (;;) yield* sys.fork(function* () {});
      },
      'processes',
    ],
    [
      'catches everything and goes on calling',
      function* (sys) {
        for (;;)
          try {
            yield* sys.wait();
          } catch {}
      },
      'calls',
    ],
  ])('that %s is ended', (_, init, limit) => {
    expect(record(init).end).toMatchObject({ is: 'limit', limit });
  });

  it('of a program that never sleeps is busy waiting, and says in which line', () => {
    const verdict = gradeProgram(
      cases,
      loading(function* (sys: Parameters<Program>[0]) {
        for (;;) yield* sys.clock_gettime();
      }),
      { lineOf: (stack) => lineIn(stack, 'engine.test.ts') },
    );
    expect(verdict.failures[0]).toMatchObject({ check: 'not-busy', failure: { reason: { why: 'busy' } } });
    expect(verdict.failures[0]!.failure.line).toBeGreaterThan(1);
  });

  it('is not busy for polling at leisure', () => {
    const verdict = grade(function* (sys: Parameters<Program>[0]) {
      const child = yield* sys.fork(function* () {
        yield* sys.execve(worker);
      });
      yield* sys.signal('SIGTERM', function* () {
        yield* sys.kill(child, 'SIGTERM');
      });
      while ((yield* sys.waitpid(child, ['WNOHANG'])) === null) yield* sys.sleep(0.1);
    } satisfies Program);
    expect(verdict.failures).toEqual([]);
  });

  it.each<[string, Program, string]>([
    [
      'a program throws',
      function* (sys) {
        yield* sys.getpid();
        throw new TypeError('no');
      },
      'TypeError: no',
    ],
    [
      'a handler throws',
      function* (sys) {
        yield* sys.signal('SIGTERM', () => {
          throw new Error('in a handler');
        });
        for (;;) yield* sys.pause();
      },
      'Error: in a handler',
    ],
    [
      'an error of a call is not caught',
      function* (sys) {
        yield* sys.waitpid(77);
      },
      'waitpid: ECHILD',
    ],
    [
      'what is thrown cannot be told',
      function* (sys) {
        yield* sys.getpid();
        throw {
          toString() {
            throw new Error('never');
          },
        };
      },
      'something that cannot be written down',
    ],
  ])('goes on for the others when %s', (_, init, message) => {
    const transcript = record(init);
    expect(transcript.end).toEqual({ is: 'settled' });
    expect(replayRun(world, transcript, inOrder).threw).toMatchObject([{ message }]);
    expect(grade(init).failures[0]).toMatchObject({ check: 'runs', failure: { reason: { why: 'threw', message } } });
  });

  it('tells calls that were never carried out', () => {
    const verdict = grade(function* (sys: Parameters<Program>[0]) {
      sys.signal('SIGTERM', 'SIG_IGN');
      yield* sys.pause();
    });
    expect(verdict.unused).toEqual([{ name: 'signal', line: 0 }]);
  });

  it('keeps the first lines that a program writes, and counts the others', () => {
    const output = boundedOutput({ lines: 3, columns: 10 });
    for (let n = 0; n < 1_000_000; n += 1) output.console.log('line', n, { n });
    output.console.log({
      get own() {
        throw new Error('never');
      },
    });
    expect(output.lines).toEqual(['line 0 {"n…', 'line 1 {"n…', 'line 2 {"n…']);
    expect(output.leftOut).toBe(1_000_000 - 3 + 1);
  });

  it('begins with variables of its own each time', () => {
    const source = 'let runs = 0; exports.init = function* (sys) { runs += 1; return runs; };';
    const { load } = evaluated(source);
    const verdict = gradeProgram([{ ...cases[0]!, checks: [{ check: 'exit-status', is: 1 }] }], () =>
      load(() => ({}), console),
    );
    expect(verdict.failures).toEqual([]);
  });

  it('is held to limits that are there', () => {
    expect(Object.values(LIMITS).every((limit) => limit > 0)).toBe(true);
  });
});

/** Evaluates a wrapped file as the sandbox does. */
function evaluated(source: string) {
  const exports = {} as { load: (require: (name: string) => unknown, console: unknown) => ReaderExports };
  const body = new Script(`(function (exports) { ${asFactory(source)}\n})`, { filename: 'reader.js' });
  (body.runInThisContext() as (exports: object) => void)(exports);
  return exports;
}

describe('a verdict', () => {
  const bad: Program = function* (sys) {
    const first = yield* sys.fork(function* () {
      yield* sys.sleep(1);
    });
    const second = yield* sys.fork(function* () {
      yield* sys.sleep(1);
    });
    const { pid } = yield* sys.wait();
    yield* sys.waitpid(pid === first ? second : first);
    return pid === first ? 0 : 1;
  };
  const asking: Case[] = [{ id: 'race', world, checks: [{ check: 'exit-status', is: 0 }] }];

  it('says first how many schedules fail, and keeps the choices of the first', () => {
    const verdict = gradeProgram(asking, loading(bad));
    const [{ failed, sentence: said } = { failed: [], sentence: { en: '', 'zh-cn': '' } }] = verdict.checks;
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.length).toBeLessThan(64);
    expect(said.en.startsWith(`${failed.length} of 64 schedules`)).toBe(true);
    expect(said['zh-cn'].startsWith(`64 种调度中，${failed.length} 种`)).toBe(true);
    expect(verdict.failed.filter(Boolean)).toHaveLength(failed.length);
    const [failure] = verdict.failures;
    expect(failure!.run.schedule).toEqual({ kind: 'numbered', index: failed[0] });
    // Both ways of repeating the schedule lead to the same run.
    const transcript = recordRun(world, loading(bad), scheduleNumber(failed[0]!));
    expect(JSON.stringify(recordRun(world, loading(bad), given(failure!.choices)))).toBe(JSON.stringify(transcript));
    expect(JSON.stringify(recordRun(world, loading(bad), following(failure!.keys)))).toBe(JSON.stringify(transcript));
    const { replayed, facts } = openRun(asking[0]!, transcript, failure!.keys);
    expect(facts.status).toMatchObject({ exit: 1 });
    expect(failure!.failure.event).toBeLessThan(replayed.stage.kernel.trace.length);
  });

  it('names the line of the reader’s that has to do with it', () => {
    const source = [
      'exports.init = function* (sys) {',
      '  yield* sys.fork(function* () { yield* sys.execve({ image: "worker" }); });',
      '  yield* sys.sleep(3);',
      '};',
    ].join('\n');
    const { load } = evaluated(source);
    const verdict = gradeProgram(cases, () => load(() => ({}), console), {
      lineOf: (stack) => lineIn(stack, 'reader.js'),
    });
    expect(verdict.failures[0]).toMatchObject({
      check: 'nobody-killed',
      failure: { line: 3, reason: { why: 'zapped' } },
    });
  });

  it('is not given before all runs have come, and not for runs in another order', () => {
    const runs = [...recordRuns(cases, loading(good), { schedules: 4 })];
    const grader = new Grader(cases, { schedules: 4 });
    grader.accept(runs[0]!.run, runs[0]!.transcript);
    expect(() => grader.verdict()).toThrow(Refused);
    expect(() => grader.accept(runs[2]!.run, runs[2]!.transcript)).toThrow(Refused);
    expect(() => grader.accept(runs[0]!.run, runs[0]!.transcript)).toThrow(Refused);
    for (const { run, transcript } of runs.slice(1)) grader.accept(run, transcript);
    expect(grader.verdict().passed).toBe(true);
    expect(() => grader.accept(runs[3]!.run, runs[3]!.transcript)).toThrow(Refused);
  });

  it('cannot be had by handing in the transcript of another schedule or case', () => {
    const runs = [...recordRuns(asking, loading(bad), { schedules: 64 })];
    const passing = runs.find(({ transcript }) => JSON.stringify(transcript).includes('"exit","code":0'))!;
    const grader = new Grader(asking);
    expect(() => {
      for (const { run } of runs) grader.accept(run, passing.transcript);
    }).toThrow(Refused);
  });

  it('is said in both languages, for one schedule and for many', () => {
    expect(sentence('nobody-killed', 5, 64)).toEqual({
      en: '5 of 64 schedules leave someone to be killed',
      'zh-cn': '64 种调度中，5 种有进程死于 SIGKILL',
    });
    expect(sentence('nobody-killed', 1, 64).en).toBe('1 of 64 schedules leaves someone to be killed');
    expect(sentence('no-zombie', 0, 64).en).toBe('64 of 64 schedules leave no zombie');
    expect(sentence('not-busy', 1, 1)).toEqual({
      en: 'The first schedule is busy waiting',
      'zh-cn': '第一种调度在忙等',
    });
    expect(explain({ why: 'zapped', who: 'worker', by: 'init', at: 1 }).en).toContain('`zap_pid_ns_processes`');
  });
});

describe('an exploration', () => {
  const explored: Case[] = [{ ...cases[0]!, explore: 300 }];

  it('finds what fails under one schedule in many, and covers all that matter', () => {
    const verdict = gradeProgram(explored, loading(good), { schedules: 2 });
    expect(verdict.explored).toMatchObject({ complete: true, failed: 0 });
    expect(verdict.explored!.runs).toBeGreaterThan(1);
    // A race that the numbered schedules are too few to show: two children of the same age.
    const race: Program = function* (sys) {
      for (let n = 0; n < 2; n += 1)
        yield* sys.fork(function* () {
          yield* sys.sleep(1);
        });
      const { pid } = yield* sys.wait();
      yield* sys.wait();
      return pid === 2 ? 0 : 1;
    };
    const racing: Case[] = [{ id: 'race', world, checks: [{ check: 'exit-status', is: 0 }], explore: 2000 }];
    const found = gradeProgram(racing, loading(race), { schedules: 1 });
    expect(found.failed).toEqual([false]);
    expect(found.passed).toBe(false);
    const [failure] = found.failures;
    expect(failure!.run.schedule.kind).toBe('explored');
    expect(found.checks[0]!.passed).toBe(false);
    const again = recordRun(world, loading(race), following(failure!.keys));
    expect(openRun(racing[0]!, again, failure!.keys).facts.status).toMatchObject({ exit: 1 });
  });

  /** Two children of the same age: which is reaped first is the schedule's affair, and nobody minds. */
  const either: Program = function* (sys) {
    for (let n = 0; n < 2; n += 1)
      yield* sys.fork(function* () {
        yield* sys.sleep(1);
      });
    yield* sys.wait();
    yield* sys.wait();
  };
  const open: Case[] = [{ id: 'either', world, checks: [{ check: 'exit-status', is: 0 }], explore: 40 }];

  const handIn = (change: (runs: { transcript: Transcript; run: RecordedRun['run'] }[]) => void) => {
    const grader = new Grader(open, { schedules: 2 });
    for (const { run, transcript } of recordRuns(open, loading(either), { schedules: 2 }))
      grader.accept(run, transcript);
    const runs = [...recordExplorations(open, loading(either))];
    expect(runs.length).toBeGreaterThan(1);
    change(runs);
    for (const { run, transcript } of runs) grader.accept(run, transcript);
    return grader.verdict();
  };

  it('is taken as it is handed in', () => expect(handIn(() => {}).passed).toBe(true));

  it.each<[string, (runs: { transcript: Transcript; run: RecordedRun['run'] }[]) => void]>([
    ['a run is missing', (runs) => runs.pop()],
    ['all runs are missing', (runs) => runs.splice(0)],
    [
      'there is a run too many',
      (runs) => runs.push({ ...runs[0]!, run: { case: 0, schedule: { kind: 'explored', index: runs.length } } }),
    ],
    [
      'one run stands in another’s place',
      (runs) => {
        const tasks = ({ transcript }: RecordedRun) => JSON.stringify(transcript.tasks);
        const other = runs.find((run) => tasks(run) !== tasks(runs[0]!))!;
        other.transcript = runs[0]!.transcript;
      },
    ],
    ['a run is said to have been given up', (runs) => Object.assign(runs[0]!.transcript, { end: { is: 'abandoned' } })],
    ['the numbers do not count up', (runs) => runs.reverse()],
  ])('is refused when %s', (_, change) => {
    expect(() => handIn(change)).toThrow(Refused);
  });
});

describe('in a sandbox', () => {
  it('a file is loaded once, run many times, and every run handed out', async () => {
    const source = [
      "const { worker } = require('why-sigkill');",
      'let kept = 0;',
      'exports.init = function* (sys) {',
      '  kept += 1; console.log("run", kept);',
      '  const child = yield* sys.fork(function* () { yield* sys.execve(worker); });',
      '  yield* sys.signal("SIGTERM", function* () { yield* sys.kill(child, "SIGTERM"); });',
      '  yield* sys.waitpid(child);',
      '};',
    ].join('\n');
    let loads = 0;
    const hardened: unknown[] = [];
    const context = {
      load: async () => {
        loads += 1;
        return evaluated(source);
      },
      harden: <T>(value: T): T => {
        hardened.push(value);
        return value;
      },
      lacks: (name: string) => new Error(name),
    };
    const grader = new Grader(cases, { schedules: 8 });
    const logs: string[][] = [];
    const count = await recordInSandbox(
      context,
      { cases, part: 'numbered', schedules: 8, file: 'reader.js' },
      ({ run, transcript }) => {
        logs.push(transcript.log);
        // It crosses to the page as JSON.
        grader.accept(run, JSON.parse(JSON.stringify(transcript)));
      },
    );
    expect([loads, count]).toEqual([1, 8]);
    expect(logs.every(([line]) => line === 'run 1')).toBe(true);
    expect(grader.verdict()).toMatchObject({ passed: true, log: ['run 1'] });
    expect(hardened.length).toBeGreaterThan(0);
    expect(Object.isFrozen(readerModule(world))).toBe(true);
  });
});
