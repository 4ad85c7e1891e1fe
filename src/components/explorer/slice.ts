import type { Among } from '@/callgraph/index.ts';
import { type Facts, lineNumber, pageHref, seenFunction } from '@/chains/index.ts';
import type { GraphSlice } from '@/figures/graph/index.ts';

/** Some functions and the calls among them, as the drawing takes them; `path` stands out. */
export function sliceOf({ functions, hops }: Among, path: readonly string[], facts: Facts): GraphSlice {
  const steps = new Set(path.slice(1).map((to, i) => `${path[i]} ${to}`));
  const on = new Set(path);
  const numbers = (lines: number[]) => [...new Set(lines)].toSorted((a, b) => a - b);
  return {
    nodes: functions.map(({ name, compiled }) => ({
      name,
      href: pageHref(facts, name),
      on: on.has(name),
      ...(!compiled && { leftOut: true }),
      ...(seenFunction(facts, name) && { seen: true }),
    })),
    edges: hops.map(({ from, to, sites }) => {
      const compiled = sites.filter((site) => site.compiled);
      const leftOut = numbers(sites.filter((site) => !site.compiled).map(lineNumber));
      return {
        from,
        to,
        lines: numbers(compiled.map(lineNumber)),
        ...(leftOut.length > 0 && { leftOut }),
        pointer: sites.every(({ kind }) => kind === 'indirect') ? (sites[0]?.pointer ?? '') : undefined,
        loop: sites.every(({ inLoop }) => inLoop),
        on: steps.has(`${from} ${to}`),
      };
    }),
  };
}
