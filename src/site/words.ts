import type { Locale } from '../i18n/index.ts';
import type { ShownFunction } from './functions.ts';

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
  notesLeftOut: string;
  copyLink: string;
  copied: string;
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
    notesLeftOut: 'The notes on this function are about v6.0’s lines and are left out here.',
    copyLink: 'Copy link',
    copied: 'Copied',
  },
  'zh-cn': {
    lines: (from, to) => (from === to ? `第 ${from} 行` : `第 ${from}–${to} 行`),
    sameInV60: '与 v6.0 相同',
    notVerified: '未经核对',
    differs: (label) => `这是 ${label} 的函数，与 v6.0 的不同；这次没能取得 v6.0 的文件。`,
    blob: 'blob',
    comparedFile: (path, blob) =>
      `由此处所示的字节算出，<code>${path}</code> 的 git blob 编号是 <code>${blob}</code>，与 v6.0 中该文件的编号一致，也就是说两者逐字节相同。`,
    comparedLines: ({ path, label }, to, sha256) =>
      `这几行取自 ${label} 的 <code>${path}</code>，其 SHA-256 <code>${sha256}</code> 与 v6.0 中的同一函数一致；该函数在 v6.0 里到第 ${to} 行为止。行号用 v6.0 的。文件的其余部分属于 ${label}，可能与 v6.0 不同。`,
    checkIt: '在内核仓库里这样核对：',
    licence: (version, license) => `Linux ${version}，${license}。`,
    wholeFile: '整个文件',
    upstream: '上游',
    noText: (name) => `生成本页时没能取得 ${name} 的源码，所以这里没有显示。`,
    readUpstream: '到上游阅读',
    howToGet: '想在这里看到它，请运行 <code>npx why-sigkill kernel</code>，再重新生成网站。',
    notesLeftOut: '这个函数的注释针对的是 v6.0 的代码，这里略去。',
    copyLink: '复制链接',
    copied: '已复制',
  },
};
