/** What is known of one process at this moment: a card by its plate. Not modal: stepping goes on while it is open. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Film, Moment, TaskIndex } from '@/player/index.ts';
import { colourOf, glyphOf, shownAs, wordOf } from './appearance.ts';
import { type CastMember, nameOf } from './cast.ts';
import { Glyph } from './Glyph.tsx';
import type { Look } from './stage.ts';
import type { PlayerWords } from './words.ts';

export interface DetailsProps {
  film: Film;
  cast: readonly CastMember[];
  words: PlayerWords;
  task: TaskIndex;
  look: Look;
  /** As the worker last told it; undefined until it comes. */
  moment: Moment | undefined;
  /** Its last line, in words; '' for none. */
  lastLine: string;
  /** `exit 3` and so on, in the reader's language. */
  ended: string;
  following: boolean;
  onFollow: () => void;
  onClose: () => void;
  /** Where the card is to stand: by this element. */
  anchor: () => Element | undefined;
  /** Joins names: `A, B`; `A、B`. */
  list: (names: string[]) => string;
}

export function Details(props: DetailsProps) {
  const { film, cast, words, task, look, moment, list, anchor } = props;
  const card = useRef<HTMLDivElement>(null);
  const close = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const element = card.current!;
    if (!element.matches(':popover-open')) element.showPopover();
    place(element, anchor());
    close.current?.focus({ preventScroll: true });
  }, [task]);
  const view = moment?.tasks[task];
  const shown = shownAs(look.state, look.adopted);
  const signals = (names: readonly string[]) =>
    names.length > 0 ? list(names.map((name) => `SIG${name}`)) : words.nothing;
  const threads = film.tasks.flatMap((other, index) => (other.group === task && index !== task ? [index] : []));
  const pids = view?.pids ?? film.tasks[task]!.pids;
  const rows: [string, string][] = [
    ...(pids.length > 0
      ? [
          [words.pids, list(pids.map((pid, depth) => `${pid} ${words.pidsIn(depth, pids.length)}`).toReversed())] as [
            string,
            string,
          ],
        ]
      : []),
    [words.parent, nameOf(cast, look.parent) || words.nothing],
    ...(view?.tracer === undefined ? [] : [[words.tracer, nameOf(cast, view.tracer)] as [string, string]]),
    ...(threads.length > 0
      ? [[words.threads, list(threads.map((thread) => nameOf(cast, thread)))] as [string, string]]
      : []),
    ...(view && look.state !== 'reaped'
      ? ([
          [words.pendingShared, signals(view.shared)],
          [words.pendingOwn, signals(view.pending)],
          [words.blocked, signals(view.blocked)],
          [
            words.dispositions,
            view.dispositions.length > 0
              ? list(
                  view.dispositions.map(
                    ({ signal, to }) => `SIG${signal}: ${to === 'ignore' ? words.ignored : words.handler}`,
                  ),
                )
              : words.defaults,
          ],
        ] as [string, string][])
      : []),
    ...(view?.sleepsIn
      ? [[words.sleeps, view.sleepsIn === 'read' ? words.waitingForStep : view.sleepsIn] as [string, string]]
      : []),
    ...(props.ended ? [[words.ran, props.ended] as [string, string]] : []),
    ...(props.lastLine ? [[words.lastLine, props.lastLine] as [string, string]] : []),
  ];
  const notes = [view?.unkillable && words.unkillable, view?.subreaper && words.subreaper].filter(Boolean);
  return (
    <div
      ref={card}
      class="p-card card"
      popover="manual"
      role="dialog"
      aria-label={words.details(nameOf(cast, task))}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        props.onClose();
      }}
    >
      <p class={`p-card-head s-${colourOf(shown)}`}>
        <b>{nameOf(cast, task)}</b>
        {cast[task]?.role && <span>{cast[task].role}</span>}
        <span class="st">
          <Glyph name={glyphOf(shown)} />
          {wordOf(words, shown, look.signal)}
        </span>
      </p>
      <dl>
        {rows.map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {notes.map((note) => (
        <p key={String(note)}>{note}</p>
      ))}
      <div class="acts">
        <button type="button" class="btn" aria-pressed={props.following} onClick={props.onFollow}>
          {words.followIt}
        </button>
        <button type="button" class="btn" ref={close} onClick={props.onClose}>
          {words.detailsClose}
        </button>
      </div>
    </div>
  );
}

const MARGIN = 8;

/** Below the anchor, or above it where there is no room; always inside the page's width. Moves with the page. */
function place(card: HTMLElement, anchor: Element | undefined): void {
  const box = anchor?.getBoundingClientRect();
  if (!box) return;
  const { offsetWidth: width, offsetHeight: height } = card;
  const left = Math.max(MARGIN, Math.min(box.left, document.documentElement.clientWidth - width - MARGIN));
  const below = box.bottom + MARGIN;
  const top = below + height > window.innerHeight && box.top - MARGIN - height > 0 ? box.top - MARGIN - height : below;
  card.style.left = `${left + window.scrollX}px`;
  card.style.top = `${top + window.scrollY}px`;
}
