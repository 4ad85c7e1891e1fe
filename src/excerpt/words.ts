import type { LockMode } from '../unfold/index.ts';

/** The words an excerpt is set with, apart from the kernel's and the notes' own. */
export interface ExcerptWords {
  note(number: number): string;
  /** What `note` says before the number. */
  beforeNumber: string;
  line(number: number): string;
  fold(count: number, what: string): string;
  takes(lock: string, mode: LockMode): string;
  drops(lock: string, held: LockMode | undefined): string;
  seen(scenarios: readonly string[]): string;
}

export const excerptWords: Record<'en' | 'zh-cn', ExcerptWords> = {
  en: {
    note: (number) => `note ${number}`,
    beforeNumber: 'note',
    line: (number) => `line ${number}`,
    fold: (count, what) => `${count === 1 ? '1 line' : `${count} lines`}: ${what}`,
    takes: (lock, mode) => `${mode === 'write' ? 'takes' : 'reads'} ${lock}`,
    drops: (lock) => `drops ${lock}`,
    seen: (scenarios) =>
      `Seen on a real 6.0.0: ${scenarios.length === 1 ? 'scenario' : 'scenarios'}\u00a0${scenarios.join(', ')}.`,
  },
  'zh-cn': {
    note: (number) => `注解 ${number}`,
    beforeNumber: '注解',
    line: (number) => `第 ${number} 行`,
    fold: (count, what) => `${count} 行：${what}`,
    takes: (lock, mode) => ({ write: `获取 ${lock}`, read: `获取 ${lock} 读锁`, rcu: `进入 ${lock} 读侧` })[mode],
    drops: (lock, held) => (held === 'rcu' ? `离开 ${lock} 读侧` : `释放 ${lock}`),
    seen: (scenarios) => `在真实的 6.0.0 内核上观察到：场景\u00a0${scenarios.join('、')}。`,
  },
};
