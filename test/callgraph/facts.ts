// Small call graphs for tests: written by hand, or drawn.
import fc from 'fast-check';
import {
  type CallFact,
  type CallFacts,
  type CallKind,
  type FunctionFact,
  openIndex,
  packIndex,
} from '@/callgraph/index.ts';

export const FILES = ['kernel/a.c', 'kernel/b.c', 'kernel/sub/c.c'] as const;

export const fn = (name: string, more: Partial<FunctionFact> = {}): FunctionFact => ({
  name,
  aliases: [],
  file: 0,
  line: 1,
  end: (more.line ?? 1) + 8,
  toV60: undefined,
  isStatic: false,
  isInline: false,
  isWeak: false,
  compiled: true,
  addressTaken: false,
  ...more,
});

export const call = (from: number, to: number, more: Partial<CallFact> = {}): CallFact => ({
  from,
  to,
  line: 2,
  kind: 'direct',
  macro: undefined,
  pointer: undefined,
  inLoop: false,
  compiled: true,
  ...more,
});

export const facts = (functions: FunctionFact[], calls: CallFact[], slots: number[][] = []): CallFacts => ({
  files: FILES.map((path, at) => ({ path, version: at === 0 ? 'v6.0' : '6.1.176' })),
  functions,
  calls,
  slots: slots.map((nodes) => ({ functions: nodes })),
});

export const open = (graph: CallFacts) => openIndex(packIndex(graph));

/** A graph from lines such as `a: b c`: each function, and those it calls. */
export function graph(text: string): CallFacts {
  const rows = text
    .trim()
    .split('\n')
    .map((row) =>
      row
        .trim()
        .split(/:\s*|\s+/)
        .filter((word) => word !== ''),
    );
  const names = [...new Set(rows.flat())];
  return facts(
    names.map((name, at) => fn(name, { line: 10 * at + 1, end: 10 * at + 9 })),
    rows.flatMap(([from, ...to]) =>
      to.map((callee, at) =>
        call(names.indexOf(from!), names.indexOf(callee), { line: 10 * names.indexOf(from!) + 2 + at }),
      ),
    ),
  );
}

const KINDS: readonly CallKind[] = ['direct', 'macro', 'indirect'];

/** A drawn graph of few functions, many of them calling one another, with everything that conditions ask about. */
export const drawnFacts = (most = 7): fc.Arbitrary<CallFacts> =>
  fc.integer({ min: 2, max: most }).chain((size) => {
    const node = fc.nat(size - 1);
    const mostly = fc.integer({ min: 0, max: 5 }).map((n) => n > 0);
    return fc
      .record({
        functions: fc.array(fc.record({ file: fc.nat(FILES.length - 1), compiled: mostly }), {
          minLength: size,
          maxLength: size,
        }),
        slots: fc.array(fc.uniqueArray(node, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 }),
        calls: fc.array(
          fc.record({
            from: node,
            to: node,
            slot: fc.nat(1),
            kind: fc.constantFrom(...KINDS),
            line: fc.nat(4),
            compiled: mostly,
            macro: fc.boolean(),
          }),
          { minLength: 2 * size, maxLength: 6 * size },
        ),
      })
      .map(({ functions, slots, calls }) =>
        facts(
          functions.map(({ file, compiled }, at) =>
            fn(`f${at}`, {
              file,
              compiled,
              line: 20 * at + 1,
              end: 20 * at + 19,
              ...(at % 2 === 0 && { toV60: 3 - at }),
            }),
          ),
          calls.map(({ from, to, slot, kind, line, compiled, macro }) =>
            call(from, kind === 'indirect' ? slot % slots.length : to, {
              kind,
              line: 20 * from + 2 + line,
              compiled,
              macro: macro ? 'MACRO' : undefined,
              pointer: kind === 'indirect' ? '->f' : undefined,
            }),
          ),
          slots,
        ),
      );
  });
