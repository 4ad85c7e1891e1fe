/** The English edition. @module */
import type { Actor, Step } from '../../scenario/index.ts';
import type { SignalHappening } from '../film.ts';
import { code, type Named, type Said, say } from '../said.ts';
import type { Lexicon, NamedFate } from './lexicon.ts';
import { lines, locks } from './lines-en.ts';

const sig = (name: string) => code(`SIG${name}`);

/** What a signal does to an actor: `handles TERM`, `ignores HUP`. */
function disposition(name: string, mode: string): string {
  if (mode.startsWith('exit:')) return `calls exit(${mode.slice(5)}) on ${name}`;
  switch (mode) {
    case 'log':
      return `handles ${name}`;
    case 'ignore':
      return `ignores ${name}`;
    case 'reap':
      return `waits for its children on ${name}`;
    case 'nocldwait':
      return `${name} with SA_NOCLDWAIT`;
    case 'log-nocldwait':
      return `handles ${name}, with SA_NOCLDWAIT`;
    default:
      return `${name} by default`;
  }
}

const REAP = { auto: 'reap', ignore: 'ignore', nocldwait: 'nocldwait' };

function traits({ sig: set = {}, block, reap, ...actor }: Actor, name: (task: string) => Named): Said[] {
  const found: Said[] = [];
  const add = (said: Said | false | undefined) => {
    if (said) found.push(said);
  };
  add(actor.newpid && say`in a new pid namespace`);
  add(actor.threads !== undefined && actor.threads > 1 && say`${actor.threads} threads`);
  for (const [signal, mode] of Object.entries(set)) add(say`${disposition(signal, mode ?? 'default')}`);
  add(reap && say`${disposition('CHLD', REAP[reap])}`);
  add(block && block.length > 0 && say`blocks ${block.join(', ')}`);
  add(actor.subreaper && say`child subreaper`);
  add(actor.setsid && say`own session`);
  if (actor.setpgid === true) add(say`own process group`);
  else if (actor.setpgid) add(say`in the group of ${name(actor.setpgid)}`);
  add(actor.pdeath && say`gets ${actor.pdeath} when its parent dies`);
  add(actor.exitsig && say`its parent gets ${actor.exitsig} when it dies`);
  add(actor.vfork && say`by vfork`);
  add(actor.cloneparent && say`its maker is its sister (CLONE_PARENT)`);
  return found;
}

function sends(step: Extract<Step, { op: 'kill' | 'tgkill' | 'queue' }>, name: (task: string) => Named): Said {
  const from = name(step.from);
  const what = sig(step.sig);
  if (step.op === 'tgkill') return say`${from} sends ${what} to the one thread ${name(step.to)}`;
  if (step.op === 'queue') return say`${from} queues ${what} to ${name(step.to)} (sigqueue)`;
  if (step.to === '-1') return say`${from} sends ${what} to everybody it can`;
  if (step.to.startsWith('pgrp:')) return say`${from} sends ${what} to the group of ${name(step.to.slice(5))}`;
  return say`${from} sends ${what} to ${name(step.to)}`;
}

const brackets = (flags: readonly (string | false | undefined)[]): string => {
  const set = flags.filter(Boolean);
  return set.length > 0 ? ` (${set.join('|')})` : '';
};

function does(step: Step, name: (task: string) => Named): Said {
  const who = name('who' in step ? step.who : step.from);
  switch (step.op) {
    case 'kill':
    case 'tgkill':
    case 'queue':
      return sends(step, name);
    case 'exit':
      return say`${who} calls exit_group(${step.code})`;
    case 'texit':
      return say`the thread ${who} alone calls exit(${step.code})`;
    case 'spawn': {
      const how = [
        step.newpid && ' in a new pid namespace',
        step.vfork && ' by vfork',
        step.cloneparent && ' with CLONE_PARENT',
        step.exitsig && ` with exit signal ${step.exitsig}`,
      ];
      return say`${name(step.by)} forks ${who}${how.filter(Boolean).join('')}`;
    }
    case 'thread':
      return say`${name(step.by)} starts the thread ${who}`;
    case 'wait': {
      const flags = [
        step.nohang && 'WNOHANG',
        step.wall && '__WALL',
        step.clone && '__WCLONE',
        step.nothread && '__WNOTHREAD',
      ];
      const child = typeof step.to === 'string' ? say`${name(step.to)}` : say`any child`;
      return say`${who} waits for ${child}${brackets(flags)}`;
    }
    case 'sigwait':
      return say`${who} calls sigwait for ${sig(step.sig)}`;
    case 'block':
      return say`${who} blocks ${sig(step.sig)}`;
    case 'unblock':
      return say`${who} unblocks ${sig(step.sig)}`;
    case 'pdeath':
      return say`${who} asks for ${sig(step.sig)} when its parent dies`;
    case 'sig':
      return say`${who} from now on ${disposition(`SIG${step.sig}`, step.mode)}`;
    case 'subreaper':
      return step.on === '0' ? say`${who} is no subreaper any more` : say`${who} becomes a child subreaper`;
    case 'setpgid':
      return step.to === undefined
        ? say`${who} makes its own process group`
        : say`${who} joins the group of ${name(step.to)}`;
    case 'setsid':
      return say`${who} begins a session`;
    case 'unshare':
      return say`${who} calls unshare(CLONE_NEWPID)`;
    case 'exec':
      return say`${who} executes a program`;
    case 'fault':
      return say`${who} reads where it has no memory`;
    case 'abort':
      return say`${who} calls abort()`;
    case 'nop':
      return say`${who} does nothing`;
    case 'nsopen':
      return say`${who} opens the pid namespace of ${name(step.to)}`;
    case 'setns':
      return say`${who} enters the pid namespace of ${name(step.to)} (setns): its children will be made there`;
    case 'seize':
      return say`${who} traces ${name(step.to)} (PTRACE_SEIZE)`;
    case 'detach':
      return say`${who} lets ${name(step.to)} go (PTRACE_DETACH)`;
    case 'reboot':
      return say`${who} calls reboot(${step.cmd})`;
    case 'rescue':
      return say`from outside, ${who} is moved into a process group of its own`;
  }
}

