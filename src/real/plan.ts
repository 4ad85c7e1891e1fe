import type { Actor, Scenario, Step } from '../scenario/index.ts';
import { CLONE, REBOOT, SIGNALS, WAIT } from './numbers.ts';

/** A scenario as the agent reads it, and what is needed to understand its answers. */
export interface Plan {
  /** The program, line by line. */
  lines: string[];
  /** The tasks' names by their slots; 0 is `sys`. */
  names: string[];
  /** What each command of the program, counted from 1, is for. */
  commands: ({ tree: number } | { step: number })[];
  /** The slots of tasks that are further threads of a process. */
  threads: Set<number>;
}

/** The agent has no room for more; sys is one of them. */
export const MOST_TASKS = 512;

/** How long nothing may change for a system to count as settled, and how long that may take, in ms. */
const SETTLE_MS = 50;
const DEADLINE_MS = 3000;

const MODES = { default: 0, ignore: 1, log: 2, exit: 3, reap: 4, nocldwait: 5, 'log-nocldwait': 6 } as const;
const REAP = { auto: 'reap', ignore: 'ignore', nocldwait: 'nocldwait' } as const;
/** A command's words after its deadline: operation, who, operands. */
type Command = readonly [op: string, who: number, ...operands: string[]];

const value = (n: number) => `=${n | 0}`;

function disposition(mode: string): string[] {
  const [name = '', code = '0'] = mode.split(':');
  return [value(MODES[name as keyof typeof MODES]), value(Number(code))];
}

/**
 * Turns a scenario into the agent's program.
 * @param options.trace have the functions called recorded, where the guest can
 */
export function planOf(scenario: Pick<Scenario, 'tree' | 'later' | 'steps'>, options: { trace?: boolean } = {}): Plan {
  const names = ['sys'];
  const slot = (name: string): number => {
    if (!names.includes(name)) names.push(name);
    return names.indexOf(name);
  };
  const actors = new Map([...(scenario.later ?? []), ...scenario.tree].map((actor) => [actor.name, actor]));
  const body: string[] = [];
  const commands: Plan['commands'] = [];
  const say = (verb: 'make' | 'step' | 'quick', deadline: number, command: Command, of: Plan['commands'][number]) => {
    body.push([verb, deadline, ...command].join(' '));
    commands.push(of);
  };

  scenario.tree.forEach((actor, tree) => {
    const who = slot(actor.name);
    say('make', 0, spawn(slot(actor.parent ?? 'sys'), who, actor), { tree });
    for (const command of equip(actor, who, slot)) say('make', 0, command, { tree });
  });
  if (options.trace) body.push('trace');
  body.push(`settle ${DEADLINE_MS}`);

  scenario.steps.forEach((step, i) => {
    const deadline = Math.max(step.timeout ?? 0, DEADLINE_MS);
    const later = step.op === 'spawn' ? actors.get(step.who) : undefined;
    const extra = later ? equip(later, slot(later.name), slot) : [];
    const command = carryOut(step, later, slot);
    say(step.nosettle || extra.length > 0 ? 'quick' : 'step', deadline, command, { step: i });
    for (const each of extra) say('quick', deadline, each, { step: i });
    if (step.nosettle) body.push('peek');
    else if (extra.length > 0) body.push(`settle ${deadline}`);
  });
  body.push(`settle ${DEADLINE_MS}`);
  const threads = new Set(names.flatMap((name, i) => (/\.\d+$/.test(name) ? [i] : [])));
  for (const step of scenario.steps) if (step.op === 'thread') threads.add(slot(step.who));
  return { lines: [`slots ${names.length} ${SETTLE_MS}`, ...body], names, commands, threads };
}

type Making = Pick<Actor, 'newpid' | 'vfork' | 'cloneparent' | 'exitsig'>;

function spawn(by: number, who: number, { newpid, vfork, cloneparent, exitsig }: Making): Command {
  const flags = (newpid ? CLONE.NEWPID : 0) | (vfork ? CLONE.VFORK : 0) | (cloneparent ? CLONE.PARENT : 0);
  return ['spawn', by, value(who), value(flags), value(SIGNALS[exitsig ?? 'CHLD'])];
}

