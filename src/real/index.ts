/**
 * Real kernels: carries out scenarios on one, and words what was seen as the scenario format does.
 *
 * A small C program (`agent/`) performs the steps inside: in User-Mode Linux, in QEMU, or on this machine. It is given a plan
 * (`plan.ts`), answers with numbers (`observation.ts`), and those become an outcome (`wording.ts`).
 *
 * What the format leaves open is done so: sys leads a session of its own and blocks every signal. An actor's threads are made before
 * its dispositions, its mask and the rest are set. Handlers have SA_RESTART and an empty sa_mask. `pgrp:A` is kill(-A). A command for
 * someone who is in a call that has not returned is `blocked` and done later, for someone who is not there `no-reply`, and about someone
 * whom the caller's namespace does not number `invisible`. A zombie's or an exiting task's pending signals are not told. `detach` first stops
 * a tracee that runs. `rescue` is setpgid(child, child) by whoever is the parent.
 */
import { fileURLToPath } from 'node:url';
import type { Outcome, Scenario } from '../scenario/index.ts';
import { buildAgent } from './agent.ts';
import { refusal } from './careful.ts';
import { RealError } from './error.ts';
import { Guest, type Machine } from './guest.ts';
import { hostMachine } from './host.ts';
import { readObservation } from './observation.ts';
import { MOST_TASKS, planOf } from './plan.ts';
import { qemuMachine } from './qemu.ts';
import { umlMachine } from './uml.ts';
import { outcomeOf } from './wording.ts';

export { RealError } from './error.ts';
export type { Guest } from './guest.ts';

export const KERNELS = ['uml', 'qemu', 'host'] as const;
export type Kernel = (typeof KERNELS)[number];

/** Where the agent and Debian's packages are kept. */
export const CACHE = fileURLToPath(new URL('../../.cache/real', import.meta.url));

type Runnable = Pick<Scenario, 'tree' | 'later' | 'steps'>;

/** What one run on a real kernel gave. */
export interface RealRun {
  outcome: Outcome;
  /** What was not as it should be, in words; the outcome is to be taken with care then. */
  problems: string[];
  /** ftrace's lines, if the scenario was traced; `names` are the tasks by their outermost numbers. */
  trace: { lines: string[]; names: Map<number, string> };
}

/**
 * Starts a kernel; it must be closed.
 * @throws RealError when it cannot be had or does not start; the signal's reason when that is aborted
 */
export async function startKernel(kernel: Kernel, signal?: AbortSignal, cache: string = CACHE): Promise<Guest> {
  const agent = await buildAgent(cache, signal);
  const machines: Record<Kernel, () => Machine | Promise<Machine>> = {
    uml: () => umlMachine(agent, cache, signal),
    qemu: () => qemuMachine(agent, cache, signal),
    host: () => hostMachine(agent),
  };
  return await Guest.start(await machines[kernel](), signal);
}

/**
 * Lets a scenario pass that may be run on a kernel.
 * @throws RealError saying why it may not
 */
export function refuse(scenario: Runnable, kernel: Kernel): void {
  const why = refusal(scenario, kernel);
  if (why) throw new RealError(why.message, why.remedy);
  const tasks = planOf(scenario).names.length;
  if (tasks > MOST_TASKS)
    throw new RealError(
      `it has ${tasks} tasks, sys among them; on a real kernel there may be ${MOST_TASKS}`,
      'Make it smaller; the model takes more.',
    );
}

/**
 * Carries out one scenario.
 * @throws RealError when it is refused, cannot be carried out, or the kernel ends over it
 */
export async function runReal(
  guest: Guest,
  scenario: Runnable,
  options: { kernel: Kernel; trace?: boolean; signal?: AbortSignal | undefined },
): Promise<RealRun> {
  refuse(scenario, options.kernel);
  const plan = planOf(scenario, { trace: options.trace ?? false });
  const seen = readObservation(await guest.run(plan.lines, options.signal));
  const outcome = outcomeOf(scenario, plan, seen);
  const problems = [...seen.problems];
  seen.frames.forEach((frame, i) => {
    if (!frame.settled) problems.push(`after ${outcome.steps[i]?.op ?? 'the end'} the system did not come to rest`);
  });
  if (seen.left > 0) problems.push(`${seen.left} tasks could not be got rid of afterwards`);
  if (!guest.hasStats) for (const task of Object.values(outcome.final)) delete task.do_exit;
  const names = new Map([...seen.tasks].map(([slot, { numbers }]) => [numbers[0] ?? 0, plan.names[slot] ?? '']));
  return { outcome, problems, trace: { lines: seen.trace, names } };
}
