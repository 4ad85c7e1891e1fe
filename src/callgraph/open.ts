import type {
  Among,
  Chain,
  ChainAnswer,
  Completion,
  FunctionAnswer,
  FunctionEntry,
  FunctionFacts,
  Hop,
  NoChain,
} from './answer.ts';
import { type AroundProblem, around, shortestCircle } from './around.ts';
import type { CallIndex } from './call-index.ts';
import { complete } from './complete.ts';
import { INLINE, STATIC, TAKEN } from './layout.ts';
import { Names, type Scope } from './names.ts';
import { nearestNames } from './nearest.ts';
import type { ChainQuery, Conditions, Question } from './question.ts';
import { READABLE, readableDepth, search, shortest } from './search.ts';
import { type Settled, Settler } from './settle.ts';
import { between, hop, placeOf, sitesBetween } from './sites.ts';
import { isCompiled, pathOf, type Tables } from './tables.ts';
import { unpackIndex } from './unpack.ts';
import { kindBits } from './view.ts';
import { openings } from './why.ts';

/** How many chains are listed if nobody says. */
export const DEFAULT_LIMIT = 20;

/** Distances are not limited as chains are: what is found is listed once, however far. */
const ANY_DISTANCE = 1_000_000;

/** What a symbol's numbers count. */
const USUAL = { kinds: kindBits(['direct', 'macro']), anyConfig: false };

/**
 * Opens an index: bytes as `packIndex` made them, not compressed (see `inflated`).
 * @throws {IndexError} for foreign or damaged bytes, and for another version's file
 */
export const openIndex = (bytes: Uint8Array): CallIndex => new OpenIndex(unpackIndex(bytes));

class OpenIndex implements CallIndex {
  readonly #tables: Tables;
  readonly #names: Names;
  readonly #settler: Settler;

  constructor(tables: Tables) {
    this.#tables = tables;
    this.#names = new Names(tables);
    this.#settler = new Settler(tables, this.#names);
  }

  get size() {
    const tables = this.#tables;
    const nodes = tables.names.length;
    let functions = 0;
    for (let node = 0; node < nodes; node++)
      if (isCompiled(tables, node) && pathOf(tables, node)?.startsWith('kernel/')) functions++;
    return { functions, nodes, calls: tables.callTo.length };
  }

  version(file: string): string | undefined {
    return this.#tables.versions[this.#tables.paths.indexOf(file)];
  }

  ask(question: Question): ChainAnswer | FunctionAnswer {
    switch (question.ask) {
      case 'chains':
        return this.chains(question);
      case 'callers':
        return this.callers(question.of, question);
      case 'callees':
        return this.callees(question.of, question);
      case 'reaching':
        return this.reaching(question.of, question);
      case 'reached-from':
        return this.reachedFrom(question.of, question);
    }
  }

