/** What the page and the Worker with the call index say to each other. */
import type {
  Among,
  ChainAnswer,
  Completion,
  Conditions,
  FunctionAnswer,
  FunctionFacts,
  QueryProblem,
  Question,
} from '@/callgraph/index.ts';

/** What can be asked, and what is answered. */
export interface Asks {
  size: { of: Record<never, never>; gives: { functions: number; nodes: number; calls: number } };
  answer: { of: { question: Question }; gives: Answered };
  complete: { of: { typed: string; count: number }; gives: Completion[] };
  resolve: { of: { name: string }; gives: FunctionFacts | undefined };
  among: { of: { names: readonly string[]; conditions: Conditions }; gives: Among };
  neighbours: { of: { name: string; side: 'callers' | 'callees'; conditions: Conditions }; gives: string[] };
  versions: { of: { files: readonly string[] }; gives: Record<string, string> };
}

/** An answer, and how long the search for it took. */
export type Answered = { milliseconds: number } & (
  | { chains: ChainAnswer; functions?: never }
  | { functions: FunctionAnswer; chains?: never }
);

export type Ask = keyof Asks;

export interface Request<A extends Ask = Ask> {
  id: number;
  ask: A;
  of: Asks[A]['of'];
}

/** `problem`: the query cannot be answered; `failed`: the index could not be had, or the program is wrong. */
export type Response =
  | { id: number; value: unknown }
  | { id: number; problem: QueryProblem }
  | { id: number; failed: string };
