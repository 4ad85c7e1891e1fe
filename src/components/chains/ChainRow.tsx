/** One chain: its functions joined by the lines of the calls, what is said of it, and, when it is chosen, each call's own line. */
import { useId } from 'preact/hooks';
import type { Chain } from '@/callgraph/index.ts';
import {
  droppedLocks,
  type Facts,
  heldAt,
  isOther,
  lineNumber,
  remarks,
  seenChain,
  shortFile,
} from '@/chains/index.ts';
import type { Locale } from '@/i18n/index.ts';
import { CallSites, type LinesOf } from './CallSites.tsx';
import { FunctionLink } from './FunctionLink.tsx';
import type { ChainsWords } from './words/types.ts';

interface Props {
  chain: Chain;
  number: number;
  chosen: boolean;
  through: readonly string[];
  facts: Facts;
  lines: LinesOf;
  versions: Record<string, string>;
  locale: Locale;
  words: ChainsWords;
  onChoose?(): void;
  /** What can be done with the chosen chain. */
  actions?: preact.ComponentChildren;
}

export function ChainRow({
  chain,
  number,
  chosen,
  through,
  facts,
  lines,
  versions,
  locale,
  words,
  onChoose,
  actions,
}: Props) {
  const id = useId();
  const { path, hops } = chain;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a larger target for the pointer; keys have the number, which is a button
    <li
      class={`row${chosen ? ' on' : ''}`}
      aria-current={chosen ? 'true' : undefined}
      onClick={(event) => {
        const target = event.target as Element;
        if (!chosen && !target.closest('a, button') && getSelection()?.isCollapsed !== false) onChoose?.();
      }}
    >
      {onChoose ? (
        <button
          type="button"
          class="n"
          aria-expanded={chosen}
          aria-controls={`${id}-lines`}
          aria-label={words.choose(number)}
          onClick={onChoose}
        >
          {number}
        </button>
      ) : (
        <span class="n">{number}</span>
      )}
      <div>
        <ol class="path" dir="ltr">
          {path.map((name, i) => {
            const link = <FunctionLink name={name} facts={facts} locale={locale} />;
            const hop = hops[i];
            return (
              <li key={name}>
                {through.includes(name) ? <mark>{link}</mark> : link}
                {hop && (
                  <span class="s">
                    :{lineNumber(hop)} {hop.kind === 'indirect' ? '⇢' : '→'}
                  </span>
                )}
              </li>
            );
          })}
        </ol>
        <ul class="facts">
          {said(chain, facts, versions, words).map((fact, i) => (
            <li key={i}>{fact}</li>
          ))}
        </ul>
        <div id={`${id}-lines`} hidden={!chosen}>
          {chosen && <CallSites hops={hops} lines={lines} facts={facts} locale={locale} words={words} />}
          {chosen && actions}
        </div>
      </div>
    </li>
  );
}

/** What is said of a chain, in the order of its weight. */
function said(chain: Chain, facts: Facts, versions: Record<string, string>, words: ChainsWords) {
  const { hops, path } = chain;
  const seen = seenChain(facts, path);
  const { pointers, macros, leftOut } = remarks(chain);
  const last = hops.at(-1);
  const held = last && heldAt(facts, last);
  const foreign = Map.groupBy(
    new Set(hops.filter((hop) => isOther(hop, versions[hop.file])).map(({ file }) => file)),
    (file) => versions[file]!,
  );
  return [
    words.calls(hops.length),
    ...(seen
      ? [
          <>
            <svg class="g f" viewBox="0 0 16 16" aria-hidden="true">
              <path d="M3 1.5v13L14 8Z" />
            </svg>{' '}
            {seen.inlined.length > 0
              ? words.seenBut(seen.kernel, seen.machine, seen.inlined)
              : words.seen(seen.kernel, seen.machine)}
          </>,
        ]
      : []),
    ...droppedLocks(facts, chain).map(({ lock, call }) => words.dropped(lock, call)),
    ...(held && Object.keys(held).length > 0
      ? [
          words.held(
            Object.entries(held).map(([lock, mode]) => words.locked[mode](lock)),
            hops.length,
          ),
        ]
      : []),
    ...pointers.map(({ hop, call }) => words.throughPointer(hop.pointer, call)),
    ...[...Map.groupBy(macros, ({ hop }) => hop.macro ?? '')].map(([macro, all]) =>
      words.throughMacro(
        macro,
        all.map(({ call }) => call),
      ),
    ),
    ...(leftOut.length > 0 ? [words.leftOut(leftOut.map(({ call }) => call))] : []),
    ...[...foreign].map(([version, files]) => words.otherVersion(files.map(shortFile), version)),
  ];
}
