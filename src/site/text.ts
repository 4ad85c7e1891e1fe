/**
 * What pages may know of the kernel's text. Pages and components read it here and nowhere else.
 * @module
 */
import type { FunctionDef } from '../analysis/index.ts';
import { type Found, findLocked, type KernelFile, lockedFunctions, readLock } from '../kernel-text/index.ts';
import { kernelAnalysis } from './kernel-analysis.ts';
import { kernelText } from './kernel-text.ts';

export { kernelText } from './kernel-text.ts';

/** The files that have a source page: those that the chapters walk through. */
export const SOURCE_FILES: readonly string[] = [
  'kernel/exit.c',
  'kernel/pid_namespace.c',
  'kernel/signal.c',
  'kernel/pid.c',
  'kernel/fork.c',
  'kernel/nsproxy.c',
  'kernel/ptrace.c',
  'kernel/reboot.c',
  'kernel/entry/common.c',
  'arch/x86/kernel/signal.c',
];

/** A whole file as it may be shown. */
export interface SourceText {
  path: string;
  /** Without line ends; `lines[0]` is line 1. */
  lines: string[];
  /** 'v6.0', or another version's true name, as '6.1.192'. Shown wherever the text is. */
  label: string;
  /** Whether this is v6.0's file, byte for byte. */
  verified: boolean;
  blob: string;
  /** v6.0's blob id of the file, where the lock has one. */
  lockBlob?: string;
  /** SPDX expression of the file. */
  license: string;
}

/** One function's lines as they may be shown. */
export interface FunctionText {
  /** As asked for. */
  name: string;
  path: string;
  lines: string[];
  /** 1-based line in the text we have. */
  first: number;
  /** Line in v6.0, where the lines are v6.0's. */
  firstV60?: number;
  /** Whether the lines are v6.0's, word for word (their SHA-256 is the lock's). */
  sameInV60: boolean;
  label: string;
  blob: string;
}

interface Entry {
  source: SourceText;
  /** Line numbers are v6.0's: a file of v6.0, verified or not. */
  isV60: boolean;
  functions: Found[];
}

const entries = new Map<string, Entry | undefined>();

/**
 * A whole file; undefined when no kernel text could be had (the page then says so plainly and links upstream) or it has no such file.
 * @throws {KernelTextError} when the file was changed since it was verified
 */
export function sourceText(path: string): SourceText | undefined {
  return entry(path)?.source;
}

/**
 * A function's lines, by its name. A system call goes by any of the names readers know: `sys_kill`, `__do_sys_kill`,
 * `__x64_sys_kill`. Where it is defined more than once: in a file of `SOURCE_FILES` before others, what the site's
 * configuration compiles before what it does not, and an architecture's own before a weak stand-in.
 * Undefined when there is no kernel text, or it has no such function.
 */
export function functionText(name: string): FunctionText | undefined {
  return sameAsV60(name) ?? asAnalysed(name);
}

/** A function whose lines are v6.0's: the lock says which they are, and nothing needs to be parsed. */
function sameAsV60(name: string): FunctionText | undefined {
  const candidates = namesOf(name).flatMap((known) =>
    filesWith(known).flatMap((path) => {
      const file = entry(path);
      // Where #if gives a name twice, the other branch must not pass for the one that is compiled.
      const twice = readLock().files[path]?.alternatives?.[known] !== undefined;
      const found = file?.functions.find((each) => each.name === known && (!twice || isCompiled(path, each.first)));
      return file && found ? [functionOf(name, file, found)] : [];
    }),
  );
  return candidates.find((each) => !isWeak(each.lines)) ?? candidates[0];
}

/** A function of another version that v6.0 does not have, or has otherwise. */
function asAnalysed(name: string): FunctionText | undefined {
  if (!kernelText()) return undefined;
  const names = namesOf(name);
  const candidates = kernelAnalysis().functions.filter((def) => names.includes(def.name) || def.aliases.includes(name));
  const best = candidates.sort((a, b) => rank(a.file) - rank(b.file) || Number(b.active) - Number(a.active));
  const def = best.find(({ file, start, end }) => !isWeak(linesOf(file, start, end))) ?? best[0];
  return def && ofDefinition(name, def);
}

function ofDefinition(name: string, { file, start, end }: FunctionDef): FunctionText | undefined {
  const source = sourceText(file);
  if (!source) return undefined;
  const { path, label, blob } = source;
  const lines = linesOf(path, start, end);
  const { isV60, functions } = entry(path)!;
  // A file of v6.0 that the lock does not list has v6.0's lines all the same.
  const firstV60 = isV60 ? start : functions.find(({ first }) => first === start)?.locked.start;
  const same = firstV60 === undefined ? { sameInV60: false } : { sameInV60: true, firstV60 };
  return { name, path, lines, first: start, ...same, label, blob };
}

