/** What is known of the function looked at in a graph, and what can be done with it: opening up, its lines, chains. */
import type { FunctionFacts, Hop } from '@/callgraph/index.ts';
import {
  type Facts,
  NOTHING_ASKED,
  pageHref,
  placeHref,
  placeText,
  seenFunction,
  shortFile,
  upstreamHref,
  writeAddress,
} from '@/chains/index.ts';
import { type ExplorerState, isOpen, type Side } from '@/figures/explorer/index.ts';
import { type Locale, localHref } from '@/i18n/index.ts';
import type { ExplorerWords } from './words.ts';

interface Props {
  of: FunctionFacts;
  hops: readonly Hop[];
  facts: Facts;
  state: ExplorerState;
  words: ExplorerWords;
  locale: Locale;
  /** How many of its callers or callees are not in the graph. */
  leftOf(name: string, side: Side): number;
  onToggle(name: string, side: Side): void;
  onMore(name: string, side: Side): void;
  onBack(): void;
  onGo(name: string): void;
}

/** Call sites listed at most, per direction. */
const MOST = 6;

export function Details({ of, hops, facts, state, words, locale, leftOf, onToggle, onMore, onBack, onGo }: Props) {
  const { name, file, line, callers, callees } = of;
  const page = pageHref(facts, name);
  const place =
    file !== undefined && line !== undefined ? { file, line, ...(of.v60 !== undefined && { v60: of.v60 }) } : undefined;
  const where = place && placeHref(facts, place);
  const seen = seenFunction(facts, name);
  const sides = [
    { heading: words.calledBy, found: hops.filter((hop) => hop.to === name), other: (hop: Hop) => hop.from },
    { heading: words.calls, found: hops.filter((hop) => hop.from === name), other: (hop: Hop) => hop.to },
  ];
  const chains = (end: { to: string } | { from: string }) =>
    localHref(`/chains/${writeAddress({ ...NOTHING_ASKED, ...end })}`, locale);
  const opener = (side: Side, label: string, close: string) => {
    const open = isOpen(state, name, side);
    const left = leftOf(name, side);
    return (
      <>
        <button
          type="button"
          class="btn"
          aria-disabled={!open && left === 0}
          onClick={() => (open || left > 0) && onToggle(name, side)}
        >
          {open ? close : `${label}${left > 0 ? ' +' : ''}`}
        </button>
        {open && left > 0 && (
          <button type="button" class="btn" onClick={() => onMore(name, side)}>
            {label} +
          </button>
        )}
      </>
    );
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape leads back from the buttons inside to their function
    <div
      class="xg-details"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onBack();
      }}
    >
      <p class="xg-name">
        <a
          href={page ? localHref(page, locale) : upstreamHref(name)}
          class={page ? undefined : 'out'}
          title={page ? words.page : words.upstream}
        >
          <code>{name}</code>
        </a>{' '}
        {place &&
          (where ? (
            <a href={localHref(where, locale)}>
              {shortFile(place.file)}:{place.v60 ?? place.line}
            </a>
          ) : (
            <span>{placeText(place, undefined)}</span>
          ))}{' '}
        {seen && <span>{words.seen(seen)}</span>}
        {!of.compiled && <span>{words.notCompiled}</span>}
      </p>
      <p class="xg-acts">
        {opener('callers', words.callers(callers), words.closeCallers)}
        {opener('callees', words.callees(callees), words.closeCallees)}
        <a class="btn" href={chains({ to: name })}>
          {words.chainsTo}
        </a>
        <a class="btn" href={chains({ from: name })}>
          {words.chainsFrom}
        </a>
      </p>
      <dl class="xg-sites">
        {sides.map(
          ({ heading, found, other }) =>
            found.length > 0 && (
              <div key={heading}>
                <dt>{heading}</dt>
                <dd>
                  {found.slice(0, MOST).map((hop) => {
                    const href = placeHref(facts, hop);
                    const text = placeText(hop, undefined);
                    return (
                      <span key={`${hop.from} ${hop.to}`} class="xg-site">
                        <button type="button" class="plain" onClick={() => onGo(other(hop))}>
                          <code>{other(hop)}</code>
                        </button>{' '}
                        {href ? <a href={localHref(href, locale)}>{text}</a> : text}
                        {hop.kind === 'indirect' && <small> {words.throughPointer}</small>}
                      </span>
                    );
                  })}
                  {found.length > MOST && <span>+{found.length - MOST}</span>}
                </dd>
              </div>
            ),
        )}
      </dl>
    </div>
  );
}
