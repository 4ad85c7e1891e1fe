// What holds in every scenario, whoever runs when.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Cell,
  explore,
  given,
  type Kernel,
  PIDNS_ADDING,
  PIDTYPE_PID,
  type PidNamespace,
  pid_task,
  recorded,
  seeded,
  Task,
  task_active_pid_ns,
  thread_group_empty,
  waits,
} from '../../src/model/index.ts';
import { type Cast, type Outcome, outcomeKey, runScenario, ScenarioError } from '../../src/scenario/index.ts';
import { isValid, scenarios } from './arbitrary.ts';

/** Random scenarios that are explored in this run. */
const EXPLORED = Number(process.env['EXPLORED'] ?? 200);

/** Random scenarios in this run. */
const RUNS = Number(process.env['SCENARIOS'] ?? 10_000);

/** Milliseconds; a busy machine takes ten times what a free one does. */
const TIMEOUT = 120_000 + 10 * RUNS + 100 * EXPLORED;

const exitState = Task.names.indexOf('exit_state');
const sighand = Task.names.indexOf('sighand');

/** Watches writes while a machine runs: what must hold at each of them. */
class Watch {
  readonly #k: Kernel;
  readonly #released = new Set<Cell>();

  constructor(k: Kernel) {
    this.#k = k;
    k.j.tracker = this;
  }

  read(): void {}

  write(cell: Cell, field: number): void {
    if (!(cell instanceof Task)) return;
    if (field === sighand && cell.f[sighand] !== null) {
      // The first write gives a task its dispositions; one over them takes them away, which is its release.
      if (this.#released.has(cell)) throw new Error(`${cell.key} is released twice`);
      this.#released.add(cell);
    }
    if (field === exitState && cell.f[exitState] === 0) this.#dies(cell);
  }

  /** An init that becomes a zombie, its last thread with it, leaves nobody in its namespace. */
  #dies(task: Task): void {
    const ns = task_active_pid_ns(task);
    if (ns === this.#k.init_pid_ns || ns.child_reaper !== task) return;
    for (const pid of pidsOf(ns)) {
      const left = pid_task(pid, PIDTYPE_PID);
      if (left !== null && left.signal !== task.signal) throw new Error(`${left.key} outlives its init ${task.key}`);
    }
    if (!thread_group_empty(task) && [...threads(task)].some((t) => t !== task && t.exit_state === 0))
      throw new Error(`a thread outlives its init ${task.key}`);
  }
}

function* threads(task: Task): Generator<Task> {
  const head = task.signal.thread_head;
  for (let node = head.next; node !== head; node = node.next) yield node.owner;
}

function* pidsOf(ns: PidNamespace) {
  for (let nr = 1; nr < ns.idr.f.length; nr += 1) {
    const pid = ns.idr.find(nr);
    if (pid !== null) yield pid;
  }
}

/** In every namespace that has a pid: as many are counted as there are, and each is used. */
function countPids(k: Kernel): void {
  const namespaces = new Set<PidNamespace>();
  for (const pid of pidsOf(k.init_pid_ns)) for (const { ns } of pid.numbers) namespaces.add(ns);
  for (const ns of namespaces) {
    const alive = [...pidsOf(ns)];
    const counted = ns.pid_allocated >= PIDNS_ADDING ? ns.pid_allocated - PIDNS_ADDING : ns.pid_allocated;
    if (counted !== alive.length)
      throw new Error(`pid_allocated is ${counted}, and ${alive.length} struct pids are alive`);
    for (const pid of alive)
      if (pid.tasks.every((head) => head.next === head)) throw new Error('a struct pid without users is alive');
  }
}

/** Runs it; undefined if the kernel refuses to make its tree. */
function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof ScenarioError) return undefined;
    throw error;
  }
}

/**
 * Nobody reaps a death twice. A tracer that also becomes the parent sees it twice by right: wait_task_zombie first takes the tracer's
 * view of it and hands the zombie back to its real parent, whose place the tracer may have taken by then.
 */
const reapedOnce = (cast: Cast, steps: { events?: Record<string, string[]> | undefined }[]): void => {
  const process = (task: string) => task.replace(/\.\d+$/, '');
  const traced = new Set(
    cast.steps.flatMap((step) => (step.op === 'seize' ? [`${process(step.who)} ${process(step.to)}`] : [])),
  );
  const seen = new Set<string>();
  for (const { events } of steps)
    for (const [who, list] of Object.entries(events ?? {}))
      for (const event of list) {
        const dead = /^reaped (\S+):/.exec(event)?.[1];
        if (dead === undefined) continue;
        const key = `${who} ${dead}`;
        if (seen.has(key) && !traced.has(`${process(who)} ${process(dead)}`))
          throw new Error(`${who} reaps ${dead} twice in ${JSON.stringify(cast)}`);
        seen.add(key);
      }
};

