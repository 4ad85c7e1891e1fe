/**
 * Says verdicts in words, in both editions of the site. Numbers come first.
 * @module
 */
import type { Wanted } from './calls.ts';
import type { Check, CheckName, Reason } from './checks.ts';
import type { Ending } from './facts.ts';
import type { LimitName } from './limits.ts';
import type { Misuse } from './transcript.ts';

/** A sentence in each edition. Names of programs and calls stand between backquotes. */
export interface Said {
  en: string;
  'zh-cn': string;
}

const said = (en: string, zh: string): Said => ({ en, 'zh-cn': zh });

const code = (name: string | number): string => `\`${name}\``;

/** Seconds without needless digits. */
const secs = (seconds: number): string => String(Math.round(seconds * 1000) / 1000);

const one = (seconds: number): string =>
  Math.round(seconds * 1000) / 1000 === 1 ? '1 second' : `${secs(seconds)} seconds`;

const ending = (how: Ending): Said =>
  'exit' in how
    ? said(`it exited with ${how.exit}`, `它以退出码 ${how.exit} 退出`)
    : said(`it died of ${how.signal}`, `它死于 ${how.signal}`);

const s = (n: number, one: string, many: string): string => (n === 1 ? one : many);

/** What schedules do, in each edition; of English, for so many of them. */
const WORDS: Record<CheckName, { fails: (n: number) => Said; passes: (n: number) => Said }> = {
  runs: {
    fails: (n) => said(`${s(n, 'ends', 'end')} in an error of the program`, '因程序出错而终止'),
    passes: (n) => said(`${s(n, 'runs', 'run')} without an error`, '运行无误'),
  },
  'nobody-killed': {
    fails: (n) => said(`${s(n, 'leaves', 'leave')} someone to be killed`, '有进程死于 SIGKILL'),
    passes: (n) => said(`${s(n, 'leaves', 'leave')} nobody to be killed`, '没有进程死于 SIGKILL'),
  },
  'no-zombie': {
    fails: (n) => said(`${s(n, 'leaves', 'leave')} a zombie`, '留下了僵尸进程'),
    passes: (n) => said(`${s(n, 'leaves', 'leave')} no zombie`, '没有留下僵尸进程'),
  },
  'exit-status': {
    fails: (n) => said(`${s(n, 'ends', 'end')} with the wrong exit status`, '退出码不对'),
    passes: (n) => said(`${s(n, 'ends', 'end')} with the right exit status`, '退出码正确'),
  },
  ends: {
    fails: (n) => said(`${s(n, 'does not end when it should', 'do not end when they should')}`, '没有按时自行结束'),
    passes: (n) => said(`${s(n, 'ends in time, by itself', 'end in time, by themselves')}`, '按时自行结束'),
  },
  handled: {
    fails: (n) => said(`${s(n, 'keeps', 'keep')} somebody from handling the signal`, '有进程没能处理完信号'),
    passes: (n) => said(`${s(n, 'lets', 'let')} every handler run to its end`, '信号都处理完毕'),
  },
  untold: {
    fails: (n) => said(`${s(n, 'reaches', 'reach')} somebody who should be left alone`, '惊动了不相干的进程'),
    passes: (n) => said(`${s(n, 'leaves', 'leave')} the others alone`, '没有惊动不相干的进程'),
  },
  gone: {
    fails: (n) => said(`${s(n, 'leaves', 'leave')} somebody running`, '有进程迟迟不结束'),
    passes: (n) => said(`${s(n, 'leaves', 'leave')} nobody running`, '没有进程滞留'),
  },
  lives: {
    fails: (n) => said(`${s(n, 'ends', 'end')} somebody too early`, '有进程过早结束'),
    passes: (n) => said(`${s(n, 'ends', 'end')} nobody too early`, '没有进程过早结束'),
  },
  adopted: {
    fails: (n) => said(`${s(n, 'gives', 'give')} an orphan to somebody else`, '孤儿归错了进程'),
    passes: (n) => said(`${s(n, 'gives', 'give')} the orphans to the right process`, '孤儿归对了进程'),
  },
  'not-busy': {
    fails: (n) => said(`${s(n, 'is', 'are')} busy waiting`, '在忙等'),
    passes: (n) => said(`${s(n, 'sleeps', 'sleep')} while there is nothing to do`, '没有忙等'),
  },
};

