import type { ChainAnswer, FunctionAnswer, SiteBetween } from './answer.ts';
import { type Conditions, DEFAULT_KINDS, type Question } from './question.ts';

/** A call as programs are told of it; `line` is that of the text at hand. */
interface JsonCall {
  from: string;
  to: string;
  file: string;
  line: number;
  kind: string;
  macro?: string;
}

/** A question and its answer as plain data, for programs: what `why-sigkill chains --json` prints. */
export function answerAsJson(question: Question, answer: ChainAnswer | FunctionAnswer): object {
  if ('functions' in answer) {
    const query = queryAsJson(question, question.maxDepth);
    const functions = answer.functions.map(({ name, file, line, sites, distance }) => ({
      name,
      file: file ?? null,
      line: line ?? null,
      sites: sites.map(callAsJson),
      distance,
    }));
    return { query, total: answer.total, functions };
  }
  const query = queryAsJson(question, answer.maxDepth);
  const chains = answer.chains.map(({ path, hops }) => ({ path, hops: hops.map(callAsJson) }));
  // Only where there is something to add: that counting was given up, and why nothing was found.
  const { total, totalIsExact, why } = answer;
  return { query, total, ...(!totalIsExact && { totalIsExact }), chains, ...(why && { why }) };
}

const callAsJson = ({ from, to, file, line, kind, macro }: SiteBetween): JsonCall => ({
  from,
  to,
  file,
  line,
  kind,
  ...(macro !== undefined && { macro }),
});

/** The question with the defaults that were taken. */
function queryAsJson(question: Question, maxDepth: number | undefined): object {
  const { through = [], avoid = [], kinds = DEFAULT_KINDS, anyConfig = false, limit }: Conditions = question;
  const named = question.ask === 'chains' ? { from: question.from, to: question.to } : { [question.ask]: question.of };
  return {
    ...named,
    through,
    avoid,
    kinds,
    in: question.in ?? null,
    anyConfig,
    maxDepth: maxDepth ?? null,
    limit: limit ?? null,
  };
}
