/**
 * Overview and scrubber in one: a row a process, a column a step. By pointer the grid itself is dragged; for the keyboard and for screen readers
 * it is a range input that lies over it.
 */
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { glyphShapes } from '@/components/glyph-paths.ts';
import type { GlyphName } from '@/components/glyphs.ts';
import { type EventIndex, type FilmLanes, filmLanes, type LaneRow, type MarkKind } from '@/player/index.ts';
import { colourOf, shownAs } from './appearance.ts';
import type { CastMember } from './cast.ts';
import { Glyph } from './Glyph.tsx';
import { memo, pure } from './pure.ts';
import type { Stage } from './stage.ts';
import { stepNumber, stopsOf } from './stops.ts';
import type { PlayerWords } from './words.ts';

export interface LanesProps {
  stage: Stage;
  cast: readonly CastMember[];
  words: PlayerWords;
  at: EventIndex;
  /** The sentence of this position: what the range says of itself. */
  says: string;
  /** The playhead slides there. */
  slides: boolean;
  onGo: (at: EventIndex) => void;
}

const ROW = 28;
/** Rows to be seen at once; more are scrolled to. */
export const MOST_ROWS = 12;
const SPARE = 4;
/** Within so many px of a column a drag takes hold of it. */
const SNAP = 7;
/** Px that a column needs so that its sign can be told from the next one's, and that a number needs. */
const COLUMN = 9;
const NUMBER = 26;
/** On a grid narrower than this the signs are smaller. */
const SMALL = 500;

/** Signs of a lane; those that a state's name does not give. Births and changes of office have no sign of their own. */
const SIGNS: Record<MarkKind, { glyph: GlyphName; colour: string } | undefined> = {
  alive: { glyph: 'alive', colour: 'alive' },
  stopped: { glyph: 'stopped', colour: 'alive' },
  traced: { glyph: 'traced', colour: 'alive' },
  signalled: { glyph: 'signalled', colour: 'signalled' },
  exiting: { glyph: 'exiting', colour: 'exiting' },
  zombie: { glyph: 'zombie', colour: 'zombie' },
  reaped: { glyph: 'reaped', colour: 'reaped' },
  adopted: { glyph: 'adopted', colour: 'adopted' },
  dropped: { glyph: 'drop', colour: 'reaped' },
  queued: { glyph: 'queued', colour: 'signalled' },
  handled: { glyph: 'signalled', colour: 'signalled' },
  born: { glyph: 'alive', colour: 'alive' },
  closed: undefined,
  reaper: undefined,
  exec: undefined,
};

