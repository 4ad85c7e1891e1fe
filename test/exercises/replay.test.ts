import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Op, Refused, recordRun, replayRun, type Transcript, type World } from '@/exercises/index.ts';
import { type ExactSchedule, type Ready, type Schedule, seeded } from '@/model/index.ts';
import { programOf, program as randomProgram, world as randomWorld } from './arbitrary.ts';
import type { Program } from './reader.ts';

const world: World = randomWorld;
const image = { image: 'worker' };

const recording = (init: Program, schedule: Schedule, of = world): Transcript =>
  // As between sandbox and page: plain data, and nothing of the program with it.
  structuredClone(recordRun(of, () => ({ init }), schedule));

/** Draws who runs, and writes down all there is to see: who could run, who did, and what each step read and wrote. */
function watching(seed: number): { schedule: ExactSchedule; seen: string[] } {
  const draw = seeded(seed);
  const seen: string[] = [];
  const schedule: ExactSchedule = {
    choose: (ready: readonly Ready[]) => {
      const chosen = ready[ready.length > 1 ? draw.next(ready.length, (i) => ready[i]!.task) : 0];
      seen.push(`${ready.map(({ task, takes }) => `${task.key}:${takes}`).join(' ')} -> ${chosen?.task.key}`);
      return chosen;
    },
    tracker: {
      read: (cell, field) => seen.push(`r${cell.id}.${field}`),
      write: (cell, field) => seen.push(`w${cell.id}.${field}`),
    },
  };
  return { schedule, seen };
}

describe('a replay', () => {
  it('takes the very steps that the program took, under any schedule', () => {
    fc.assert(
      fc.property(randomProgram, fc.nat(1000), (actions, seed) => {
        const first = watching(seed);
        const transcript = recording(programOf(actions, image), first.schedule);
        expect(transcript.end).toEqual({ is: 'settled' });
        const second = watching(seed);
        replayRun(world, transcript, second.schedule);
        expect(second.seen).toEqual(first.seen);
      }),
      { numRuns: 150 },
    );
  });

  it('does not settle for another schedule’s run', () => {
    const init: Program = function* (sys) {
      for (let n = 0; n < 3; n += 1)
        yield* sys.fork(function* () {
          yield* sys.sleep(1);
        });
      for (let n = 0; n < 3; n += 1) yield* sys.wait();
    };
    const transcripts = Array.from({ length: 30 }, (_, seed) => JSON.stringify(recording(init, seeded(seed)).tasks));
    const different = transcripts.findIndex((each) => each !== transcripts[0]);
    expect(different).toBeGreaterThan(0);
    const of = recording(init, seeded(different));
    expect(() => replayRun(world, of, seeded(0))).toThrow(Refused);
  });
});

/** All the ops of a transcript, each with its place. */
const places = ({ tasks }: Transcript) =>
  Object.entries(tasks).flatMap(([key, ops]) => ops.map((op, at) => ({ key, at, op })));

const changed = (transcript: Transcript, key: string, change: (ops: Op[]) => void): Transcript => {
  const copy = structuredClone(transcript);
  const ops = Object.hasOwn(copy.tasks, key) ? copy.tasks[key]! : [];
  change(ops);
  Object.defineProperty(copy.tasks, key, { value: ops, enumerable: true });
  return copy;
};

/** A recording, and one of its ops. */
const recorded = fc
  .tuple(randomProgram, fc.nat(1000), fc.nat())
  .map(([actions, seed, nth]) => {
    const transcript = recording(programOf(actions, image), seeded(seed));
    const all = places(transcript);
    return { transcript, seed, place: all[nth % all.length]! };
  })
  .filter(({ place }) => place !== undefined);

const refuses = (transcript: Transcript, seed: number) =>
  expect(() => replayRun(world, transcript, seeded(seed))).toThrow(Refused);

