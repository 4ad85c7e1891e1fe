/**
 * Films of graded runs: what a reader's program did under a schedule that breaks it, for the player. It loads the model, so it is for a
 * worker.
 * @module
 */
import {
  type Case,
  type FailedRun,
  openRun,
  type ProcessFacts,
  type Replayed,
  type RunFacts,
  type Transcript,
} from '../exercises/index.ts';
import { type Filmed, filmOf, Moments } from '../film/index.ts';
import type { Task } from '../model/index.ts';
import type { EventIndex, Film, TaskIndex } from '../player/index.ts';
import { type Outcome, writeSchedule } from '../scenario/index.ts';

/** The name that scenarios, and so films, give the world outside. */
const OUTSIDE = 'sys';

/** A call of the reader's program. */
export interface OwnCall {
  /** Who made it, by its name and in the film. */
  who: string;
  task: TaskIndex;
  /** The call; '' where the task has left the reader's program for another. */
  name: string;
  /** Of the reader's file; 0: unknown, or none any more. */
  line: number;
  at: EventIndex;
}

export interface RunFilm {
  film: Film;
  run: Filmed;
  facts: RunFacts;
  /** What the outside sends to pid 1: the film's steps. */
  steps: { op: 'kill'; from: string; to: string; sig: string }[];
  /** The reader's calls, in order. */
  calls: OwnCall[];
  /** The position of an event of the run's trace. */
  positionOf(event: number): EventIndex;
}

const plain = (signal: string): string => signal.replace(/^SIG/, '');

/**
 * The film of a run that was carried out again with its trace. It begins where the container is asked to stop: before that it is only set up.
 * @param facts the run's own
 * @param from the latest event of the trace at which it may begin
 * @throws TooLarge, as `filmOf`
 */
export function filmOfRun(replayed: Replayed, facts: RunFacts, from = Number.POSITIVE_INFINITY): RunFilm {
  const { kernel, marks } = replayed.stage;
  const names = new Map(facts.processes.map(({ key, name }) => [key, name]));
  const init = facts.processes.find(({ pid }) => pid === 1)?.name ?? 'init';
  const asked = marks.filter(({ what }) => what === 'asked');
  const steps = asked.map(({ signal = '' }) => ({ op: 'kill' as const, from: OUTSIDE, to: init, sig: plain(signal) }));
  const run: Filmed = {
    kernel,
    crew: {
      nameOfTask: (task: Task) => (task === kernel.init_task ? undefined : (names.get(task.key) ?? OUTSIDE)),
    },
    outcome: outcomeOf(facts, steps.length),
    marks: asked.map(({ event }) => event),
    from: 0,
  };
  // A step's signal is one of the format's: the world's schema has seen to that.
  const film = filmOf(run, { steps: steps as never }, writeSchedule(replayed.steps));
  const offset = kernel.trace.length - film.length;
  const positionOf = (event: number): EventIndex => Math.min(Math.max(event - offset, 0), film.length - 1);
  const calls = callsIn(replayed, names, film, positionOf);
  film.start = positionOf(Math.min(asked[0]?.event ?? Number.POSITIVE_INFINITY, from));
  if (asked.length === 0 && from === Number.POSITIVE_INFINITY) film.start = calls[0]?.at ?? 0;
  return { film, run, facts, steps, calls, positionOf };
}

function callsIn(
  replayed: Replayed,
  names: ReadonlyMap<string, string>,
  film: Film,
  positionOf: (event: number) => EventIndex,
): OwnCall[] {
  const taskOf = new Map(film.tasks.map(({ name }, index) => [name, index]));
  const calls = replayed.calls.flatMap(({ key, name, event, line }): OwnCall[] => {
    const who = names.get(key);
    const task = who === undefined ? undefined : taskOf.get(who);
    return who === undefined || task === undefined ? [] : [{ at: positionOf(event), task, who, name, line }];
  });
  const leaves = ({ who, at }: { who: TaskIndex; at: EventIndex }) =>
    calls.some((call) => call.name === 'execve' && call.task === who && call.at <= at);
  for (const happening of film.happenings)
    if (happening.kind === 'exec' && leaves(happening))
      calls.push({
        at: happening.at,
        task: happening.who,
        who: film.tasks[happening.who]!.name,
        name: '',
        line: 0,
      });
  return calls.sort((a, b) => a.at - b.at);
}

/**
 * The film of a run that failed, standing where the failure shows.
 * @param of the case it is of @param transcript the run's own
 * @throws Refused when the transcript is not of that run
 * @throws TooLarge, as `filmOf`
 */
export function filmOfFailure(
  of: Case,
  transcript: Transcript,
  { keys, failure }: Pick<FailedRun, 'keys' | 'failure'>,
): RunFilm & { moments: Moments; at: EventIndex } {
  const { replayed, facts } = openRun(of, transcript, keys);
  const made = filmOfRun(replayed, facts, failure.event);
  return { ...made, moments: new Moments(made.run, made.film), at: made.positionOf(failure.event) };
}

/** How a process ended, as scenarios say it. */
function endedOf({ ended }: ProcessFacts): string | undefined {
  if (ended === undefined) return undefined;
  return 'exit' in ended.how ? `exit ${ended.how.exit}` : `signal ${plain(ended.how.signal)}`;
}

function lastOf(process: ProcessFacts): string {
  const parent = process.parents.at(-1)?.name ?? OUTSIDE;
  const by = parent === 'outside' ? OUTSIDE : parent;
  if (process.reaped !== undefined || (process.ended !== undefined && process.zombie === undefined)) return 'gone';
  return process.zombie === undefined ? `alive ppid=${by}` : `zombie(${endedOf(process)}) ppid=${by}`;
}

/** The ends of all, in a scenario's words. */
function outcomeOf({ processes }: RunFacts, steps: number): Outcome {
  const settled = { op: '', result: 'ok' };
  return {
    steps: Array.from({ length: steps + 2 }, () => settled),
    final: Object.fromEntries(
      processes.map((process) => [
        process.name,
        { nspid: [process.pid], do_exit: endedOf(process) ?? 'alive', last: lastOf(process) },
      ]),
    ),
  };
}
