/**
 * The call graph, and all that is asked of it: chains from one function to another, what leads to a function, what it leads
 * to. Pure: it knows nothing of Node, files or pages, imports nothing outside itself, and runs the same at build time, in the
 * browser and on the command line.
 *
 * The build packs what the analysis found (`CallFacts`) into one file with `packIndex`; whoever asks opens that with
 * `openIndex`. Inside: `unpack` reads the file into typed arrays (`tables`); `names` says what a name means, `settle` turns a
 * query into numbers; a `view` is the graph with only the calls that count; `cone` cuts out of it what lies between the two
 * ends, `enumerate` finds the first chains there, `count` counts the rest; `around` walks to all that is near. The other
 * exports are the plain graph and its searches, for figures.
 * @module
 */
export type {
  Among,
  Chain,
  ChainAnswer,
  Completion,
  FunctionAnswer,
  FunctionEntry,
  FunctionFacts,
  Hop,
  NoChain,
  Opening,
  Place,
  Site,
  SiteBetween,
} from './answer.ts';
export type { CallIndex } from './call-index.ts';
export type { CallFact, CallFacts, FunctionFact } from './facts.ts';
export { buildGraph, type Edge, type Graph, reverse } from './graph.ts';
export { inflated } from './inflate.ts';
export { answerAsJson } from './json.ts';
export { DEFAULT_LIMIT, openIndex } from './open.ts';
export { packIndex } from './pack.ts';
export { type EdgeFilter, edgesBetween, reachable, shortestPath } from './paths.ts';
export {
  type CallKind,
  type ChainQuery,
  type Conditions,
  DEFAULT_KINDS,
  QueryError,
  type QueryField,
  type QueryProblem,
  type Question,
} from './question.ts';
export { DEEPEST } from './search.ts';
export { type Join, joinsAmong } from './slice.ts';
export { IndexError } from './unpack.ts';
