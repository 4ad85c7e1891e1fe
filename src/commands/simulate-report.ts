/**
 * What a run of a scenario did, for people to read.
 * @module
 */
import { fates } from '../film/index.ts';
import { type Kernel, type Reason, type Task, waits } from '../model/index.ts';
import { type Cast, type Run, readState, type Step } from '../scenario/index.ts';
import { columns, resultText, stepText, treeText, wrap } from './simulate-words.ts';

type Crew = Run['crew'];

/** `a zombie (exit 3), child of init` */
function stateText(said: string): string {
  const { is, ended, parent, pending } = readState(said);
  const tracer = / tracer=(\S+)/.exec(said)?.[1];
  const words = {
    alive: 'is alive',
    stopped: 'is stopped',
    'traced-stop': 'is stopped for its tracer',
    exiting: 'is in do_exit still',
    zombie: `is a zombie (${ended})`,
    gone: 'is gone',
  }[is];
  return [
    words,
    ...(parent ? [`child of ${parent}`] : []),
    ...(tracer ? [`traced by ${tracer}`] : []),
    ...(pending.length > 0 ? [`pending: ${pending.join(', ')}`] : []),
  ].join(', ');
}

/** `its handler for SIGTERM runs (sent by A, USER)`; what is plain enough already stays. */
function eventText(said: string): string {
  const [, sig, from, rest] = /^handler (\w+) from=(\S+) (.*)$/.exec(said) ?? [];
  if (sig !== undefined)
    return `runs its handler for SIG${sig} (${from === '0' ? 'from outside its namespace, or the kernel' : `from ${from}`}, ${rest})`;
  return said.replace(/^wait -> 0$/, 'finds nobody to reap yet').replace(/^wait -> (\w+)$/, 'wait fails with $1');
}

/** A run, and what was seen while it went. */
export interface Watched {
  run: Run;
  /** The first event of the trace after the tree stood. */
  from: number;
  /** Who waits in the kernel for whom, when each step of the outcome had settled. */
  hanging: readonly (readonly string[])[];
}

/** Title, tree, what each step did, what became of everyone, and why what hangs hangs. */
export function report(title: string, cast: Cast, { run, from, hanging }: Watched, width?: number): string[] {
  const { outcome } = run;
  const pids = Object.fromEntries(Object.entries(outcome.final).map(([name, { nspid }]) => [name, nspid]));
  const lines = [...wrap(title, width, 2), '', ...treeText(cast, pids, width), ''];
  outcome.steps.forEach(({ op, result, events = {}, state = {} }, i) => {
    if (op === 'start') return;
    const step = cast.steps[i - 1];
    if (step === undefined && Object.keys(events).length + Object.keys(state).length === 0) return;
    const how = step === undefined ? '' : resultText(result);
    const head = step === undefined ? 'At the end' : stepText(step);
    lines.push(...wrap(`  ${i}. ${head}${how ? `: ${how}` : ''}`, width, 5));
    const rows = [
      ...Object.entries(events).flatMap(([who, what]) =>
        what.filter((event) => !isStep(event, who, step)).map((event) => [who, eventText(event)]),
      ),
      ...Object.entries(state).map(([who, is]) => [who, stateText(is)]),
    ];
    const waits = (hanging[i] ?? []).filter((line) => !hanging[i - 1]?.includes(line));
    const widest = Math.max(0, ...rows.map(([who = '']) => who.length));
    lines.push(...columns(rows, '       ').flatMap((line) => wrap(line, width, 9 + widest)));
    lines.push(...waits.flatMap((line) => wrap(`       ${line}`, width, 9)));
  });
  lines.push('', ...fateLines(run, from, width));
  const last = hanging.at(-1) ?? [];
  if (last.length > 0)
    lines.push('', '  Waiting still, at the end:', ...last.flatMap((line) => wrap(`    ${line}`, width, 6)));
  return lines;
}

/** An event that only says what the step said. */
const isStep = (event: string, who: string, step: Step | undefined): boolean =>
  (step?.op === 'exit' && step.who === who && event === `calls exit_group(${step.code})`) ||
  (step?.op === 'texit' && step.who === who && event === `calls exit(${step.code})`);

/** The table of fates; on a terminal too narrow for it, a paragraph for each. */
function fateLines(run: Run, from: number, width?: number): string[] {
  const head = ['who', 'pid', 'ended by', 'killed by', 'reaped by', 'adopted by', 'at the end'];
  const { crew, kernel } = run;
  const nameOf = (task: Task) => crew.nameOfTask(task) ?? (task === kernel.init_task ? 'the global init' : task.key);
  const rows = fates(run, from).map((fate) => [
    fate.name,
    fate.pids.join('/') || '-',
    fate.ended ?? '-',
    fate.killed ? `${nameOf(fate.killed.by)} (${fate.killed.how})` : '-',
    fate.released === undefined ? '-' : fate.released === 'itself' ? fate.released : nameOf(fate.released),
    fate.adopters.map(nameOf).join(', then ') || '-',
    stateText(fate.last).replace(/^is /, ''),
  ]);
  const table = columns([head, ...rows], '  ');
  if (width === undefined || table.every((line) => line.length <= width)) return table;
  return rows.flatMap(([name, ...cells]) =>
    wrap(
      `  ${name}: ${cells.flatMap((cell, i) => (cell === '-' ? [] : [`${head[i + 1]} ${cell}`])).join('; ')}`,
      width,
      4,
    ),
  );
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
    .filter(({ wchan }) => wchan !== 'read' && wchan !== '')
    .map(({ task, wchan, reasons }) => {
      const why = reasons.length > 0 ? `: ${[...new Set(reasons.map(said))].join('; ')}` : '';
      return `${name(task)} waits in ${wchan}${why}`;
    });
}
