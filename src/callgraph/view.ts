import { CALL_COMPILED, KIND, KINDS } from './layout.ts';
import type { CallKind } from './question.ts';
import { isCompiled, type Tables } from './tables.ts';

/**
 * The graph that a question is asked of: which function calls which, once each, whatever the number of call sites. Only
 * calls of the kinds asked for, and unless any configuration will do, only what is compiled. The functions that n calls are
 * `forth[first[n]]` up to `forth[first[n + 1]]`, in order; those that call it, `back[firstBack[n]]` and so on.
 */
export interface View {
  readonly nodeCount: number;
  readonly first: Int32Array;
  readonly forth: Int32Array;
  readonly firstBack: Int32Array;
  readonly back: Int32Array;
}

/** Which calls count: bit k for `KINDS[k]`, and whether what is not compiled does. */
export interface Choice {
  kinds: number;
  anyConfig: boolean;
}

export const kindBits = (kinds: readonly CallKind[]): number =>
  kinds.reduce((bits, kind) => bits | (1 << KINDS.indexOf(kind)), 0);

export const ALL_KINDS = kindBits(KINDS);

/** Whether a call counts. */
export const counts = (tables: Tables, call: number, { kinds, anyConfig }: Choice): boolean => {
  const how = tables.callHow[call]!;
  return ((kinds >> (how & KIND)) & 1) === 1 && (anyConfig || (how & CALL_COMPILED) !== 0);
};

const INDIRECT = KINDS.indexOf('indirect');

/** The functions that a call leads to, or may lead to. */
export function leadsTo(tables: Tables, call: number, visit: (node: number) => void): void {
  const to = tables.callTo[call]!;
  if ((tables.callHow[call]! & KIND) !== INDIRECT) visit(to);
  else for (const node of tables.slots[to]!) visit(node);
}

/** Whether a call leads to a function, or may. */
export function mayLead(tables: Tables, call: number, node: number): boolean {
  const to = tables.callTo[call]!;
  return (tables.callHow[call]! & KIND) === INDIRECT ? tables.slots[to]!.includes(node) : to === node;
}

export function makeView(tables: Tables, choice: Choice): View {
  const nodeCount = tables.names.length;
  const stays = (node: number) => choice.anyConfig || isCompiled(tables, node);
  const first = new Int32Array(nodeCount + 1);
  let forth = new Int32Array(Math.max(16, tables.callTo.length));
  const firstBack = new Int32Array(nodeCount + 1);
  // The caller for whom a callee was last noted: each is noted once.
  const notedFor = new Int32Array(nodeCount).fill(-1);
  let size = 0;
  for (let node = 0; node < nodeCount; node++) {
    const begin = size;
    if (stays(node)) {
      for (let call = tables.callFirst[node]!; call < tables.callFirst[node + 1]!; call++) {
        if (!counts(tables, call, choice)) continue;
        leadsTo(tables, call, (to) => {
          if (notedFor[to] === node || !stays(to)) return;
          notedFor[to] = node;
          if (size === forth.length) {
            const grown = new Int32Array(size * 2);
            grown.set(forth);
            forth = grown;
          }
          forth[size++] = to;
          firstBack[to + 1]!++;
        });
      }
      forth.subarray(begin, size).sort();
    }
    first[node + 1] = size;
  }
  for (let node = 0; node < nodeCount; node++) firstBack[node + 1]! += firstBack[node]!;
  const back = new Int32Array(size);
  const next = firstBack.slice(0, nodeCount);
  for (let node = 0; node < nodeCount; node++)
    for (let i = first[node]!; i < first[node + 1]!; i++) back[next[forth[i]!]!++] = node;
  return { nodeCount, first, forth: forth.slice(0, size), firstBack, back };
}