/** What an actor does with itself once it is there. Its threads come first: they share the mask it had, not the one it sets. */
function equip(actor: Actor, who: number, slot: (name: string) => number): Command[] {
  const todo: Command[] = [];
  for (let n = 1; n < (actor.threads ?? 1); n += 1) todo.push(['thread', who, value(slot(`${actor.name}.${n}`))]);
  const dispositions = { ...actor.sig, ...(actor.reap && { CHLD: REAP[actor.reap] }) };
  for (const [sig, mode] of Object.entries(dispositions))
    todo.push(['sig', who, value(SIGNALS[sig as keyof typeof SIGNALS]), ...disposition(mode)]);
  for (const sig of actor.block ?? []) todo.push(['block', who, value(SIGNALS[sig])]);
  if (actor.setsid) todo.push(['setsid', who]);
  if (actor.setpgid)
    todo.push(['setpgid', who, value(0), actor.setpgid === true ? value(0) : `t${slot(actor.setpgid)}`]);
  if (actor.subreaper) todo.push(['subreaper', who, value(1)]);
  if (actor.pdeath) todo.push(['pdeath', who, value(SIGNALS[actor.pdeath])]);
  return todo;
}

function carryOut(step: Step, later: Actor | undefined, slot: (name: string) => number): Command {
  switch (step.op) {
    case 'kill':
    case 'queue':
      return [step.op, slot(step.from), receiver(step.to, slot), value(SIGNALS[step.sig])];
    case 'tgkill': {
      const one = receiver(step.to, slot);
      return ['tgkill', slot(step.from), one.replace('t', 'p'), one, value(SIGNALS[step.sig])];
    }
    case 'exit':
    case 'texit':
      return [step.op, slot(step.who), value(step.code)];
    case 'spawn':
      return spawn(slot(step.by), slot(step.who), { ...later, ...step });
    case 'thread':
      return ['thread', slot(step.by), value(slot(step.who))];
    case 'wait': {
      const bits =
        (step.nohang ? WAIT.NOHANG : 0) |
        (step.wall ? WAIT.ALL : 0) |
        (step.clone ? WAIT.CLONE : 0) |
        (step.nothread ? WAIT.NOTHREAD : 0);
      return ['wait', slot(step.who), step.to ? `t${slot(step.to)}` : value(-1), value(bits)];
    }
    case 'sigwait':
    case 'block':
    case 'unblock':
    case 'pdeath':
      return [step.op, slot(step.who), value(SIGNALS[step.sig])];
    case 'sig':
      return ['sig', slot(step.who), value(SIGNALS[step.sig]), ...disposition(step.mode)];
    case 'subreaper':
      return ['subreaper', slot(step.who), value(step.on === '0' ? 0 : 1)];
    case 'setpgid':
      return ['setpgid', slot(step.who), value(0), step.to ? `t${slot(step.to)}` : value(0)];
    case 'nsopen':
    case 'setns':
      return [step.op, slot(step.who), value(slot(step.to)), `o${slot(step.to)}`];
    case 'seize':
    case 'detach':
      return [step.op, slot(step.who), `t${slot(step.to)}`];
    case 'reboot':
      return ['reboot', slot(step.who), value(REBOOT[step.cmd])];
    default:
      return [step.op, slot(step.who)];
  }
}

function receiver(to: string, slot: (name: string) => number): string {
  if (to === '-1') return value(-1);
  return to.startsWith('pgrp:') ? `g${slot(to.slice(5))}` : `t${slot(to)}`;
}

/** How an outcome names a step: `kill from=sys to=init sig=TERM`. */
export function stepWords(step: Step): string {
  const { op, timeout: _, nosettle: __, note: ___, ...rest } = step;
  const fields = Object.entries(rest).flatMap(([key, said]) =>
    said === null || said === undefined ? [] : [`${key}=${said === true ? 1 : said}`],
  );
  return [op, ...fields].join(' ');
}
