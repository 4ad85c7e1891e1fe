/** The call stack, innermost first: each frame with the line it stands on, the innermost with the locks its task holds. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { StackFrame } from './callstack.ts';
import { memo } from './pure.ts';
import { reveal } from './reveal.ts';
import type { PlayerWords } from './words.ts';

export interface StackProps {
  frames: readonly StackFrame[];
  /** The v6.0 number of a film's line; undefined where it is not known. */
  numberOf: (line: number) => number | undefined;
  /** What the task holds, in words; '' for nothing. */
  holds: string;
  /** The frame that the code pane shows. */
  peek: number;
  onPeek: (frame: number) => void;
  words: PlayerWords;
}

export const Stack = memo(({ frames, numberOf, holds, peek, onPeek, words }: StackProps) => {
  const list = useRef<HTMLOListElement>(null);
  const peeked = useRef(0);
  useLayoutEffect(() => {
    // The innermost frames are in sight as long as nobody scrolls; measuring at every step would cost a layout.
    const row = list.current?.children[peek];
    if (peek !== peeked.current && row) reveal(list.current!, row);
    peeked.current = peek;
  }, [peek]);
  return (
    <section class="p-stack" aria-label={words.stackHelp}>
      <h3 class="p-h">{words.stack}</h3>
      <ol class="stack" ref={list}>
        {frames.map((frame, index) => {
          const number = numberOf(frame.line);
          const says = [number === undefined ? '' : words.line(number), index === 0 ? holds : ''].filter(Boolean);
          return (
            // Counted from the outermost: a call is one row more, and the others stay as they are.
            <li
              key={frames.length - index}
              class={index === 0 ? 'on' : undefined}
              aria-current={index === 0 ? 'step' : undefined}
            >
              {frame.name === '' ? (
                <i>{words.userMode}</i>
              ) : (
                <button type="button" aria-pressed={peek === index} onClick={() => onPeek(index)}>
                  {frame.name}
                </button>
              )}
              <span>{says.join(', ')}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
});