function result(said: string): Said {
  switch (said) {
    case 'ok':
    case 'sent':
      return [];
    case 'blocked':
      return say`the call has not returned`;
    case 'no-reply':
      return say`no reply: the caller is dead or stopped`;
    case 'invisible':
      return say`it has no number where the caller lives`;
    default:
      return say`fails with ${code(said)}`;
  }
}

type Names = Parameters<Lexicon['signal']>[1];

/** Who sends it and why. */
function cause({ why, signal }: SignalHappening, { to, by, about, number }: Names): Said {
  const what = sig(signal);
  switch (why) {
    case 'zap_pid_ns_processes':
      return say`${by}, which is dying, sends ${what} to ${to}. It is number ${number} in the namespace’s table; whose child it is does not matter.`;
    case 'zap_other_threads':
      return say`${by} ends its other threads: ${to} is marked with ${what}.`;
    case 'pdeath_signal':
      return say`${by} is dying, and its child ${to} has asked for ${what} when that happens.`;
    case 'kill_orphaned_pgrp':
      return say`${by} leaves a stopped process group orphaned: the kernel sends ${what} to ${to}.`;
    case 'do_notify_parent':
      return about === undefined || about.text === to.text
        ? say`The kernel tells ${to} with ${what} that a child has died.`
        : say`The kernel tells ${to} with ${what} that its child ${about} has died.`;
    case 'do_notify_parent_cldstop':
      return about === undefined
        ? say`The kernel tells ${to} with ${what} that a child has stopped or goes on.`
        : say`The kernel tells ${to} with ${what} that ${about} has stopped or goes on.`;
    case 'reboot':
      return say`${by} has called reboot(2) inside the namespace: the kernel sends ${what} to its init, ${to}.`;
    case 'fault':
      return say`${to} has faulted, and the kernel sends it ${what}.`;
    case 'tgkill':
      return say`${by} sends ${what} to the one thread ${to}.`;
    case 'sigqueue':
      return say`${by} queues ${what} to ${to}.`;
    case 'ptrace_signal':
      return say`${to} puts ${what} back in its queue.`;
    default:
      return say`${by} sends ${what} to ${to}.`;
  }
}

/** What becomes of it. */
function consequence({ fate, because, taken, why, signal }: SignalHappening, { to }: Names): Said {
  switch (fate) {
    case 'fatal':
      return why === 'zap_pid_ns_processes' || why === 'zap_other_threads' ? [] : say` ${to} will die of it.`;
    case 'blocked':
      return say` ${to} blocks it, so it waits.`;
    case 'ignored':
      return because === 'chosen' ? say` ${to} ignores it.` : say` By default that does nothing.`;
    case 'dropped':
      if (because === 'unkillable')
        return say` It is dropped: ${to} is the init of its namespace, and has no handler for it.`;
      if (because === 'dying') return say` It is dropped: ${to} is dying already.`;
      return say` It is dropped: ${to} has one waiting, and one is enough.`;
    case 'queued':
      if (taken === 'handler') return say` ${to} has a handler for it.`;
      if (taken === 'sigwait') return say` ${to} waits for it in sigwait.`;
      if (taken === 'stop') return say` ${to} will stop.`;
      if (taken === 'nobody') return say` ${to} is past taking signals: nothing comes of it.`;
      return signal === 'CONT' ? say` ${to} goes on, if it was stopped.` : say` It waits in the queue.`;
  }
}

function ended(how: string): Said {
  const signal = /^signal (\w+)$/.exec(how)?.[1];
  return signal === undefined ? say`${how.replace(/^exit /, 'exit status ')}` : say`killed by ${sig(signal)}`;
}

