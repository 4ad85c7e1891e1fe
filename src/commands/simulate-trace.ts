/**
 * A run's trace: as data, and as lines for people.
 * @module
 */
import {
  allLines,
  Cell,
  type Change,
  EXIT_DEAD,
  EXIT_ZOMBIE,
  members,
  PIDNS_ADDING,
  Pid,
  PidNamespace,
  Signal,
  SigPending,
  signalName,
  Task,
} from '../model/index.ts';
import { matchLine } from '../notes/match.ts';
import type { Run } from '../scenario/index.ts';
import { functionText } from '../site/text.ts';
import { columns, wrap } from './simulate-words.ts';

type Crew = Run['crew'];

/** A value of the machine's memory, in a word or two. */
function inWords(value: unknown, crew: Crew): string {
  if (value instanceof Task) return crew.nameOfTask(value) ?? `task ${value.key}`;
  if (value instanceof Pid) return `pid ${value.numbers.map(({ nr }) => nr).join('/')}`;
  if (value instanceof PidNamespace) return `namespace of level ${value.level}`;
  if (value instanceof Cell) return value.constructor.name;
  if (typeof value === 'number') return value > 9 ? `0x${value.toString(16)}` : String(value);
  if (Array.isArray(value)) return `[${value.length}]`;
  return typeof value === 'function' ? 'handler' : String(value ?? '-');
}

/** A change worth a reader's time: links of lists are not. */
const worth = ({ field }: Change): boolean => field !== 'next' && field !== 'prev';

export interface TracedEvent {
  task: string;
  file?: string;
  function?: string;
  at?: string;
  changes: { of: string; field: string; before: string; after: string }[];
}

/** A trace's events as data, with names for what they speak of. */
export function* traced({ kernel, crew }: Run): Generator<TracedEvent, void, void> {
  for (let i = 0; i < kernel.trace.length; i += 1) {
    const { task, line, changes } = kernel.trace.event(i);
    yield {
      task: crew.nameOfTask(task) ?? `task ${task.key}`,
      ...(line === undefined ? {} : { file: line.file, function: line.function, at: line.at }),
      changes: changes.filter(worth).map(({ cell, field, before, after }) => ({
        of: inWords(cell, crew),
        field,
        before: inWords(before, crew),
        after: inWords(after, crew),
      })),
    };
  }
}

/** `exit.c:789`, in v6.0's numbers; only `exit.c` where the text at hand is not v6.0's, or there is none. */
function placeOf(number: number): string {
  const { file, function: name, at, after } = allLines[number]!;
  const short = file.replace(/^.*\//, '');
  const text = functionText(name);
  if (text?.firstV60 === undefined || text.path !== file) return short;
  const match = matchLine(text.lines, at, after);
  return 'index' in match ? `${short}:${text.firstV60 + match.index}` : short;
}

const EXIT_STATES = new Map([
  [0, '0'],
  [EXIT_ZOMBIE, 'EXIT_ZOMBIE'],
  [EXIT_DEAD, 'EXIT_DEAD'],
  [EXIT_ZOMBIE | EXIT_DEAD, 'EXIT_TRACE'],
]);
const SIGNAL_SETS = ['blocked', 'real_blocked'];

/** What hangs off a task, by the task's name: its signals' queues, and what its group shares. */
function owners({ kernel, crew }: Run): Map<Cell, string> {
  const names = new Map<Cell, string>();
  for (let i = 0; i < kernel.trace.length; i += 1) {
    const task = kernel.trace.taskOf(i);
    if (names.has(task)) continue;
    const name = crew.nameOfTask(task) ?? (task === kernel.init_task ? 'init_task' : `task ${task.key}`);
    names.set(task, name);
    names.set(task.pending, `${name}.pending`);
    if (names.has(task.signal)) continue;
    names.set(task.signal, `${name}.signal`);
    names.set(task.signal.shared_pending, `${name}.signal.shared_pending`);
  }
  return names;
}

/** Changes that only say where a task sleeps, or that a lock is held, tell a reader nothing that the line does not. */
const tells = (change: Change): boolean =>
  worth(change) && !['wchan', 'writer', 'readers', 'wait_chldexit'].includes(change.field);

function changeText({ cell, field, before, after }: Change, crew: Crew, names: ReadonlyMap<Cell, string>): string {
  const value = (v: unknown): string => {
    if (cell instanceof Task && field === 'exit_state') return EXIT_STATES.get(v as number) ?? String(v);
    if ((cell instanceof SigPending && field === 'signal') || (cell instanceof Task && SIGNAL_SETS.includes(field)))
      return `{${members(v as number)
        .map((sig) => `SIG${signalName(sig)}`)
        .join(', ')}}`;
    if (field === 'pid_allocated') {
      const n = v as number;
      return n >= PIDNS_ADDING ? `${n - PIDNS_ADDING} and open` : `${n} and closed`;
    }
    if (v instanceof Signal) return names.get(v) ?? 'Signal';
    return inWords(v, crew);
  };
  return `${names.get(cell) ?? inWords(cell, crew)}.${field}: ${value(before)} → ${value(after)}`;
}

/** By how much a call is set in beneath its caller; from some depth on no further, so that lines stay readable. */
const DEEPEST = 12;

/**
 * The trace for people: a line for each event (its number, the task, the place, the function, set in beneath its caller, and the line), and
 * beneath it what it changed.
 */
export function* traceLines(run: Run, width?: number): Generator<string, void, void> {
  const { kernel, crew } = run;
  const names = owners(run);
  const places = new Map<number, string>();
  const stacks = new Map<unknown, string[]>();
  const rows: string[][] = [];
  for (let i = 0; i < kernel.trace.length; i += 1) {
    const task = kernel.trace.taskOf(i);
    const number = kernel.trace.lineOf(i);
    const stack = number === 0 ? [] : (stacks.get(task) ?? []);
    stacks.set(task, stack);
    const name = allLines[number]!.function;
    const at = stack.lastIndexOf(name);
    if (at >= 0) stack.length = at + 1;
    else if (number !== 0) stack.push(name);
    const place = places.get(number) ?? (number === 0 ? '' : placeOf(number));
    places.set(number, place);
    const what =
      number === 0
        ? 'in user mode'
        : `${'· '.repeat(Math.min(stack.length - 1, DEEPEST))}${name} › ${allLines[number]!.at}`;
    rows.push([String(i), names.get(task) ?? task.key, place, what]);
  }
  const texts = columns(
    rows.map((row) => row.slice(0, 3)),
    '  ',
  );
  const left = Math.max(0, ...texts.map((text) => text.length)) + 2;
  // On a narrow terminal what is carried over begins further left.
  const hang = width !== undefined && left > width / 3 ? 8 : left + 2;
  for (const [i, row] of rows.entries()) {
    yield* wrap(`${texts[i]!.padEnd(left)}${row[3]}`, width, hang);
    for (const change of kernel.trace.event(i).changes.filter(tells))
      yield* wrap(`${' '.repeat(hang)}${changeText(change, crew, names)}`, width, hang + 2);
  }
}
