/** The player's buttons. Those of stepping come first; on a phone Back, Step and Play stay at the lower edge. */
import type { ComponentChildren } from 'preact';
import type { Move, TaskIndex } from '@/player/index.ts';
import type { CastMember } from './cast.ts';
import { Glyph } from './Glyph.tsx';
import { pure } from './pure.ts';
import { SPEEDS } from './state.ts';
import type { PlayerWords } from './words.ts';

export interface ControlsProps {
  words: PlayerWords;
  cast: readonly CastMember[];
  playing: boolean;
  speed: number;
  follow: TaskIndex | undefined;
  atStart: boolean;
  atEnd: boolean;
  onMove: (move: Move) => void;
  onPlay: () => void;
  onSpeed: (speed: number) => void;
  onFollow: (task: TaskIndex | undefined) => void;
  onKeys: (button: HTMLElement) => void;
}

export const Controls = pure((props: ControlsProps) => {
  const { words, cast, playing, speed, follow, atStart, atEnd, onMove } = props;
  const button = (move: Move, label: string, key: string, face: ComponentChildren, disabled: boolean, extra = '') => (
    <button
      type="button"
      class={`btn b-${move} ${extra}`}
      aria-keyshortcuts={key}
      // Not `disabled`: the focus would be lost at the run's ends.
      aria-disabled={disabled ? 'true' : undefined}
      onClick={() => onMove(move)}
    >
      {face}
      {label}
      <Kbd>{ARROWS[key]}</Kbd>
    </button>
  );
  const pace = (where: string) => (
    <label class={`p-pick b-pace ${where}`}>
      <span class="sr-only">{words.speed}</span>
      <select value={String(speed)} onChange={(event) => props.onSpeed(Number(event.currentTarget.value))}>
        {SPEEDS.map((each) => (
          <option key={each} value={String(each)}>
            {words.times(each)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      <div class="p-ctl p-main-ctl">
        {button('back', words.back, 'ArrowLeft', <Glyph name="back" />, atStart)}
        {button('over', words.step, 'ArrowRight', <Glyph name="run" />, atEnd, 'main')}
        {button('into', words.into, 'ArrowDown', <Glyph name="into" />, atEnd, 'wide-only')}
        {button('out', words.out, 'ArrowUp', <Glyph name="out" />, atEnd, 'wide-only')}
        <button type="button" class="btn b-play" aria-keyshortcuts="p" aria-pressed={playing} onClick={props.onPlay}>
          <Glyph name={playing ? 'stopped' : 'run'} />
          {playing ? words.pause : words.play}
        </button>
        {pace('wide-only')}
      </div>
      <div class="p-ctl p-more-ctl">
        {button('into', words.into, 'ArrowDown', <Glyph name="into" />, atEnd, 'phone-only')}
        {button('out', words.out, 'ArrowUp', <Glyph name="out" />, atEnd, 'phone-only')}
        {button('previousHappening', words.previousMark, '[', <Glyph name="previous" />, atStart)}
        {button('nextHappening', words.nextMark, ']', <Glyph name="next" />, atEnd)}
        {button('start', words.reset, 'Home', <Glyph name="reset" />, atStart)}
        {pace('phone-only')}
        <label class="p-pick">
          <span>{words.follow}</span>
          <select
            value={follow === undefined ? '' : String(follow)}
            onChange={(event) => {
              const { value } = event.currentTarget;
              props.onFollow(value === '' ? undefined : Number(value));
            }}
          >
            <option value="">{words.everybody}</option>
            {cast.map(({ name }, task) => (
              <option key={task} value={String(task)}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          class="btn b-keys"
          aria-keyshortcuts="?"
          aria-haspopup="dialog"
          onClick={(event) => props.onKeys(event.currentTarget)}
        >
          {words.keys}
          <Kbd>?</Kbd>
        </button>
      </div>
    </>
  );
});

/** A key's name on a button, for eyes: what a screen reader is told of is `aria-keyshortcuts`. */
const Kbd = ({ children }: { children: ComponentChildren }) => (
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: it cannot be focused
  <kbd aria-hidden="true">{children}</kbd>
);

const ARROWS: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowDown: '↓',
  ArrowUp: '↑',
  '[': '[',
  ']': ']',
  Home: 'Home',
};
