import type { Locale } from '../i18n/index.ts';
import { type Mistake, MOST_LINES } from './protocol.ts';
import type { End } from './sandbox.ts';

/** Names a page would have, and what stands in the way of each here. */
const ABSENT: readonly [RegExp, { en: string; 'zh-cn': string }][] = [
  [
    /\b(fetch|XMLHttpRequest|WebSocket|EventSource|importScripts|navigator|Worker|SharedWorker|BroadcastChannel|postMessage|MessageChannel) is not defined/,
    {
      en: 'Code here has no network, and nobody to send messages to.',
      'zh-cn': '这里的代码没有网络，也无法向外发送消息。',
    },
  ],
  [
    /\b(window|document|parent|top|frames|opener|location|history|alert|addEventListener|self) is not defined/,
    { en: 'Code here sees no page.', 'zh-cn': '这里的代码看不到网页。' },
  ],
  [
    /\b(localStorage|sessionStorage|indexedDB|caches|cookieStore) is not defined/,
    { en: 'Code here has no storage.', 'zh-cn': '这里的代码没有存储。' },
  ],
  [
    /\b(setTimeout|setInterval|performance|queueMicrotask|requestAnimationFrame|process|Buffer) is not defined/,
    {
      en: 'Code here has the language itself, and neither timers nor a runtime’s extras.',
      'zh-cn': '这里只有语言本身，没有定时器，也没有各种运行时的附加功能。',
    },
  ],
  [
    /Cannot (assign to read only property|add property|define property|delete property|assign to)|object is not extensible/,
    {
      en: 'What the language and the tools bring is frozen here.',
      'zh-cn': '语言自带的对象和这里提供的工具都已冻结，不能修改。',
    },
  ],
];

const hint = (text: string, locale: Locale): string => {
  const found = ABSENT.find(([pattern]) => pattern.test(text));
  return found === undefined ? '' : locale === 'en' ? ` ${found[1].en}` : found[1]['zh-cn'];
};

/** What is wrong with the reader's code, in a sentence or two; its place is not repeated. */
export function mistakeInWords(mistake: Mistake, locale: Locale): string {
  const en = locale === 'en';
  switch (mistake.kind) {
    case 'syntax':
      return en ? `This cannot be read: ${mistake.message}.` : `无法解析：${mistake.message}。`;
    case 'thrown':
      return en
        ? `Your code threw: ${mistake.text}.${hint(mistake.text, locale)}`
        : `你的代码抛出了：${mistake.text}。${hint(mistake.text, locale)}`;
    case 'module': {
      const known = mistake.known.map((name) => `'${name}'`).join(', ');
      return en
        ? `There is no module '${mistake.name}' here. ${known === '' ? 'Nothing can be imported.' : `What can be imported: ${known}.`}`
        : `这里没有模块 '${mistake.name}'。${known === '' ? '不能导入任何模块。' : `可以导入的有：${known}。`}`;
    }
    case 'no-export':
      if (mistake.name === 'default')
        return en
          ? 'Nothing is exported by default. Put export default in front of what the module is to give.'
          : '没有默认导出。请在要交出的值前面写上 export default。';
      return en ? `The module does not export ${mistake.name}.` : `模块没有导出 ${mistake.name}。`;
    case 'not-data': {
      const at = mistake.path === '' ? '' : en ? ` at ${mistake.path}` : `（位于 ${mistake.path}）`;
      return en
        ? `The result must be plain data: objects, arrays, strings, numbers, booleans and null. Found${at}: ${mistake.found}.`
        : `结果必须是纯数据：对象、数组、字符串、数字、布尔值和 null。发现了${mistake.found}${at}。`;
    }
    case 'too-large':
      return en
        ? `This is too large: ${mistake.limit.toLocaleString('en')} characters are the most.`
        : `太大了，最多 ${mistake.limit.toLocaleString('en')} 个字符。`;
  }
}

const seconds = (ms: number): string => String(Math.round(ms / 100) / 10);

/** How a run ended, for everything but success. A result that `check` refused has its own words: the error's. */
export function inWords(end: Exclude<End<unknown>, { is: 'done' }>, locale: Locale): string {
  const en = locale === 'en';
  switch (end.is) {
    case 'mistake':
      return mistakeInWords(end.mistake, locale);
    case 'refused':
      return end.error instanceof Error ? end.error.message : String(end.error);
    case 'silent':
      return en
        ? `Ended: your code did not come back within ${seconds(end.after)} s. It may loop for ever, fill the memory, or wait for a promise that nobody settles.`
        : `已终止：你的代码在 ${seconds(end.after)} 秒内没有返回。可能是死循环、内存耗尽，或是在等待一个永远不会完成的 Promise。`;
    case 'gone':
      return en
        ? 'Ended: your code ran out of memory, and its process went with it.'
        : '已终止：你的代码耗尽了内存，它所在的进程随之结束。';
    case 'too-long':
      return en
        ? `Ended: your code was still at work after ${seconds(end.after)} s.`
        : `已终止：${seconds(end.after)} 秒之后，你的代码仍未运行完。`;
    case 'stopped':
      return en ? 'Stopped.' : '已停止。';
    case 'broken':
      return en
        ? `The sandbox did not work: ${end.message}. Your code is not the reason; try again.`
        : `沙箱未能正常工作：${end.message}。问题不在你的代码，请重试。`;
  }
}

/** What to say under the console's lines about those that were not kept; '' when all were. */
export function consoleInWords(dropped: number | undefined, kept: number, locale: Locale): string {
  const en = locale === 'en';
  if (dropped === undefined) {
    if (kept < MOST_LINES) return '';
    return en ? 'Further lines were not kept.' : '其余的行没有保留。';
  }
  if (dropped === 0) return '';
  const count = dropped.toLocaleString('en');
  return en ? `${count} further ${dropped === 1 ? 'line was' : 'lines were'} not kept.` : `另有 ${count} 行没有保留。`;
}
