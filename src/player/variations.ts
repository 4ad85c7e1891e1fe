/**
 * Variations of a scenario that a reader can switch on: small changes to it, each one honest in the format's own terms.
 *
 * A variation speaks of `init`, the first actor that is pid 1 of a namespace, and of its workers, who live there with it. Actors inherit what
 * their parent has set; where a variation is about init alone, its children are told to keep what they had.
 * @module
 */
import type { Locale } from '../i18n/index.ts';
import type { Actor, Step } from '../scenario/index.ts';

/** What a variation changes: a scenario's core. Its other keys are kept. */
export interface Variable {
  tree: Actor[];
  later?: Actor[] | undefined;
  steps: Step[];
}

export interface Variation {
  id: string;
  name: Readonly<Record<Locale, string>>;
  /** Those of one group exclude each other. */
  group?: string;
  /** @returns undefined where it says nothing new about this scenario */
  change(scenario: Variable): Variable | undefined;
}

/** The note of a step that stands for a grace period: the format has no clock. */
export const GRACE_NOTE = 'ten seconds later';

const initOf = ({ tree }: Variable): Actor | undefined => tree.find(({ newpid }) => newpid);
const parentOf = ({ parent = 'sys' }: Actor): string => parent.replace(/\.\d+$/, '');
const childrenOf = ({ tree }: Variable, of: Actor): Actor[] => tree.filter((actor) => parentOf(actor) === of.name);

/** Those that live with init: its descendants, but not the inits of further namespaces nor who lives there. */
function workersOf(scenario: Variable): Actor[] {
  const init = initOf(scenario);
  if (init === undefined) return [];
  const inside = new Set([init.name]);
  const found: Actor[] = [];
  for (const actor of scenario.tree) {
    if (!inside.has(parentOf(actor)) || actor === init || actor.newpid) continue;
    inside.add(actor.name);
    found.push(actor);
  }
  return found;
}

const withActor = <S extends Variable>(scenario: S, name: string, change: (actor: Actor) => Actor): S => ({
  ...scenario,
  tree: scenario.tree.map((actor) => (actor.name === name ? change(actor) : actor)),
});

type Disposition = NonNullable<NonNullable<Actor['sig']>['TERM']>;

const withSignal = (actor: Actor, sig: 'TERM' | 'CHLD', mode: Disposition): Actor => ({
  ...actor,
  sig: { ...actor.sig, [sig]: mode },
});

/** What an actor does on CHLD in one word, whichever way it is said; undefined: it does not say. */
function onChild({ sig, reap }: Actor): Disposition | undefined {
  if (reap === undefined) return sig?.CHLD;
  return reap === 'auto' ? 'reap' : reap;
}

/** Init alone does `mode` on a signal. */
function initDoes(scenario: Variable, sig: 'TERM' | 'CHLD', mode: Disposition): Variable | undefined {
  const init = initOf(scenario);
  if (init === undefined) return undefined;
  const before = sig === 'CHLD' ? onChild(init) : init.sig?.TERM;
  if (before === mode || (before === undefined && mode === 'default')) return undefined;
  const { reap: _, ...rest } = init;
  let varied = withActor(scenario, init.name, () => withSignal(sig === 'CHLD' ? rest : init, sig, mode));
  const keeps = (actor: Actor): Actor => {
    const own = sig === 'CHLD' ? onChild(actor) : actor.sig?.TERM;
    return own === undefined ? withSignal(actor, sig, before ?? 'default') : actor;
  };
  for (const child of childrenOf(scenario, init)) varied = withActor(varied, child.name, keeps);
  const spawned = new Set(
    scenario.steps.flatMap((step) => (step.op === 'spawn' && step.by === init.name ? [step.who] : [])),
  );
  if (varied.later === undefined || spawned.size === 0) return varied;
  return { ...varied, later: varied.later.map((actor) => (spawned.has(actor.name) ? keeps(actor) : actor)) };
}

type Kill = Extract<Step, { op: 'kill' | 'tgkill' | 'queue' }>;
const isKill = (step: Step): step is Kill => step.op === 'kill';

/** Whether a step asks init to end, as `docker stop` does. */
const asksToEnd = (step: Step, init: Actor): step is Kill =>
  isKill(step) && step.sig === 'TERM' && (step.to === init.name || step.to === `pgrp:${init.name}`);

const isAsked = (scenario: Variable): boolean => {
  const init = initOf(scenario);
  return init !== undefined && scenario.steps.some((step) => asksToEnd(step, init));
};

/** For variations about what init does on SIGTERM: somebody must send it one. */
const whenAsked =
  (change: Variation['change']): Variation['change'] =>
  (scenario) =>
    isAsked(scenario) ? change(scenario) : undefined;

