/** The page before anything is asked: questions to begin with, and the chain this site is about, with its lines. */
import type { Chain } from '@/callgraph/index.ts';
import { type CallLines, type Facts, NOTHING_ASKED, type Query } from '@/chains/index.ts';
import type { Locale } from '@/i18n/index.ts';
import { ChainRow } from './ChainRow.tsx';
import { QueryLink } from './QueryLink.tsx';
import type { ChainsWords } from './words/types.ts';

/** An answer that the page is built with. */
export interface StaticAnswer {
  chain: Chain;
  through: string[];
  facts: Facts;
  lines: Record<string, CallLines>;
  /** The graph of the chain, drawn at build: SVG from our own markup. */
  svg: string;
}

interface Props {
  answer: StaticAnswer | undefined;
  words: ChainsWords;
  locale: Locale;
  onAsk(query: Query): void;
}

export function Empty({ answer, words, locale, onAsk }: Props) {
  const versions = Object.fromEntries(
    Object.entries(answer?.lines ?? {}).map(([file, { version }]) => [file, version]),
  );
  return (
    <div class="res none">
      <div>
        <section class="begin">
          <h2>{words.askAway}</h2>
          <ul>
            {words.examples.map(({ question, query }) => (
              <li key={question}>
                <QueryLink query={{ ...NOTHING_ASKED, ...query }} onAsk={onAsk}>
                  {question.split('`').map((part, i) => (i % 2 === 1 ? <code key={part}>{part}</code> : part))}
                </QueryLink>
              </li>
            ))}
          </ul>
        </section>
        {answer && (
          <section>
            <h2>{words.exampleTitle}</h2>
            <ol class="rows">
              <ChainRow
                chain={answer.chain}
                number={1}
                chosen
                through={answer.through}
                facts={answer.facts}
                lines={new Map(Object.entries(answer.lines))}
                versions={versions}
                locale={locale}
                words={words}
              />
            </ol>
          </section>
        )}
      </div>
      {answer && (
        <figure class="still">
          {/* drawn at build by figures/graph, which escapes names */}
          <div dangerouslySetInnerHTML={{ __html: answer.svg }} />
          <figcaption class="tell">{words.exampleCaption}</figcaption>
        </figure>
      )}
    </div>
  );
}
