/** 简体中文版。 @module */
import type { Actor, Step } from '../../scenario/index.ts';
import type { SignalHappening } from '../film.ts';
import { code, type Named, type Said, say } from '../said.ts';
import type { Lexicon, NamedFate } from './lexicon.ts';
import { lines, locks } from './lines-zh-cn.ts';

const sig = (name: string) => code(`SIG${name}`);

function disposition(name: string, mode: string): Said {
  const what = sig(name);
  if (mode.startsWith('exit:')) return say`收到 ${what} 时调用 ${code(`exit(${mode.slice(5)})`)}`;
  switch (mode) {
    case 'log':
      return say`处理 ${what}`;
    case 'ignore':
      return say`忽略 ${what}`;
    case 'reap':
      return say`收到 ${what} 时回收子进程`;
    case 'nocldwait':
      return say`对 ${what} 设 SA_NOCLDWAIT`;
    case 'log-nocldwait':
      return say`处理 ${what}，并设 SA_NOCLDWAIT`;
    default:
      return say`对 ${what} 取默认动作`;
  }
}

const REAP = { auto: 'reap', ignore: 'ignore', nocldwait: 'nocldwait' };

function traits({ sig: set = {}, block, reap, ...actor }: Actor, name: (task: string) => Named): Said[] {
  const found: Said[] = [];
  const add = (said: Said | false | undefined) => {
    if (said) found.push(said);
  };
  add(actor.newpid && say`在新的 PID 命名空间里`);
  add(actor.threads !== undefined && actor.threads > 1 && say`共 ${actor.threads} 个线程`);
  for (const [signal, mode] of Object.entries(set)) add(disposition(signal, mode ?? 'default'));
  add(reap && disposition('CHLD', REAP[reap]));
  add(block && block.length > 0 && say`阻塞 ${list(block.map((signal) => say`${sig(signal)}`))}`);
  add(actor.subreaper && say`是 subreaper`);
  add(actor.setsid && say`自成一个会话`);
  if (actor.setpgid === true) add(say`自成一个进程组`);
  else if (actor.setpgid) add(say`在 ${name(actor.setpgid)} 的进程组里`);
  add(actor.pdeath && say`父进程死时收到 ${sig(actor.pdeath)}`);
  add(actor.exitsig && say`死时向父进程发 ${sig(actor.exitsig)}`);
  add(actor.vfork && say`由 vfork 创建`);
  add(actor.cloneparent && say`与创建者同一个父进程（CLONE_PARENT）`);
  return found;
}

function sends(step: Extract<Step, { op: 'kill' | 'tgkill' | 'queue' }>, name: (task: string) => Named): Said {
  const from = name(step.from);
  const what = sig(step.sig);
  if (step.op === 'tgkill') return say`${from} 只向线程 ${name(step.to)} 发送 ${what}`;
  if (step.op === 'queue') return say`${from} 用 sigqueue 向 ${name(step.to)} 发送 ${what}`;
  if (step.to === '-1') return say`${from} 向它能及的所有进程发送 ${what}`;
  if (step.to.startsWith('pgrp:')) return say`${from} 向 ${name(step.to.slice(5))} 所在的进程组发送 ${what}`;
  return say`${from} 向 ${name(step.to)} 发送 ${what}`;
}

const brackets = (flags: readonly (string | false | undefined)[]): string => {
  const set = flags.filter(Boolean);
  return set.length > 0 ? `（${set.join('|')}）` : '';
};

