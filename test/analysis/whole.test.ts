import { beforeAll, describe, expect, it } from 'vitest';
import { type Analysis, createIndex, type FunctionDef } from '@/analysis/index.ts';
import type { KernelText } from '@/kernel-text/index.ts';
import { kernel } from './kernel.ts';

let text: KernelText;
let analysis: Analysis;
let units: FunctionDef[];

beforeAll(() => {
  ({ text, analysis } = kernel());
  units = analysis.functions.filter(({ file }) => /^kernel\/.*\.c$/.test(file));
});

const show = (definition: FunctionDef) => `${definition.file}:${definition.start} ${definition.name}`;

describe('all of kernel/', () => {
  it('has the chain from do_exit to zap_pid_ns_processes, call by call', () => {
    const chain = ['do_exit', 'exit_notify', 'forget_original_parent', 'find_child_reaper', 'zap_pid_ns_processes'];
    const index = createIndex(analysis);
    const lines = chain.slice(0, -1).map((name, i) => {
      const caller = index.find(name)!;
      return caller.calls
        .filter((call) => call.callee === chain[i + 1] && call.kind === 'direct')
        .map(({ line }) => line);
    });
    expect(lines).toEqual([[815], [677], [640], [551]]);
    expect(index.find('zap_pid_ns_processes')?.file).toBe('kernel/pid_namespace.c');
  });

  it('ends every function that no macro makes whole at a closing brace', () => {
    const lines = new Map<string, string[]>();
    const wrong = units.filter((definition) => {
      if (definition.madeBy && definition.start === definition.end) return false;
      let file = lines.get(definition.file);
      if (!file) {
        file = text.read(definition.file).text.split('\n');
        lines.set(definition.file, file);
      }
      return !file[definition.end - 1]?.includes('}');
    });
    expect(wrong.filter(({ madeBy }) => !madeBy).map(show)).toEqual([]);
    expect(units.length).toBeGreaterThan(14_000);
  });

  it('has no two compiled functions of one file overlap, but for those of one macro', () => {
    const overlaps: string[] = [];
    const byFile = Map.groupBy(
      units.filter(({ active }) => active),
      ({ file }) => file,
    );
    for (const list of byFile.values()) {
      const sorted = list.toSorted((a, b) => a.start - b.start || a.end - b.end);
      for (const [i, definition] of sorted.entries()) {
        const next = sorted[i + 1];
        if (next && next.start <= definition.end && !(definition.madeBy || next.madeBy)) {
          if (next.start !== definition.end) overlaps.push(`${show(definition)} and ${show(next)}`);
        }
      }
    }
    expect(overlaps).toEqual([]);
  });

  it('calls nothing that is a keyword, an attribute or an annotation', () => {
    const not =
      /^(?:if|while|for|switch|return|sizeof|typeof|asm|do|else|case|__attribute__|__releases|__acquires|__must_hold|__printf|__aligned|__section|offsetof|container_of|defined|CONFIG_\w+)$/;
    const wrong = units.flatMap((definition) =>
      definition.calls
        .filter((call) => call.active && not.test(call.callee))
        .map((call) => `${show(definition)} calls ${call.callee} in line ${call.line}`),
    );
    expect(wrong).toEqual([]);
  });

  it('puts every call inside its function, at the callee’s or the macro’s name', () => {
    const wrong: string[] = [];
    for (const definition of units) {
      // A function that a macro makes whole stands, as for a compiler, in the line where the macro's use begins.
      if (definition.madeBy && definition.start === definition.end) continue;
      const lines = text.read(definition.file).text.split('\n');
      for (const { line, column, callee, macro, kind } of definition.calls) {
        const rest = lines[line - 1]?.slice(column - 1) ?? '';
        const named = kind === 'macro' ? macro : callee;
        const inside = line >= definition.start && line <= definition.end;
        // a name that ## makes, or that a file included in the body brings, is spelled otherwise
        if (!inside || !(rest.startsWith(named ?? '') || macro || rest.startsWith('#')))
          wrong.push(`${show(definition)}: ${kind} ${callee} in line ${line}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('finds every definition that a plain search of lines finds', () => {
    // a line that begins a definition in the kernel's usual style, and whose body opens in the next line's first column
    const plain = /^(?:static |inline |int |void |bool |long |unsigned |struct \w+ \*?)+\*?(\w+)\([^;{}#]*\)\n\{/gm;
    const known = new Set(units.map(({ file, name }) => `${file} ${name}`));
    const missing: string[] = [];
    let count = 0;
    for (const path of text.list()) {
      if (!/^kernel\/.*\.c$/.test(path)) continue;
      for (const [, name] of text.read(path).text.matchAll(plain)) {
        if (/^(?:__printf|[A-Z_]+)$/.test(name!)) continue;
        count++;
        if (!known.has(`${path} ${name}`)) missing.push(`${path} ${name}`);
      }
    }
    expect(missing).toEqual([]);
    expect(count).toBeGreaterThan(8000);
  });

  it('marks what the configuration leaves out', () => {
    const index = createIndex(analysis);
    // CONFIG_SMP is set, so of the two the one of smp.c is compiled, and up.c is not built
    expect(index.find('smp_call_function_single')?.file).toBe('kernel/smp.c');
    expect(index.all('smp_call_function_single').some(({ built }) => !built)).toBe(true);
    const left = units.filter(({ active }) => !active);
    expect(left.length).toBeGreaterThan(300);
  });
});
