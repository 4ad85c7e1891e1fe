/**
 * The text of the lines on which calls stand, file by file: what a chain shows of each call site. Never in the repository; made at
 * build, and fetched for the files that an answer speaks of.
 * @module
 */
import type { CallLines } from '../chains/index.ts';
import { kernelAnalysis } from './kernel-analysis.ts';
import { sourceText } from './text.ts';

let byFile: Map<string, Set<number>> | undefined;

function known(): Map<string, Set<number>> {
  if (byFile) return byFile;
  byFile = new Map();
  for (const { file, calls, madeBy, start, nameLine } of kernelAnalysis().functions) {
    // The wrappers of a system call call one another in the line that makes them.
    const own = madeBy ? [start, nameLine] : [];
    if (calls.length + own.length === 0) continue;
    const lines = byFile.get(file) ?? new Set();
    for (const line of [...own, ...calls.map((call) => call.line)]) lines.add(line);
    byFile.set(file, lines);
  }
  return byFile;
}

/** All files in which a call stands, sorted; none when no kernel text could be had. */
export const filesWithCalls = (): string[] => [...known().keys()].sort();

/** A file's lines with calls, without their indentation; undefined for a file that has none. */
export function callLines(file: string): CallLines | undefined {
  const numbers = known().get(file);
  const source = numbers && sourceText(file);
  if (!source) return undefined;
  const lines = [...numbers].sort((a, b) => a - b);
  return {
    version: source.label,
    lines: Object.fromEntries(lines.map((line) => [line, (source.lines[line - 1] ?? '').trim().replace(/\s+/g, ' ')])),
  };
}
