// The reduced exploration finds what trying every order finds.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Cell,
  type ExactSchedule,
  explore,
  following,
  Kernel,
  type Program,
  Signal,
  type Steps,
  startProgram,
  Task,
} from '../../src/model/index.ts';
import { list_add_tail } from '../../src/model/list.ts';
import {
  read_lock,
  read_unlock,
  schedule,
  set_current_state,
  wake_up_process,
  write_lock_irq,
  write_unlock_irq,
} from '../../src/model/sched.ts';
import type { Scenario } from '../../src/scenario/index.ts';
import { runScenario } from '../../src/scenario/index.ts';

/** What a made-up task does in one step. Memory is four numbers. */
type Act =
  | { do: 'write'; field: number; value: number }
  | { do: 'copy'; from: number; to: number }
  | { do: 'test'; field: number; value: number }
  | { do: 'sleep' }
  | { do: 'wake'; task: number }
  | { do: 'read-locked' | 'write-locked'; acts: Act[] }
  | { do: 'pause' };

class Memory extends Cell {
  static override names = ['a', 'b', 'c', 'd'];
  static override initial = [0, 0, 0, 0];

  get(field: number): number {
    if (this.j.tracker !== undefined) this.j.tracker.read(this, field);
    return this.f[field] as number;
  }

  set(field: number, value: number): void {
    this.j.write(this, field, value);
  }
}

function* perform(k: Kernel, memory: Memory, tasks: Task[], acts: readonly Act[]): Steps<void> {
  for (const act of acts) {
    switch (act.do) {
      case 'write':
        memory.set(act.field, act.value);
        break;
      case 'copy':
        memory.set(act.to, memory.get(act.from) + 1);
        break;
      case 'test':
        if (memory.get(act.field) === act.value) return;
        break;
      case 'sleep':
        set_current_state(k, 1);
        yield* schedule(k, 0, 'test');
        break;
      case 'wake':
        wake_up_process(k, tasks[act.task % tasks.length]!);
        break;
      case 'read-locked':
        yield* read_lock(k, 0);
        yield* perform(k, memory, tasks, act.acts);
        read_unlock(k, 0);
        break;
      case 'write-locked':
        yield* write_lock_irq(k, 0);
        yield* perform(k, memory, tasks, act.acts);
        write_unlock_irq(k, 0);
        break;
      case 'pause':
        yield 0;
        break;
    }
  }
}

/** The memory after all that can run has run, and who sleeps for ever. */
function end(programs: readonly (readonly Act[])[], order: ExactSchedule): string {
  const k = new Kernel({ trace: false });
  const memory = new Memory(k.j);
  const tasks = programs.map((_, i) => {
    const task = new Task(k.j, `t${i}`);
    task.signal = new Signal(k.j);
    list_add_tail(task.thread_node, task.signal.thread_head);
    return task;
  });
  const finished: number[] = [];
  programs.forEach((acts, i) => {
    k.start(
      tasks[i]!,
      (function* (): Steps<void> {
        yield* perform(k, memory, tasks, acts);
        finished.push(i);
      })(),
    );
  });
  k.settle(order, 10_000);
  return JSON.stringify([memory.f, finished.sort()]);
}

const field = fc.integer({ min: 0, max: 3 });
const simple: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ do: fc.constant('write' as const), field, value: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant('copy' as const), from: field, to: field }),
  fc.record({ do: fc.constant('test' as const), field, value: fc.integer({ min: 0, max: 2 }) }),
  fc.constant({ do: 'pause' as const }),
);
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: simple },
  { weight: 2, arbitrary: fc.constant({ do: 'pause' as const }) },
  fc.constant({ do: 'sleep' as const }),
  fc.record({ do: fc.constant('wake' as const), task: fc.integer({ min: 0, max: 2 }) }),
  fc.record({
    do: fc.constantFrom('read-locked' as const, 'write-locked' as const),
    acts: fc.array(fc.oneof(simple, fc.constant({ do: 'pause' as const })), { maxLength: 3 }),
  }),
);
const programs = fc.array(fc.array(act, { minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 3 });

describe('exploring', () => {
  it('finds every end that trying all orders finds, and no other', () => {
    let reduced = 0;
    let all = 0;
    fc.assert(
      fc.property(programs, (made) => {
        const run = (order: ExactSchedule) => end(made, order);
        const brute = explore(run, (key) => key, { reduce: false, limit: 500 });
        fc.pre(brute.complete);
        const clever = explore(run, (key) => key, { limit: 500 });
        expect(clever.ends.map((each) => each.end).sort()).toEqual(brute.ends.map((each) => each.end).sort());
        for (const each of clever.ends) expect(run(following(each.schedule))).toBe(each.end);
        reduced += clever.runs;
        all += brute.runs;
      }),
      { numRuns: 150 },
    );
    // A reduction that reduces nothing would pass the test above.
    expect(all / reduced).toBeGreaterThan(3);
  }, 120_000);

  const small: Pick<Scenario, 'tree' | 'later' | 'steps'>[] = [
    {
      tree: [
        { name: 'init', newpid: true },
        { name: 'A', parent: 'init', sig: { CHLD: 'log' } },
        { name: 'B', parent: 'A' },
      ],
      steps: [{ op: 'kill', from: 'A', to: 'B', sig: 'TERM' }],
    },
    {
      tree: [{ name: 'A', sig: { USR1: 'log' } }],
      steps: [
        { op: 'kill', from: 'sys', to: 'A', sig: 'USR1' },
        { op: 'kill', from: 'sys', to: 'A', sig: 'STOP' },
      ],
    },
    {
      tree: [{ name: 'A', threads: 2, sig: { USR1: 'log' } }],
      steps: [{ op: 'tgkill', from: 'sys', to: 'A.1', sig: 'USR1' }],
    },
  ];

  it.each(small.map((scenario, i) => ({ i, scenario })))(
    'agrees with trying all orders on scenario $i',
    ({ scenario }) => {
      const run = (order: ExactSchedule) => runScenario(scenario, { schedule: order }).outcome;
      const brute = explore(run, (o) => JSON.stringify(o), { reduce: false, limit: 20_000 });
      expect(brute.complete).toBe(true);
      const clever = explore(run, (o) => JSON.stringify(o));
      expect(clever.complete).toBe(true);
      expect(clever.ends.map((each) => JSON.stringify(each.end)).sort()).toEqual(
        brute.ends.map((each) => JSON.stringify(each.end)).sort(),
      );
    },
  );

  it('finds both ends of a race between two programs, and how to get to each', () => {
    const race: Program = function* (sys) {
      const child = yield* sys.fork(function* (young) {
        yield* young.sigaction('TERM', function* () {
          yield* young.exit(3);
        });
        for (;;) yield* young.pause();
      });
      yield* sys.kill(child, 'TERM');
      const death = yield* sys.wait(child);
      sys.log(String(death?.exit ?? death?.signal));
    };
    const run = (order: ExactSchedule) => {
      const kernel = new Kernel({ trace: false });
      const log: string[] = [];
      startProgram(kernel, race, (_, text) => log.push(text));
      kernel.settle(order);
      return log.join();
    };
    const { ends, complete } = explore(run, (key) => key);
    expect(complete).toBe(true);
    expect(ends.map((each) => each.end).sort()).toEqual(['3', 'TERM']);
    for (const each of ends) expect(run(following(each.schedule))).toBe(each.end);
  });
});
