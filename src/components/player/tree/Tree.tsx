/**
 * The process tree: everybody at one moment. The same component draws the pictures of the static page at build time and the
 * one that moves; it reads nothing but its props.
 */
import type { Film, SignalHappening, TaskIndex } from '@/player/index.ts';
import type { CastMember } from '../cast.ts';
import { isClosed, type Look, lookAt, type Stage } from '../stage.ts';
import type { PlayerWords } from '../words.ts';
import { type Arrangement, adoptionPath, type Box } from './arrange.ts';
import { fit } from './fit.ts';
import { Namespace, nameOfNamespace } from './Namespace.tsx';
import { Plate } from './Plate.tsx';
import { Signal } from './Signal.tsx';
import { flightOf, MOST_FLIGHTS } from './signals.ts';
import { Adoption, Tie } from './Ties.tsx';
import { inWindow, linesInWindow, type Window } from './window.ts';

export interface TreeProps {
  stage: Stage;
  arrangement: Arrangement;
  cast: readonly CastMember[];
  words: PlayerWords;
  /** The position it shows. */
  at: number;
  /** What namespaces are called, by the name of their init. */
  namespaces: Readonly<Record<string, string>>;
  /** Signals to be drawn: on their way, or just arrived. */
  signals: readonly SignalHappening[];
  /** The signals are on their way, and adoptions of this step are being drawn. */
  moving: boolean;
  /** Adopted in this very step. */
  adopted: readonly TaskIndex[];
  /** Who runs at this moment; undefined in a still picture. */
  running: TaskIndex | undefined;
  /** The plate that Tab leads to. */
  stop: TaskIndex | undefined;
  onChoose: ((task: TaskIndex, plate: SVGGElement) => void) | undefined;
  /** What a screen reader is told of the picture. */
  label: string;
  /** Only what can be seen in it is drawn; undefined: everything. */
  window?: Window | undefined;
}

interface AdoptionLine {
  child: TaskIndex;
  by: TaskIndex;
  path: string;
  label: { x: number; y: number; room: number };
}

export function Tree(props: TreeProps) {
  const { stage, arrangement, cast, words, at, onChoose, window } = props;
  const { film } = stage;
  const looks = film.tasks.map((_, task) => lookAt(stage, task, at));
  const group = (task: TaskIndex) => film.tasks[task]!.group;
  const flights = props.signals.slice(0, MOST_FLIGHTS).flatMap((signal) => flightOf(arrangement, group, signal) ?? []);
  const adoptions = adoptionLines(film, arrangement, looks);
  const y = (task: TaskIndex) => arrangement.plates[task]?.y ?? 0;
  const ends = (parent: TaskIndex, child: TaskIndex) => ({ from: parent, begins: y(parent), ends: y(child) });
  const plate = (task: TaskIndex, thread: boolean, box: { x: number; y: number; w: number; h: number }) => {
    const look = looks[task]!;
    const { name, role, pid, shortPid } = cast[task]!;
    return (
      <Plate
        key={task}
        task={task}
        {...{ x: box.x, y: box.y, w: box.w, h: box.h, name, role, words, onChoose }}
        pid={thread ? '' : pid}
        shortPid={thread ? '' : shortPid}
        slim={thread || arrangement.crowd}
        thread={thread}
        state={look.state}
        adopted={look.adopted}
        signal={look.signal}
        running={props.running === task}
        stop={props.stop === task}
      />
    );
  };
  return (
    <svg
      class="tree"
      viewBox={`0 0 ${arrangement.width} ${arrangement.height}`}
      width={arrangement.width}
      height={arrangement.height}
      role={onChoose ? 'group' : 'img'}
      aria-label={props.label}
      style={`max-width:${arrangement.width}px`}
    >
      {arrangement.frames.map((frame) => {
        const { init } = film.namespaces[frame.namespace]!;
        if (init !== undefined && looks[init]!.unborn) return null;
        return (
          <Namespace
            key={frame.namespace}
            {...{ x: frame.x, y: frame.y, w: frame.w, h: frame.h }}
            closed={isClosed(film, frame.namespace, at)}
            label={nameOfNamespace(film, frame.namespace, props.namespaces, words)}
            closedLabel={words.closed}
          />
        );
      })}
      {linesInWindow(arrangement.ties, (tie) => ends(tie.parent, tie.child), window).map(({ child, path }) => {
        const look = looks[child]!;
        if (look.unborn) return null;
        const moved = look.parent === undefined || group(look.parent) !== group(film.tasks[child]!.parent ?? child);
        return <Tie key={child} path={path} old={moved || look.state === 'reaped'} />;
      })}
      {linesInWindow(adoptions, (line) => ends(line.by, line.child), window).map(({ child, path }) => (
        <Adoption key={child} path={path} drawing={props.moving && props.adopted.includes(child)} />
      ))}
      {arrangement.plates.map((placed) => {
        if (placed === undefined || looks[placed.task]!.unborn || !inWindow(window, placed)) return null;
        return [
          plate(placed.task, false, placed),
          ...placed.threads
            .filter(({ task }) => !looks[task]!.unborn)
            .map(({ task, y, h }) => plate(task, true, { x: placed.x, y, w: placed.w, h })),
        ];
      })}
      {adoptionLabels(adoptions, cast, words).map(({ by, x, y, text }) => (
        <text key={by} class="sub adopts" x={x} y={y}>
          {text}
        </text>
      ))}
      {flights.map((flight, index) => (
        <Signal key={flight.key} flight={flight} flying={props.moving} named={index === 0 || flights.length <= 4} />
      ))}
    </svg>
  );
}

/** Lines to those whose parent is another than at birth, and who are still there. */
function adoptionLines(film: Film, arrangement: Arrangement, looks: readonly Look[]): AdoptionLine[] {
  return arrangement.ties.flatMap(({ child }) => {
    const look = looks[child]!;
    const born = film.tasks[child]!.parent;
    if (look.unborn || look.state === 'reaped' || look.parent === undefined || born === undefined) return [];
    const by = film.tasks[look.parent]!.group;
    if (by === film.tasks[born]!.group) return [];
    const parent = arrangement.plates[by];
    const plate = arrangement.plates[child];
    return parent && plate ? [{ child, by, ...adoptionOf(arrangement, by, child, parent, plate) }] : [];
  });
}

type Way = ReturnType<typeof adoptionPath>;
const ways = new WeakMap<Arrangement, Map<string, Way>>();

/** `adoptionPath`, found once for each two: with everybody adopted it would be looked for among everybody, for everybody, at each step. */
function adoptionOf(arrangement: Arrangement, by: TaskIndex, child: TaskIndex, parent: Box, plate: Box): Way {
  let known = ways.get(arrangement);
  if (known === undefined) {
    known = new Map();
    ways.set(arrangement, known);
  }
  const key = `${by} ${child}`;
  let way = known.get(key);
  if (way === undefined) {
    way = adoptionPath(arrangement, parent, plate);
    known.set(key, way);
  }
  return way;
}

/** One label a new parent: `adopts B`. */
function adoptionLabels(adoptions: AdoptionLine[], cast: readonly CastMember[], words: PlayerWords) {
  return [...Map.groupBy(adoptions, (line) => line.by)].flatMap(([by, lines]) => {
    const names = lines.map((line) => cast[line.child]!.name);
    const { x, y, room } = lines[0]!.label;
    const text = fit.first([words.adopts(names), words.adopts(['…'])], 12.5, Math.max(room, 60));
    return text ? [{ by, x, y, text }] : [];
  });
}
