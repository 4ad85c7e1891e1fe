/** A process: its plate in the line of its state, with sign, name, number and word; its further threads in rows below. */
import type { SVGAttributes } from 'preact';
import type { LifeState } from '@/player/index.ts';
import { colourOf, glyphOf, shownAs, wordOf } from '../appearance.ts';
import { pure } from '../pure.ts';
import type { PlayerWords } from '../words.ts';
import { fit } from './fit.ts';

export interface PlateProps {
  task: number;
  x: number;
  y: number;
  w: number;
  h: number;
  /** One line: in a crowd, and for a thread's row. */
  slim: boolean;
  /** A further thread: part of its process's plate, without a border of its own. */
  thread: boolean;
  name: string;
  role: string;
  pid: string;
  shortPid: string;
  state: LifeState;
  adopted: boolean;
  signal: string | undefined;
  /** It is the one that runs at this moment. */
  running: boolean;
  /** The one plate of the picture that Tab leads to. */
  stop: boolean;
  /** Undefined: the picture is one image and nothing in it can be chosen. */
  onChoose: ((task: number, plate: SVGGElement) => void) | undefined;
  words: PlayerWords;
}

const GLYPH = 15;

export const Plate = pure((props: PlateProps) => {
  const { task, x, y, w, h, slim, thread, state, adopted, signal, words, onChoose } = props;
  const shown = shownAs(state, adopted);
  const whole = wordOf(words, shown, signal);
  const middle = slim ? h / 2 : 24;
  // On one line the name comes before the word: its line, its sign and its colour tell the state too.
  const name = fit.mono(props.name, slim ? 12.5 : 14, w - 44);
  const word = slim ? fit.first([whole, signal ? `SIG${signal}` : ''], 12, w - 36 - name.width - 14) : whole;
  const left = 36 + name.width + 7;
  // The hook stands at the right end of the line once somebody has been adopted.
  const room = w - left - 7 - (adopted && shown !== 'adopted' ? 16 : 0);
  const { role, pid, shortPid } = props;
  const beside = slim
    ? fit.first([shortPid], 12, room - fit.width(word, 12) - 7)
    : fit.first(
        [role && pid ? `${role}, ${pid}` : role || pid, role && shortPid && `${role}, ${shortPid}`, shortPid],
        12.5,
        room,
      );
  const chosen: SVGAttributes<SVGGElement> = onChoose
    ? {
        role: 'button',
        tabindex: props.stop ? 0 : -1,
        // Its name begins with what is seen, so that who speaks to the page can say it.
        'aria-label': words.plate(name.text, whole, beside ?? ''),
        'aria-haspopup': 'dialog',
        onClick: (event) => onChoose(task, event.currentTarget),
        onKeyDown: (event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          event.stopPropagation();
          onChoose(task, event.currentTarget);
        },
      }
    : {};
  const classes = ['pl', `s-${colourOf(shown)}`, thread && 'pl-thread', slim && 'pl-slim', props.running && 'pl-runs'];
  return (
    <g
      class={classes.filter(Boolean).join(' ')}
      transform={`translate(${x} ${y})`}
      data-task={task}
      data-state={shown}
      {...chosen}
    >
      {thread ? (
        <path class="plate-part" d={`M0 0H${w}`} />
      ) : (
        <>
          <rect class="plate" width={w} height={h} rx="3" />
          <rect class="plate plate-in" x="4" y="4" width={w - 8} height={h - 8} rx="1" />
          <path class="plate-bar" d={`M2.5 1V${h - 1}`} />
        </>
      )}
      {props.running && <path class="plate-runs" d={`M-1 ${middle - 5}l7 5-7 5Z`} />}
      <use class="gl" href={`#g-${glyphOf(shown)}`} x={12} y={middle - GLYPH / 2} width={GLYPH} height={GLYPH} />
      <text class="nm" x="36" y={slim ? middle + 4.5 : 20}>
        {name.text}
      </text>{' '}
      {beside && (
        <text class="sub" x={left} y={slim ? middle + 4 : 20}>
          {beside}
        </text>
      )}{' '}
      <text class="lab" x={slim ? w - 8 : 36} y={slim ? middle + 4 : 38}>
        {word}
      </text>
      {adopted && shown !== 'adopted' && (
        <use class="gl hook" href="#g-adopted" x={w - 19} y={slim ? -6 : 8} width="12" height="12" />
      )}
    </g>
  );
});
