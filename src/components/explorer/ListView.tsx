/** The graph as nested lists, callers above callees: the same functions, calls and buttons as the drawing. */
import type { FunctionFacts } from '@/callgraph/index.ts';
import { type ExplorerState, isOpen, type Side } from '@/figures/explorer/index.ts';
import { type GraphSlice, graphList, type ListItem, siteText } from '@/figures/graph/index.ts';
import { type Locale, localHref } from '@/i18n/index.ts';
import type { ExplorerWords } from './words.ts';

interface Props {
  slice: GraphSlice;
  state: ExplorerState;
  factsOf(name: string): FunctionFacts | undefined;
  words: ExplorerWords;
  locale: Locale;
  seenOn(name: string): string | undefined;
  /** How many of its callers or callees are not in the graph. */
  leftOf(name: string, side: Side): number;
  onToggle(name: string, side: Side): void;
}

export function ListView({ slice, ...rest }: Props) {
  return <div class="xg-list">{listOf(graphList(slice), rest)}</div>;
}

function listOf(items: readonly ListItem[], props: Omit<Props, 'slice'>) {
  return (
    <ul>
      {items.map((item) => (
        <li key={`${item.node.name}${item.again ? ' again' : ''}`}>{entryOf(item, props)}</li>
      ))}
    </ul>
  );
}

function entryOf({ node, call, calls, again }: ListItem, props: Omit<Props, 'slice'>) {
  const { words, locale, state, factsOf, seenOn, leftOf, onToggle } = props;
  const { name, href } = node;
  const kernel = node.seen ? seenOn(name) : undefined;
  const says = [
    ...(call ? siteText({ ...call, on: true }, locale) : []),
    ...(node.on ? [words.onPath] : []),
    ...(kernel ? [words.seen(kernel)] : []),
    ...(again ? [words.again] : []),
  ];
  const facts = factsOf(name);
  const buttons = [
    { side: 'callers', count: facts?.callers ?? 0, label: words.callers, close: words.closeCallers },
    { side: 'callees', count: facts?.callees ?? 0, label: words.callees, close: words.closeCallees },
  ] as const;
  return (
    <>
      <code class={`${node.on ? 'on' : ''}${node.leftOut ? ' out' : ''}`}>
        {href ? <a href={localHref(href, locale)}>{name}</a> : name}
      </code>{' '}
      <span class="how">{says.join(locale === 'en' ? ', ' : '，')}</span>{' '}
      {!again &&
        buttons.map(({ side, count, label, close }) => {
          const open = isOpen(state, name, side);
          return (
            (leftOf(name, side) > 0 || open) && (
              <button
                key={side}
                type="button"
                class="plain"
                aria-label={`${name}: ${open ? close : label(count)}`}
                aria-expanded={open}
                onClick={() => onToggle(name, side)}
              >
                {open ? close : label(count)}
              </button>
            )
          );
        })}
      {calls.length > 0 && listOf(calls, props)}
    </>
  );
}
