import type { Locale } from '../i18n/index.ts';

/** What the editor says. */
export interface EditorWords {
  format: string;
  reset: string;
  /** How a reader leaves the editor by keyboard; `Esc` and `Tab` are set as keys. */
  leave: string;
  /** While the plain text area stands in for the editor. */
  loading: string;
  failed: string;
  /** The types are not checked: the language worker did not come. */
  unchecked: string;
  problems: (n: number) => string;
  noProblems: string;
  checking: string;
  line: (n: number) => string;
  goTo: (n: number) => string;
  more: (n: number) => string;
  console: string;
  completions: string;
  undo: string;
}

const en: EditorWords = {
  format: 'Format',
  reset: 'Start over',
  leave: 'Tab indents. To leave the editor: Esc, then Tab.',
  loading: 'The editor is being loaded. You can write already.',
  failed: 'The editor could not be loaded. This plain field works as well.',
  unchecked: 'Types are not checked: the checker could not be loaded.',
  problems: (n) => (n === 1 ? '1 problem' : `${n} problems`),
  noProblems: 'No problems',
  checking: 'Checking types …',
  line: (n) => `line ${n}`,
  goTo: (n) => `Go to line ${n}`,
  more: (n) => `and ${n} more`,
  console: 'Console',
  completions: 'Completions',
  undo: 'Undo',
};

const zhCN: EditorWords = {
  format: '排版',
  reset: '恢复原样',
  leave: 'Tab 键用于缩进。要离开编辑器，先按 Esc，再按 Tab。',
  loading: '编辑器正在加载，现在就可以写。',
  failed: '编辑器加载失败，可以直接使用这个文本框。',
  unchecked: '类型检查器加载失败，不检查类型。',
  problems: (n) => `${n} 个问题`,
  noProblems: '没有问题',
  checking: '正在检查类型……',
  line: (n) => `第 ${n} 行`,
  goTo: (n) => `转到第 ${n} 行`,
  more: (n) => `另有 ${n} 个`,
  console: '控制台',
  completions: '补全',
  undo: '撤销',
};

export const editorWords = (locale: Locale): EditorWords => (locale === 'zh-cn' ? zhCN : en);

/** CodeMirror's own phrases, as far as a reader meets them. */
export const phrases = (locale: Locale): Record<string, string> =>
  locale === 'zh-cn'
    ? {
        'Control character': '控制字符',
        'Selection deleted': '已删除所选内容',
        Completions: '补全',
        Diagnostics: '问题',
        'No diagnostics': '没有问题',
        Find: '查找',
        next: '下一个',
        previous: '上一个',
        replace: '替换',
        'replace all': '全部替换',
        close: '关闭',
      }
    : {};
