/** When nothing is found or something is wrong: why, kindly, and what to ask instead. */
import type { NoChain, Opening, QueryProblem } from '@/callgraph/index.ts';
import { type Facts, formOf, KINDS, NOTHING_ASKED, type Query } from '@/chains/index.ts';
import type { Locale } from '@/i18n/index.ts';
import type { LinesOf } from './CallSites.tsx';
import { ChainRow } from './ChainRow.tsx';
import { QueryLink } from './QueryLink.tsx';
import type { ChainsWords } from './words/types.ts';

interface Common {
  query: Query;
  words: ChainsWords;
  onAsk(query: Query): void;
}

/** The query without the condition that excludes every chain. */
export function dropping(query: Query, { drop, name, shortest: depth }: Opening): Query {
  const asked = { ...query, chain: 1 };
  switch (drop) {
    case 'through':
      return { ...asked, through: query.through.filter((each) => each !== name) };
    case 'avoid':
      return { ...asked, avoid: query.avoid.filter((each) => each !== name) };
    case 'in':
      return { ...asked, files: '' };
    case 'kinds':
      return { ...asked, kinds: KINDS };
    case 'config':
      return { ...asked, anyConfig: true };
    case 'depth':
      return { ...asked, depth };
    case 'all':
      return { ...NOTHING_ASKED, from: query.from, to: query.to, kinds: KINDS, anyConfig: true };
  }
}

interface NoChainProps extends Common {
  why: NoChain;
  facts: Facts;
  lines: LinesOf;
  versions: Record<string, string>;
  locale: Locale;
}

export function NoChains({ why, query, words, onAsk, facts, lines, versions, locale }: NoChainProps) {
  if (why.kind === 'same')
    return (
      <div class="kindly">
        {why.recursion ? (
          <>
            <p>{words.recursion}</p>
            <ol class="rows">
              <ChainRow
                chain={why.recursion}
                number={1}
                chosen
                through={[]}
                facts={facts}
                lines={lines}
                versions={versions}
                locale={locale}
                words={words}
              />
            </ol>
          </>
        ) : (
          <p>{words.noRecursion(query.from)}</p>
        )}
      </div>
    );
  if (why.kind === 'contradiction')
    return (
      <div class="kindly">
        <ul>
          <li>
            <QueryLink
              query={{ ...query, avoid: query.avoid.filter((name) => name !== why.name), chain: 1 }}
              onAsk={onAsk}
            >
              {words.drop.avoid(why.name)}
            </QueryLink>
          </li>
          {query.through.includes(why.name) && (
            <li>
              <QueryLink
                query={{ ...query, through: query.through.filter((name) => name !== why.name), chain: 1 }}
                onAsk={onAsk}
              >
                {words.drop.through(why.name)}
              </QueryLink>
            </li>
          )}
        </ul>
      </div>
    );
  if (why.kind === 'gave-up') return null;
  const said = ({ drop, name = '', shortest: depth }: Opening): string => {
    const how = words.drop[drop];
    if (typeof how === 'string') return how;
    return drop === 'depth'
      ? words.drop.depth(depth)
      : drop === 'in'
        ? words.drop.in(query.files)
        : words.drop[drop as 'through' | 'avoid'](name);
  };
  return (
    <div class="kindly">
      {why.openings.length > 0 ? (
        <>
          <p>{words.excluded}</p>
          <ul>
            {why.openings.map((opening) => (
              <li key={`${opening.drop} ${opening.name ?? ''}`}>
                <QueryLink query={dropping(query, opening)} onAsk={onAsk}>
                  {said(opening)}
                </QueryLink>{' '}
                <small>{words.dropGives(opening.shortest)}</small>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>{words.never(query.from, query.to)}</p>
      )}
      {why.turned && (
        <p>
          {words.turned}{' '}
          <QueryLink query={{ ...query, from: query.to, to: query.from, chain: 1 }} onAsk={onAsk}>
            {words.ask}
          </QueryLink>
        </p>
      )}
    </div>
  );
}

/** A list of functions that is empty. */
export function NoFunctions({ query, words, onAsk }: Common) {
  const wider: [string, Query][] = [
    ...(query.files ? [[words.drop.in(query.files), { ...query, files: '' }] as [string, Query]] : []),
    ...query.avoid.map((each): [string, Query] => [
      words.drop.avoid(each),
      { ...query, avoid: query.avoid.filter((other) => other !== each) },
    ]),
    ...query.through.map((each): [string, Query] => [
      words.drop.through(each),
      { ...query, through: query.through.filter((other) => other !== each) },
    ]),
    ...(query.kinds.includes('indirect') ? [] : [[words.drop.kinds, { ...query, kinds: KINDS }] as [string, Query]]),
    ...(query.anyConfig ? [] : [[words.drop.config, { ...query, anyConfig: true }] as [string, Query]]),
  ];
  return (
    <div class="kindly">
      <ul>
        {wider.map(([label, other]) => (
          <li key={label}>
            <QueryLink query={other} onAsk={onAsk}>
              {label}
            </QueryLink>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface ProblemProps extends Common {
  problem: QueryProblem;
}

/** A query that cannot be answered: names that mean nothing, or several things. */
export function Problem({ problem, query, words, onAsk }: ProblemProps) {
  const renamed = (name: string): Query => rename(query, 'name' in problem ? problem.name : '', name);
  const names = problem.kind === 'unknown' ? problem.nearest : problem.kind === 'ambiguous' ? problem.candidates : [];
  return (
    <div class="kindly">
      {problem.kind === 'unknown' && <p>{names.length > 0 ? words.unknownNearest : words.unknownNone}</p>}
      <ul class="names">
        {names.map((name) => (
          <li key={name}>
            <QueryLink query={renamed(name)} onAsk={onAsk}>
              <code>{name}</code>
            </QueryLink>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What was typed, as far as it is worth repeating. */
const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** What is wrong with a query, in a sentence. */
export function problemLine(problem: QueryProblem, words: ChainsWords): string {
  const field = words.fieldNames[problem.field];
  switch (problem.kind) {
    case 'unknown':
      return words.unknown(short(problem.name));
    case 'ambiguous':
      return words.ambiguous(short(problem.name));
    case 'too-long':
      return words.tooLong(field, problem.most);
    case 'malformed':
      return words.malformed(field, short(problem.value));
    case 'missing':
      return words.missing(field);
  }
}

/** That there is no chain, in a sentence. */
export function noChainLine(why: NoChain, query: Query, words: ChainsWords): string {
  if (why.kind === 'same') return words.same(query.from);
  if (why.kind === 'gave-up') return words.gaveUp;
  return why.kind === 'contradiction' ? words.contradiction(why.name) : words.none(query.from, query.to);
}

/** That a list is empty, in a sentence. */
export function noFunctionsLine(query: Query, words: ChainsWords): string {
  const say = {
    reaching: words.noneReaching,
    'reached-from': words.noneReached,
    callers: words.noneCallers,
    callees: words.noneCallees,
  } as const;
  const form = formOf(query);
  return form && form !== 'chains' ? say[form](query.from || query.to) : '';
}

/** The query with one name put in another's place, wherever it stands. */
export function rename(query: Query, old: string, name: string): Query {
  const put = (each: string) => (each === old ? name : each);
  return {
    ...query,
    from: put(query.from),
    to: put(query.to),
    through: query.through.map(put),
    avoid: query.avoid.map(put),
    chain: 1,
  };
}