const linesOf = (path: string, start: number, end: number): string[] =>
  sourceText(path)?.lines.slice(start - 1, end) ?? [];

/** Whether the definition that begins at a line is one that the site's configuration compiles. */
const isCompiled = (path: string, line: number): boolean =>
  kernelAnalysis().functions.some(({ file, start, active }) => active && file === path && start === line);

/**
 * A line of the text we have → its number in v6.0. The same number in a file of v6.0; elsewhere known for lines of functions
 * that are word for word v6.0's, else undefined.
 */
export function v60Line(path: string, line: number): number | undefined {
  const file = entry(path);
  if (!file) return undefined;
  if (file.isV60) return line >= 1 && line <= file.source.lines.length ? line : undefined;
  const found = file.functions.find(({ first, locked }) => line >= first && line <= first + locked.end - locked.start);
  return found && line - found.first + found.locked.start;
}

/** A line number of v6.0 → the line in the text we have: the inverse of `v60Line`. Prose says `signal.c:2783` in v6.0 numbers. */
export function lineOfV60(path: string, v60: number): number | undefined {
  const file = entry(path);
  if (!file) return undefined;
  if (file.isV60) return v60 >= 1 && v60 <= file.source.lines.length ? v60 : undefined;
  const found = file.functions.find(({ locked }) => v60 >= locked.start && v60 <= locked.end);
  return found && v60 - found.locked.start + found.first;
}

/** How many lines v6.0's file has, whichever text was obtained; undefined for a file that the lock does not have. */
export function linesInV60(path: string): number | undefined {
  return readLock().files[path]?.lines;
}

/**
 * Where v6.0 has a function, by the lock: known even when no kernel text could be had. Of several definitions the longest,
 * since a weak stand-in is short.
 */
export function placeInV60(name: string): { path: string; start: number; end: number } | undefined {
  const { files } = readLock();
  const places = namesOf(name).flatMap((known) =>
    filesWith(known).map((path) => {
      const { start, end } = files[path]!.functions[known]!;
      return { path, start, end };
    }),
  );
  return places.sort((a, b) => b.end - b.start - (a.end - a.start))[0];
}

/** Where v6.0's file stands upstream, at a line if given (v6.0 numbers). */
export function upstreamUrl(path: string, v60Line?: number): string {
  const url = `https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/${path}?h=v6.0`;
  return v60Line === undefined ? url : `${url}#n${v60Line}`;
}

function entry(path: string): Entry | undefined {
  if (!entries.has(path)) {
    const text = kernelText();
    entries.set(path, text?.has(path) ? readEntry(text.read(path)) : undefined);
  }
  return entries.get(path);
}

function readEntry(file: KernelFile): Entry {
  const lock = readLock();
  const lines = file.text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const lockBlob = lock.files[file.path]?.blob;
  const locked = lockedFunctions(lock, file.path);
  return {
    source: {
      path: file.path,
      lines,
      label: file.label,
      verified: file.verified,
      blob: file.blob,
      ...(lockBlob && { lockBlob }),
      license: licenseOf(lines),
    },
    isV60: file.label === lock.version,
    functions: file.verified
      ? locked.map(({ name, ...range }) => ({ name, first: range.start, locked: range }))
      : findLocked(lines, locked),
  };
}

function functionOf(name: string, { source }: Entry, { first, locked }: Found): FunctionText {
  const lines = source.lines.slice(first - 1, first + locked.end - locked.start);
  const { path, label, blob } = source;
  return { name, path, lines, first, firstV60: locked.start, sameInV60: true, label, blob };
}

/** Files of the lock that define a name, those with a source page first. */
function filesWith(name: string): string[] {
  const { files } = readLock();
  return Object.keys(files)
    .filter((path) => Object.hasOwn(files[path]!.functions, name))
    .sort((a, b) => rank(a) - rank(b));
}

/** Orders files: those with a source page first, in their order. */
const rank = (path: string): number => (SOURCE_FILES.includes(path) ? SOURCE_FILES.indexOf(path) : SOURCE_FILES.length);

/** The lock names a system call as the macro that makes it does. */
function namesOf(name: string): string[] {
  const call = /^(?:__(?:x64|ia32|se|do)_)?(compat_)?sys_(\w+)$/.exec(name);
  return call ? [name, `__do_${call[1] ?? ''}sys_${call[2]}`] : [name];
}

/** `__weak` marks a definition that gives way to an architecture's own. */
const isWeak = ([first = '']: readonly string[]): boolean => /\b__weak\b/.test(first);

/** The kernel's files name their licence in the first line or two; COPYING gives the rule for one that does not. */
function licenseOf(lines: readonly string[]): string {
  for (const line of lines.slice(0, 3)) {
    const expression = /SPDX-License-Identifier:\s*([^*]+?)\s*(?:\*\/)?$/.exec(line)?.[1];
    if (expression) return expression;
  }
  return 'GPL-2.0-only';
}
