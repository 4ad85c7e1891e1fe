// The same questions answered by trying everything: slow, and too simple to be wrong. Functions are called f0, f1, …
import type { CallFacts, CallKind, Conditions } from '@/callgraph/index.ts';
import { FILES } from './facts.ts';

/** What patterns of files the tests ask with mean. */
const IN: Record<string, (path: string) => boolean> = {
  'kernel/*.c': (path) => path === FILES[0] || path === FILES[1],
  'kernel/**': () => true,
  'kernel/b.c': (path) => path === FILES[1],
};

export const PATTERNS = Object.keys(IN);

export interface Twin {
  chains(from: number, to: number, maxDepth: number): number[][];
  /** Distance by function, of all that lead to one or that it leads to. */
  around(of: number, direction: 'back' | 'forth', maxDepth: number): Map<number, number>;
}

export function twin(
  { functions, calls, slots, files }: CallFacts,
  conditions: Conditions,
  exempt: readonly number[],
): Twin {
  const { kinds = ['direct', 'macro'], through = [], avoid = [], anyConfig = false } = conditions;
  const numbered = (names: readonly string[]) => names.map((name) => Number(name.slice(1)));
  const must = numbered(through);
  const never = numbered(avoid);
  const matches = conditions.in === undefined ? () => true : IN[conditions.in]!;
  const inside = (node: number) =>
    exempt.includes(node) || must.includes(node) || matches(files[functions[node]!.file!]!.path);
  const there = (node: number) => anyConfig || functions[node]!.compiled;
  const leads = (from: number, to: number) =>
    there(from) &&
    there(to) &&
    calls.some(
      (each) =>
        each.from === from &&
        (each.compiled || anyConfig) &&
        kinds.includes(each.kind as CallKind) &&
        (each.kind === 'indirect' ? slots[each.to]!.functions.includes(to) : each.to === to),
    );
  const nodes = [...functions.keys()];
  const open = (node: number) => inside(node) && !never.includes(node);

  const chains = (from: number, to: number, maxDepth: number): number[][] => {
    const found: number[][] = [];
    const walk = (path: number[]) => {
      const last = path.at(-1)!;
      if (last === to) {
        if (must.every((node) => path.includes(node))) found.push(path);
        return;
      }
      if (path.length > maxDepth) return;
      for (const next of nodes) if (!path.includes(next) && open(next) && leads(last, next)) walk([...path, next]);
    };
    walk([from]);
    // Shortest first, then in the order of names: f0 … f9 are in the order of their numbers.
    return found.sort((a, b) => a.length - b.length || a.join().localeCompare(b.join()));
  };

  const around = (of: number, direction: 'back' | 'forth', maxDepth: number): Map<number, number> => {
    const distances = new Map<number, number>();
    for (let steps = 1, edge = [of]; steps <= maxDepth && edge.length > 0; steps++) {
      edge = nodes.filter(
        (node) =>
          node !== of &&
          open(node) &&
          !distances.has(node) &&
          edge.some((near) => (direction === 'back' ? leads(node, near) : leads(near, node))),
      );
      for (const node of edge) distances.set(node, steps);
    }
    return distances;
  };

  return { chains, around };
}
