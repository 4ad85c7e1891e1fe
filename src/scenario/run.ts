/**
 * Runs a scenario on the model kernel, and writes down what it did in the format's words.
 * @module
 */
import { inOrder, type Kernel, Kernel as Machine, PIDTYPE_PID, pid_task, type Schedule } from '../model/index.ts';
import { Crew, type Order } from './crew.ts';
import { ScenarioError } from './error.ts';
import type { Outcome, Scenario, Step } from './format.ts';
import { describeState } from './observe.ts';

export interface RunOptions {
  /** Who runs when; default: in order. */
  schedule?: Schedule;
  /** Whether to keep the trace; default: no. */
  trace?: boolean;
  /** Most steps of the machine for one step of the scenario; default: 2,000,000, far more than any needs that ends. */
  limit?: number;
  /** Called before anything runs. */
  booted?: (k: Kernel) => void;
  /** Called when the scenario's tree stands, and after each step has settled. */
  settled?: (k: Kernel, crew: Crew) => void;
}

export interface Run {
  outcome: Outcome;
  kernel: Kernel;
  crew: Crew;
  /** The trace's length when the tree stood, when each step had settled, and at the end. */
  marks: number[];
}

type OutcomeStep = Outcome['steps'][number];
/** Who is in a scenario and what happens: all that a run needs of it. */
export interface Cast {
  tree: Scenario['tree'];
  later?: Scenario['later'] | undefined;
  steps: Scenario['steps'];
}

const STEP_LIMIT = 2_000_000;

/** `kill from=A to=init sig=TERM`: a step as one line. */
function said(step: Step): string {
  const words = Object.entries(step)
    .filter(([key, value]) => !['op', 'timeout', 'nosettle', 'note'].includes(key) && value !== null)
    .map(([key, value]) => `${key}=${value === true ? 1 : value}`);
  return [step.op, ...words].join(' ');
}

/**
 * Runs a scenario: its tree, then each step, settling after each.
 * @throws ScenarioError if the tree cannot be made (the kernel refuses to, or an actor is dead before its children are made)
 */
export function runScenario(
  scenario: Cast,
  { schedule = inOrder, trace = false, limit = STEP_LIMIT, booted, settled }: RunOptions = {},
): Run {
  const kernel = new Machine({ trace });
  const crew = new Crew(kernel, scenario.later ?? []);
  booted?.(kernel);
  const settle = () => kernel.settle(schedule, limit);
  crew.startSys();
  settle();

  for (const [i, actor] of scenario.tree.entries()) {
    const order = crew.order(actor.parent ?? 'sys', { op: 'make', actor });
    settle();
    const failed =
      order?.result !== 'ok' && !(actor.vfork && order?.result === undefined)
        ? (order?.result ?? 'no reply')
        : crew.failed(actor.name);
    if (failed !== undefined)
      throw new ScenarioError(`tree[${i}]: ${actor.name} cannot be made as the scenario says: ${failed}.`);
  }

  const steps: OutcomeStep[] = [];
  const marks: number[] = [];
  let before = new Map<string, string>();
  const record = (op: string, result: string, withState = true) => {
    const now = withState ? new Map(crew.names().map((name) => [name, describeState(kernel, crew, name)])) : before;
    const state = Object.fromEntries([...now].filter(([name, is]) => before.get(name) !== is));
    before = now;
    const { events, reaped } = crew.takeEvents();
    steps.push({
      op,
      result,
      ...(Object.keys(events).length > 0 ? { events } : {}),
      ...(Object.keys(reaped).length > 0 ? { reaped } : {}),
      ...(Object.keys(state).length > 0 ? { state } : {}),
    });
    marks.push(kernel.trace.length);
    settled?.(kernel, crew);
  };
  record('start', 'ok');
  for (const step of scenario.steps) {
    const order = crew.order(performer(step, crew), step);
    if (step.nosettle) {
      while (order?.result === undefined && kernel.step(schedule));
    } else settle();
    record(said(step), resultOf(step, order, kernel, crew), !step.nosettle);
  }
  settle();
  record('end', 'ok');

  const final: Outcome['final'] = {};
  for (const name of crew.names()) {
    const { pid, ended } = crew.member(name)!;
    const last = before.get(name)!;
    final[name] = {
      nspid: pid.numbers.slice(1).map(({ nr }) => nr),
      do_exit: ended ?? (last === 'gone' ? 'unknown' : 'alive'),
      last,
    };
  }
  return { outcome: { steps, final }, kernel, crew, marks };
}

/** Who carries a step out; of a rescue, its parent does, whoever that is by then. */
export function performer(step: Step, crew?: Crew): string {
  if (step.op === 'rescue') return crew?.parentOf(step.who) ?? 'sys';
  if ('from' in step) return step.from;
  if ('by' in step) return step.by;
  return step.who;
}

function resultOf(step: Step, order: Order | undefined, kernel: Kernel, crew: Crew): string {
  if (order === undefined) return 'no-reply';
  if (order.result !== undefined) return order.result;
  if (step.op === 'exit' || step.op === 'texit') return 'sent';
  const member = crew.member(performer(step, crew));
  const task = member && pid_task(member.pid, PIDTYPE_PID);
  if (task === null || task === undefined) return 'no-reply';
  return /^(alive)/.test(describeState(kernel, crew, performer(step, crew))) ? 'blocked' : 'no-reply';
}
