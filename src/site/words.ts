import type { Locale } from '../i18n/index.ts';
import type { ShownFunction } from './functions.ts';
import type { SourceText } from './text.ts';

/** What pages about kernel text say in their own voice, in both editions. */
interface TextWords {
  lines(from: number, to: number): string;
  sameInV60: string;
  notVerified: string;
  differs(label: string): string;
  blob: string;
  comparedFile(path: string, blob: string): string;
  comparedLines(shown: ShownFunction, to: number, sha256: string): string;
  checkIt: string;
  licence(version: string, license: string): string;
  wholeFile: string;
  upstream: string;
  noText(name: string): string;
  readUpstream: string;
  howToGet: string;
  notesLeftOut(count: number): string;
  copyLink: string;
  copied: string;
  callers(count: number): string;
  functions(count: number): string;
  sourceTitle: string;
  sourceLede: string;
  sourceEyebrow: string;
  sourceDescription(path: string): string;
  version(text: SourceText): string;
  otherVersion(text: SourceText, same: number, functions: number): string;
  symbolsTitle: string;
  symbolsLede(count: number): string;
  noSymbols: string;
  filter: string;
  filterNone: string;
  callersHeading: string;
  calleesHeading: string;
  addressHeading: string;
  aliasesHeading: string;
  chaptersHeading: string;
  noCallers: string;
  /** For a system call. */
  calledFromOutside: string;
  noCallees: string;
  throughMacro(macro: string): string;
  throughPointer(pointer: string | undefined): string;
  storedIn(field: string): string;
  inactiveSite: string;
  functionIn(file: string, kind: string): string;
  kindStatic: string;
  kindInline: string;
  kindGlobal: string;
  theWholeFunction(count: number): string;
  file: string;
  versionColumn: string;
  verifiedColumn: string;
  linesColumn: string;
  functionsColumn: string;
  sameOf(same: number, all: number): string;
  notHere: string;
  tableTells: string;
  inFunction(name: string): string;
  onSourcePage: string;
  madeByHeading: string;
  configuration: string;
}

