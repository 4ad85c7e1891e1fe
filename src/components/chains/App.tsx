/** The page about chains: the question, which the address holds; its answer; the graph of it. */
import type { ComponentType } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Chain, QueryProblem } from '@/callgraph/index.ts';
import {
  conditionsOf,
  type Facts,
  formOf,
  NO_FACTS,
  NOTHING_ASKED,
  placeText,
  type Query,
  questionOf,
  readAddress,
  unfoldHref,
  writeAddress,
  writeCommand,
} from '@/chains/index.ts';
import { type Locale, localHref } from '@/i18n/index.ts';
import type { ExplorerProps } from '../explorer/Explorer.tsx';
import type { LinesOf } from './CallSites.tsx';
import { ChainRow } from './ChainRow.tsx';
import { CopyButton } from './CopyButton.tsx';
import { Empty, type StaticAnswer } from './Empty.tsx';
import { AskError, ask } from './engine.ts';
import { Form } from './Form.tsx';
import { FunctionList } from './FunctionList.tsx';
import { NoChains, NoFunctions, noChainLine, noFunctionsLine, Problem, problemLine } from './NoAnswer.tsx';
import type { Answered } from './protocol.ts';
import { callLines, facts as loadFacts } from './texts.ts';
import type { ChainsWords } from './words/types.ts';

export interface AppProps {
  locale: Locale;
  words: ChainsWords;
  /** The chain that stands on the page before anything is asked; none without kernel text. */
  example: StaticAnswer | undefined;
  /** What stands in the form already, if the reader was faster than the page's script. */
  typed?: Query | undefined;
}

/** Chains, and functions, listed at first, and as many again each time more are asked for. */
const CHAINS = 20;
const FUNCTIONS = 100;
/** Functions in the first drawing of an answer, at most. */
const DRAWN = 18;
/** Functions beside the one asked about in the first drawing of a list: the nearest. */
const BESIDE = 12;

/** What became of the question that the address holds. */
type Outcome =
  | { kind: 'answer'; query: Query; answered: Answered; functions: number }
  | { kind: 'problem'; query: Query; problem: QueryProblem }
  | { kind: 'failed'; query: Query };

