import type { Actor, Outcome, Scenario } from '../../scenario/index.ts';
import { FigureError } from '../error.ts';

/** A pid namespace of a scenario, named after its init; the initial namespace is not among them. */
export interface Namespace {
  init: string;
  /** The namespace around it; undefined: the initial one. */
  outer: string | undefined;
}

export interface Namespaces {
  /** By the name of their init, outermost first. */
  all: Map<string, Namespace>;
  /** The namespace a task is in, by its init's name; undefined: the initial one. */
  of(task: string): string | undefined;
  /** Whether a task is in a namespace or in one nested in it. */
  within(task: string, namespace: string): boolean;
}

/** The thread group a task belongs to: `init.1` is a thread of `init`. */
export const groupOf = (task: string): string => task.replace(/\.\d+$/, '');

/**
 * Finds out which pid namespace each task of a scenario is in. A child enters the namespace of its parent, unless clone
 * makes a new one (CLONE_NEWPID), or its parent has called unshare or setns, which change only where its *next* children
 * go (copy_pid_ns, pidns_install). The pids recorded at the end must agree.
 * @throws FigureError when they do not
 */
export function namespaces(
  scenario: Pick<Scenario, 'id' | 'tree' | 'later' | 'steps'>,
  final: Outcome['final'],
): Namespaces {
  const all = new Map<string, Namespace>();
  const own = new Map<string, string | undefined>([['sys', undefined]]);
  /** Where the next child of a task goes; 'new': unshare was called, and that child will be pid 1. */
  const next = new Map<string, { into: string | undefined } | 'new'>();

  const enter = (task: string, parent: string, newpid: boolean) => {
    const parentGroup = groupOf(parent);
    const going = next.get(parentGroup);
    const around = going === 'new' ? own.get(parentGroup) : going ? going.into : own.get(parentGroup);
    if (newpid || going === 'new') {
      all.set(task, { init: task, outer: around });
      own.set(task, task);
      if (going === 'new') next.set(parentGroup, { into: task });
    } else own.set(task, around);
  };
  const declared = new Map<string, Actor>([...scenario.tree, ...(scenario.later ?? [])].map((a) => [a.name, a]));
  for (const actor of scenario.tree) enter(actor.name, actor.parent ?? 'sys', actor.newpid ?? false);
  for (const step of scenario.steps) {
    if (step.op === 'unshare') next.set(groupOf(step.who), 'new');
    if (step.op === 'setns') next.set(groupOf(step.who), { into: own.get(groupOf(step.to)) });
    if (step.op === 'spawn') enter(step.who, step.by, step.newpid ?? declared.get(step.who)?.newpid ?? false);
  }

  const of = (task: string) => own.get(groupOf(task));
  const chain = (task: string) => {
    const found: string[] = [];
    for (let at = of(task); at !== undefined; at = all.get(at)?.outer) found.push(at);
    return found;
  };
  for (const [task, { nspid }] of Object.entries(final))
    if (chain(task).length !== nspid.length)
      throw new FigureError(
        `Scenario ${scenario.id}: ${task} should be ${chain(task).length} pid namespaces deep, and its recorded pids are [${nspid.join(', ')}]. Record the scenario again.`,
      );
  return { all, of, within: (task, namespace) => chain(task).includes(namespace) };
}