export const textWords: Record<Locale, TextWords> = {
  en: {
    lines: (from, to) => (from === to ? `line ${from}` : `lines ${from}–${to}`),
    sameInV60: 'same in v6.0',
    notVerified: 'not verified',
    differs: (label) =>
      `This function is ${label}’s. v6.0’s differs from it, and no copy of v6.0’s file was to be had.`,
    blob: 'blob',
    comparedFile: (path, blob) =>
      `The git blob id of <code>${path}</code>, computed from the very bytes shown here, is <code>${blob}</code>. That is the id of the file in v6.0, so the two are the same, byte for byte.`,
    comparedLines: ({ path, label }, to, sha256) =>
      `These lines come from ${label}’s <code>${path}</code>. Their SHA-256, <code>${sha256}</code>, is that of the function in v6.0, which ends there at line ${to}. Line numbers are v6.0’s. The rest of the file is ${label}’s and may differ.`,
    checkIt: 'To check it in a clone of the kernel:',
    licence: (version, license) => `Linux ${version}, ${license}.`,
    wholeFile: 'The whole file',
    upstream: 'upstream',
    noText: (name) => `The text of ${name} could not be had when this page was made, so it is not shown.`,
    readUpstream: 'Read it upstream',
    howToGet: 'To have it shown here, run <code>npx why-sigkill kernel</code> and build the site again.',
    notesLeftOut: (count) =>
      count === 1
        ? 'One note is about a line of v6.0 that is not here, and is left out.'
        : `${count} notes are about lines of v6.0 that are not here, and are left out.`,
    copyLink: 'Copy link',
    copied: 'Copied',
    callers: (count) => (count === 0 ? 'no callers here' : count === 1 ? '1 caller' : `${count} callers`),
    functions: (count) => (count === 1 ? '1 function' : `${count} functions`),
    sourceTitle: 'Source',
    sourceLede:
      'The files of the kernel that the chapters walk through, whole. Every function is linked to its callers.',
    sourceEyebrow: 'Source',
    sourceDescription: (path) =>
      `${path} of the Linux kernel, whole, with notes; every function is linked to its callers.`,
    version: ({ label }) => (label === 'v6.0' ? 'v6.0' : `Linux ${label}`),
    otherVersion: ({ label }, same, functions) =>
      `This is ${label}’s file, not v6.0’s: no copy of v6.0’s was to be had. ${same} of its ${functions} functions are v6.0’s word for word and are marked so. Line numbers are ${label}’s.`,
    symbolsTitle: 'Symbols',
    symbolsLede: (count) => `The ${count} functions of the files shown here: who calls each, and what it calls.`,
    noSymbols: 'The kernel’s text could not be had when this page was made, so there are no functions to list.',
    filter: 'Show names that contain',
    filterNone: 'No function’s name contains this.',
    callersHeading: 'Callers',
    calleesHeading: 'Calls',
    addressHeading: 'Where its address is taken',
    aliasesHeading: 'Also known as',
    chaptersHeading: 'Chapters',
    noCallers: 'No call by name was found in the files that were read.',
    calledFromOutside: 'Programs call it, through the table of system calls.',
    noCallees: 'It calls nothing.',
    throughMacro: (macro) => `through ${macro}`,
    throughPointer: (pointer) => (pointer ? `through the pointer ${pointer}` : 'through a pointer'),
    storedIn: (field) => `stored in ${field}`,
    inactiveSite: 'not compiled in this configuration',
    functionIn: (file, kind) => `${kind} in ${file}`,
    kindStatic: 'Static function',
    kindInline: 'Inline function',
    kindGlobal: 'Function',
    theWholeFunction: (count) => `The whole function, ${count} lines`,
    file: 'File',
    versionColumn: 'Version',
    verifiedColumn: 'Same as v6.0',
    linesColumn: 'Lines',
    functionsColumn: 'Functions',
    sameOf: (same, all) => `${same} of ${all} functions`,
    notHere: 'Not obtained.',
    tableTells:
      'A file with a tick has v6.0’s git blob id, whose first digits follow. Of the others, functions are compared one by one.',
    inFunction: (name) => `in ${name}`,
    onSourcePage: 'In its file',
    madeByHeading: 'Defined by',
    configuration: 'Configuration',
  },
  'zh-cn': {
    lines: (from, to) => (from === to ? `第 ${from} 行` : `第 ${from}–${to} 行`),
    sameInV60: '与 v6.0 相同',
    notVerified: '未经核对',
    differs: (label) => `这是 ${label} 的函数，与 v6.0 的不同；这次没能取得 v6.0 的文件。`,
    blob: 'blob',
    comparedFile: (path, blob) =>
      `按此处显示的字节计算，<code>${path}</code> 的 git blob id 是 <code>${blob}</code>，与 v6.0 中该文件的 id 一致，即两者逐字节相同。`,
    comparedLines: ({ path, label }, to, sha256) =>
      `这几行取自 ${label} 的 <code>${path}</code>，其 SHA-256 <code>${sha256}</code> 与 v6.0 中的同一函数一致；该函数在 v6.0 里到第 ${to} 行为止。行号用 v6.0 的。文件的其余部分属于 ${label}，可能与 v6.0 不同。`,
    checkIt: '在内核仓库里这样核对：',
    licence: (version, license) => `Linux ${version}，${license}。`,
    wholeFile: '整个文件',
    upstream: '上游',
    noText: (name) => `生成本页时没能取得 ${name} 的源码，所以这里没有显示。`,
    readUpstream: '到上游阅读',
    howToGet: '想在这里看到它，请运行 <code>npx why-sigkill kernel</code>，再重新生成网站。',
    notesLeftOut: (count) => `有 ${count} 条注解针对 v6.0 中的代码行，这份源码里没有这些行，故略去。`,
    copyLink: '复制链接',
    copied: '已复制',
    callers: (count) => (count === 0 ? '此处无调用者' : `${count} 个调用者`),
    functions: (count) => `${count} 个函数`,
    sourceTitle: '源码',
    sourceLede: '各章涉及的内核文件，全文收录。每个函数都能查到谁调用了它。',
    sourceEyebrow: '源码',
    sourceDescription: (path) => `Linux 内核的 ${path}，整份文件，附有注释；每个函数都能查到谁调用了它。`,
    version: ({ label }) => (label === 'v6.0' ? 'v6.0' : `Linux ${label}`),
    otherVersion: ({ label }, same, functions) =>
      `这是 ${label} 的文件，不是 v6.0 的：这次没能取得 v6.0 的版本。其中 ${functions} 个函数里有 ${same} 个与 v6.0 逐字相同，均已标明。行号用 ${label} 的。`,
    symbolsTitle: '符号',
    symbolsLede: (count) => `本站所列文件中的 ${count} 个函数：谁调用它，它又调用谁。`,
    noSymbols: '生成本页时没能取得内核源码，所以没有函数可列。',
    filter: '只显示名字包含以下文字的函数',
    filterNone: '没有名字包含这段文字的函数。',
    callersHeading: '调用者',
    calleesHeading: '它调用的函数',
    addressHeading: '取它地址的位置',
    aliasesHeading: '别名',
    chaptersHeading: '相关章节',
    noCallers: '在已分析的文件里，没有找到按名字调用它的地方。',
    calledFromOutside: '用户程序经系统调用表调用它。',
    noCallees: '它不调用任何函数。',
    throughMacro: (macro) => `经由宏 ${macro}`,
    throughPointer: (pointer) => (pointer ? `经由指针 ${pointer}` : '经由指针'),
    storedIn: (field) => `存入 ${field}`,
    inactiveSite: '此配置下不参与编译',
    functionIn: (file, kind) => `${kind}，位于 ${file}`,
    kindStatic: '静态函数',
    kindInline: '内联函数',
    kindGlobal: '函数',
    theWholeFunction: (count) => `整个函数，共 ${count} 行`,
    file: '文件',
    versionColumn: '版本',
    verifiedColumn: '与 v6.0 相同',
    linesColumn: '行数',
    functionsColumn: '函数',
    sameOf: (same, all) => `${all} 个函数中的 ${same} 个`,
    notHere: '未能取得。',
    tableTells: '带勾的文件，其 git blob id 与 v6.0 的一致，后面是 id 的前几位。其余文件逐个函数比对。',
    inFunction: (name) => `在 ${name} 中`,
    onSourcePage: '在文件中查看',
    madeByHeading: '定义它的宏',
    configuration: '配置',
  },
};