export function App({ locale, words, example, typed }: AppProps) {
  const [query, setQuery] = useState(NOTHING_ASKED);
  const [draft, setDraft] = useState(typed ?? NOTHING_ASKED);
  const [limit, setLimit] = useState({ chains: CHAINS, functions: FUNCTIONS });
  const [outcome, setOutcome] = useState<Outcome>();
  const [facts, setFacts] = useState<Facts>(NO_FACTS);
  const [lines, setLines] = useState<LinesOf>(new Map());
  const [versions, setVersions] = useState<Record<string, string>>({});
  const [Explorer, setExplorer] = useState<ComponentType<ExplorerProps>>();
  const [larger, setLarger] = useState(false);
  const [again, setAgain] = useState(0);
  const meta = useRef<HTMLDivElement>(null);
  const graph = useRef<HTMLDivElement>(null);
  const toResult = useRef(false);

  const form = formOf(query);
  const asked = writeAddress({ ...query, chain: 1 });

  // The address is the state: what is asked goes into it, and going back or forth takes what is asked out of it.
  function go(next: Query, how: 'push' | 'replace' = 'push'): void {
    const address = location.pathname + writeAddress(next);
    if (how === 'replace') history.replaceState(null, '', address);
    else if (address !== location.pathname + location.search) history.pushState(null, '', address);
    setQuery(next);
    setDraft(next);
    setLimit({ chains: CHAINS, functions: FUNCTIONS });
    setAgain((n) => n + 1);
  }
  function follow(next: Query): void {
    toResult.current = true;
    go(next);
  }
  useEffect(() => {
    const read = (): void => {
      const next = readAddress(location.search);
      setQuery(next);
      setDraft(next);
      setLimit({ chains: CHAINS, functions: FUNCTIONS });
    };
    read();
    if (typed) setDraft(typed);
    addEventListener('popstate', read);
    return () => removeEventListener('popstate', read);
  }, []);

  useEffect(() => {
    document.documentElement.toggleAttribute('data-asked', form !== undefined);
    if (form === undefined) setOutcome(undefined);
    else loadFacts().then(setFacts);
    const [, site = ''] = document.title.split(' | ');
    const what = form === 'chains' ? `${query.from} → ${query.to}` : form ? query.from || query.to : words.title;
    document.title = site ? `${what} | ${site}` : what;
    // The same question in the other edition.
    for (const link of document.querySelectorAll<HTMLAnchorElement>('a.lang')) link.search = writeAddress(query);
  }, [asked]);

  const latest = useRef(0);
  useEffect(() => {
    const question = questionOf(query, form === 'chains' ? limit.chains : limit.functions);
    const turn = ++latest.current;
    if (!question) return;
    (async () => {
      let next: Outcome;
      try {
        const [answered, { functions }] = await Promise.all([ask('answer', { question }), ask('size', {})]);
        next = { kind: 'answer', query, answered, functions };
        const places = answered.chains
          ? [
              ...answered.chains.chains,
              ...(answered.chains.why?.kind === 'same' && answered.chains.why.recursion
                ? [answered.chains.why.recursion]
                : []),
            ].flatMap(({ hops }) => hops.map(({ file }) => file))
          : answered.functions.functions.flatMap(({ file }) => file ?? []);
        setVersions(await ask('versions', { files: [...new Set(places)] }));
      } catch (error) {
        next =
          error instanceof AskError ? { kind: 'problem', query, problem: error.problem } : { kind: 'failed', query };
      }
      if (turn !== latest.current) return;
      setOutcome(next);
    })();
  }, [asked, limit, again]);

  const found = outcome?.kind === 'answer' ? outcome.answered.chains : undefined;
  const listed = outcome?.kind === 'answer' ? outcome.answered.functions : undefined;
  const chosen = found ? Math.min(query.chain, found.chains.length) : 1;
  const chain: Chain | undefined =
    found?.chains[chosen - 1] ?? (found?.why?.kind === 'same' ? found.why.recursion : undefined);

  // The lines of the chosen chain's calls, file by file.
  useEffect(() => {
    for (const file of new Set(chain?.hops.map((hop) => hop.file)))
      callLines(file).then((text) => setLines((known) => new Map(known).set(file, text)));
  }, [chain]);

  useEffect(() => {
    if (!outcome || !toResult.current) return;
    toResult.current = false;
    meta.current?.focus();
  }, [outcome]);

  // What the graph begins with: the functions of the first chains, or the one asked about and its nearest.
  const base = useMemo(() => {
    if (found && found.chains.length > 0) {
      const names = new Set(chain?.path);
      for (const { path } of found.chains) {
        if (new Set([...names, ...path]).size > DRAWN) break;
        for (const name of path) names.add(name);
      }
      return [...names];
    }
    if (outcome?.kind === 'answer' && listed && listed.functions.length > 0)
      return [outcome.query.from || outcome.query.to, ...listed.functions.slice(0, BESIDE).map(({ name }) => name)];
    return [];
  }, [found, listed, chain]);
  const hasGraph = base.length > 1;
  useEffect(() => {
    if (hasGraph && !Explorer) import('../explorer/Explorer.tsx').then((loaded) => setExplorer(() => loaded.Explorer));
  }, [hasGraph]);

  const conditions = useMemo(() => {
    const { through: _, avoid: __, maxDepth: ___, ...rest } = conditionsOf(query);
    // What goes through a pointer or is left out is drawn among a chain's functions if the question counts it.
    const { in: ____, ...calls } = rest;
    return calls;
  }, [asked]);

  const text = (of: Chain): string =>
    [
      of.path.join(' → '),
      ...of.hops.map(
        (hop) => `  ${placeText(hop, versions[hop.file])}  ${lines.get(hop.file)?.lines[hop.line] ?? hop.to}`,
      ),
    ].join('\n');
  const unfold = chain && unfoldHref(facts, chain);
  const command = writeCommand(query);
  const waiting =
    form !== undefined &&
    outcome?.query !== query &&
    writeAddress({ ...(outcome?.query ?? NOTHING_ASKED), chain: 1 }) !== asked;

  return (
    <>
      <Form
        query={draft}
        words={words}
        wrong={outcome?.kind === 'problem' && outcome.query === query ? outcome.problem.field : undefined}
        onChange={setDraft}
        onSubmit={() => go({ ...draft, chain: 1 })}
      />
      {form === undefined ? (
        <Empty answer={example} words={words} locale={locale} onAsk={follow} />
      ) : (
        <div class="answer" aria-busy={waiting}>
          <div class="meta" ref={meta} tabIndex={-1}>
            <p role="status">
              {waiting || !outcome ? (
                <span>{words.asking}</span>
              ) : (
                summary(outcome, words).map((part, i) =>
                  i === 0 ? <b key={part}>{part}</b> : <span key={part}>{part}</span>,
                )
              )}
            </p>
            {outcome?.kind === 'answer' && !waiting && (
              <p>
                <span>{words.took(outcome.answered.milliseconds, outcome.functions)}</span>
              </p>
            )}
            {command && (
              <p class="r">
                {words.commandLine} <code>{command}</code>{' '}
                <CopyButton label={words.copyCommand} text={() => `npx ${command}`} words={words} />
              </p>
            )}
          </div>
          <div class={`res${larger ? ' larger' : ''}${hasGraph ? '' : ' alone'}`}>
            <div class="found">
              {outcome?.kind === 'failed' && (
                <div class="kindly">
                  <button type="button" class="btn" onClick={() => setAgain((n) => n + 1)}>
                    {words.again}
                  </button>
                </div>
              )}
              {outcome?.kind === 'problem' && (
                <Problem problem={outcome.problem} query={outcome.query} words={words} onAsk={follow} />
              )}
              {outcome?.kind === 'answer' && found?.why && (
                <NoChains
                  why={found.why}
                  query={outcome.query}
                  facts={facts}
                  lines={lines}
                  versions={versions}
                  words={words}
                  locale={locale}
                  onAsk={follow}
                />
              )}
              {outcome?.kind === 'answer' && found && found.chains.length > 0 && (
                <>
                  <ol class="rows">
                    {found.chains.map((each, i) => (
                      <ChainRow
                        key={each.path.join()}
                        chain={each}
                        number={i + 1}
                        chosen={i + 1 === chosen}
                        through={outcome.query.through}
                        facts={facts}
                        lines={lines}
                        versions={versions}
                        locale={locale}
                        words={words}
                        onChoose={() => {
                          const next = { ...query, chain: i + 1 };
                          history.replaceState(null, '', location.pathname + writeAddress(next));
                          setQuery(next);
                        }}
                        actions={
                          <p class="acts">
                            {unfold && <a href={localHref(unfold, locale)}>{words.unfold}</a>}
                            <button
                              type="button"
                              class="plain"
                              onClick={() => graph.current?.querySelector<SVGElement>('.node.at')?.focus()}
                            >
                              {words.inGraph}
                            </button>
                            <CopyButton label={words.copyText} text={() => text(each)} words={words} />
                            <CopyButton label={words.copyLink} text={() => location.href} words={words} />
                          </p>
                        }
                      />
                    ))}
                  </ol>
                  <More
                    count={found.total - found.chains.length}
                    exact={found.totalIsExact}
                    words={words}
                    onMore={() => setLimit({ ...limit, chains: limit.chains + CHAINS })}
                  />
                </>
              )}
              {outcome?.kind === 'answer' &&
                listed &&
                form !== 'chains' &&
                (listed.functions.length > 0 ? (
                  <>
                    <FunctionList
                      asked={form}
                      of={outcome.query.from || outcome.query.to}
                      query={outcome.query}
                      functions={listed.functions}
                      total={listed.total}
                      versions={versions}
                      facts={facts}
                      locale={locale}
                      words={words}
                      onAsk={follow}
                    />
                    <More
                      count={listed.total - listed.functions.length}
                      exact
                      words={words}
                      onMore={() => setLimit({ ...limit, functions: limit.functions + FUNCTIONS })}
                    />
                  </>
                ) : (
                  <NoFunctions query={outcome.query} words={words} onAsk={follow} />
                ))}
            </div>
            {hasGraph && (
              <div class="sticky" ref={graph}>
                {Explorer && (
                  <Explorer
                    base={base}
                    path={chain?.path}
                    conditions={conditions}
                    facts={facts}
                    locale={locale}
                    onLarger={setLarger}
                  />
                )}
              </div>
            )}
          </div>
        </div>
      )}
    </>
  );
}

/** The answer in a line: said aloud when it comes. */
function summary(outcome: Outcome, words: ChainsWords): string[] {
  const { query } = outcome;
  if (outcome.kind === 'failed') return [words.failed];
  if (outcome.kind === 'problem') return [problemLine(outcome.problem, words)];
  const { answered } = outcome;
  if (answered.functions) {
    const form = formOf(query);
    if (!form || form === 'chains') return [];
    const name = query.from || query.to;
    const { total } = answered.functions;
    return [total > 0 ? words.functionsFound(form, name, total) : noFunctionsLine(query, words)];
  }
  const { total, totalIsExact, chains, why } = answered.chains;
  if (why) return [noChainLine(why, query, words)];
  return [words.chains(total, totalIsExact), words.shortest(chains[0]!.hops.length, total)];
}

function More({ count, exact, words, onMore }: { count: number; exact: boolean; words: ChainsWords; onMore(): void }) {
  if (count <= 0) return null;
  return (
    <p class="more">
      <button type="button" class="btn" onClick={onMore}>
        {!exact && `${words.atLeast} `}
        {words.more(count)}
      </button>
    </p>
  );
}