function does(step: Step, name: (task: string) => Named): Said {
  const who = name('who' in step ? step.who : step.from);
  switch (step.op) {
    case 'kill':
    case 'tgkill':
    case 'queue':
      return sends(step, name);
    case 'exit':
      return say`${who} 调用 ${code(`exit_group(${step.code})`)}`;
    case 'texit':
      return say`只有线程 ${who} 调用 ${code(`exit(${step.code})`)}`;
    case 'spawn': {
      const how = [
        step.newpid && '放进新的 PID 命名空间',
        step.vfork && '用 vfork',
        step.cloneparent && '带 CLONE_PARENT',
        step.exitsig && `退出信号为 SIG${step.exitsig}`,
      ].filter(Boolean);
      return say`${name(step.by)} 创建子进程 ${who}${how.length > 0 ? `（${how.join('，')}）` : ''}`;
    }
    case 'thread':
      return say`${name(step.by)} 创建线程 ${who}`;
    case 'wait': {
      const flags = [
        step.nohang && 'WNOHANG',
        step.wall && '__WALL',
        step.clone && '__WCLONE',
        step.nothread && '__WNOTHREAD',
      ];
      const child = typeof step.to === 'string' ? say`子进程 ${name(step.to)}` : say`任一子进程`;
      return say`${who} 等待${child}${brackets(flags)}`;
    }
    case 'sigwait':
      return say`${who} 用 sigwait 等待 ${sig(step.sig)}`;
    case 'block':
      return say`${who} 阻塞 ${sig(step.sig)}`;
    case 'unblock':
      return say`${who} 解除对 ${sig(step.sig)} 的阻塞`;
    case 'pdeath':
      return say`${who} 要求在父进程死时收到 ${sig(step.sig)}`;
    case 'sig':
      return say`${who} 从此${disposition(step.sig, step.mode)}`;
    case 'subreaper':
      return step.on === '0' ? say`${who} 不再是 subreaper` : say`${who} 成为 subreaper`;
    case 'setpgid':
      return step.to === undefined ? say`${who} 自成一个进程组` : say`${who} 加入 ${name(step.to)} 的进程组`;
    case 'setsid':
      return say`${who} 开始一个新会话`;
    case 'unshare':
      return say`${who} 调用 ${code('unshare(CLONE_NEWPID)')}`;
    case 'exec':
      return say`${who} 执行一个程序`;
    case 'fault':
      return say`${who} 读取了不属于它的内存`;
    case 'abort':
      return say`${who} 调用 ${code('abort()')}`;
    case 'nop':
      return say`${who} 什么也不做`;
    case 'nsopen':
      return say`${who} 打开 ${name(step.to)} 的 PID 命名空间`;
    case 'setns':
      return say`${who} 用 setns 进入 ${name(step.to)} 的 PID 命名空间：它的子进程将生在那里`;
    case 'seize':
      return say`${who} 开始跟踪 ${name(step.to)}（PTRACE_SEIZE）`;
    case 'detach':
      return say`${who} 放开 ${name(step.to)}（PTRACE_DETACH）`;
    case 'reboot':
      return say`${who} 调用 ${code(`reboot(${step.cmd})`)}`;
    case 'rescue':
      return say`从外面把 ${who} 移入它自己的进程组`;
  }
}

function result(said: string): Said {
  switch (said) {
    case 'ok':
    case 'sent':
      return [];
    case 'blocked':
      return say`调用尚未返回`;
    case 'no-reply':
      return say`没有回应：调用者已死或已停止`;
    case 'invisible':
      return say`调用者所在之处看不到它的编号`;
    default:
      return say`失败：${code(said)}`;
  }
}

type Names = Parameters<Lexicon['signal']>[1];

function cause({ why, signal }: SignalHappening, { to, by, about, number }: Names): Said {
  const what = sig(signal);
  switch (why) {
    case 'zap_pid_ns_processes':
      return say`${by} 正在死去，它向 ${to} 发送 ${what}。后者在命名空间的表里排 ${number} 号；是谁的子进程无关紧要。`;
    case 'zap_other_threads':
      return say`${by} 结束自己的其他线程：${to} 被标上 ${what}。`;
    case 'pdeath_signal':
      return say`${by} 正在死去，而子进程 ${to} 要求过：到那时收到 ${what}。`;
    case 'kill_orphaned_pgrp':
      return say`${by} 使一个停住的进程组成了孤儿：内核向 ${to} 发送 ${what}。`;
    case 'do_notify_parent':
      return about === undefined || about.text === to.text
        ? say`内核以 ${what} 告诉 ${to}：有子进程死了。`
        : say`内核以 ${what} 告诉 ${to}：子进程 ${about} 死了。`;
    case 'do_notify_parent_cldstop':
      return about === undefined
        ? say`内核以 ${what} 告诉 ${to}：有子进程停止或继续了。`
        : say`内核以 ${what} 告诉 ${to}：${about} 停止或继续了。`;
    case 'reboot':
      return say`${by} 在命名空间里调用了 reboot(2)：内核向 init，也就是 ${to}，发送 ${what}。`;
    case 'fault':
      return say`${to} 出了错，内核向它发送 ${what}。`;
    case 'tgkill':
      return say`${by} 只向线程 ${to} 发送 ${what}。`;
    case 'sigqueue':
      return say`${by} 用 sigqueue 向 ${to} 发送 ${what}。`;
    case 'ptrace_signal':
      return say`${to} 把 ${what} 放回自己的队列。`;
    default:
      return say`${by} 向 ${to} 发送 ${what}。`;
  }
}

function consequence({ fate: now, because, taken, why, signal }: SignalHappening, { to }: Names): Said {
  switch (now) {
    case 'fatal':
      return why === 'zap_pid_ns_processes' || why === 'zap_other_threads' ? [] : say`${to} 将因此而死。`;
    case 'blocked':
      return say`${to} 阻塞着它，所以信号在等待。`;
    case 'ignored':
      return because === 'chosen' ? say`${to} 忽略它。` : say`默认动作是什么都不做。`;
    case 'dropped':
      if (because === 'unkillable') return say`信号被丢弃：${to} 是命名空间的 init，没有为它装处理函数。`;
      if (because === 'dying') return say`信号被丢弃：${to} 已在死去。`;
      return say`信号被丢弃：${to} 已有一个同样的信号在等待，一个就够了。`;
    case 'queued':
      if (taken === 'handler') return say`${to} 有处理函数。`;
      if (taken === 'sigwait') return say`${to} 正在 sigwait 中等它。`;
      if (taken === 'stop') return say`${to} 将会停止。`;
      if (taken === 'nobody') return say`${to} 已不再接收信号：不会有任何后果。`;
      return signal === 'CONT' ? say`${to} 若已停止，就继续运行。` : say`信号在队列中等待。`;
  }
}