export function Lanes({ stage, cast, words, at, says, slides, onGo }: LanesProps) {
  const { film } = stage;
  const grid = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(720);
  const lanes = useMemo(() => filmLanes(film, { columns: Math.floor(width / COLUMN) }), [film, width]);
  useLayoutEffect(() => {
    const element = grid.current!;
    const measure = () => setWidth(Math.max(40, Math.round(element.clientWidth)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const number = stepNumber(film, at);
  const head = `transform:translateX(${lanes.xOf(at) * 100}%)`;
  return (
    <div class="p-time">
      <div class="p-lanes">
        <input
          class="p-range"
          type="range"
          min={film.start}
          max={stage.last}
          step="1"
          value={at}
          aria-label={words.timeline}
          aria-valuetext={words.timelineValue(String(number), String(stopsOf(film).length), says)}
          onInput={(event) => onGo(Number(event.currentTarget.value))}
        />
        <div class="p-ring" />
        <Grid {...{ lanes, stage, cast, grid, width, onGo }} />
        <div class="p-over" aria-hidden="true">
          <div class={slides ? 'p-play slides' : 'p-play'} style={head} />
        </div>
        <div class="p-over p-over-flag" aria-hidden="true">
          <div class={slides ? 'p-play slides' : 'p-play'} style={head}>
            <span class="p-flag">{number}</span>
          </div>
        </div>
      </div>
      <Key lanes={lanes} words={words} />
    </div>
  );
}

interface GridProps extends Pick<LanesProps, 'stage' | 'cast' | 'onGo'> {
  lanes: FilmLanes;
  width: number;
  grid: { current: HTMLDivElement | null };
}

/** Everything that is the same at every step. */
const Grid = memo(({ lanes, stage, cast, grid, width, onGo }: GridProps) => {
  const pane = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const rows = lanes.rows.length;
  const first = Math.max(0, Math.floor(top / ROW) - SPARE);
  const last = Math.min(rows, Math.ceil(top / ROW) + MOST_ROWS + SPARE);
  const drag = useDrag(grid, (x) => onGo(eventAt(lanes, x, SNAP / width)));
  return (
    <>
      <div class="p-axis" aria-hidden="true">
        <Numbers lanes={lanes} stage={stage} width={width} />
      </div>
      <div class="p-rows" ref={pane} onScroll={() => setTop(pane.current!.scrollTop)}>
        <div class="p-names" style={`height:${rows * ROW}px`} aria-hidden="true">
          {lanes.rows.slice(first, last).map(({ task }, index) => (
            <span key={task} class="nm" style={`top:${(first + index) * ROW}px`}>
              {cast[task]!.name}
              <small>{cast[task]!.own}</small>
            </span>
          ))}
        </div>
        <div class="p-grid" ref={grid} style={`height:${rows * ROW}px`} {...drag} aria-hidden="true">
          <Causes lanes={lanes} first={first} last={last} />
          {lanes.rows.slice(first, last).map((row, index) => (
            <Row key={row.task} row={row} top={(first + index) * ROW} width={width} />
          ))}
        </div>
      </div>
    </>
  );
});

/** The event at a place along the axis; a column's own event within `snap` of it. */
function eventAt(lanes: FilmLanes, x: number, snap: number): EventIndex {
  const { columns } = lanes;
  let low = 0;
  let high = columns.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (columns[middle]!.x <= x) low = middle + 1;
    else high = middle;
  }
  for (const near of [columns[low - 1], columns[low]]) if (near && Math.abs(near.x - x) <= snap) return near.at;
  return lanes.atX(x);
}

const Row = pure(({ row, top, width }: { row: LaneRow; top: number; width: number }) => (
  <div class="p-row" style={`top:${top}px`}>
    {row.segments.map(({ x0, x1, state, adopted }, index) => (
      <span
        key={index}
        class={`seg s-${colourOf(shownAs(state, adopted))}`}
        style={`left:${x0 * 100}%;width:${(x1 - x0) * 100}%`}
      />
    ))}
    <Marks row={row} width={width} />
  </div>
));

/** A row's signs as one picture: a path for all that look alike. A click on one goes where its column does. */
function Marks({ row, width }: { row: LaneRow; width: number }) {
  const scale = width < SMALL ? 0.8 : 1;
  const kinds = Map.groupBy(row.marks, ({ kind }) => kind);
  const middle = ROW / 2;
  const disc = (9 * scale).toFixed(1);
  return (
    <svg class="p-marks" aria-hidden="true" width={width} height={ROW}>
      {[...kinds].map(([kind, marks]) => {
        const sign = SIGNS[kind];
        if (!sign) return null;
        const under = marks.map(
          ({ x }) => `M${(x * width).toFixed(1)} ${middle}m-${disc} 0a${disc} ${disc} 0 1 1 0 .01Z`,
        );
        return (
          <g key={kind} class={`s-${sign.colour}`}>
            <path class="under" d={under.join('')} />
            {glyphShapes(sign.glyph).map(({ solid, dash, at }, index) => (
              <path
                key={index}
                class={solid ? 'solid' : undefined}
                stroke-dasharray={dash}
                d={marks.map(({ x }) => at(x * width, middle, scale)).join('')}
              />
            ))}
          </g>
        );
      })}
    </svg>
  );
}

const Causes = pure(({ lanes, first, last }: { lanes: FilmLanes; first: number; last: number }) => (
  <>
    {lanes.causes.map(({ kind, at, x, from, to }) => {
      const top = Math.min(from, ...to);
      const bottom = Math.max(from, ...to);
      if (top >= last || bottom < first) return null;
      return (
        <span
          key={`${kind}${at}.${from}`}
          class={`cause c-${kind}`}
          style={`left:${x * 100}%;top:${(top + 0.5) * ROW}px;height:${(bottom - top) * ROW}px`}
        />
      );
    })}
  </>
));

const Numbers = pure(({ lanes, stage, width }: { lanes: FilmLanes; stage: Stage; width: number }) => {
  const shown: { number: number; x: number }[] = [];
  let edge = Number.NEGATIVE_INFINITY;
  lanes.columns.forEach(({ at, x }, index) => {
    const isLast = index === lanes.columns.length - 1;
    if (!isLast && (x * width - edge < NUMBER || x * width > width - NUMBER)) return;
    shown.push({ number: stepNumber(stage.film, at), x });
    edge = x * width;
  });
  return (
    <>
      {shown.map(({ number, x }) => (
        <span key={number} class="stp" style={`left:${x * 100}%`}>
          {number}
        </span>
      ))}
    </>
  );
});

const ORDER = [
  'alive',
  'stopped',
  'traced',
  'signalled',
  'exiting',
  'zombie',
  'reaped',
  'adopted',
  'dropped',
  'queued',
  'handled',
] as const;
const SIGNALS: ReadonlySet<string> = new Set(['dropped', 'queued', 'handled']);

/** Only what occurs. */
const Key = pure(({ lanes, words }: { lanes: FilmLanes; words: PlayerWords }) => {
  const occurs = new Set<string>(
    lanes.rows.flatMap((row) => [
      ...row.segments.map(({ state, adopted }) => shownAs(state, adopted)),
      ...row.marks.map(({ kind }) => kind),
    ]),
  );
  return (
    <ul class="key p-key">
      {ORDER.filter((kind) => occurs.has(kind)).map((kind) => (
        <li key={kind} class={`s-${SIGNS[kind]!.colour}`}>
          <Glyph name={SIGNS[kind]!.glyph} />
          {!SIGNALS.has(kind) && <span class={`seg s-${SIGNS[kind]!.colour}`} />}
          {words.key[kind]}
        </li>
      ))}
      {lanes.causes.some(({ kind }) => kind === 'signal') && (
        <li class="s-signalled">
          <span class="cause-line" />
          <Glyph name="signalled" />
          {words.keySignal}
        </li>
      )}
    </ul>
  );
});

/** Dragging over the grid; a touch that goes up or down scrolls the page as ever. */
function useDrag(grid: { current: HTMLDivElement | null }, onPlace: (x: number) => void) {
  const frame = useRef(0);
  const dragging = useRef(false);
  const latest = useRef(onPlace);
  latest.current = onPlace;
  const follow = (event: PointerEvent) => {
    const x = event.clientX;
    if (frame.current) cancelAnimationFrame(frame.current);
    // Once a frame: a mouse tells of more places than a screen can show.
    frame.current = requestAnimationFrame(() => {
      frame.current = 0;
      const box = grid.current?.getBoundingClientRect();
      if (box && box.width > 0) latest.current(Math.min(1, Math.max(0, (x - box.left) / box.width)));
    });
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      dragging.current = true;
      grid.current!.setPointerCapture(event.pointerId);
      follow(event);
    },
    onPointerMove: (event: PointerEvent) => {
      if (dragging.current) follow(event);
    },
    onPointerUp: () => {
      dragging.current = false;
    },
    onPointerCancel: () => {
      dragging.current = false;
    },
  };
}