const killsInit = (step: Step, init: Actor): boolean =>
  isKill(step) && step.sig === 'KILL' && step.from === 'sys' && step.to === init.name;

const exitsAs = (step: Step, actor: Actor): boolean => step.op === 'exit' && step.who === actor.name;

/** Whether a step of the scenario is sure to end init. */
const ends = ({ steps }: Variable, init: Actor): boolean =>
  steps.some((step) => exitsAs(step, init) || killsInit(step, init));

function initForwards(scenario: Variable): Variable | undefined {
  const init = initOf(scenario)!;
  const children = childrenOf(scenario, init);
  const varied = initDoes(scenario, 'TERM', 'log') ?? scenario;
  if (children.length === 0) return undefined;
  // One that forwards already sends to its children by itself.
  if (scenario.steps.some((step) => isKill(step) && step.from === init.name && step.sig === 'TERM')) return undefined;
  const forwarded = children.map(({ name }): Step => ({ op: 'kill', from: init.name, to: name, sig: 'TERM' }));
  return {
    ...varied,
    steps: scenario.steps.flatMap((step) => (asksToEnd(step, init) ? [step, ...forwarded] : [step])),
  };
}

function initBlocks(scenario: Variable): Variable | undefined {
  const init = initOf(scenario)!;
  if (init.block?.includes('TERM')) return undefined;
  return withActor(scenario, init.name, (actor) => ({ ...actor, block: [...(actor.block ?? []), 'TERM'] }));
}

/** All workers do `mode` on SIGTERM; there must be a SIGTERM in the telling. */
function workersDo(scenario: Variable, mode: Disposition): Variable | undefined {
  if (!scenario.steps.some((step) => 'sig' in step && step.sig === 'TERM')) return undefined;
  const names = new Set(workersOf(scenario).map(({ name }) => name));
  if (names.size === 0) return undefined;
  const tree = scenario.tree.map((actor) => (names.has(actor.name) ? withSignal(actor, 'TERM', mode) : actor));
  const changed = tree.some((actor, i) => actor.sig?.TERM !== scenario.tree[i]!.sig?.TERM);
  return changed ? { ...scenario, tree } : undefined;
}

function toTheGroup(scenario: Variable): Variable | undefined {
  const init = initOf(scenario)!;
  const to = `pgrp:${init.name}`;
  if (!scenario.steps.some((step) => asksToEnd(step, init) && step.from === 'sys' && step.to !== to)) return undefined;
  const led =
    init.setsid || init.setpgid === true
      ? scenario
      : withActor(scenario, init.name, (actor) => ({ ...actor, setpgid: true }));
  return {
    ...led,
    steps: scenario.steps.map((step) => (asksToEnd(step, init) && step.from === 'sys' ? { ...step, to } : step)),
  };
}

function workerLeads(scenario: Variable): Variable | undefined {
  const worker = workersOf(scenario).find((actor) => childrenOf(scenario, actor).length > 0) ?? workersOf(scenario)[0];
  // A namespace's init can have no sister made for it, and must not be its maker's.
  if (
    worker === undefined ||
    worker.cloneparent ||
    scenario.tree.some((actor) => actor.cloneparent && parentOf(actor) === worker.name)
  )
    return undefined;
  // A group's number means nothing to who cannot see it.
  if (scenario.tree.some(({ setpgid }) => typeof setpgid === 'string')) return undefined;
  return withActor(scenario, worker.name, (actor) => ({ ...actor, newpid: true }));
}

function workerAdopts(scenario: Variable): Variable | undefined {
  const worker = workersOf(scenario).find((actor) => childrenOf(scenario, actor).length > 0);
  if (worker === undefined || worker.subreaper) return undefined;
  return withActor(scenario, worker.name, (actor) => ({ ...actor, subreaper: true }));
}

function workersFollowParents(scenario: Variable): Variable | undefined {
  const names = new Set(workersOf(scenario).flatMap(({ name, pdeath }) => (pdeath === undefined ? [name] : [])));
  if (names.size === 0) return undefined;
  return {
    ...scenario,
    tree: scenario.tree.map((actor) => (names.has(actor.name) ? { ...actor, pdeath: 'TERM' } : actor)),
  };
}

/** A name that nobody has. */
function freeName({ tree, later = [], steps }: Variable, wanted: string): string {
  const taken = new Set([...tree, ...later].map(({ name }) => name));
  for (const step of steps) if (step.op === 'spawn') taken.add(step.who);
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? wanted : `${wanted}${n}`;
    if (!taken.has(name)) return name;
  }
}

