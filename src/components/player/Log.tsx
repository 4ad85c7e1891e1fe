/**
 * What has happened, in words: an entry each, the present one highlighted and kept in sight. Only what is near the part that can be
 * seen is made, so that ten thousand entries cost what thirty do.
 */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { EventIndex, Said } from '@/player/index.ts';
import { afterDrawing } from './after.ts';
import { memo, pure } from './pure.ts';
import { Says } from './Says.tsx';
import type { PlayerWords } from './words.ts';

export interface LogProps {
  words: PlayerWords;
  /** The events that have an entry, ascending. */
  entries: readonly { at: EventIndex }[];
  /** What an entry says; asked for when it is shown. */
  sayingOf: (index: number) => Said;
  /** The last entry that has happened; -1: none. */
  current: number;
  /** What an event is called: its number among the steps shown. */
  numberOf: (at: EventIndex) => number;
  onGo: (at: EventIndex) => void;
}

/** Height of an entry of one line, as player.css sets it; longer ones are cut, and read in full in the sentence above. */
const ROW = 26;
const SPARE = 6;

export const Log = memo(({ words, entries, sayingOf, current, numberOf, onGo }: LogProps) => {
  const pane = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(ROW * 10);
  const [, redraw] = useState(0);
  // Where the pane stands, and will stand once the present entry is in sight: reckoned, since asking the page would cost a layout.
  const shown = useRef({ current: -1, top: 0 });
  let { top } = shown.current;
  const y = Math.max(0, current) * ROW;
  if (shown.current.current !== current && (y < top + ROW || y + ROW > top + height - ROW))
    top = Math.max(0, Math.round(y - height * 0.6));
  const first = Math.max(0, Math.floor(top / ROW) - SPARE);
  const last = Math.min(entries.length, Math.ceil((top + height) / ROW) + SPARE);
  useLayoutEffect(() => {
    const element = pane.current!;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    const { current: element } = pane;
    if (top !== shown.current.top)
      afterDrawing(() => {
        element!.scrollTop = top;
      });
    shown.current = { current, top };
  }, [current, entries, top]);
  const look = () => {
    const { scrollTop } = pane.current!;
    shown.current.top = scrollTop;
    if (Math.abs(scrollTop - top) > (ROW * SPARE) / 2) redraw(scrollTop);
  };
  return (
    <section class="p-log" aria-label={words.log}>
      <h3 class="p-h">{words.log}</h3>
      <div class="p-log-pane" ref={pane} onScroll={look}>
        <ol class="log" style={`height:${entries.length * ROW}px`}>
          {entries.slice(first, last).map(({ at }, offset) => {
            const index = first + offset;
            return (
              <Entry
                key={index}
                {...{ index, at, sayingOf, numberOf, onGo }}
                of={entries.length}
                is={index === current ? 'on' : index > current ? 'later' : 'past'}
                stop={index === Math.max(0, current)}
              />
            );
          })}
        </ol>
      </div>
    </section>
  );
});

interface EntryProps extends Pick<LogProps, 'sayingOf' | 'numberOf' | 'onGo'> {
  index: number;
  at: EventIndex;
  of: number;
  is: 'past' | 'on' | 'later';
  /** The one that Tab leads to. */
  stop: boolean;
}

const Entry = pure(({ index, at, of, is, stop, sayingOf, numberOf, onGo }: EntryProps) => (
  <li
    class={is === 'past' ? undefined : is}
    style={`top:${index * ROW}px`}
    aria-current={is === 'on' ? 'step' : undefined}
    aria-setsize={of}
    aria-posinset={index + 1}
  >
    <button type="button" tabindex={stop ? 0 : -1} onClick={() => onGo(at)}>
      <span class="n">{numberOf(at)}</span>
      <span class="t">
        <Says said={sayingOf(index)} />
      </span>
    </button>
  </li>
));
