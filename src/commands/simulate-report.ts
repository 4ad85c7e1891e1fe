/**
 * What a run of a scenario did, for people to read.
 * @module
 */
import {
  Cell,
  type Change,
  type Kernel,
  Pid,
  PidNamespace,
  type Reason,
  Task,
  type TraceEvent,
  waits,
} from '../model/index.ts';
import type { Cast, Run } from '../scenario/index.ts';

type Crew = Run['crew'];

const pad = (rows: readonly (readonly string[])[], indent: string): string[] => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => [...(row[column] ?? '')].length)));
  return rows.map((row) => `${indent}${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd());
};

/** The actors under their parents. */
function treeOf(cast: Cast): string[] {
  const lines: string[] = [];
  const below = (parent: string, indent: string) => {
    const children = cast.tree.filter((actor) => (actor.parent ?? 'sys').split('.')[0] === parent);
    children.forEach((actor, i) => {
      const last = i === children.length - 1;
      const { name, parent: _, ...settings } = actor;
      const said = Object.entries(settings).map(([key, value]) =>
        value === true
          ? key
          : `${key}=${typeof value === 'string' ? value : JSON.stringify(value).replaceAll('"', '')}`,
      );
      lines.push(`${indent}${last ? '└─' : '├─'} ${[name, ...said].join(' ')}`);
      below(name, `${indent}${last ? '   ' : '│  '}`);
    });
  };
  lines.push('  sys');
  below('sys', '  ');
  return lines;
}

/** Title, tree, what each step did, what became of everyone, and why what hangs hangs. */
export function report(title: string, cast: Cast, { outcome, kernel, crew }: Run): string {
  const lines = [title, '', ...treeOf(cast), ''];
  outcome.steps.forEach(({ op, result, events = {}, state = {} }, i) => {
    if (op === 'start') return;
    if (op === 'end' && Object.keys(events).length + Object.keys(state).length === 0) return;
    lines.push(`  ${i}. ${op}  → ${result}`);
    const rows = [
      ...Object.entries(events).flatMap(([who, what]) => what.map((event) => [who, event])),
      ...Object.entries(state).map(([who, is]) => [who, `is ${is}`]),
    ];
    lines.push(...pad(rows, '       '));
  });
  const fates = Object.entries(outcome.final).map(([name, { nspid, do_exit = '', last }]) => [
    name,
    nspid.join('/') || '-',
    do_exit,
    last,
  ]);
  lines.push(
    '',
    ...pad(
      [['  who', 'pid inside', 'do_exit', 'at the end'], ...fates.map(([who, ...rest]) => [`  ${who}`, ...rest])],
      '',
    ),
  );
  const hanging = waiting(kernel, crew);
  if (hanging.length > 0) lines.push('', '  Waiting at the end:', ...hanging.map((line) => `    ${line}`));
  return lines.join('\n');
}

/** `init waits in zap_pid_ns_processes: P is unreaped by rt` */
export function waiting(kernel: Kernel, crew: Crew): string[] {
  const name = (task: Task) => crew.nameOf(task.thread_pid) ?? crew.nameOfTask(task) ?? `pid ${task.pid}`;
  const said = ({ kind, task, by }: Reason): string => {
    switch (kind) {
      case 'unreaped':
        return `${name(task)} is dead, and ${by === undefined ? 'nobody' : name(by)} has not waited for it`;
      case 'group':
        return `${name(task)} is in a process group with a number of the namespace`;
      case 'session':
        return `${name(task)} is in a session with a number of the namespace`;
      case 'memory':
        return `${name(task)} still uses its memory`;
      case 'continue':
        return 'somebody must send SIGCONT or SIGKILL';
      case 'tracer':
        return `its tracer ${name(task)} must let it go on`;
      default:
        return `${name(task)} lives`;
    }
  };
  return waits(kernel)
    .filter(({ wchan }) => wchan !== 'read')
    .map(({ task, wchan, reasons }) => {
      const why = reasons.length > 0 ? `: ${[...new Set(reasons.map(said))].join('; ')}` : '';
      return `${name(task)} in ${wchan}${why}`;
    });
}

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
    const { task, line, changes }: TraceEvent = kernel.trace.event(i);
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

/** The trace for people: one event a line. */
export function* traceLines(run: Run): Generator<string, void, void> {
  let index = 0;
  for (const { task, function: name, at, changes } of traced(run)) {
    const what = name === undefined ? '(user mode)' : `${name}: ${at}`;
    const did = changes.map(({ of, field, before, after }) => `${of}.${field} ${before} → ${after}`);
    yield `${String(index++).padStart(5)}  ${task.padEnd(8)}  ${what}${did.length > 0 ? `   {${did.join(', ')}}` : ''}`;
  }
}