  chains(query: ChainQuery): ChainAnswer {
    const settled = this.#settler.settle(query);
    const { scope, limit = DEFAULT_LIMIT } = settled;
    const from = this.#settler.node('from', query.from, scope, 'start');
    const to = this.#settler.node('to', query.to, scope, 'end');
    const contradiction = [from, to, ...settled.through].find((node) => settled.avoid.has(node));
    const none = (why: NoChain, maxDepth = settled.maxDepth ?? READABLE) => ({
      total: 0,
      totalIsExact: why.kind !== 'gave-up',
      maxDepth,
      chains: [],
      why,
    });
    if (contradiction !== undefined)
      return none({ kind: 'contradiction', name: this.#names.label(contradiction, scope) });
    if (from === to) return none(this.#same(settled, from));
    const problem = problemOf(settled, from, to);
    const maxDepth = settled.maxDepth ?? readableDepth(problem);
    const { paths, total, exact } = search({ ...problem, maxDepth }, limit);
    if (total === 0) return none(exact ? this.#why(query, settled, from, to) : { kind: 'gave-up' }, maxDepth);
    const chains = paths.map((path) => this.#chain(settled, [...path]));
    return { total, totalIsExact: exact, maxDepth, chains };
  }

  callers(of: string, conditions: Conditions = {}): FunctionAnswer {
    return this.#around(of, { ...conditions, maxDepth: 1 }, 'back');
  }

  callees(of: string, conditions: Conditions = {}): FunctionAnswer {
    return this.#around(of, { ...conditions, maxDepth: 1 }, 'forth');
  }

  reaching(of: string, conditions: Conditions = {}): FunctionAnswer {
    return this.#around(of, conditions, 'back');
  }

  reachedFrom(of: string, conditions: Conditions = {}): FunctionAnswer {
    return this.#around(of, conditions, 'forth');
  }

  resolve(name: string, conditions: Conditions = {}): FunctionFacts | undefined {
    const scope = this.#settler.scope(conditions);
    const meaning = this.#names.meaning(name, scope, 'end');
    return meaning && 'node' in meaning ? this.#facts(meaning.node, scope) : undefined;
  }

  nearest(name: string, count: number): string[] {
    return nearestNames(this.#settler.lexicon, name, count);
  }

  complete(typed: string, count: number): Completion[] {
    const { firstBack } = this.#settler.view(USUAL);
    const called = (node: number) => firstBack[node + 1]! - firstBack[node]!;
    return complete(this.#settler.lexicon, typed, count, called).map(({ name, matched, node }) => {
      const file = pathOf(this.#tables, node);
      return { name, ...(file !== undefined && { file }), matched };
    });
  }

  among(names: readonly string[], conditions: Conditions = {}): Among {
    const { scope, choice, view } = this.#settler.settle(conditions);
    const nodes = [...new Set(names.map((name) => this.#settler.node('of', name, scope, 'end')))];
    const wanted = new Set(nodes);
    const hops: Hop[] = [];
    for (const from of nodes)
      for (let i = view.first[from]!; i < view.first[from + 1]!; i++) {
        const to = view.forth[i]!;
        if (to === from || !wanted.has(to)) continue;
        const sites = sitesBetween(this.#tables, choice, from, to);
        hops.push(hop(sites, this.#names.label(from, scope), this.#names.label(to, scope)));
      }
    return { functions: nodes.map((node) => this.#facts(node, scope)), hops };
  }

  #chain({ choice, scope }: Settled, nodes: readonly number[]): Chain {
    const path = nodes.map((node) => this.#names.label(node, scope));
    const hops = nodes
      .slice(1)
      .map((to, at) => hop(sitesBetween(this.#tables, choice, nodes[at]!, to), path[at]!, path[at + 1]!));
    return { path, hops };
  }

  #same(settled: Settled, node: number): NoChain {
    const circle = shortestCircle(settled.view, node, settled.open);
    return { kind: 'same', ...(circle && { recursion: this.#chain(settled, circle) }) };
  }

  #why(query: ChainQuery, settled: Settled, from: number, to: number): NoChain {
    const under = (conditions: Conditions) => shortest(problemOf(this.#settler.settle(conditions), from, to));
    const { from: _, to: __, maxDepth: ___, ...conditions } = query;
    const turned = shortest(problemOf(settled, to, from)) !== undefined;
    return { kind: 'none', openings: openings(conditions, settled.maxDepth, under), turned };
  }

  #around(of: string, conditions: Conditions, direction: AroundProblem['direction']): FunctionAnswer {
    const settled = this.#settler.settle(conditions, ANY_DISTANCE);
    const { view, open, bits, all, scope, choice, avoid, limit, maxDepth = ANY_DISTANCE } = settled;
    // A system call leads on from where it is entered; otherwise its body is meant.
    const role = direction === 'forth' && maxDepth > 1 ? 'start' : 'end';
    const node = this.#settler.node('of', of, scope, role);
    const found = avoid.has(node) ? [] : around({ view, of: node, direction, open, bits, all, maxDepth });
    const functions = found.slice(0, limit).map(({ node: other, distance, by }): FunctionEntry => {
      const name = this.#names.label(other, scope);
      const sites = by.flatMap((nearer) => {
        const [caller, callee] = direction === 'back' ? [other, nearer] : [nearer, other];
        const ends = [this.#names.label(caller, scope), this.#names.label(callee, scope)] as const;
        return sitesBetween(this.#tables, choice, caller, callee).map((site) => between(site, ...ends));
      });
      const line = this.#tables.line[other]!;
      const place = pathOf(this.#tables, other) === undefined ? {} : placeOf(this.#tables, other, line);
      return { name, ...place, sites, distance };
    });
    return { total: found.length, functions };
  }

  #facts(node: number, scope: Scope): FunctionFacts {
    const { names, flags, line, end } = this.#tables;
    const view = this.#settler.view(USUAL);
    const knownAs = this.#names.knownAs(node);
    const defined = pathOf(this.#tables, node) !== undefined;
    return {
      name: this.#names.label(node, scope),
      bare: names[node]!,
      ...(knownAs !== undefined && { knownAs }),
      ...(defined && { ...placeOf(this.#tables, node, line[node]!), end: end[node]! }),
      isStatic: (flags[node]! & STATIC) !== 0,
      isInline: (flags[node]! & INLINE) !== 0,
      compiled: isCompiled(this.#tables, node),
      callers: view.firstBack[node + 1]! - view.firstBack[node]!,
      callees: view.first[node + 1]! - view.first[node]!,
      addressTaken: (flags[node]! & TAKEN) !== 0,
    };
  }
}

const problemOf = ({ view, open, bits, all }: Settled, from: number, to: number) => ({
  view,
  from,
  to,
  open,
  bits,
  all,
});
