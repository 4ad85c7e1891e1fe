import type { Locale } from '../i18n/index.ts';
import type { LockMode } from '../unfold/index.ts';

/** What a function's card says in the site's own voice; sent with the cards. */
export interface CardWords {
  where: string;
  callers: string;
  calls: string;
  locks: string;
  seen: string;
  none: string;
  open: string;
  unfold: string;
  chains: string;
  close: string;
}

interface FactWords {
  card: CardWords;
  /** The lines are another version's. */
  differs(label: string): string;
  seenOn(kernels: readonly string[]): string;
  /** ftrace could not see it there: the compiler had put it into its caller. */
  inlinedOn(kernels: readonly string[]): string;
  entered(lock: string, mode: LockMode): string;
  takes(lock: string, mode: LockMode): string;
  drops(lock: string): string;
  dropsAndTakes(lock: string): string;
  joined(parts: readonly string[]): string;
}

const held: Record<LockMode, string> = { write: '', read: ' for reading', rcu: '' };

export const factWords: Record<Locale, FactWords> = {
  en: {
    card: {
      where: 'where',
      callers: 'callers',
      calls: 'calls',
      locks: 'locks',
      seen: 'seen running',
      none: 'none',
      open: 'Open',
      unfold: 'Unfold here',
      chains: 'Chains to it',
      close: 'Close',
    },
    differs: (label) => `${label}’s, not v6.0’s`,
    seenOn: (kernels) => `on ${kernels.join(', ')}, by ftrace`,
    inlinedOn: (kernels) => `compiled into its caller on ${kernels.join(', ')}, where ftrace cannot see it`,
    entered: (lock, mode) => (mode === 'rcu' ? `called inside ${lock}` : `called with ${lock} held${held[mode]}`),
    takes: (lock, mode) =>
      ({ write: `takes ${lock}`, read: `takes ${lock} for reading`, rcu: `reads under ${lock}` })[mode],
    drops: (lock) => `drops ${lock}`,
    dropsAndTakes: (lock) => `drops ${lock} and takes it again`,
    joined: (parts) => parts.join('; '),
  },
  'zh-cn': {
    card: {
      where: '位置',
      callers: '调用者',
      calls: '它调用',
      locks: '锁',
      seen: '运行实况',
      none: '无',
      open: '打开',
      unfold: '就地展开',
      chains: '查找调用链',
      close: '关闭',
    },
    differs: (label) => `${label} 的代码，与 v6.0 的不同`,
    seenOn: (kernels) => `ftrace 在 ${kernels.join('、')} 上记录到它运行`,
    inlinedOn: (kernels) => `在 ${kernels.join('、')} 上被编译器并入调用者，ftrace 看不到`,
    entered: (lock, mode) =>
      mode === 'rcu' ? `调用时处于 ${lock} 读侧` : `调用时已持有 ${lock}${mode === 'read' ? '（读锁）' : ''}`,
    takes: (lock, mode) => ({ write: `获取 ${lock}`, read: `获取 ${lock} 读锁`, rcu: `进入 ${lock} 读侧` })[mode],
    drops: (lock) => `释放 ${lock}`,
    dropsAndTakes: (lock) => `中途释放 ${lock}，再重新获取`,
    joined: (parts) => parts.join('；'),
  },
};
