import type { Scenario, Step } from '../scenario/index.ts';
import type { Kernel } from './index.ts';

type Runnable = Pick<Scenario, 'tree' | 'later' | 'steps'>;

/** Why a scenario is not run, and what to do. */
export interface Refusal {
  message: string;
  remedy: string;
}

const IN_A_GUEST = 'Use --kernel uml: halting it ends everything.';

/**
 * Why a scenario must not be run on a kernel, if so. A guest can be halted, whatever hangs in it; on this machine a process that can
 * never be killed would stay until it is restarted. Nowhere may a scenario reboot the machine itself (the agent sees to that).
 */
export function refusal(scenario: Runnable, kernel: Kernel): Refusal | undefined {
  const bySys = scenario.steps.find((step) => actsAs(step) === 'sys' && !SYS_MAY.has(step.op));
  if (bySys)
    return {
      message: `sys, the world outside, cannot be told to ${bySys.op}`,
      remedy: `Let an actor do it; sys can ${[...SYS_MAY].join(', ')}.`,
    };
  const danger = kernel === 'host' ? dangerToHost(scenario) : undefined;
  return danger === undefined ? undefined : { message: danger, remedy: IN_A_GUEST };
}

/** What a scenario could do to the machine it runs on, if it could do harm. */
function dangerToHost(scenario: Runnable): string | undefined {
  const { steps } = scenario;
  const actors = [...scenario.tree, ...(scenario.later ?? [])];
  const inside = insideNamespace(scenario);
  const everybody = steps.find(
    (step) => 'to' in step && step.to === '-1' && 'from' in step && !inside.has(step.from.split('.')[0] ?? ''),
  );
  if (everybody) return 'kill(-1) from outside a pid namespace would reach every process of this machine';

  const joins = [
    ...actors.filter((actor) => typeof actor.setpgid === 'string').map((actor) => actor.name),
    ...steps.flatMap((step) => (step.op === 'setpgid' && step.to && step.to !== step.who ? [step.who] : [])),
  ];
  const rescued = new Set(steps.flatMap((step) => (step.op === 'rescue' ? [step.who] : [])));
  const pinned = joins.find((name) => !rescued.has(name));
  if (pinned)
    return `${pinned} joins the process group of another and no step rescues it: it could be left unkillable on this machine`;

  const injectors = new Set(steps.flatMap((step) => (step.op === 'setns' || step.op === 'unshare' ? [step.who] : [])));
  const injected = steps.flatMap((step) => (step.op === 'spawn' && injectors.has(step.by) ? [step] : []));
  const unreaped = injected.find(
    ({ who, by }) =>
      !steps.some(
        (step) => (step.op === 'wait' && step.who === by && (!step.to || step.to === who)) || endsIt(step, by),
      ),
  );
  if (unreaped)
    return `${unreaped.who} is put into a namespace from outside and ${unreaped.by} neither waits for it nor ends: the namespace’s init could be left unkillable on this machine`;

  const traced = steps.flatMap((step) => (step.op === 'seize' ? [step] : []));
  const held = traced.find(
    ({ who, to }) =>
      !steps.some(
        (step) =>
          ((step.op === 'wait' || step.op === 'detach') && step.who === who && (!step.to || step.to === to)) ||
          endsIt(step, who),
      ),
  );
  if (held)
    return `${held.who} traces ${held.to} and neither waits for it nor lets it go: a namespace’s init could be left unkillable on this machine`;

  const deadly = actors.find((actor) => actor.exitsig === 'KILL' || actor.exitsig === 'STOP');
  if (deadly)
    return `the death of ${deadly.name} sends SIG${deadly.exitsig} to its parent, which may be another process of this machine`;
  return undefined;
}

const SYS_MAY = new Set<Step['op']>([
  'kill',
  'tgkill',
  'queue',
  'spawn',
  'setns',
  'nsopen',
  'unshare',
  'nop',
  'rescue',
]);

const endsIt = (step: Step, who: string): boolean =>
  (step.op === 'exit' && step.who === who) || (step.op === 'kill' && step.to === who && step.sig === 'KILL');

/** The task that acts in a step. */
const actsAs = (step: Step): string => ('from' in step ? step.from : 'by' in step ? step.by : step.who);

/** The actors that are certainly in a pid namespace of their own: an init, and what is below one. */
function insideNamespace(scenario: Runnable): Set<string> {
  const inside = new Set<string>();
  const births = [
    ...scenario.tree.map((actor) => ({ who: actor.name, by: actor.parent ?? 'sys', newpid: actor.newpid })),
    ...scenario.steps.flatMap((step) => (step.op === 'spawn' ? [step] : [])),
  ];
  for (const { who, by, newpid } of births) if (newpid || inside.has(by.split('.')[0] ?? '')) inside.add(who);
  return inside;
}
