import type { Step } from '../../scenario/index.ts';
import type { Locale } from '../locale.ts';
import type { LanesFigure, MarkKind, Placed } from './layout.ts';

/** The names of states and signs, as the key and the table of fates show them. */
export const markNames: Record<Locale, Record<MarkKind, string>> = {
  en: {
    alive: 'alive',
    stopped: 'stopped',
    traced: 'traced',
    signalled: 'signalled',
    exiting: 'exiting (in do_exit)',
    zombie: 'zombie',
    reaped: 'reaped',
    adopted: 'adopted',
    dropped: 'signal dropped',
    queued: 'signal queued, not taken',
    handled: 'signal taken by a handler',
    refused: 'call refused',
  },
  'zh-cn': {
    alive: '存活',
    stopped: '已停止',
    traced: '被跟踪',
    signalled: '已收信号',
    exiting: '正在退出（do_exit 中）',
    zombie: '僵尸',
    reaped: '已回收',
    adopted: '被收养',
    dropped: '信号被丢弃',
    queued: '信号排队，无人取走',
    handled: '信号由处理函数接收',
    refused: '调用被拒绝',
  },
};

/** `A, B and C`; `A、B 和 C`. */
export function list(names: string[], locale: Locale): string {
  if (names.length < 2) return names.join('');
  const [last, rest] = [names.at(-1), names.slice(0, -1)];
  return locale === 'en' ? `${rest.join(', ')} and ${last}` : `${rest.join('、')} 和 ${last}`;
}

interface Phrases {
  signal: Record<
    'zap' | Extract<Placed, { kind: 'signal' }>['fate'],
    (from: string, to: string, sig: string, many: boolean) => string
  >;
  exiting: (who: string, many: boolean, how: string | undefined) => string;
  zombie: (who: string, many: boolean) => string;
  reaped: (who: string, many: boolean, by: string | undefined) => string;
  adopted: (who: string, by: string) => string;
  born: (who: string, by: string) => string;
  call: (who: string, what: string, result: string) => string;
}

/** `exit 3`, `signal KILL`: how a task ended. */
function ending(how: string, locale: Locale): string {
  const signal = /^signal (\w+)$/.exec(how)?.[1];
  const code = /^exit (\d+)$/.exec(how)?.[1];
  if (signal !== undefined) return locale === 'en' ? `killed by SIG${signal}` : `被 SIG${signal} 杀死`;
  return locale === 'en' ? `exit status ${code}` : `退出码 ${code}`;
}

const phrases: Record<Locale, Phrases> = {
  en: {
    signal: {
      zap: (from, to, sig) => `${from}, in do_exit, sends ${sig} to ${to}.`,
      fatal: (from, to, sig, many) =>
        `${from} sends ${sig} to ${to}, which will die of it${many ? ', all of them' : ''}.`,
      handled: (from, to, sig) => `${from} sends ${sig} to ${to}, which takes it with a handler.`,
      dropped: (from, to, sig) => `${from} sends ${sig} to ${to}. It is dropped.`,
      queued: (from, to, sig) => `${from} sends ${sig} to ${to}. It stays in the queue.`,
      stops: (from, to, sig) => `${from} sends ${sig} to ${to}, which stops.`,
      continues: (from, to, sig) => `${from} sends ${sig} to ${to}, which goes on.`,
    },
    exiting: (who, many, how) => `${who} ${many ? 'enter' : 'enters'} do_exit${how ? ` (${how})` : ''}.`,
    zombie: (who, many) => `${who} ${many ? 'are zombies' : 'is a zombie'}.`,
    reaped: (who, many, by) => (by ? `${by} reaps ${who}.` : `${who} ${many ? 'are' : 'is'} gone.`),
    adopted: (who, by) => `${by} adopts ${who}.`,
    born: (who, by) => `${by} forks ${who}.`,
    call: (who, what, result) => `${who} calls ${what}: ${result}.`,
  },
  'zh-cn': {
    signal: {
      zap: (from, to, sig) => `${from} 在 do_exit 中向 ${to} 发送 ${sig}。`,
      fatal: (from, to, sig) => `${from} 向 ${to} 发送 ${sig}，目标将因此而死。`,
      handled: (from, to, sig) => `${from} 向 ${to} 发送 ${sig}，由处理函数接收。`,
      dropped: (from, to, sig) => `${from} 向 ${to} 发送 ${sig}，信号被丢弃。`,
      queued: (from, to, sig) => `${from} 向 ${to} 发送 ${sig}，信号留在队列中。`,
      stops: (from, to, sig) => `${from} 向 ${to} 发送 ${sig}，目标停止运行。`,
      continues: (from, to, sig) => `${from} 向 ${to} 发送 ${sig}，目标继续运行。`,
    },
    exiting: (who, _, how) => `${who} 进入 do_exit${how ? `（${how}）` : ''}。`,
    zombie: (who) => `${who} 成为僵尸。`,
    reaped: (who, _, by) => (by ? `${by} 回收 ${who}。` : `${who} 已被回收。`),
    adopted: (who, by) => `${by} 收养 ${who}。`,
    born: (who, by) => `${by} 创建子进程 ${who}。`,
    call: (who, what, result) => `${who} 调用 ${what}：${result}。`,
  },
};

