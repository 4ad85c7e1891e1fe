/** What is said around a function that is opened in place. `{n}` is a line's number, `{fn}` a function's name. */
export interface NestWords {
  /** In the head. */
  called: string;
  /** What a screen reader is told of the whole. */
  label: string;
  /** In the foot: `{fn}` is the caller. */
  returns: string;
  fold: string;
  link: string;
  linked: string;
  loading: string;
  failed: string;
  again: string;
  open: string;
  /** The lines are not v6.0's: `{v}` is the version. */
  differs: string;
  /** The text's licence: `{v}` is the kernel's version, `{l}` the licence. */
  licence: string;
  /** An address names a call that is not there: `{fn}` is not called in `{in}`. */
  noCall: string;
  /** The same where no excerpt of the page has the first call. */
  nowhere: string;
  /** An address that cannot be read: `{text}` is the part. */
  unreadable: string;
  close: string;
}

export const nestWords: Record<'en' | 'zh-cn', NestWords> = {
  en: {
    called: 'called at line {n}',
    label: '{fn}, called at line {n}',
    returns: 'returns to {fn}, line {n}',
    fold: 'Fold',
    link: 'Copy link',
    linked: 'Copied',
    loading: 'Fetching {fn} …',
    failed: '{fn} could not be fetched. Check the connection.',
    again: 'Try again',
    open: 'Open its page',
    differs: '{v}’s, not v6.0’s',
    licence: 'Linux {v}, {l}',
    noCall: 'The address goes on to {fn}, which {in} does not call. What could be opened is open.',
    nowhere: 'The address asks to open {fn}, but nothing on this page calls it.',
    unreadable: 'The address asks to open something on this page, but “{text}” is no function’s name.',
    close: 'Close',
  },
  'zh-cn': {
    called: '在第 {n} 行被调用',
    label: '{fn}，在第 {n} 行被调用',
    returns: '返回 {fn} 第 {n} 行',
    fold: '折叠',
    link: '复制链接',
    linked: '已复制',
    loading: '正在读取 {fn} …',
    failed: '没能取得 {fn} 的源码，请检查网络。',
    again: '重试',
    open: '打开它的页面',
    differs: '{v} 的代码，与 v6.0 的不同',
    licence: 'Linux {v}，{l}',
    noCall: '链接接下来要展开 {fn}，但 {in} 并不调用它。能展开的都已展开。',
    nowhere: '链接要求展开 {fn}，但本页没有调用它的地方。',
    unreadable: '链接要求在本页展开某处，但“{text}”不是函数名。',
    close: '关闭',
  },
};

/** Puts names and numbers into words. */
export const fill = (words: string, values: Readonly<Record<string, string | number>>): string =>
  words.replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
