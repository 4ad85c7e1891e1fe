import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compare, precision, recall, total } from '@/analysis/compare.ts';
import { type CompilerEdges, readCompilerEdges } from '@/analysis/compiler-edges.ts';
import { kernel } from './kernel.ts';

const { text, analysis } = kernel();
const edges = readCompilerEdges(join(import.meta.dirname, 'compiler-edges.json'));

const digest = (lines: string[]) => createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16);

/** Of what the compiler saw, the functions whose lines are the same in our text, with their lines there. */
function sameFunctions(): { same: CompilerEdges; missing: string[] } {
  const same: CompilerEdges = { files: {} };
  const missing: string[] = [];
  for (const [path, { functions }] of Object.entries(edges.files)) {
    if (!text.has(path)) continue;
    const lines = text.read(path).text.split('\n');
    const kept: CompilerEdges['files'][string]['functions'] = {};
    for (const [name, seen] of Object.entries(functions)) {
      const length = seen.end - seen.start;
      let start = seen.start;
      if (digest(lines.slice(start - 1, start + length)) !== seen.sha256) {
        start = lines.findIndex((_, at) => digest(lines.slice(at, at + length + 1)) === seen.sha256) + 1;
      }
      if (start === 0) {
        missing.push(`${path} ${name}`);
        continue;
      }
      const moved = start - seen.start;
      kept[name] = {
        ...seen,
        start,
        end: start + length,
        calls: seen.calls.map(([callee, line, ...rest]) => [callee, line + moved, ...rest]),
      };
    }
    same.files[path] = { functions: kept };
  }
  return { same, missing };
}

const { same, missing } = sameFunctions();
// What the compiler saw otherwise, in another version's text, cannot be held against it here.
const differing = new Set(missing);
const comparable = analysis.functions.filter(
  ({ file, name, aliases }) => ![name, ...aliases].some((each) => differing.has(`${file} ${each}`)),
);
const compared = new Map(compare({ ...analysis, functions: comparable }, same).map((file) => [file.file, file]));

describe('held against what a compiler sees', () => {
  it('nearly all functions of the compiler’s are in the text we have', () => {
    const all = Object.values(edges.files).flatMap(({ functions }) => Object.keys(functions)).length;
    expect(missing.length, missing.join('\n')).toBeLessThan(all * 0.15);
    // of the two files that are v6.0's wherever the text came from, every one
    expect(missing.filter((name) => /^kernel\/(exit|pid_namespace)\.c /.test(name))).toEqual([]);
  });

  it.each([...compared.keys()])('%s: every function has the compiler’s first and last line', (path) => {
    const file = compared.get(path)!;
    expect(file.functions).toBeGreaterThan(5);
    expect(file.exactRanges, file.differences.join('\n')).toBe(file.functions);
  });

  it('direct calls: precision and recall of at least 0.995', () => {
    const direct = total([...compared.values()].map((file) => file.direct));
    const differences = [...compared.values()].flatMap((file) => file.differences).join('\n');
    expect(direct.both).toBeGreaterThan(2000);
    expect(precision(direct), differences).toBeGreaterThanOrEqual(0.995);
    expect(recall(direct), differences).toBeGreaterThanOrEqual(0.995);
  });

  it.each(['kernel/exit.c', 'kernel/pid_namespace.c'])('%s: every direct call, and no other', (path) => {
    const { direct, differences } = compared.get(path)!;
    expect(direct.ours + direct.theirs, differences.join('\n')).toBe(0);
    expect(direct.both).toBeGreaterThan(50);
  });

  it('calls out of macros: nearly all, though headers of another version may make others', () => {
    const macro = total([...compared.values()].map((file) => file.macro));
    expect(macro.both).toBeGreaterThan(500);
    expect(recall(macro)).toBeGreaterThanOrEqual(0.97);
    expect(precision(macro)).toBeGreaterThanOrEqual(0.97);
  });
});
