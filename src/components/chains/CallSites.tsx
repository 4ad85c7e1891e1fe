/** The call sites of a chain: file, line, and the line's own text with the function called underlined in it. */
import type { Hop } from '@/callgraph/index.ts';
import { bareName, type CallLines, type Facts, lineNumber, placeHref, placeText } from '@/chains/index.ts';
import { type Locale, localHref } from '@/i18n/index.ts';
import { FunctionLink } from './FunctionLink.tsx';
import type { ChainsWords } from './words/types.ts';

/** By file; `undefined` where the lines could not be loaded, no entry while they are on their way. */
export type LinesOf = ReadonlyMap<string, CallLines | undefined>;

interface Props {
  hops: readonly Hop[];
  lines: LinesOf;
  facts: Facts;
  locale: Locale;
  words: ChainsWords;
}

export function CallSites({ hops, lines, facts, locale, words }: Props) {
  return (
    <ol class="call-sites">
      {hops.map((hop) => {
        const known = lines.get(hop.file);
        const text = known?.lines[hop.line];
        const href = placeHref(facts, hop);
        const place = placeText(hop, known?.version);
        const others = hop.sites.filter((site) => site.line !== hop.line || site.file !== hop.file);
        const says = [
          ...(hop.kind === 'macro' && hop.macro ? [words.viaMacro(hop.macro)] : []),
          ...(hop.kind === 'indirect' ? [words.viaPointer(hop.pointer), `${words.mayLead} ${hop.to}`] : []),
          ...(hop.compiled ? [] : [words.notCompiled]),
          ...(others.length > 0 ? [words.alsoAt([...new Set(others.map((site) => `:${lineNumber(site)}`))])] : []),
        ];
        return (
          <li key={`${hop.from} ${hop.to}`}>
            {href ? (
              <a class="no" href={localHref(href, locale)}>
                {place}
              </a>
            ) : (
              <span class="no">{place}</span>
            )}
            <span>
              {text !== undefined ? (
                <code>{underlined(text, hop, facts, locale)}</code>
              ) : (
                <span class="blank">{lines.has(hop.file) ? words.noLine : ' '}</span>
              )}
              {says.length > 0 && <small>{says.join(locale === 'en' ? ', ' : '，')}</small>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** The line with what is called in it as a link: the function's name, the macro's, or the pointer's. */
function underlined(text: string, { to, kind, macro, pointer }: Hop, facts: Facts, locale: Locale) {
  const name = bareName(to);
  // A system call's wrapper is spelled in its macro as `kill`, and so is not in the line; the line then stands as it is.
  const spelled = [name, kind === 'macro' ? macro : undefined, pointer?.replace(/^.*(?:->|\.)/, '')];
  for (const word of spelled) {
    if (!word) continue;
    const found = new RegExp(`(?<![\\w])${word.replace(/\W/g, '\\$&')}(?!\\w)`).exec(text);
    if (!found) continue;
    const end = found.index + found[0].length;
    return (
      <>
        {text.slice(0, found.index)}
        <FunctionLink name={to} facts={facts} locale={locale}>
          {found[0]}
        </FunctionLink>
        {text.slice(end)}
      </>
    );
  }
  return text;
}
