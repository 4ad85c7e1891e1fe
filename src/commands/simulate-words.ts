/**
 * A scenario's tree and steps in words, for people.
 * @module
 */
import type { Actor, Cast, Step } from '../scenario/index.ts';

/** Text beneath a heading never gets narrower than this, however narrow the terminal is. */
const NARROWEST = 40;

/**
 * Breaks a line between words where it is wider than the terminal.
 * @param width columns; undefined: as wide as it likes
 * @param hang blanks before what is carried over
 */
export function wrap(line: string, width: number | undefined, hang: number): string[] {
  const most = Math.max(width ?? Number.POSITIVE_INFINITY, NARROWEST);
  const lines: string[] = [];
  let rest = line;
  while (rest.length > most) {
    const fits = rest.lastIndexOf(' ', most);
    // A word that is wider than the terminal stays whole, on a line of its own.
    const at = fits > hang ? fits : rest.indexOf(' ', most);
    if (at < 0) break;
    lines.push(rest.slice(0, at).trimEnd());
    rest = ' '.repeat(hang) + rest.slice(at + 1);
  }
  return [...lines, rest.trimEnd()];
}

/** Columns as wide as their widest cell; the last one is not filled up. */
export function columns(rows: readonly (readonly string[])[], indent: string): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) => `${indent}${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd());
}

/** What a signal does to an actor: `notes TERM`, `ignores HUP`. */
function disposition(sig: string, mode: string): string {
  if (mode.startsWith('exit:')) return `calls exit(${mode.slice(5)}) on ${sig}`;
  switch (mode) {
    case 'log':
      return `handles ${sig}`;
    case 'ignore':
      return `ignores ${sig}`;
    case 'reap':
      return `waits for its children on ${sig}`;
    case 'nocldwait':
      return `${sig} with SA_NOCLDWAIT`;
    case 'log-nocldwait':
      return `handles ${sig}, with SA_NOCLDWAIT`;
    default:
      return `${sig} by default`;
  }
}

const REAP = { auto: 'reap', ignore: 'ignore', nocldwait: 'nocldwait' };

function traits({ sig = {}, block, reap, ...actor }: Actor): string[] {
  return [
    ...(actor.newpid ? ['in a new pid namespace'] : []),
    ...(actor.threads !== undefined && actor.threads > 1 ? [`${actor.threads} threads`] : []),
    ...Object.entries(sig).map(([name, mode]) => disposition(name, mode ?? 'default')),
    ...(reap ? [disposition('CHLD', REAP[reap])] : []),
    ...(block && block.length > 0 ? [`blocks ${block.join(', ')}`] : []),
    ...(actor.subreaper ? ['child subreaper'] : []),
    ...(actor.setsid ? ['own session'] : []),
    ...(actor.setpgid === true ? ['own process group'] : actor.setpgid ? [`in the group of ${actor.setpgid}`] : []),
    ...(actor.pdeath ? [`gets ${actor.pdeath} when its parent dies`] : []),
    ...(actor.exitsig ? [`its parent gets ${actor.exitsig} when it dies`] : []),
    ...(actor.vfork ? ['by vfork'] : []),
    ...(actor.cloneparent ? ['its maker is its sister (CLONE_PARENT)'] : []),
  ];
}

/**
 * The actors under their parents.
 * @param pids each actor's numbers, outermost container first
 */
export function treeText(cast: Cast, pids: Readonly<Record<string, readonly number[]>>, width?: number): string[] {
  const lines = ['  sys, the world outside'];
  const below = (parent: string, indent: string) => {
    const children = cast.tree.filter((actor) => (actor.parent ?? 'sys').split('.')[0] === parent);
    children.forEach((actor, i) => {
      const last = i === children.length - 1;
      const numbers = pids[actor.name] ?? [];
      const pid = numbers.length === 0 ? [] : [`pid ${numbers.join('/')}`];
      const head = `${indent}${last ? '└─' : '├─'} ${actor.name}`;
      const said = [...pid, ...traits(actor)].join(', ');
      const under = `${indent}${last ? '   ' : '│  '}`;
      lines.push(...wrap(said ? `${head}  ${said}` : head, width, head.length + 2));
      below(actor.name, under);
    });
  };
  below('sys', '  ');
  if (cast.tree.some(({ newpid }) => newpid))
    lines.push('', ...wrap('  Pids are those inside the containers, the outermost first.', width, 2));
  return lines;
}

/** A step as a sentence. */
export function stepText(step: Step): string {
  switch (step.op) {
    case 'kill':
      if (step.to === '-1') return `${step.from} sends SIG${step.sig} to everybody it can`;
      if (step.to.startsWith('pgrp:')) return `${step.from} sends SIG${step.sig} to the group of ${step.to.slice(5)}`;
      return `${step.from} sends SIG${step.sig} to ${step.to}`;
    case 'tgkill':
      return `${step.from} sends SIG${step.sig} to the one thread ${step.to}`;
    case 'queue':
      return `${step.from} queues SIG${step.sig} to ${step.to} (sigqueue)`;
    case 'exit':
      return `${step.who} calls exit_group(${step.code})`;
    case 'texit':
      return `the thread ${step.who} alone calls exit(${step.code})`;
    case 'spawn': {
      const how = [
        ...(step.newpid ? ['in a new pid namespace'] : []),
        ...(step.vfork ? ['by vfork'] : []),
        ...(step.cloneparent ? ['with CLONE_PARENT'] : []),
        ...(step.exitsig ? [`with exit signal ${step.exitsig}`] : []),
      ];
      return [`${step.by} forks ${step.who}`, ...how].join(' ');
    }
    case 'thread':
      return `${step.by} starts the thread ${step.who}`;
    case 'wait': {
      const how = [
        ...(step.nohang ? ['WNOHANG'] : []),
        ...(step.wall ? ['__WALL'] : []),
        ...(step.clone ? ['__WCLONE'] : []),
        ...(step.nothread ? ['__WNOTHREAD'] : []),
      ];
      return `${step.who} waits for ${step.to ?? 'any child'}${how.length > 0 ? ` (${how.join('|')})` : ''}`;
    }
    case 'sigwait':
      return `${step.who} calls sigwait for SIG${step.sig}`;
    case 'block':
      return `${step.who} blocks SIG${step.sig}`;
    case 'unblock':
      return `${step.who} unblocks SIG${step.sig}`;
    case 'pdeath':
      return `${step.who} asks for SIG${step.sig} when its parent dies`;
    case 'sig':
      return `${step.who} from now on ${disposition(`SIG${step.sig}`, step.mode)}`;
    case 'subreaper':
      return step.on === '0' ? `${step.who} is no subreaper any more` : `${step.who} becomes a child subreaper`;
    case 'setpgid':
      return step.to === undefined
        ? `${step.who} makes its own process group`
        : `${step.who} joins the group of ${step.to}`;
    case 'setsid':
      return `${step.who} begins a session`;
    case 'unshare':
      return `${step.who} calls unshare(CLONE_NEWPID)`;
    case 'exec':
      return `${step.who} executes a program`;
    case 'fault':
      return `${step.who} reads where it has no memory`;
    case 'abort':
      return `${step.who} calls abort()`;
    case 'nop':
      return `${step.who} does nothing`;
    case 'nsopen':
      return `${step.who} opens the pid namespace of ${step.to}`;
    case 'setns':
      return `${step.who} enters the pid namespace of ${step.to} (setns): its children will be made there`;
    case 'seize':
      return `${step.who} traces ${step.to} (PTRACE_SEIZE)`;
    case 'detach':
      return `${step.who} lets ${step.to} go (PTRACE_DETACH)`;
    case 'reboot':
      return `${step.who} calls reboot(${step.cmd})`;
    case 'rescue':
      return `from outside, ${step.who} is moved into a process group of its own`;
  }
}

/** What came of a step's call; '' for what goes without saying. */
export function resultText(result: string): string {
  switch (result) {
    case 'ok':
    case 'sent':
      return '';
    case 'blocked':
      return 'the call has not returned';
    case 'no-reply':
      return 'no reply: the caller is dead or stopped';
    case 'invisible':
      return 'it has no number where the caller lives';
    default:
      return `fails with ${result}`;
  }
}