function daemonised(scenario: Variable): Variable | undefined {
  const init = initOf(scenario);
  if (init === undefined || scenario.steps.some((step) => step.op === 'spawn' && /daemon/.test(step.who)))
    return undefined;
  const parent = (workersOf(scenario).find((actor) => parentOf(actor) === init.name && !actor.vfork) ?? init).name;
  const launcher = freeName(scenario, 'launcher');
  const daemon = freeName(scenario, 'daemon');
  return {
    ...scenario,
    later: [...(scenario.later ?? []), { name: launcher }, { name: daemon }],
    steps: [
      { op: 'spawn', who: launcher, by: parent },
      { op: 'spawn', who: daemon, by: launcher },
      { op: 'exit', who: launcher, code: 0 },
      ...(parent === init.name ? [] : [{ op: 'wait', who: parent, to: launcher, nohang: true } as const]),
      ...scenario.steps,
    ],
  };
}

function initWaitsThenExits(scenario: Variable): Variable | undefined {
  const init = initOf(scenario);
  if (init === undefined || ends(scenario, init)) return undefined;
  const waits = childrenOf(scenario, init).map(({ name }): Step => ({ op: 'wait', who: init.name, to: name }));
  if (waits.length === 0) return undefined;
  return { ...scenario, steps: [...scenario.steps, ...waits, { op: 'exit', who: init.name, code: 0 }] };
}

function initExits(scenario: Variable): Variable | undefined {
  const init = initOf(scenario);
  if (init === undefined || ends(scenario, init)) return undefined;
  return { ...scenario, steps: [...scenario.steps, { op: 'exit', who: init.name, code: 0 }] };
}

function initIsKilled(scenario: Variable): Variable | undefined {
  const init = initOf(scenario);
  if (init === undefined || !scenario.steps.some((step) => exitsAs(step, init))) return undefined;
  return {
    ...scenario,
    steps: scenario.steps.map((step) =>
      exitsAs(step, init) ? { op: 'kill', from: 'sys', to: init.name, sig: 'KILL' } : step,
    ),
  };
}

function graceEnds(scenario: Variable): Variable | undefined {
  const init = initOf(scenario)!;
  if (scenario.steps.some((step) => killsInit(step, init))) return undefined;
  return {
    ...scenario,
    steps: [...scenario.steps, { op: 'kill', from: 'sys', to: init.name, sig: 'KILL', note: GRACE_NOTE }],
  };
}

function neverKilled(scenario: Variable): Variable | undefined {
  const init = initOf(scenario);
  if (init === undefined) return undefined;
  const steps = scenario.steps.filter((step) => !killsInit(step, init));
  return steps.length === 0 || steps.length === scenario.steps.length ? undefined : { ...scenario, steps };
}