/** `5 of 64 schedules leave someone to be killed`; `64 of 64 schedules leave nobody to be killed`. */
export function sentence(check: CheckName, failed: number, total: number): Said {
  const { fails, passes } = WORDS[check];
  const count = failed === 0 ? total : failed;
  const tail = failed === 0 ? passes(count) : fails(count);
  if (total === 1) return said(`The first schedule ${tail.en}`, `第一种调度${tail['zh-cn']}`);
  return said(`${count} of ${total} schedules ${tail.en}`, `${total} 种调度中，${count} 种${tail['zh-cn']}`);
}

/** What a check asks for, before anything has run. */
export function demand(check: Check): Said {
  const list = (names: readonly string[], and: string) => names.map(code).join(and);
  switch (check.check) {
    case 'nobody-killed':
      if (check.asked !== undefined && check.after !== undefined)
        return said(
          `Nobody dies of SIGKILL before the grace period of ${one(check.after)} is over or pid 1 has been asked to stop ${check.asked} times.`,
          `在 ${secs(check.after)} 秒宽限期结束之前、1 号进程第 ${check.asked} 次被要求停止之前，没有进程死于 SIGKILL。`,
        );
      if (check.asked !== undefined)
        return said(
          `Nobody dies of SIGKILL before pid 1 has been asked to stop ${check.asked} times.`,
          `在 1 号进程第 ${check.asked} 次被要求停止之前，没有进程死于 SIGKILL。`,
        );
      return check.after === undefined
        ? said('Nobody dies of SIGKILL.', '没有进程死于 SIGKILL。')
        : said(
            `Nobody dies of SIGKILL before the grace period of ${one(check.after)} is over, and then only of yours.`,
            `在 ${secs(check.after)} 秒宽限期结束之前没有进程死于 SIGKILL；此后的 SIGKILL 只能由你的程序发出。`,
          );
    case 'no-zombie':
      return said(
        `No zombie is left for longer than ${one(check.within)}, and none at the end.`,
        `僵尸进程停留不超过 ${secs(check.within)} 秒，结束时一个不剩。`,
      );
    case 'exit-status':
      return check.of === undefined
        ? said(`The container’s exit status is ${check.is}.`, `容器的退出码是 ${check.is}。`)
        : said(
            `The container’s exit status is that of ${code(check.of)}; 128 + n if signal n killed it.`,
            `容器的退出码与 ${code(check.of)} 的相同；若它死于 n 号信号，则为 128 + n。`,
          );
    case 'ends':
      return said(
        `The container ends by itself within ${one(check.within)} ${from(check.since).en}.`,
        `${from(check.since)['zh-cn']} ${secs(check.within)} 秒之内，容器自行结束。`,
      );
    case 'handled':
      return said(
        `The ${check.signal} handler of ${list(check.who, ' and ')} runs to its end${check.times === undefined ? '' : check.times === 1 ? ', just once' : `, ${check.times} times`}.`,
        `${list(check.who, '、')} 的 ${check.signal} 处理函数运行完毕${check.times === undefined ? '' : `，恰好 ${check.times} 次`}。`,
      );
    case 'untold':
      return said(
        `${list(check.who, ' and ')} never gets ${check.signal}.`,
        `${list(check.who, '、')} 始终不会收到 ${check.signal}。`,
      );
    case 'gone':
      return said(
        `${list(check.who, ' and ')} has ended within ${one(check.within)} ${from(check.since).en}.`,
        `${from(check.since)['zh-cn']} ${secs(check.within)} 秒之内，${list(check.who, '、')} 已结束。`,
      );
    case 'lives':
      return 'seconds' in check.until
        ? said(
            `${code(check.who)} is alive for ${one(check.until.seconds)}.`,
            `${code(check.who)} 存活 ${secs(check.until.seconds)} 秒。`,
          )
        : said(
            `${code(check.who)} is alive ${until(check.until).en}.`,
            `${until(check.until)['zh-cn']}，${code(check.who)} 一直存活。`,
          );
    case 'adopted':
      return said(
        `${code(check.who)} is adopted by ${code(check.by)}.`,
        `${code(check.who)} 由 ${code(check.by)} 收养。`,
      );
    case 'not-busy':
      return said('The program sleeps while there is nothing to do.', '程序在无事可做时睡眠，不忙等。');
  }
}

