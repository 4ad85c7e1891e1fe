/**
 * Makes the film of a run.
 * @module
 */
import { allLines, type Signal, type Task } from '../model/index.ts';
import type { Film, FilmFate, FilmLine, Happening, SignalHappening, TaskIndex } from '../player/index.ts';
import { type Cast, performer } from '../scenario/index.ts';
import { ChangeReader, type Watched } from './changes.ts';
import { fates } from './fates.ts';
import { SignalReader } from './signals.ts';
import { Stacks } from './stacks.ts';
import { type Filmed, MACHINE_INIT, type Stage, stageOf } from './stage.ts';

/** Deeper calls are shown at this depth; the model's deepest are far from it. */
const DEEPEST = 255;

/**
 * The film of a run.
 * @param run one that has kept its trace; its machine's memory stands at the end afterwards
 * @param cast the scenario it ran
 * @param schedule the choices that repeat it; '' for the order the machine takes by itself
 */
export function filmOf(run: Filmed, { steps }: Pick<Cast, 'steps'>, schedule = ''): Film {
  const stage = stageOf(run);
  const calls = columns(run, stage);
  const begins = run.marks.slice(0, steps.length).map((mark) => mark - stage.offset);
  const watched = watch(run, stage, calls);
  const leaders = firstLeaders(stage);
  const index = new Map(stage.tasks.map(({ name }, i) => [name, i]));
  const last = Math.max(0, stage.length - 1);
  const opening: Happening = { at: 0, kind: 'step', step: -1, who: index.get('sys') };
  const told = steps.map(
    (step, i): Happening => ({
      at: Math.min(begins[i]!, last),
      kind: 'step',
      step: i,
      who: index.get(performer(step)),
    }),
  );
  const film: Film = {
    length: stage.length,
    tasks: stage.tasks.map(({ task, name, maker, pid, born }, i) => ({
      name,
      group: leaders.get(task.signal)!,
      parent: name === MACHINE_INIT ? undefined : stage.indexOf.get(maker),
      namespace: stage.namespaceOf.get(pid.numbers.at(-1)!.ns)!,
      pids: pid.numbers.slice(1).map(({ nr }) => nr),
      born,
      lives: watched.lives[i]!,
    })),
    namespaces: stage.namespaces.map(({ ns, init, made, closed }) => ({
      init,
      parent: ns.parent === null ? undefined : stage.namespaceOf.get(ns.parent),
      made,
      closed,
    })),
    ...calls,
    happenings: [opening, ...told, ...watched.happenings].sort((a, b) => a.at - b.at),
    start: Math.min(begins[0] ?? last, last),
    steps: begins,
    results: run.outcome.steps.slice(1, -1).map(({ result }) => result),
    fates: [],
    schedule,
  };
  film.fates = fatesIn(run, stage, film, watched);
  return film;
}

/** Of each thread group, the task that was made first. */
function firstLeaders({ tasks }: Stage): Map<Signal, number> {
  const found = new Map<Signal, number>();
  tasks.forEach(({ task }, i) => {
    if (!found.has(task.signal)) found.set(task.signal, i);
  });
  return found;
}

type Columns = Pick<Film, 'lines' | 'task' | 'line' | 'depth' | 'caller'>;

/** What each event is, in columns. */
function columns({ kernel: { trace } }: Filmed, { offset, length, indexOf }: Stage): Columns {
  const task = new Uint16Array(length);
  const line = new Uint16Array(length);
  const depth = new Uint8Array(length);
  const caller = new Int32Array(length);
  const lines: FilmLine[] = [{ file: '', function: '', at: '' }];
  const numbers = new Map<number, number>([[0, 0]]);
  const stacks = new Stacks();
  for (let i = 0; i < length; i += 1) {
    const doer = trace.taskOf(i + offset);
    const number = trace.lineOf(i + offset);
    let own = numbers.get(number);
    if (own === undefined) {
      own = lines.push(allLines[number]!) - 1;
      numbers.set(number, own);
    }
    task[i] = indexOf.get(doer)!;
    line[i] = own;
    const place = stacks.enter(doer, number, i);
    depth[i] = Math.min(place.depth, DEEPEST);
    caller[i] = place.caller;
  }
  return { lines, task, line, depth, caller };
}

/** Plays the run once more, event by event, and writes down what happens. */
function watch(run: Filmed, stage: Stage, calls: Columns): Watched {
  const { trace } = run.kernel;
  const { offset, length, indexOf } = stage;
  const functionAt = (event: number) => calls.lines[calls.line[event]!]!.function;
  const signals = new SignalReader(run.kernel, stage, { functionAt, callerOf: (event) => calls.caller[event]! });
  const changes = new ChangeReader(stage, signals);
  const { incidents } = trace;
  let next = 0;
  while (next < incidents.length && incidents[next]!.index < offset) next += 1;
  for (let i = 0; i < length; i += 1) {
    trace.seek(i + offset + 1);
    const { changes: changed, task } = trace.event(i + offset);
    changes.begin(i, indexOf.get(task)!);
    for (const change of changed) changes.read(change);
    for (; incidents[next]?.index === i + offset; next += 1) changes.incident(incidents[next]!);
    changes.end();
  }
  return changes;
}

/**
 * Fates with indices for names, and the handlers that would have run. A name is a number's: where a thread executed a program and took its
 * leader's number over, what became of the number is told of the leader.
 */
function fatesIn(run: Filmed, stage: Stage, film: Film, watched: Watched): FilmFate[] {
  const index = (task: Task | undefined) => (task === undefined ? undefined : stage.indexOf.get(task));
  const names = new Map(film.tasks.map(({ name }, i) => [name, i]));
  const known = fates(run, run.from ?? run.marks[0]!);
  const ofTask = new Map(known.map((fate) => [names.get(fate.name)!, fate]));
  const successor = new Map<TaskIndex, TaskIndex>();
  for (const happening of film.happenings)
    if (happening.kind === 'exec' && happening.instead !== undefined) successor.set(happening.instead, happening.who);
  const took = new Map([...successor].map(([leader, thread]) => [thread, leader]));
  return known.map(({ name, ended, killed, released, adopters, last }) => {
    const task = names.get(name)!;
    const heir = successor.get(task);
    const releasedBy = heir === undefined ? released : ofTask.get(heir)?.released;
    const tookOver = took.get(task);
    const sent = killed === undefined && ended !== undefined ? lastDeadly(film, heir ?? task, ended) : undefined;
    return {
      task,
      ended: tookOver === undefined ? ended : undefined,
      killedBy: killed === undefined ? sent?.by : index(killed.by),
      killedHow: killed === undefined ? sent?.why : killed.how,
      releasedBy: releasedBy === 'itself' ? (heir ?? task) : index(releasedBy),
      adopters: adopters.flatMap((adopter) => index(adopter) ?? []),
      handlersThatNeverRan:
        ended?.startsWith('signal') && film.tasks[task]!.group === task ? watched.handlersUnused(heir ?? task) : [],
      ...(tookOver === undefined ? {} : { tookOver }),
      last,
    };
  });
}

/** The signal that a task died of where the kernel does not mark it when it is sent, but when it is taken: a fault's, or one that dumps core. */
function lastDeadly({ happenings, tasks }: Film, task: TaskIndex, ended: string): SignalHappening | undefined {
  const { group } = tasks[task]!;
  return happenings.findLast(
    (one): one is SignalHappening =>
      one.kind === 'signal' &&
      one.fate === 'fatal' &&
      one.why !== 'zap_other_threads' &&
      tasks[one.to]!.group === group &&
      ended === `signal ${one.signal}`,
  );
}
