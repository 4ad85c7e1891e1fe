import type { CompilerEdges, CompilerFunction } from './compiler-edges.ts';
import type { Analysis, Call, FunctionDef } from './types.ts';

/** How many were found by both, by the analysis alone, and by the compiler alone. */
export interface Agreement {
  both: number;
  ours: number;
  theirs: number;
}

export interface FileComparison {
  file: string;
  functions: number;
  /** Functions whose first and last lines are the compiler's. */
  exactRanges: number;
  /** Distinct pairs of a function and one that it calls by name. */
  edges: Agreement;
  /** Calls spelled in the function, one for each place, told by function, callee and line. */
  direct: Agreement;
  /** Calls out of macros' bodies. */
  macro: Agreement;
  /** What differs, one sentence each. */
  differences: string[];
}

/** Of what the analysis says, the share that the compiler says too. */
export const precision = ({ both, ours }: Agreement): number => (both + ours === 0 ? 1 : both / (both + ours));

/** Of what the compiler says, the share that the analysis found. */
export const recall = ({ both, theirs }: Agreement): number => (both + theirs === 0 ? 1 : both / (both + theirs));

/** What SYSCALL_DEFINE makes around the function that has the body; the analysis gives them as its aliases. */
const WRAPPER = /^__(?:se|x64|ia32)_(?:compat_)?sys_/;

/** Holds an analysis against what a compiler saw, file by file. Files the analysis does not have are left out. */
export function compare(analysis: Analysis, edges: CompilerEdges): FileComparison[] {
  return Object.entries(edges.files).flatMap(([file, { functions }]) => {
    const own = analysis.functions.filter((definition) => definition.file === file);
    return own.length === 0 ? [] : [compareFile(file, own, functions)];
  });
}

function compareFile(file: string, own: FunctionDef[], functions: Record<string, CompilerFunction>): FileComparison {
  const byName = new Map<string, FunctionDef>();
  for (const definition of own) {
    if (!definition.active) continue;
    for (const name of [definition.name, ...definition.aliases]) byName.set(name, definition);
  }
  const result: FileComparison = {
    file,
    functions: 0,
    exactRanges: 0,
    edges: { both: 0, ours: 0, theirs: 0 },
    direct: { both: 0, ours: 0, theirs: 0 },
    macro: { both: 0, ours: 0, theirs: 0 },
    differences: [],
  };
  const seen = new Set<FunctionDef>();
  for (const [name, theirs] of Object.entries(functions)) {
    if (WRAPPER.test(name)) continue;
    result.functions++;
    const ours = byName.get(name);
    if (!ours) {
      result.differences.push(`${name}: not found`);
      for (const [, , kind] of theirs.calls) result[kind === 'm' ? 'macro' : 'direct'].theirs++;
      continue;
    }
    seen.add(ours);
    if (ours.start === theirs.start && ours.end === theirs.end) result.exactRanges++;
    else
      result.differences.push(
        `${name}: lines ${ours.start} to ${ours.end}; the compiler says ${theirs.start} to ${theirs.end}`,
      );
    compareEdges(ours, theirs, result.edges);
    compareCalls(ours, theirs, 'direct', result);
    compareCalls(ours, theirs, 'macro', result);
  }
  for (const definition of new Set(byName.values())) {
    if (seen.has(definition)) continue;
    result.differences.push(`${definition.name}: not a function to the compiler`);
    for (const { kind, active } of definition.calls)
      if (active && kind !== 'indirect') result[kind === 'macro' ? 'macro' : 'direct'].ours++;
  }
  return result;
}

function compareEdges(ours: FunctionDef, theirs: CompilerFunction, agreement: Agreement): void {
  const mine = new Set(ours.calls.filter((call) => call.active && call.kind === 'direct').map((call) => call.callee));
  const other = new Set(theirs.calls.filter(([, , kind]) => kind !== 'm').map(([callee]) => callee));
  for (const callee of mine) agreement[other.has(callee) ? 'both' : 'ours']++;
  for (const callee of other) if (!mine.has(callee)) agreement.theirs++;
}

function compareCalls(
  ours: FunctionDef,
  theirs: CompilerFunction,
  kind: 'direct' | 'macro',
  result: FileComparison,
): void {
  const count = (keys: string[]) => {
    const counts = new Map<string, number>();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts;
  };
  // Lines count from the function's first, so that a function that moved is still the same function.
  const wanted = (call: Call) => call.active && call.kind === kind;
  const mine = count(ours.calls.filter(wanted).map(({ callee, line }) => `${callee}:${line - ours.start}`));
  const other = count(
    theirs.calls
      .filter(([, , k]) => (k === 'm') === (kind === 'macro'))
      .map(([callee, line]) => `${callee}:${line - theirs.start}`),
  );
  const agreement = result[kind];
  for (const key of new Set([...mine.keys(), ...other.keys()])) {
    const m = mine.get(key) ?? 0;
    const o = other.get(key) ?? 0;
    agreement.both += Math.min(m, o);
    agreement.ours += Math.max(0, m - o);
    agreement.theirs += Math.max(0, o - m);
    if (m === o) continue;
    const [callee, line] = key.split(':');
    const who = m > o ? 'only the analysis sees' : 'only the compiler sees';
    result.differences.push(`${ours.name}: ${who} a ${kind} call of ${callee} in line ${Number(line) + ours.start}`);
  }
}

/** The sum of several agreements. */
export const total = (parts: Agreement[]): Agreement =>
  parts.reduce((sum, { both, ours, theirs }) => ({
    both: sum.both + both,
    ours: sum.ours + ours,
    theirs: sum.theirs + theirs,
  }));
