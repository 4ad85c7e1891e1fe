import type { Outcome, Scenario } from '../../scenario/index.ts';
import { groupOf } from './namespaces.ts';

/** Of each process, the one whose pid its process group is called by. */
export type ProcessGroups = ReadonlyMap<string, string>;

/**
 * Who is in which process group before each step: a child is in its parent's, until setpgid or setsid, its own or a rescue's, moves it.
 * @returns one for each step of the scenario, in order
 */
export function processGroups(scenario: Pick<Scenario, 'tree' | 'later' | 'steps'>, outcome: Outcome): ProcessGroups[] {
  const groups = new Map([['sys', 'sys']]);
  const of = (task: string) => groups.get(groupOf(task)) ?? groupOf(task);
  const born = (name: string, by: string) => {
    groups.set(name, of(by));
    const actor = [...scenario.tree, ...(scenario.later ?? [])].find((each) => each.name === name);
    if (actor?.setsid || actor?.setpgid === true) groups.set(name, name);
    else if (typeof actor?.setpgid === 'string') groups.set(name, groupOf(actor.setpgid));
  };
  for (const { name, parent = 'sys' } of scenario.tree) born(name, parent);
  return scenario.steps.map((step, i) => {
    const before = new Map(groups);
    const { result } = outcome.steps[i + 1]!;
    if (step.op === 'spawn' && (result === 'ok' || result === 'blocked')) born(step.who, step.by);
    if (result === 'ok' && (step.op === 'setsid' || step.op === 'rescue'))
      groups.set(groupOf(step.who), groupOf(step.who));
    if (result === 'ok' && step.op === 'setpgid') groups.set(groupOf(step.who), groupOf(step.to ?? step.who));
    return before;
  });
}