type Since = Extract<Check, { check: 'ends' }>['since'];

const from = (since: Since): Said => {
  if ('end' in since) return said(`of the end of ${code(since.end)}`, `${code(since.end)} 结束后`);
  return since.asked === 1
    ? said('of being asked to stop', '被要求停止后')
    : said(`of being asked to stop for the ${nth(since.asked)} time`, `第 ${since.asked} 次被要求停止后`);
};

const until = (since: Since): Said => {
  if ('end' in since) return said(`until ${code(since.end)} has ended`, `在 ${code(since.end)} 结束之前`);
  return since.asked === 1
    ? said('until the container is asked to stop', '在容器被要求停止之前')
    : said(
        `until the container is asked to stop for the ${nth(since.asked)} time`,
        `在容器第 ${since.asked} 次被要求停止之前`,
      );
};

const nth = (n: number): string => (n === 2 ? 'second' : n === 3 ? 'third' : `${n}th`);

/** What went wrong in one run, in a sentence or two. */
export function explain(reason: Reason): Said {
  switch (reason.why) {
    case 'zapped':
      return said(
        `${code(reason.who)} was still there when ${code(reason.by)} exited, and got SIGKILL from ${code('zap_pid_ns_processes')}.`,
        `${code(reason.by)} 退出时 ${code(reason.who)} 还在，于是收到了 ${code('zap_pid_ns_processes')} 发出的 SIGKILL。`,
      );
    case 'killed-early':
      return said(
        `${code(reason.by)} sent SIGKILL to ${code(reason.who)} ${after(reason.at)}. The grace period is ${one(reason.grace)}.`,
        `${code(reason.by)} 在${afterZh(reason.at)}就向 ${code(reason.who)} 发送了 SIGKILL；宽限期是 ${secs(reason.grace)} 秒。`,
      );
    case 'killed':
      return said(
        `${code(reason.by)} sent SIGKILL to ${code(reason.who)} ${after(reason.at)}.`,
        `${code(reason.by)} 在${afterZh(reason.at)}向 ${code(reason.who)} 发送了 SIGKILL。`,
      );
    case 'killed-outside':
      return said(
        `${code(reason.who)} had to be killed from outside, ${after(reason.at)}.`,
        `${code(reason.who)} 在${afterZh(reason.at)}仍未结束，只能由外部用 SIGKILL 杀死。`,
      );
    case 'zombie':
      return said(
        `${code(reason.who)} lay dead for ${one(reason.seconds)}, and its parent ${code(reason.of)} did not wait for it.`,
        `${code(reason.who)} 死后 ${secs(reason.seconds)} 秒，父进程 ${code(reason.of)} 仍没有回收它。`,
      );
    case 'zombie-left':
      return said(
        `${code(reason.of)} exited and left its dead child ${code(reason.who)} behind.`,
        `${code(reason.of)} 退出时，已死的子进程 ${code(reason.who)} 还没有回收。`,
      );
    case 'status': {
      const got = ending(reason.got);
      return said(
        `The container’s status should be ${reason.expected}; ${got.en}.`,
        `容器的退出码应为 ${reason.expected}；实际上${got['zh-cn']}。`,
      );
    }
    case 'status-none':
      return said(
        `${code(reason.of)} had not ended by itself, so there was no status to pass on.`,
        `${code(reason.of)} 还没有自行结束，没有可供传递的退出码。`,
      );
    case 'goes-on':
      return said(
        `${code(reason.who)} had not ended by itself within ${one(reason.within)}.`,
        `${code(reason.who)} 在 ${secs(reason.within)} 秒之内没有自行结束。`,
      );
    case 'late':
      return said(
        `${code(reason.who)} took ${one(reason.took)}; at most ${one(reason.within)} ${reason.within === 1 ? 'is' : 'are'} allowed.`,
        `${code(reason.who)} 用了 ${secs(reason.took)} 秒，最多只允许 ${secs(reason.within)} 秒。`,
      );
    case 'early':
      return said(`${code(reason.who)} ended before it should.`, `${code(reason.who)} 过早结束。`);
    case 'never-asked':
      return said(
        `${code(reason.who)} ended before anybody had asked for it.`,
        `还没有人要求停止，${code(reason.who)} 就已结束。`,
      );
    case 'not-handled': {
      const how = reason.ended && ending(reason.ended);
      return said(
        `The ${reason.signal} handler of ${code(reason.who)} never ran${how ? `; ${how.en}` : ''}.`,
        `${code(reason.who)} 的 ${reason.signal} 处理函数从未运行${how ? `；${how['zh-cn']}` : ''}。`,
      );
    }
    case 'unfinished': {
      const how = reason.ended && ending(reason.ended);
      return said(
        `The ${reason.signal} handler of ${code(reason.who)} began and did not come to its end${how ? `; ${how.en}` : ''}.`,
        `${code(reason.who)} 的 ${reason.signal} 处理函数开始运行，却没有运行完${how ? `；${how['zh-cn']}` : ''}。`,
      );
    }
    case 'times':
      return said(
        `${code(reason.who)} got ${reason.signal} ${reason.times} times instead of ${reason.expected}.`,
        `${code(reason.who)} 收到 ${reason.times} 次 ${reason.signal}，应为 ${reason.expected} 次。`,
      );
    case 'told':
      return said(`${code(reason.who)} got ${reason.signal}.`, `${code(reason.who)} 收到了 ${reason.signal}。`);
    case 'died': {
      const how = ending(reason.ended);
      return said(
        `${code(reason.who)} should have been left alone; ${how.en}.`,
        `不该惊动 ${code(reason.who)}；${how['zh-cn']}。`,
      );
    }
    case 'missing':
      return said(`${code(reason.who)} was never started.`, `${code(reason.who)} 从未启动。`);
    case 'parent':
      return said(
        `${code(reason.who)} came to ${code(reason.got)} instead of ${code(reason.by)}.`,
        `${code(reason.who)} 归了 ${code(reason.got)}，而不是 ${code(reason.by)}。`,
      );
    case 'busy':
      return said(
        `${code(reason.who)} made ${reason.calls} system calls within one second.`,
        `${code(reason.who)} 在一秒之内进行了 ${reason.calls} 次系统调用。`,
      );
    case 'threw':
      return said(
        `${code(reason.who)} ended by an error that it did not catch: ${code(reason.message)}.`,
        `${code(reason.who)} 因未捕获的错误而终止：${code(reason.message)}。`,
      );
    case 'limit':
      return limit(reason.limit, reason.most);
    case 'misuse':
      return misuse(reason.misuse);
  }
}

