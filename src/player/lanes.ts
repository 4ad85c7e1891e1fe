/**
 * A film's lanes: overview and scrubber in one. Pure layout, without pixels: rows are numbers, and across, everything lies between 0 and 1.
 *
 * Time is not drawn to scale. What happens has room; the lines between two happenings have the less the more they are. However long a film is and
 * however many are on stage, there are no more columns than were asked for, and no more than one mark for a row and column.
 * @module
 */
import type { EventIndex, Film, Happening, LifeState, NamespaceIndex, TaskIndex } from './film.ts';
import { loudHappenings } from './steps.ts';

/** How a mark is drawn: a state that begins, or a signal that changes nothing about it. */
export type MarkKind = LifeState | 'adopted' | 'dropped' | 'queued' | 'handled' | 'born' | 'closed' | 'reaper' | 'exec';

export interface LaneSegment {
  state: LifeState;
  adopted: boolean;
  from: EventIndex;
  /** Where the next one begins; the film's length for the last. */
  to: EventIndex;
  x0: number;
  x1: number;
}

export interface LaneMark {
  kind: MarkKind;
  at: EventIndex;
  x: number;
  /** How many happenings it stands for, where they are too close to draw one by one. */
  count: number;
}

export interface LaneRow {
  task: TaskIndex;
  segments: LaneSegment[];
  marks: LaneMark[];
}

/** A vertical line: from whose row to which rows something goes. */
export interface LaneCause {
  kind: 'signal' | 'adopted' | 'born';
  at: EventIndex;
  x: number;
  /** Rows. */
  from: number;
  to: number[];
}

/** A namespace's frame: the rows from `top` to `bottom`, both included, are its members'. */
export interface LaneFrame {
  namespace: NamespaceIndex;
  top: number;
  bottom: number;
  x0: number;
  /** From here on it is closed to new pids. */
  closed: number | undefined;
}

export interface FilmLanes {
  rows: LaneRow[];
  causes: LaneCause[];
  frames: LaneFrame[];
  /** Where happenings stand, in order: the columns. */
  columns: { at: EventIndex; x: number }[];
  /** Where each step of the scenario begins. */
  steps: { step: number; at: EventIndex; x: number }[];
  /** Where an event lies. */
  xOf(at: EventIndex): number;
  /** Which event lies at a place: the nearest that `xOf` puts there. */
  atX(x: number): EventIndex;
}

/** Columns at most, unless the caller wants otherwise: what a wide screen can tell apart. */
const MOST_COLUMNS = 320;
/** The width of a stretch of lines: so much, and the more the longer it is, but never more than a happening's own. */
const LEAST_STRETCH = 0.12;

/** Piecewise linear between knots that ascend in both. */
class Scale {
  readonly #at: readonly number[];
  readonly #x: readonly number[];

  constructor(at: readonly number[], x: readonly number[]) {
    this.#at = at;
    this.#x = x;
  }

