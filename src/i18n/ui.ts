import type { Locale } from './editions.ts';

/** What the site itself says, as against its documents. A string missing in one edition does not compile. */
export interface Strings {
  /** The edition's own name for its language, as the other edition's link shows it. */
  language: string;
  /** Read out with the link to the other edition. */
  languageHint: string;
  skip: string;
  siteNav: string;
  chaptersNav: string;
  chapters: string;
  source: string;
  symbols: string;
  chains: string;
  exercises: string;
  lab: string;
  about: string;
  find: string;
  findLabel: string;
  findClose: string;
  /** `{q}` is what was looked for, `{n}` the number of pages. */
  findNone: string;
  findMany: string;
  findOne: string;
  findOneName: string;
  findNames: string;
  /** Said when a question about chains was typed. */
  findAsked: string;
  /** Beside such a question: `do_exit → zap_pid_ns_processes`. */
  findChains: string;
  findChainsFrom: string;
  findChainsTo: string;
  /** Beside a name that has no page here. */
  findAllNames: string;
  /** In the English edition, to a query in Chinese. */
  findOtherEdition: string;
  findMore: string;
  findFailed: string;
  findDev: string;
  theme: string;
  themeLight: string;
  themeDark: string;
  themeAuto: string;
  menu: string;
  chapter: (n: number) => string;
  onThisPage: string;
  pageTop: string;
  sources: string;
  previous: string;
  next: string;
  turn: string;
  untranslated: string;
  colophon: string;
  colophonLink: string;
}

const en: Strings = {
  language: 'English',
  languageHint: 'Read this page in English',
  skip: 'Skip to the text',
  siteNav: 'Site',
  chaptersNav: 'Chapters',
  chapters: 'Chapters',
  source: 'Source',
  symbols: 'Symbols',
  chains: 'Chains',
  exercises: 'Exercises',
  lab: 'Lab',
  about: 'About',
  find: 'Find a function or a word',
  findLabel: 'Search this site',
  findClose: 'Close',
  findNone: 'Nothing found for “{q}”.',
  findMany: '{n} pages say “{q}”.',
  findOne: 'One page says “{q}”.',
  findOneName: 'One function is named so.',
  findNames: '{n} functions are named like it.',
  findAsked: 'The first result opens the answer about calls.',
  findChains: 'all chains of calls',
  findChainsFrom: 'everything it leads to',
  findChainsTo: 'everything that leads to it',
  findAllNames: 'look for it among all functions of kernel/',
  findOtherEdition: '在中文版中查找',
  findMore: 'Show more',
  findFailed: 'The search index could not be loaded. Check the connection and try again.',
  findDev: 'The search index is made when the site is built. Run npm start to search.',
  theme: 'Theme',
  themeLight: 'Light',
  themeDark: 'Dark',
  themeAuto: 'As the system',
  menu: 'Menu',
  chapter: (n) => `Chapter ${n}`,
  onThisPage: 'On this page',
  pageTop: 'Beginning',
  sources: 'Sources',
  previous: 'Previous',
  next: 'Next',
  turn: 'Previous and next chapter',
  untranslated: 'This page is not yet translated. It stands here in English.',
  colophon:
    'No kernel text is kept in this site’s repository. It is fetched, and counts as v6.0 only if its git blob id is v6.0’s. The kernel is GPL-2.0-only; its uapi headers carry the Linux-syscall-note.',
  colophonLink: 'How to check this yourself',
};

const zhCN: Strings = {
  language: '简体中文',
  languageHint: '阅读本页的简体中文版',
  skip: '跳到正文',
  siteNav: '站点',
  chaptersNav: '章节',
  chapters: '章节',
  source: '源码',
  symbols: '符号',
  chains: '调用链',
  exercises: '练习',
  lab: '实验室',
  about: '关于',
  find: '查找函数或词语',
  findLabel: '站内搜索',
  findClose: '关闭',
  findNone: '没有找到“{q}”。',
  findMany: '“{q}”出现在 {n} 个页面中。',
  findOne: '“{q}”出现在 1 个页面中。',
  findOneName: '有 1 个函数叫这个名字。',
  findNames: '有 {n} 个函数名字相近。',
  findAsked: '打开第一条结果，就能看到这些调用。',
  findChains: '全部调用链',
  findChainsFrom: '它能到达的所有函数',
  findChainsTo: '能到达它的所有函数',
  findAllNames: '在 kernel/ 的全部函数中查找',
  findOtherEdition: '在中文版中查找',
  findMore: '更多结果',
  findFailed: '搜索索引加载失败，请检查网络后重试。',
  findDev: '搜索索引在构建时生成。运行 npm start 后即可搜索。',
  theme: '主题',
  themeLight: '浅色',
  themeDark: '深色',
  themeAuto: '跟随系统',
  menu: '菜单',
  chapter: (n) => `第 ${n} 章`,
  onThisPage: '本页内容',
  pageTop: '开头',
  sources: '参考资料',
  previous: '上一章',
  next: '下一章',
  turn: '上一章与下一章',
  untranslated: '本页尚未翻译，下面是英文原文。',
  colophon:
    '本站仓库里不保存内核源码。源码在构建时取得，只有 git blob id 与 v6.0 一致，才会标为 v6.0。内核以 GPL-2.0-only 许可发布，其 uapi 头文件另附 Linux-syscall-note 例外。',
  colophonLink: '如何自行验证',
};

const strings: Readonly<Record<Locale, Strings>> = { en, 'zh-cn': zhCN };

/** The site's own words in one edition. */
export function ui(locale: Locale): Strings {
  return strings[locale];
}