function after(at: number): string {
  if (!Number.isFinite(at)) return 'although nobody had asked it to stop';
  return secs(at) === '0' ? 'as soon as it was asked to stop' : `${one(at)} after it was asked to stop`;
}

function afterZh(at: number): string {
  if (!Number.isFinite(at)) return '没有人要求停止时';
  return secs(at) === '0' ? '刚被要求停止时' : `被要求停止 ${secs(at)} 秒后`;
}

function limit(name: LimitName, most: number): Said {
  switch (name) {
    case 'steps':
      return said(`The machine was still busy after ${most} steps.`, `机器运行了 ${most} 步仍未停下。`);
    case 'calls':
      return said(
        `The program made more than ${most} system calls in one run.`,
        `程序在一次运行中进行了超过 ${most} 次系统调用。`,
      );
    case 'processes':
      return said(
        `The program made more than ${most} processes in one run.`,
        `程序在一次运行中创建了超过 ${most} 个进程。`,
      );
  }
}

function misuse(it: Misuse): Said {
  switch (it.what) {
    case 'no-export':
      return said(
        `The file exports no ${code(it.name)}. It needs ${code(`export const ${it.name}: Program = function* (sys) { … };`)}.`,
        `文件没有导出 ${code(it.name)}。需要 ${code(`export const ${it.name}: Program = function* (sys) { … };`)}。`,
      );
    case 'no-generator':
      return said(
        `A program is a generator function: ${code('function* (sys) { … }')}, with the star.`,
        `程序必须是生成器函数：${code('function* (sys) { … }')}，不要漏掉星号。`,
      );
    case 'no-star':
      return said(
        `A system call needs ${code('yield*')}, with the star. ${code('yield')} alone does not carry it out.`,
        `系统调用要写 ${code('yield*')}，不要漏掉星号；只写 ${code('yield')} 并不会执行它。`,
      );
    case 'no-call':
      return said(
        `Only system calls can be yielded: ${code('yield* sys.…')}.`,
        `只能对系统调用使用 yield：${code('yield* sys.…')}。`,
      );
    case 'nested':
      return said(
        `${code(`sys.${it.call}`)} began while the process was in another call. Write ${code('yield*')} before each call.`,
        `进程还在另一个系统调用中，又开始了 ${code(`sys.${it.call}`)}。每个调用前都要写 ${code('yield*')}。`,
      );
    case 'async':
      return said(
        `Programs and handlers are not ${code('async')}: use ${code('function*')} and ${code('yield*')}.`,
        `程序和处理函数都不能是 ${code('async')}：请用 ${code('function*')} 和 ${code('yield*')}。`,
      );
    case 'status':
      return said(
        `A program returns a whole number, its exit status, or nothing; this returned ${code(it.got)}.`,
        `程序应返回一个整数作为退出码，或者什么也不返回；这里返回了 ${code(it.got)}。`,
      );
    case 'argument': {
      const want = wanted(it.wanted);
      return said(
        `${code(`sys.${it.call}`)} takes ${want.en}, not ${code(it.got)}.`,
        `${code(`sys.${it.call}`)} 需要${want['zh-cn']}，而不是 ${code(it.got)}。`,
      );
    }
  }
}