/** All of them, in the order in which they are applied. */
export const variations: readonly Variation[] = [
  {
    id: 'init-term-exits',
    group: 'init-term',
    name: { en: 'init has a SIGTERM handler that exits', 'zh-cn': 'init 收到 SIGTERM 就退出' },
    change: whenAsked((scenario) =>
      initOf(scenario)?.sig?.TERM?.startsWith('exit:') ? undefined : initDoes(scenario, 'TERM', 'exit:0'),
    ),
  },
  {
    id: 'init-forwards',
    group: 'init-term',
    name: { en: 'init passes SIGTERM on to its children', 'zh-cn': 'init 把 SIGTERM 转发给子进程' },
    change: whenAsked(initForwards),
  },
  {
    id: 'init-term-default',
    group: 'init-term',
    name: { en: 'init has no SIGTERM handler', 'zh-cn': 'init 没有 SIGTERM 处理函数' },
    change: whenAsked((scenario) => initDoes(scenario, 'TERM', 'default')),
  },
  {
    id: 'init-term-ignored',
    group: 'init-term',
    name: { en: 'init ignores SIGTERM', 'zh-cn': 'init 忽略 SIGTERM' },
    change: whenAsked((scenario) => initDoes(scenario, 'TERM', 'ignore')),
  },
  {
    id: 'init-term-blocked',
    name: { en: 'init blocks SIGTERM, and its children inherit that', 'zh-cn': 'init 阻塞 SIGTERM，子进程也继承' },
    change: whenAsked(initBlocks),
  },
  {
    id: 'worker-term-exits',
    group: 'worker-term',
    name: { en: 'workers have a SIGTERM handler that exits', 'zh-cn': '工作进程收到 SIGTERM 就退出' },
    change: (scenario) => workersDo(scenario, 'exit:0'),
  },
  {
    id: 'worker-term-ignored',
    group: 'worker-term',
    name: { en: 'workers ignore SIGTERM', 'zh-cn': '工作进程忽略 SIGTERM' },
    change: (scenario) => workersDo(scenario, 'ignore'),
  },
  {
    id: 'term-to-group',
    name: { en: 'SIGTERM goes to the whole process group', 'zh-cn': 'SIGTERM 发给整个进程组' },
    change: whenAsked(toTheGroup),
  },
  {
    id: 'init-reaps',
    group: 'init-reap',
    name: { en: 'init reaps its children', 'zh-cn': 'init 回收子进程' },
    change: (scenario) => initDoes(scenario, 'CHLD', 'reap'),
  },
  {
    id: 'init-does-not-reap',
    group: 'init-reap',
    name: { en: 'init does not reap', 'zh-cn': 'init 不回收子进程' },
    change: (scenario) => initDoes(scenario, 'CHLD', 'default'),
  },
  {
    id: 'init-ignores-chld',
    group: 'init-reap',
    name: { en: 'init ignores SIGCHLD', 'zh-cn': 'init 忽略 SIGCHLD' },
    change: (scenario) => initDoes(scenario, 'CHLD', 'ignore'),
  },
  {
    id: 'worker-namespace',
    name: { en: 'a worker leads a pid namespace of its own', 'zh-cn': '工作进程自成一个 PID 命名空间' },
    change: workerLeads,
  },
  {
    id: 'worker-subreaper',
    name: { en: 'a worker is a subreaper', 'zh-cn': '工作进程是 subreaper' },
    change: workerAdopts,
  },
  {
    id: 'worker-pdeath',
    name: { en: 'workers ask for SIGTERM when their parent dies', 'zh-cn': '工作进程要求在父进程死时收到 SIGTERM' },
    change: workersFollowParents,
  },
  {
    id: 'daemon',
    name: { en: 'a daemon is forked twice', 'zh-cn': '二次 fork 出一个守护进程' },
    change: daemonised,
  },
  {
    id: 'init-waits',
    group: 'init-end',
    name: { en: 'init waits for its children, then exits', 'zh-cn': 'init 等子进程结束，然后退出' },
    change: initWaitsThenExits,
  },
  {
    id: 'init-exits',
    group: 'init-end',
    name: { en: 'init exits in the end', 'zh-cn': 'init 最后退出' },
    change: initExits,
  },
  {
    id: 'init-killed',
    group: 'init-end',
    name: { en: 'init is killed from outside instead of exiting', 'zh-cn': 'init 不是自己退出，而是被外面杀死' },
    change: initIsKilled,
  },
  {
    id: 'grace-kill',
    group: 'grace',
    name: { en: 'SIGKILL comes after 10 seconds', 'zh-cn': '10 秒后发送 SIGKILL' },
    change: whenAsked(graceEnds),
  },
  {
    id: 'never-killed',
    group: 'grace',
    name: { en: 'no SIGKILL, however long it takes', 'zh-cn': '无论多久都不发送 SIGKILL' },
    change: neverKilled,
  },
];

/**
 * A scenario with variations.
 * @param on ids in any order; those that are unknown, exclude one before them, or say nothing new about the scenario as it then is, are left out
 * @returns the scenario, and the ids that took effect
 */
export function vary<S extends Variable>(scenario: S, on: readonly string[]): { scenario: S; on: string[] } {
  let varied: S = scenario;
  const effective: string[] = [];
  const groups = new Set<string>();
  for (const { id, group, change } of variations) {
    if (!on.includes(id) || (group !== undefined && groups.has(group))) continue;
    const changed = change(varied);
    if (changed === undefined) continue;
    varied = { ...varied, ...changed };
    effective.push(id);
    if (group !== undefined) groups.add(group);
  }
  return { scenario: varied, on: effective };
}

/** Switches a variation on, which switches others of its group off; or off again. */
export function toggle(scenario: Variable, on: readonly string[], id: string): string[] {
  if (on.includes(id))
    return vary(
      scenario,
      on.filter((other) => other !== id),
    ).on;
  const group = variations.find((one) => one.id === id)?.group;
  const others = on.filter(
    (other) => group === undefined || variations.find((one) => one.id === other)?.group !== group,
  );
  return vary(scenario, [...others, id]).on;
}

/** The variations that a reader can be offered: those that are on, and those that would take effect if they were switched on. */
export function variationsOf(scenario: Variable, on: readonly string[]): { variation: Variation; on: boolean }[] {
  const effective = vary(scenario, on).on;
  return variations.flatMap((variation): { variation: Variation; on: boolean }[] => {
    if (effective.includes(variation.id)) return [{ variation, on: true }];
    return toggle(scenario, effective, variation.id).includes(variation.id) ? [{ variation, on: false }] : [];
  });
}