const results: Record<Locale, Record<string, string>> = {
  en: {
    ok: 'it succeeds',
    blocked: 'it blocks',
    sent: 'it is done',
    'no-reply': 'no answer comes',
    invisible: 'the target cannot be seen from there',
  },
  'zh-cn': { ok: '成功', blocked: '阻塞', sent: '已执行', 'no-reply': '没有回应', invisible: '从那里看不到目标' },
};

/** A step as a call: `wait(app)`, `setns(init)`. */
function callText(step: Step, name: (task: string) => string): string {
  const named: Partial<Record<Step['op'], string>> = { spawn: 'fork', unshare: 'unshare(CLONE_NEWPID)', wait: 'wait' };
  const word = named[step.op] ?? step.op;
  if (step.op === 'spawn') return word;
  return 'to' in step && typeof step.to === 'string' ? `${word}(${name(step.to)})` : word;
}

/** What must be alike for two happenings of one column to be told in one sentence. */
function alike(h: Placed): string {
  switch (h.kind) {
    case 'signal':
      return [h.kind, h.from, h.sig, h.fate, h.zap].join();
    case 'exiting':
      return [h.kind, h.how].join();
    case 'reaped':
      return [h.kind, h.by].join();
    case 'adopted':
    case 'born':
      return [h.kind, h.from].join();
    case 'zombie':
      return h.kind;
    case 'call':
      return [h.kind, h.lane].join();
  }
}

export interface Told {
  column: number;
  sentences: string[];
}

/**
 * The figure in words: what each column holds, a sentence for each kind of happening.
 * @param name how a task is called to readers
 */
export function tell(figure: LanesFigure, locale: Locale, name: (task: string) => string): Told[] {
  const columns = Map.groupBy(figure.happenings, (h) => h.column);
  return [...columns].map(([column, inColumn]) => ({
    column,
    sentences: [...Map.groupBy(inColumn, alike).values()].map((group) => closeUp(sentence(group, locale, name))),
  }));
}

/** A name is set off by spaces because most are Latin; between two Han characters there is none. */
const closeUp = (text: string) => text.replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');

function sentence(group: Placed[], locale: Locale, name: (task: string) => string): string {
  const say = phrases[locale];
  const first = group[0]!;
  const who = list(
    group.map((h) => name(h.lane)),
    locale,
  );
  const many = group.length > 1;
  switch (first.kind) {
    case 'signal':
      return say.signal[first.zap ? 'zap' : first.fate](name(first.from), who, `SIG${first.sig}`, many);
    case 'exiting':
      return say.exiting(who, many, first.how && first.how !== 'alive' ? ending(first.how, locale) : undefined);
    case 'zombie':
      return say.zombie(who, many);
    case 'reaped':
      return say.reaped(who, many, first.by && name(first.by));
    case 'adopted':
      return say.adopted(who, name(first.from));
    case 'born':
      return say.born(who, name(first.from));
    case 'call':
      return say.call(who, callText(first.op, name), results[locale][first.result] ?? first.result);
  }
}

/** How each task ended, for the table of fates: `killed by SIGKILL`, `alive`, `exit status 3, a zombie`. */
export function fates(figure: LanesFigure, locale: Locale): { task: string; fate: string }[] {
  return figure.ends.map(({ task, how, last }) => {
    const end = how && how !== 'alive' ? ending(how, locale) : '';
    const is = /^(\w+)/.exec(last)?.[1] ?? last;
    const left = is === 'gone' ? '' : ((markNames[locale] as Record<string, string>)[is] ?? is);
    return { task, fate: [end, left].filter(Boolean).join(locale === 'en' ? ', ' : '，') || markNames[locale].reaped };
  });
}
