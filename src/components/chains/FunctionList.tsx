/** Functions that call, are called, lead somewhere or are led to: by distance, each with the lines that put it into the list. */
import type { FunctionEntry, Question } from '@/callgraph/index.ts';
import {
  bareName,
  type Facts,
  lineNumber,
  NOTHING_ASKED,
  placeHref,
  placeText,
  type Query,
  seenFunction,
  shortFile,
} from '@/chains/index.ts';
import { type Locale, localHref } from '@/i18n/index.ts';
import { FunctionLink } from './FunctionLink.tsx';
import { QueryLink } from './QueryLink.tsx';
import type { ChainsWords } from './words/types.ts';

interface Props {
  asked: Exclude<Question['ask'], 'chains'>;
  of: string;
  query: Query;
  functions: readonly FunctionEntry[];
  /** How many there are, listed or not. */
  total: number;
  versions: Record<string, string>;
  facts: Facts;
  locale: Locale;
  words: ChainsWords;
  onAsk(query: Query): void;
}

/** Call sites named beside a function, at most. */
const SITES = 4;

export function FunctionList({ asked, of, query, functions, total, versions, facts, locale, words, onAsk }: Props) {
  const byDistance = Map.groupBy(functions, ({ distance }) => distance);
  const whole = functions.length === total;
  const last = functions.at(-1)?.distance;
  const far = asked === 'reaching' || asked === 'reached-from';
  const chain = (name: string): Query => ({
    ...query,
    ...(asked === 'reaching' || asked === 'callers' ? { from: name, to: of } : { from: of, to: name }),
    near: NOTHING_ASKED.near,
    chain: 1,
  });
  return (
    <>
      {[...byDistance].map(([distance, entries]) => (
        <section key={distance} class="away">
          {far && <h3>{words.distance(distance, whole || distance !== last ? entries.length : undefined)}</h3>}
          <ul class="fns">
            {entries.map(({ name, file, line, v60, sites }) => {
              const place =
                file !== undefined && line !== undefined
                  ? { file, line, ...(v60 !== undefined && { v60 }) }
                  : undefined;
              const href = place && placeHref(facts, place);
              const where = place ? placeText(place, versions[place.file]) : words.definedElsewhere;
              const kernel = seenFunction(facts, name);
              return (
                <li key={name}>
                  <span>
                    <code>
                      <FunctionLink name={name} facts={facts} locale={locale}>
                        {bareName(name)}
                      </FunctionLink>
                    </code>
                    {kernel && (
                      <svg class="g f ran" viewBox="0 0 16 16" role="img" aria-label={words.seenShort}>
                        <path d="M3 1.5v13L14 8Z" />
                      </svg>
                    )}
                  </span>
                  <span class="at">{href ? <a href={localHref(href, locale)}>{where}</a> : where}</span>
                  <span class="via">
                    {sites.slice(0, SITES).map((site, i) => {
                      const at = placeHref(facts, site);
                      const number = `${site.file === file ? '' : shortFile(site.file)}:${lineNumber(site)}`;
                      return (
                        <span key={`${site.file}:${site.line}`}>
                          {i > 0 && ' '}
                          {at ? <a href={localHref(at, locale)}>{number}</a> : number}
                          {site.kind === 'macro' && site.macro ? ` ${words.viaMacro(site.macro)}` : ''}
                          {site.kind === 'indirect' ? ` ${words.viaPointer(site.pointer)}` : ''}
                          {!site.compiled && ` ${words.notCompiled}`}
                        </span>
                      );
                    })}
                    {sites.length > SITES && ' …'}
                  </span>
                  {far && distance > 1 ? (
                    <QueryLink query={chain(name)} onAsk={onAsk} label={words.chainTo(asked, bareName(name))}>
                      {words.chainsShort}
                    </QueryLink>
                  ) : (
                    <span />
                  )}
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </>
  );
}