  xOf(at: number): number {
    return interpolate(this.#at, this.#x, at);
  }

  atX(x: number): number {
    return interpolate(this.#x, this.#at, x);
  }
}

/** Index of the last value that is not above `value`; 0 at least. */
function lastUpTo(values: readonly number[], value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

function interpolate(from: readonly number[], to: readonly number[], value: number): number {
  const i = Math.min(lastUpTo(from, value), from.length - 2);
  if (i < 0) return to[0] ?? 0;
  const [a, b] = [from[i]!, from[i + 1]!];
  const share = b === a ? 0 : Math.min(1, Math.max(0, (value - a) / (b - a)));
  return to[i]! + share * (to[i + 1]! - to[i]!);
}

/** Distinct places of happenings, thinned to at most `most` where there are more, evenly by their order. */
function columnsOf(film: Film, happenings: readonly Happening[], most: number): EventIndex[] {
  const places = [...new Set(happenings.map(({ at }) => at))].filter((at) => at >= film.start);
  if (places.length <= most) return places;
  return Array.from({ length: most }, (_, i) => places[Math.floor((i * places.length) / most)]!);
}

/**
 * Lays a film out.
 * @param options.columns most columns; default 320
 */
export function filmLanes(film: Film, { columns: most = MOST_COLUMNS }: { columns?: number } = {}): FilmLanes {
  const happenings = loudHappenings(film);
  const places = columnsOf(film, happenings, Math.max(1, most));
  const scale = scaleOf(film, places);
  const columnOf = (at: EventIndex): EventIndex => places[lastUpTo(places, at)] ?? film.start;
  const x = (at: EventIndex) => scale.xOf(at);
  const atColumn = (at: EventIndex) => (places.length > 0 && at >= places[0]! ? x(columnOf(at)) : x(at));

  const order = rowOrder(film);
  const rowOf = new Map(order.map((task, row) => [task, row]));
  const end = Math.max(film.start, film.length - 1);
  const rows = order.map((task): LaneRow => {
    const { lives } = film.tasks[task]!;
    const segments = lives.flatMap(({ from, state, adopted }, i): LaneSegment[] => {
      const to = lives[i + 1]?.from ?? film.length;
      if (to <= film.start && lives[i + 1] !== undefined) return [];
      const [x0, x1] = [x(Math.max(from, film.start)), to > end ? 1 : x(to)];
      return [{ state, adopted, from, to, x0, x1 }];
    });
    return { task, segments, marks: [] };
  });
  const causes = new Map<string, LaneCause>();
  const marks = new Map<string, LaneMark>();
  for (const happening of happenings) {
    const mark = markOf(happening);
    if (mark !== undefined) {
      const row = rowOf.get(mark.task)!;
      const key = `${row} ${columnOf(happening.at)}`;
      const known = marks.get(key);
      // What comes later in the same column is what the lane looks like from there on.
      if (known !== undefined) Object.assign(known, { kind: mark.kind, count: known.count + 1 });
      else {
        const made = { kind: mark.kind, at: happening.at, x: atColumn(happening.at), count: 1 };
        marks.set(key, made);
        rows[row]!.marks.push(made);
      }
    }
    const cause = causeOf(happening);
    if (cause === undefined) continue;
    const [from, to] = [rowOf.get(cause.from)!, rowOf.get(cause.to)!];
    if (from === to) continue;
    const key = `${cause.kind} ${from} ${columnOf(happening.at)}`;
    const known = causes.get(key);
    if (known === undefined)
      causes.set(key, { kind: cause.kind, at: happening.at, x: atColumn(happening.at), from, to: [to] });
    else if (!known.to.includes(to)) known.to.push(to);
  }
  return {
    rows,
    causes: [...causes.values()],
    frames: framesOf(film, order, x),
    columns: places.map((at) => ({ at, x: x(at) })),
    steps: film.steps.map((at, step) => {
      const place = Math.min(Math.max(at, film.start), end);
      return { step, at: place, x: x(place) };
    }),
    xOf: x,
    atX: (at) => Math.min(end, Math.max(0, Math.round(scale.atX(at)))),
  };
}

function scaleOf(film: Film, places: readonly EventIndex[]): Scale {
  const end = film.length - 1;
  const knots = [...new Set([film.start, ...places, Math.max(film.start, end)])].sort((a, b) => a - b);
  const widths = knots.slice(1).map((at, i) => {
    const lines = at - knots[i]!;
    return Math.min(1, LEAST_STRETCH + Math.log2(1 + lines) / 10);
  });
  const total = widths.reduce((sum, width) => sum + width, 0) || 1;
  const xs = [0];
  let sum = 0;
  for (const width of widths) {
    sum += width;
    xs.push(Math.min(1, sum / total));
  }
  xs[xs.length - 1] = knots.length > 1 ? 1 : 0;
  return new Scale(knots, xs);
}

/** Those of one namespace stand together, an inner namespace below its init. */
function rowOrder({ tasks, namespaces }: Film): TaskIndex[] {
  const members = new Map<NamespaceIndex, TaskIndex[]>();
  tasks.forEach(({ namespace }, task) => {
    members.set(namespace, [...(members.get(namespace) ?? []), task]);
  });
  const order: TaskIndex[] = [];
  const place = (namespace: NamespaceIndex) => {
    const inner = namespaces.flatMap(({ parent }, index) => (parent === namespace ? [index] : []));
    for (const task of members.get(namespace) ?? []) order.push(task);
    for (const index of inner) place(index);
  };
  place(0);
  return order;
}

function framesOf(film: Film, order: readonly TaskIndex[], x: (at: EventIndex) => number): LaneFrame[] {
  const inside = (task: TaskIndex, namespace: NamespaceIndex): boolean => {
    for (
      let ns: NamespaceIndex | undefined = film.tasks[task]!.namespace;
      ns !== undefined;
      ns = film.namespaces[ns]!.parent
    )
      if (ns === namespace) return true;
    return false;
  };
  return film.namespaces.flatMap(({ init, made, closed }, namespace): LaneFrame[] => {
    if (namespace === 0 || init === undefined) return [];
    const rows = order.flatMap((task, row) => (inside(task, namespace) ? [row] : []));
    return [
      {
        namespace,
        top: rows[0]!,
        bottom: rows.at(-1)!,
        x0: x(Math.max(made, film.start)),
        closed: closed === undefined ? undefined : x(Math.max(closed, film.start)),
      },
    ];
  });
}

/** On whose lane a happening stands, and how it looks. */
function markOf(happening: Happening): { task: TaskIndex; kind: MarkKind } | undefined {
  switch (happening.kind) {
    case 'signal': {
      const kinds = {
        fatal: 'signalled',
        queued: 'queued',
        blocked: 'queued',
        ignored: 'dropped',
        dropped: 'dropped',
      } as const;
      return { task: happening.to, kind: kinds[happening.fate] };
    }
    case 'stopped':
      return { task: happening.who, kind: 'stopped' };
    case 'continued':
      return { task: happening.who, kind: 'alive' };
    case 'seized':
      return { task: happening.who, kind: 'traced' };
    case 'handled':
    case 'exiting':
    case 'zombie':
    case 'reaped':
    case 'adopted':
    case 'born':
    case 'closed':
    case 'reaper':
    case 'exec':
      return { task: happening.who, kind: happening.kind };
    default:
      return undefined;
  }
}

/** Who caused it to whom, where that is a line between two lanes. */
function causeOf(happening: Happening): { kind: LaneCause['kind']; from: TaskIndex; to: TaskIndex } | undefined {
  switch (happening.kind) {
    case 'signal':
      return { kind: 'signal', from: happening.by, to: happening.to };
    case 'adopted':
      return { kind: 'adopted', from: happening.by, to: happening.who };
    case 'born':
      return { kind: 'born', from: happening.by, to: happening.who };
    default:
      return undefined;
  }
}