describe('a transcript is refused', () => {
  it('when a result is another', () => {
    fc.assert(
      fc.property(recorded, fc.constantFrom<unknown>(null, 0, 1, 99, 'x', { pid: 2, exit: 0 }), (given, value) => {
        const { transcript, seed, place } = given;
        const { op } = place;
        fc.pre(op.op === 'result' || op.op === 'error' || op.op === 'handler');
        const other: Op =
          op.op === 'result'
            ? { op: 'result', value: value as never }
            : op.op === 'error'
              ? { op: 'error', code: op.code === 'EPERM' ? 'ESRCH' : 'EPERM' }
              : { ...op, pid: op.pid + 1 };
        fc.pre(JSON.stringify(other) !== JSON.stringify(op));
        refuses(
          changed(transcript, place.key, (ops) => ops.splice(place.at, 1, other)),
          seed,
        );
      }),
      { numRuns: 200 },
    );
  });

  it('when something of it is left out', () => {
    fc.assert(
      fc.property(recorded, ({ transcript, seed, place }) => {
        refuses(
          changed(transcript, place.key, (ops) => ops.splice(place.at, 1)),
          seed,
        );
      }),
      { numRuns: 200 },
    );
  });

  it('when it goes on where the run does not, or ends before it', () => {
    fc.assert(
      fc.property(recorded, fc.boolean(), ({ transcript, seed, place }, more) => {
        refuses(
          changed(transcript, place.key, (ops) => {
            if (more) ops.push({ op: 'exit', code: 0 });
            else ops.splice(place.at);
          }),
          seed,
        );
      }),
      { numRuns: 200 },
    );
  });

  it('when something is invented', () => {
    const invented = fc.constantFrom<Op>(
      { op: 'handler', id: 0, signal: 'SIGTERM', pid: 0 },
      { op: 'return' },
      { op: 'result', value: 0 },
      { op: 'error', code: 'ECHILD' },
      { op: 'exit', code: 0 },
      { op: 'throw', message: 'x', line: 1 },
      { op: 'call', name: 'getpid', args: [], line: 1 },
    );
    fc.assert(
      fc.property(recorded, invented, ({ transcript, seed, place }, op) => {
        refuses(
          changed(transcript, place.key, (ops) => ops.splice(place.at, 0, op)),
          seed,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('when it speaks for a process of the world, or for nobody', () => {
    const transcript = recording(function* (sys) {
      yield* sys.fork(function* () {
        yield* sys.execve(image);
      });
      yield* sys.wait();
    }, seeded(1));
    for (const key of ['0.1', '0.1.1.1.1', '9.9', '__proto__', 'constructor'])
      refuses(
        changed(transcript, key, (ops) => ops.push({ op: 'exit', code: 0 })),
        1,
      );
  });

  it('when it makes of a call another one that the machine answers otherwise', () => {
    const transcript = recording(function* (sys) {
      yield* sys.kill(1, 'SIGUSR1');
      try {
        yield* sys.kill(9, 'SIGTERM');
      } catch {}
      return 0;
    }, seeded(3));
    const key = Object.keys(transcript.tasks)[0]!;
    const at = transcript.tasks[key]!.findIndex((op) => op.op === 'call' && op.args[0] === 9);
    refuses(
      changed(transcript, key, (ops) => ops.splice(at, 1, { op: 'call', name: 'kill', args: [1, 'SIGTERM'], line: 0 })),
      3,
    );
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'passed'],
    ['a verdict', { passed: true }],
    ['tasks that are no lists', { tasks: { '0.1': 3 }, end: { is: 'settled' } }],
    ['ops of no kind', { tasks: { '0.1': [{ op: 'win' }] }, end: { is: 'settled' } }],
    ['an op that names a method of every object', { tasks: { '0.1': [{ op: 'toString' }] }, end: { is: 'settled' } }],
    ['no end', { tasks: {} }],
    ['another end', { tasks: {}, end: { is: 'won' } }],
    [
      'a call that is none',
      { tasks: { '0.1.1': [{ op: 'call', name: 'win', args: [], line: 0 }] }, end: { is: 'settled' } },
    ],
    [
      'a call named as a method of every object',
      { tasks: { '0.1.1': [{ op: 'call', name: 'constructor', args: [], line: 0 }] }, end: { is: 'settled' } },
    ],
    [
      'a pid that is no number',
      { tasks: { '0.1.1': [{ op: 'call', name: 'kill', args: ['1', 'SIGTERM'], line: 0 }] }, end: { is: 'settled' } },
    ],
    ['more than a run can be', { tasks: { '0.1.1': Array(100_000).fill({ op: 'return' }) }, end: { is: 'settled' } }],
    [
      'nesting without end',
      { tasks: { '0.1.1': [{ op: 'result', value: [[[[[[[[1]]]]]]]] }] }, end: { is: 'settled' } },
    ],
  ])('when it is %s', (_, transcript) => {
    refuses(transcript as Transcript, 0);
  });
});