describe('every scenario', () => {
  it(
    `ends, counts its pids, reaps each death once, and leaves nobody behind an init (${RUNS} random ones)`,
    () => {
      let ran = 0;
      fc.assert(
        fc.property(scenarios, fc.integer(), (cast, seed) => {
          let watch: Watch | undefined;
          const run = attempt(() =>
            runScenario(cast, {
              schedule: seeded(seed),
              booted: (k) => {
                watch = new Watch(k);
              },
              settled: countPids,
            }),
          );
          if (run === undefined) return;
          expect(watch).toBeDefined();
          ran += 1;
          reapedOnce(cast, run.outcome.steps);
          for (const wait of waits(run.kernel)) {
            if (wait.wchan !== 'zap_pid_ns_processes' && wait.wchan !== 'wait_for_vfork_done') continue;
            if (wait.reasons.length === 0)
              throw new Error(`${wait.task.key} hangs in ${wait.wchan} for no reason given`);
          }
        }),
        { numRuns: RUNS },
      );
      // Trees that the kernel refuses are no test of anything.
      expect(ran).toBeGreaterThan(RUNS / 2);
    },
    TIMEOUT,
  );

  it('that is generated here is one that the format accepts', () => {
    fc.assert(fc.property(scenarios, isValid), { numRuns: 300 });
  });

  it('repeats by its choices', () => {
    fc.assert(
      fc.property(scenarios, fc.integer(), (cast, seed) => {
        const schedule = recorded(seeded(seed));
        const first = attempt(() => runScenario(cast, { schedule }));
        if (first === undefined) return;
        expect(runScenario(cast, { schedule: given(schedule.choices) }).outcome).toEqual(first.outcome);
      }),
      { numRuns: 500 },
    );
  });

  it('can be gone through back and forth, and every moment is as it was', () => {
    fc.assert(
      fc.property(scenarios, fc.integer(), fc.array(fc.nat(), { maxLength: 4 }), (cast, seed, jumps) => {
        const moments: { at: number; memory: string }[] = [];
        const memory = (k: Kernel) => JSON.stringify([...snapshot(k)]);
        const run = attempt(() =>
          runScenario(cast, {
            schedule: seeded(seed),
            trace: true,
            settled: (k) => moments.push({ at: k.trace.length, memory: memory(k) }),
          }),
        );
        if (run === undefined) return;
        const { kernel } = run;
        const { trace } = kernel;
        for (const jump of [...jumps, 0, 1, 2, 3]) {
          const moment = moments[jump % moments.length]!;
          trace.seek(jump % (trace.length + 1));
          trace.seek(moment.at);
          expect(memory(kernel)).toBe(moment.memory);
        }
        trace.seek(0);
        expect([...snapshot(kernel)].length).toBe(1);
        trace.seek(trace.length);
        expect(memory(kernel)).toBe(moments.at(-1)!.memory);
      }),
      { numRuns: 500 },
    );
  });
});

/** All that decides how things go on, of every process. */
function* snapshot(k: Kernel): Generator<unknown> {
  for (let node = k.processes.next; node !== k.processes; node = node.next)
    for (const t of threads(node.owner))
      yield [
        t.key,
        t.__state,
        t.flags,
        t.exit_state,
        t.exit_code,
        t.blocked,
        t.pending.signal,
        t.pending.list,
        t.signal.flags,
        t.signal.shared_pending.list,
        t.real_parent.key,
        t.parent.key,
        t.signal.pgid?.numbers.map(({ nr }) => nr),
        t.wchan,
      ];
}

/** With SIGCHLD handlers' runs: exploring is to find those too. */
const key = (outcome: Outcome) => outcomeKey(outcome, { sigchld: true });

describe('exploring a scenario', () => {
  it(
    'finds every outcome that chance finds',
    () => {
      let complete = 0;
      fc.assert(
        fc.property(scenarios, fc.integer(), (cast, seed) => {
          // The first steps are enough to race, and few enough to explore.
          const short = { ...cast, steps: cast.steps.slice(0, 2) };
          if (attempt(() => runScenario(short)) === undefined) return;
          const found = explore((schedule) => runScenario(short, { schedule }).outcome, key, { limit: 150 });
          if (!found.complete) return;
          complete += 1;
          const ends = new Set(found.ends.map(({ end }) => key(end)));
          for (let i = 0; i < 15; i += 1) {
            const { outcome } = runScenario(short, { schedule: seeded(seed + i) });
            if (!ends.has(key(outcome)))
              throw new Error(`seed ${seed + i} finds another outcome: ${JSON.stringify(outcome)}`);
          }
        }),
        { numRuns: EXPLORED },
      );
      expect(complete).toBeGreaterThan(EXPLORED / 2);
    },
    TIMEOUT,
  );
});
