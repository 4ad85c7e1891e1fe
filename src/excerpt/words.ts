import type { LockMode } from './locks.ts';

/** The words an excerpt is set with, apart from the kernel's and the notes' own. */
export interface ExcerptWords {
  note(number: number): string;
  line(number: number): string;
  lines(count: number): string;
  fold(count: number, what: string): string;
  takes(lock: string, mode: LockMode): string;
  drops(lock: string): string;
  inactive: string;
  seen(scenarios: readonly string[]): string;
}

export const excerptWords: Record<'en' | 'zh-cn', ExcerptWords> = {
  en: {
    note: (number) => `note ${number}`,
    line: (number) => `line ${number}`,
    lines: (count) => (count === 1 ? '1 line' : `${count} lines`),
    fold: (count, what) => `${count === 1 ? '1 line' : `${count} lines`}: ${what}`,
    takes: (lock, mode) => `${mode === 'write' ? 'takes' : 'reads'} ${lock}`,
    drops: (lock) => `drops ${lock}`,
    inactive: 'not compiled in this configuration',
    seen: (scenarios) =>
      `Seen on a real 6.0.0: ${scenarios.length === 1 ? 'scenario' : 'scenarios'} ${scenarios.join(', ')}.`,
  },
  'zh-cn': {
    note: (number) => `注释 ${number}`,
    line: (number) => `第 ${number} 行`,
    lines: (count) => `${count} 行`,
    fold: (count, what) => `${count} 行：${what}`,
    takes: (lock, mode) => `${mode === 'write' ? '获取' : '读取'} ${lock}`,
    drops: (lock) => `释放 ${lock}`,
    inactive: '此配置下不参与编译',
    seen: (scenarios) => `在真实的 6.0.0 上见到：场景 ${scenarios.join('、')}。`,
  },
};
