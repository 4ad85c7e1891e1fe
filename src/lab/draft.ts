/**
 * A scenario while it is being built: the format's own shape, which may not be right yet.
 * @module
 */
import type { Actor, Scenario, Step } from '../scenario/index.ts';

export type Draft = Scenario;

/** What a reader begins with when there is nothing else. */
export const BEGINNING: Draft = {
  id: 'my-scenario',
  title: 'docker stop, and a PID 1 without a handler',
  tree: [
    { name: 'init', newpid: true },
    { name: 'worker', parent: 'init', sig: { TERM: 'exit:0' } },
  ],
  steps: [
    { op: 'kill', from: 'sys', to: 'init', sig: 'TERM' },
    { op: 'kill', from: 'sys', to: 'init', sig: 'KILL' },
  ],
};

/** The names of an actor and of its further threads. */
export function threadsOf({ name, threads = 1 }: Pick<Actor, 'name' | 'threads'>): string[] {
  return [
    name,
    ...Array.from({ length: Math.max(0, Math.min(threads, MOST_THREADS) - 1) }, (_, n) => `${name}.${n + 1}`),
  ];
}

/** As the format has it; a number beyond it is wrong, and no reason to make a million names. */
const MOST_THREADS = 1000;

/** Who can be there before an actor of the tree is made: its possible parents. */
export function before(draft: Draft, index: number): string[] {
  return ['sys', ...draft.tree.slice(0, index).flatMap(threadsOf)];
}

/** Who has been made when a step begins. */
export function presentAt(draft: Draft, step: number): string[] {
  const later = new Map((draft.later ?? []).map((actor) => [actor.name, actor]));
  const made = draft.steps.slice(0, step).flatMap((done) => {
    if (done.op === 'thread') return [done.who];
    return done.op === 'spawn' ? threadsOf(later.get(done.who) ?? { name: done.who }) : [];
  });
  return [...new Set(['sys', ...draft.tree.flatMap(threadsOf), ...made])];
}

/** Every name that is taken. */
export function takenNames(draft: Draft): Set<string> {
  return new Set([
    'sys',
    ...[...draft.tree, ...(draft.later ?? [])].map(({ name }) => name),
    ...draft.steps.flatMap((step) => (step.op === 'spawn' || step.op === 'thread' ? [step.who] : [])),
  ]);
}

/** `worker`, or `worker-2` if that is taken, and so on. */
export function freeName(draft: Draft, wish: string): string {
  const taken = takenNames(draft);
  if (!taken.has(wish)) return wish;
  for (let n = 2; ; n += 1) if (!taken.has(`${wish}-${n}`)) return `${wish}-${n}`;
}

/** The next free `NAME.n`. */
export function freeThread(draft: Draft, of: string): string {
  const group = of.replace(/\.\d+$/, '');
  const actor = [...draft.tree, ...(draft.later ?? [])].find(({ name }) => name === group);
  const taken = takenNames(draft);
  for (let n = actor?.threads ?? 1; ; n += 1) if (!taken.has(`${group}.${n}`)) return `${group}.${n}`;
}

/** What a step of this kind is at first, made of what the step before it was about. */
export function freshStep(draft: Draft, op: Step['op'], index: number, like?: Partial<Record<string, unknown>>): Step {
  const present = presentAt(draft, index);
  const last = draft.tree.at(-1)?.name ?? 'sys';
  const named = (wish: unknown, otherwise: string): string =>
    typeof wish === 'string' && present.includes(wish) ? wish : otherwise;
  const actor = like?.['who'] ?? like?.['from'] ?? like?.['by'];
  // The world outside does little but send signals.
  const who = named(actor === 'sys' ? undefined : actor, last);
  const to = named(like?.['to'], last);
  const sig = (like?.['sig'] as 'TERM' | undefined) ?? 'TERM';
  switch (op) {
    case 'kill':
    case 'tgkill':
    case 'queue':
      return {
        op,
        from: named(like?.['from'] ?? like?.['who'], 'sys'),
        to: op === 'tgkill' ? to : ((like?.['to'] as string) ?? to),
        sig,
      };
    case 'exit':
    case 'texit':
      return { op, who, code: 0 };
    case 'spawn': {
      const waiting = (draft.later ?? []).find(({ name }) => !present.includes(name));
      return { op, by: who, who: waiting?.name ?? freeName(draft, 'child') };
    }
    case 'thread':
      return { op, by: who, who: freeThread(draft, who) };
    case 'wait':
      return { op, who };
    case 'sigwait':
    case 'block':
    case 'unblock':
    case 'pdeath':
      return { op, who, sig };
    case 'sig':
      return { op, who, sig, mode: 'log' };
    case 'subreaper':
    case 'setpgid':
    case 'setsid':
    case 'unshare':
    case 'exec':
    case 'fault':
    case 'abort':
    case 'nop':
    case 'rescue':
      return { op, who };
    case 'nsopen':
    case 'setns':
    case 'seize':
    case 'detach':
      return { op, who, to };
    case 'reboot':
      return { op, who, cmd: 'restart' };
  }
}