/** `SIGKILL from zap_pid_ns_processes in init; its SIGTERM handler never ran; adopted by init; still a zombie`. */
function fate({
  ended: how,
  killedHow,
  killedBy,
  adopters,
  handlersThatNeverRan,
  last,
  releasedBy,
  who,
  tookOver,
}: NamedFate): Said {
  const parts: Said[] = [];
  if (tookOver !== undefined) return say`executed a program, and took the place of ${tookOver}`;
  if (how === undefined) parts.push(last.startsWith('stopped') ? say`stopped, and alive` : say`alive`);
  else if (killedHow === undefined || killedBy === undefined) parts.push(ended(how));
  else if (killedHow === 'fault') parts.push(say`${ended(how)}, for a fault of its own`);
  else if (killedBy.text === who.text) parts.push(say`${ended(how)}, sent by itself`);
  else if (/^[a-z]+_/.test(killedHow))
    parts.push(say`${sig(how.replace('signal ', ''))} from ${code(killedHow)}, in ${killedBy}`);
  else parts.push(say`${ended(how)}, sent by ${killedBy}`);
  if (handlersThatNeverRan.length > 0) {
    const handlers = list(handlersThatNeverRan.map((name) => say`${sig(name)}`));
    parts.push(
      handlersThatNeverRan.length === 1
        ? say`its ${handlers} handler never ran`
        : say`its ${handlers} handlers never ran`,
    );
  }
  if (adopters.length > 0) parts.push(say`adopted by ${list(adopters.map((name) => say`${name}`))}`);
  if (last.startsWith('zombie')) parts.push(say`still a zombie: nobody has reaped it`);
  else if (last.startsWith('exiting')) parts.push(say`still in ${code('do_exit')}`);
  else if (releasedBy !== undefined && releasedBy.text !== who.text) parts.push(say`reaped by ${releasedBy}`);
  return parts.flatMap((part, i): Said => (i === 0 ? part : say`; ${part}`));
}

function list(said: readonly Said[]): Said {
  return said.flatMap((one, i): Said => {
    if (i === 0) return one;
    return i === said.length - 1 ? say` and ${one}` : say`, ${one}`;
  });
}

export const en: Lexicon = {
  outside: 'outside',
  machineInit: 'the machine’s init',
  locks,
  lines,
  ended,
  states: {
    alive: 'alive',
    stopped: 'stopped',
    traced: 'stopped for its tracer',
    signalled: 'signalled',
    exiting: 'exiting',
    zombie: 'zombie',
    reaped: 'reaped',
    adopted: 'adopted',
  },
  list,
  signal: (happening, names) => say`${cause(happening, names)}${consequence(happening, names)}`,
  step: (number, said) => say`Step ${number}: ${said}.`,
  treeIsMade: say`The scenario’s processes are made.`,
  born: (who, by, how) =>
    how === 'thread'
      ? say`${by} starts the thread ${who}.`
      : how === 'init'
        ? say`${by} forks ${who}, which is pid 1 of a new namespace.`
        : say`${by} forks ${who}.`,
  handled: (who, signal, how) =>
    how === 'handler'
      ? say`${who} runs its handler for ${sig(signal)}.`
      : say`${who} gets ${sig(signal)} from sigwait.`,
  stopped: (who) => say`${who} stops.`,
  continued: (who) => say`${who} goes on.`,
  closed: (who) => say`${who} closes its pid namespace: no process can be added to it any more.`,
  sleeping: (who, where) => say`${who} sleeps in ${code(where)}.`,
  exiting: (who, how) => say`${who} is in ${code('do_exit')} and takes no more signals (${ended(how)}).`,
  zombie: (who, how) => say`${who} is a zombie (${ended(how)}).`,
  reaped: (who, by, thread) =>
    by === undefined
      ? thread
        ? say`The thread ${who} is gone.`
        : say`${who} is gone: nobody would wait for it, so it is released at once.`
      : say`${by} reaps ${who}. Its number is free.`,
  adopted: (who, from, by) => say`${by} adopts ${who}: its parent ${from} is dying.`,
  reaper: (who, from) =>
    say`${who} takes the office over from ${from}: it reaps the orphans of the namespace from now on.`,
  seized: (who, by) => say`${by} traces ${who}.`,
  released: (who, by) => say`${by} traces ${who} no more.`,
  exec: (who, instead) =>
    instead === undefined
      ? say`${who} executes a program.`
      : say`${who} executes a program, and takes the place and the number of ${instead}.`,
  userMode: (who, next) => {
    if (next === 'wakes') return say`${who} wakes up: a signal has come.`;
    return next === 'call'
      ? say`${who} is in user mode, about to enter the kernel.`
      : say`${who} is in user mode and has nothing more to do for now.`;
  },
  line: (who, fn, at) => say`${who} is in ${code(fn)}: ${code(at)}`,
  does,
  afterGrace: (said) => say`ten seconds later, ${said}`,
  result,
  traits,
  fate,
};
