import { type Outcome, readState, type Scenario } from '../../scenario/index.ts';
import { FigureError } from '../error.ts';
import { deriveHappenings } from './derive.ts';
import type { Happening } from './happenings.ts';
import { namespaces } from './namespaces.ts';
import { type Frame, rows } from './rows.ts';

/** How a lane is drawn. `unborn`: the task is not made yet, nothing is drawn. */
export type LaneState =
  | 'unborn'
  | 'alive'
  | 'stopped'
  | 'traced'
  | 'signalled'
  | 'exiting'
  | 'zombie'
  | 'reaped'
  | 'adopted';

/** A sign on a lane: the state that begins there, or a signal that changes nothing about it. */
export type MarkKind = Exclude<LaneState, 'unborn'> | 'dropped' | 'queued' | 'handled' | 'refused';

export interface Segment {
  state: LaneState;
  /** First column, and the one after the last; columns are counted from 0. */
  from: number;
  to: number;
}

export interface Lane {
  task: string;
  /** Its pid in its own namespace and in those around it, outermost first; [] in the initial one. */
  pids: number[];
  segments: Segment[];
  marks: { kind: MarkKind; column: number; says?: string }[];
}

/** A vertical line: who caused it, and which lanes it reaches. */
export interface Cause {
  kind: 'signal' | 'adopted' | 'born';
  column: number;
  from: string;
  to: string[];
  /** Rows the line spans, both included. */
  top: number;
  bottom: number;
}

/** A happening at its column; what stands in one column is in no defined order. */
export type Placed = Happening & { column: number };

export interface LanesFigure {
  columns: number;
  /** The first column of each step; [0] is 0, the start. */
  stepAt: number[];
  lanes: Lane[];
  causes: Cause[];
  frames: Frame[];
  happenings: Placed[];
  /** How each task ended: its last state as recorded. */
  ends: { task: string; how: string | undefined; last: string }[];
}

/** In the order of what must come before: how far into its step a happening lies. */
function depths(happenings: Happening[]): Map<Happening, number> {
  const found = new Map<Happening, number>();
  const depth = (happening: Happening): number => {
    const known = found.get(happening);
    if (known !== undefined) return known;
    const deepest = Math.max(-1, ...happening.after.map(depth));
    found.set(happening, deepest + 1);
    return deepest + 1;
  };
  happenings.forEach(depth);
  return found;
}

/**
 * Lays out the lives of a scenario's processes from what a kernel really did: a row a task, columns in the order of time.
 * A step takes as many columns as its longest chain of happenings that are ordered by the kernel; what has no defined
 * order stands in one column.
 * @throws FigureError when the outcome holds something that lanes cannot derive or draw
 */
export function layOutLanes(
  scenario: Pick<Scenario, 'id' | 'tree' | 'later' | 'steps'>,
  outcome: Outcome,
): LanesFigure {
  const spaces = namespaces(scenario, outcome.final);
  const happenings = deriveHappenings(scenario, outcome, spaces);
  const depth = depths(happenings);

  const stepAt = [0];
  let columns = 1;
  const placed: Placed[] = [];
  for (let step = 1; step <= scenario.steps.length; step += 1) {
    stepAt.push(columns);
    const own = happenings.filter((h) => h.step === step);
    placed.push(...own.map((h) => Object.assign(h, { column: columns + depth.get(h)! })));
    columns += Math.max(1, ...own.map((h) => depth.get(h)! + 1));
  }
  placed.sort((a, b) => a.column - b.column);

  const { names, frames } = rows(scenario, outcome.final, spaces, happenings);
  const first = new Map(
    Object.entries(outcome.steps[0]?.state ?? {}).map(([task, said]) => [task, readState(said).is]),
  );
  const lanes = names.map((task): Lane => {
    const own = placed.filter((h) => h.lane === task);
    const begins: LaneState = task === 'sys' || first.has(task) ? 'alive' : 'unborn';
    return {
      task,
      pids: outcome.final[task]?.nspid ?? [],
      segments: segments(own, begins, columns),
      marks: marks(own),
    };
  });
  const ends = names
    .filter((task) => task !== 'sys')
    .map((task) => ({ task, how: outcome.final[task]?.do_exit, last: outcome.final[task]!.last }));
  return { columns, stepAt, lanes, causes: causes(placed, names), frames, happenings: placed, ends };
}

/** The state a lane takes on with a happening; undefined: it keeps the one it has. */
function becomes(h: Happening, now: LaneState): LaneState | undefined {
  switch (h.kind) {
    case 'signal':
      return h.fate === 'fatal'
        ? 'signalled'
        : h.fate === 'stops'
          ? 'stopped'
          : h.fate === 'continues'
            ? 'alive'
            : undefined;
    case 'born':
      return 'alive';
    case 'adopted':
      // An adopted zombie stays a zombie: only its mark tells of the adoption.
      return now === 'alive' ? 'adopted' : undefined;
    case 'exiting':
    case 'zombie':
    case 'reaped':
      return h.kind;
    case 'call':
      return undefined;
  }
}

function segments(own: Placed[], begins: LaneState, columns: number): Segment[] {
  const found: Segment[] = [{ state: begins, from: 0, to: columns }];
  for (const h of own) {
    const now = found.at(-1)!;
    const state = becomes(h, now.state);
    if (state === undefined || state === now.state) continue;
    now.to = h.column;
    found.push({ state, from: h.column, to: columns });
  }
  return found.filter((segment) => segment.to > segment.from);
}

function marks(own: Placed[]): Lane['marks'] {
  return own.flatMap((h): Lane['marks'] => {
    switch (h.kind) {
      case 'signal': {
        const fates = { fatal: 'signalled', stops: 'stopped', continues: 'alive' } as const;
        const kind = h.fate === 'fatal' || h.fate === 'stops' || h.fate === 'continues' ? fates[h.fate] : h.fate;
        return [{ kind, column: h.column }];
      }
      case 'born':
        return [{ kind: 'alive', column: h.column }];
      case 'call':
        return /^E[A-Z]+$/.test(h.result) ? [{ kind: 'refused', column: h.column, says: h.result }] : [];
      default:
        return [{ kind: h.kind, column: h.column }];
    }
  });
}

function causes(placed: Placed[], names: string[]): Cause[] {
  const found: Cause[] = [];
  for (const h of placed) {
    if (h.kind !== 'signal' && h.kind !== 'adopted' && h.kind !== 'born') continue;
    const row = names.indexOf(h.lane);
    const source = names.indexOf(h.from);
    if (row < 0) throw new FigureError(`${h.lane} has no lane, and something happens to it in step ${h.step}.`);
    // A thread that acts for itself, or a parent outside the picture, draws no line.
    if (source < 0 || source === row) continue;
    const same = found.find((c) => c.kind === h.kind && c.column === h.column && c.from === h.from);
    if (same) {
      same.to.push(h.lane);
      same.top = Math.min(same.top, row);
      same.bottom = Math.max(same.bottom, row);
    } else
      found.push({
        kind: h.kind,
        column: h.column,
        from: h.from,
        to: [h.lane],
        top: Math.min(row, source),
        bottom: Math.max(row, source),
      });
  }
  return found;
}