function ended(how: string): Said {
  const signal = /^signal (\w+)$/.exec(how)?.[1];
  return signal === undefined ? say`退出码 ${how.replace(/^exit /, '')}` : say`被 ${sig(signal)} 杀死`;
}

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
  if (tookOver !== undefined) return say`执行了一个程序，接替了 ${tookOver} 的位置`;
  if (how === undefined) parts.push(last.startsWith('stopped') ? say`停止着，还活着` : say`存活`);
  else if (killedHow === undefined || killedBy === undefined) parts.push(ended(how));
  else if (killedHow === 'fault') parts.push(say`${ended(how)}，因为它自己出了错`);
  else if (killedBy.text === who.text) parts.push(say`${ended(how)}，由它自己发送`);
  else if (/^[a-z]+_/.test(killedHow))
    parts.push(say`${sig(how.replace('signal ', ''))}，来自 ${killedBy} 的 ${code(killedHow)}`);
  else parts.push(say`${ended(how)}，由 ${killedBy} 发送`);
  if (handlersThatNeverRan.length > 0)
    parts.push(say`${list(handlersThatNeverRan.map((name) => say`${sig(name)}`))} 的处理函数从未运行`);
  if (adopters.length > 0)
    parts.push(say`${adopters.length > 1 ? '先后由' : '由'} ${list(adopters.map((name) => say`${name}`))} 收养`);
  if (last.startsWith('zombie')) parts.push(say`仍是僵尸：没有人回收`);
  else if (last.startsWith('exiting')) parts.push(say`仍在 ${code('do_exit')} 中`);
  else if (releasedBy !== undefined && releasedBy.text !== who.text) parts.push(say`由 ${releasedBy} 回收`);
  return parts.flatMap((part, i): Said => (i === 0 ? part : say`；${part}`));
}

function list(said: readonly Said[]): Said {
  return said.flatMap((one, i): Said => {
    if (i === 0) return one;
    return i === said.length - 1 ? say` 和 ${one}` : say`、${one}`;
  });
}

export const zhCN: Lexicon = {
  outside: '外部',
  machineInit: '整台机器的 init',
  locks,
  lines,
  ended,
  states: {
    alive: '存活',
    stopped: '已停止',
    traced: '为跟踪者而停',
    signalled: '已收信号',
    exiting: '正在退出',
    zombie: '僵尸',
    reaped: '已回收',
    adopted: '被收养',
  },
  list,
  signal: (happening, names) => say`${cause(happening, names)}${consequence(happening, names)}`,
  step: (number, said) => say`第 ${number} 步：${said}。`,
  treeIsMade: say`创建场景中的进程。`,
  born: (who, by, how) =>
    how === 'thread'
      ? say`${by} 创建线程 ${who}。`
      : how === 'init'
        ? say`${by} 创建子进程 ${who}，它是新命名空间的 1 号进程。`
        : say`${by} 创建子进程 ${who}。`,
  handled: (who, signal, how) =>
    how === 'handler' ? say`${who} 运行 ${sig(signal)} 的处理函数。` : say`${who} 从 sigwait 得到 ${sig(signal)}。`,
  stopped: (who) => say`${who} 停止。`,
  continued: (who) => say`${who} 继续运行。`,
  closed: (who) => say`${who} 关闭自己的 PID 命名空间：再也不能添加进程。`,
  sleeping: (who, where) => say`${who} 睡在 ${code(where)} 里。`,
  exiting: (who, how) => say`${who} 进入 ${code('do_exit')}，不再接收信号（${ended(how)}）。`,
  zombie: (who, how) => say`${who} 成为僵尸（${ended(how)}）。`,
  reaped: (who, by, thread) =>
    by === undefined
      ? thread
        ? say`线程 ${who} 消失。`
        : say`${who} 消失：没有人会等它，于是立即释放。`
      : say`${by} 回收 ${who}，它的编号空出来了。`,
  adopted: (who, from, by) => say`${by} 收养 ${who}，因为它的父进程 ${from} 正在死去。`,
  reaper: (who, from) => say`${who} 接替 ${from}：此后由它收养命名空间里的孤儿。`,
  seized: (who, by) => say`${by} 开始跟踪 ${who}。`,
  released: (who, by) => say`${by} 不再跟踪 ${who}。`,
  exec: (who, instead) =>
    instead === undefined ? say`${who} 执行一个程序。` : say`${who} 执行一个程序，并接替 ${instead} 的位置和编号。`,
  userMode: (who, next) => {
    if (next === 'wakes') return say`${who} 醒来：来了信号。`;
    return next === 'call' ? say`${who} 在用户态，正要进入内核。` : say`${who} 在用户态，暂时无事可做。`;
  },
  line: (who, fn, at) => say`${who} 在 ${code(fn)} 中：${code(at)}`,
  does,
  afterGrace: (said) => say`十秒之后，${said}`,
  result,
  traits,
  fate,
};