function wanted(want: Wanted): Said {
  if (typeof want !== 'string')
    return said(`one of ${want.oneOf.map(code).join(', ')}`, `${want.oneOf.map(code).join('、')} 之一`);
  switch (want) {
    case 'pid':
      return said('a pid, a whole number', '一个整数 pid');
    case 'status':
      return said('an exit status, a whole number', '一个整数退出码');
    case 'seconds':
      return said('seconds, a number from 0 on', '不小于 0 的秒数');
    case 'signal':
      return said(`a signal’s name, such as ${code("'SIGTERM'")}`, `信号名，例如 ${code("'SIGTERM'")}`);
    case 'set':
      return said(`an array of signals, such as ${code("['SIGTERM']")}`, `信号数组，例如 ${code("['SIGTERM']")}`);
    case 'handler':
      return said(
        `${code("'SIG_DFL'")}, ${code("'SIG_IGN'")} or a function`,
        `${code("'SIG_DFL'")}、${code("'SIG_IGN'")} 或一个函数`,
      );
    case 'image':
      return said(`a program imported from ${code('why-sigkill')}`, `从 ${code('why-sigkill')} 导入的程序`);
    case 'program':
      return said(
        `a generator function for the child, ${code('function* (sys) { … }')}`,
        `子进程的生成器函数 ${code('function* (sys) { … }')}`,
      );
    case 'value':
      return said('plain values', '普通的值');
  }
}

/** A call that was written without `yield*`, and so did nothing. */
export const unusedCall = (name: string, line: number): Said =>
  said(
    `${code(`sys.${name}`)}${line > 0 ? ` in line ${line}` : ''} was never carried out: it lacks ${code('yield*')}.`,
    `${line > 0 ? `第 ${line} 行的 ` : ''}${code(`sys.${name}`)} 从未执行：缺少 ${code('yield*')}。`,
  );
