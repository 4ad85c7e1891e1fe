/**
 * What has happened, in words: an entry each, the present one highlighted and kept in sight. Only what is near the part that can be
 * seen is made, so that ten thousand entries cost what thirty do.
 */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { EventIndex, Said } from '@/player/index.ts';
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
const SPARE = 12;

export function Log({ words, entries, sayingOf, current, numberOf, onGo }: LogProps) {
  const pane = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: ROW * 10 });
  const first = Math.max(0, Math.floor(view.top / ROW) - SPARE);
  const last = Math.min(entries.length, Math.ceil((view.top + view.height) / ROW) + SPARE);
  const look = () => {
    const { scrollTop: top, clientHeight: height } = pane.current!;
    setView((was) => (Math.abs(was.top - top) < ROW && was.height === height ? was : { top, height }));
  };
  useLayoutEffect(() => {
    const { current: element } = pane;
    if (!element) return;
    const { scrollTop, clientHeight } = element;
    const y = Math.max(0, current) * ROW;
    if (y < scrollTop + ROW || y + ROW > scrollTop + clientHeight - ROW)
      element.scrollTop = Math.max(0, y - clientHeight * 0.6);
    look();
  }, [current, entries]);
  return (
    <section class="p-log" aria-label={words.log}>
      <h3 class="p-h">{words.log}</h3>
      <div class="p-log-pane" ref={pane} onScroll={look}>
        <ol class="log" style={`height:${entries.length * ROW}px`}>
          {entries.slice(first, last).map(({ at }, offset) => {
            const index = first + offset;
            const classes = index === current ? 'on' : index > current ? 'later' : undefined;
            return (
              <li
                key={index}
                class={classes}
                style={`top:${index * ROW}px`}
                aria-current={index === current ? 'step' : undefined}
                aria-setsize={entries.length}
                aria-posinset={index + 1}
              >
                <button type="button" tabindex={index === Math.max(0, current) ? 0 : -1} onClick={() => onGo(at)}>
                  <span class="n">{numberOf(at)}</span>
                  <span class="t">
                    <Says said={sayingOf(index)} />
                  </span>
                </button>
              </li>
            );
          })}
        </ol>
      </div>
    </section>
  );
}
