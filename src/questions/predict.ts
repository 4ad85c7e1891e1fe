/**
 * The answers to predictions, out of a run of the model. None is written down anywhere.
 * @module
 */
import { type Kernel, Signal, Task } from '../model/index.ts';
import { type Cast, type Run, type RunOptions, readState, runScenario } from '../scenario/index.ts';
import type { Answer, PredictQuestion } from './question.ts';

export interface PredictAnswer {
  answer: Answer;
  /** What there is to choose from. */
  options: string[];
  /** For each of the options that is a name: the event of the run at which it is settled for that one; for others, under ''. */
  settled: Record<string, number>;
}

export interface PredictRun {
  run: Run;
  /** The first event after each step's beginning, in the trace. */
  steps: number[];
}

/** Runs the scenario for its answers, with its trace. */
export function predictRun(cast: Cast, options: Pick<RunOptions, 'schedule'> = {}): PredictRun {
  const steps: number[] = [];
  const run = runScenario(cast, { ...options, trace: true, settled: (k) => steps.push(k.trace.length) });
  return { run, steps };
}

/**
 * The answer to one question.
 * @throws RangeError when the question speaks of somebody, or of a step, that the scenario has not
 */
export function predict({ run, steps }: PredictRun, question: PredictQuestion): PredictAnswer {
  const { outcome, kernel, crew } = run;
  const names = Object.keys(outcome.final);
  const end = kernel.trace.length;
  const of = (name: string) => {
    const found = outcome.final[name];
    if (found === undefined) throw new RangeError(`nobody in the scenario is named ${name}`);
    return found;
  };
  const from = steps[0] ?? 0;
  switch (question.ask) {
    case 'killed': {
      const answer = names.filter((name) => of(name).do_exit === `signal ${question.signal}`);
      return { answer, options: names, settled: settledBy(names, endings(run, from), end) };
    }
    case 'state': {
      const answer = names.filter((name) => readState(of(name).last).is === question.is);
      return { answer, options: names, settled: settledBy(names, lastChanges(run, from), end) };
    }
    case 'handler': {
      const first = new Map<string, number>();
      outcome.steps.forEach(({ events = {} }, i) => {
        for (const [name, what] of Object.entries(events))
          if (!first.has(name) && what.some((each) => each.startsWith(`handler ${question.signal} `)))
            first.set(name, steps[i - 1] ?? 0);
      });
      return {
        answer: names.filter((name) => first.has(name)),
        options: names,
        settled: settledBy(names, endings(run, from), end),
      };
    }
    case 'adopter': {
      of(question.who);
      const parents = parentsOf(kernel, from).filter(({ who }) => crew.nameOfTask(who) === question.who);
      const last = parents.at(-1);
      const by = last && crew.nameOfTask(last.parent);
      if (last === undefined || by === undefined)
        throw new RangeError(`${question.who} is not given to anybody of the scenario`);
      return {
        answer: groupOf(by),
        options: ['sys', ...names].filter((name) => name !== question.who),
        settled: { '': last.event },
      };
    }
    case 'reaper': {
      const by = outcome.steps.flatMap(({ reaped = {} }) =>
        Object.entries(reaped).flatMap(([name, deaths]) =>
          deaths.some((death) => death.startsWith(`${question.who}:`)) ? [name] : [],
        ),
      );
      if (by[0] === undefined) throw new RangeError(`nobody waits for ${question.who}`);
      return {
        answer: by[0],
        options: ['sys', ...names].filter((name) => name !== question.who),
        settled: { '': end },
      };
    }
    case 'ending': {
      const { do_exit = 'alive' } = of(question.who);
      const answer = do_exit === 'alive' ? 'lives' : do_exit;
      const usual = ['lives', 'exit 0', 'signal TERM', 'signal KILL'];
      return {
        answer,
        options: usual.includes(answer) ? usual : [...usual, answer],
        settled: { '': endings(run, from).get(question.who) ?? end },
      };
    }
    case 'result': {
      const step = outcome.steps[question.step];
      if (step === undefined || step.op === 'end') throw new RangeError(`the scenario has no step ${question.step}`);
      const usual = ['ok', 'blocked', 'ESRCH', 'ECHILD', 'EPERM', 'ENOMEM'];
      return {
        answer: step.result,
        options: usual.includes(step.result) ? usual : [...usual, step.result],
        settled: { '': steps[question.step - 1] ?? 0 },
      };
    }
  }
}

/** Whether an answer is right, and for which names it is not. */
export function judge({ answer }: PredictAnswer, given: Answer): { right: boolean; wrong: string[] } {
  if (typeof answer === 'string') return { right: answer === given, wrong: answer === given ? [] : [''] };
  const [should, did] = [new Set(answer), new Set(given)];
  const wrong = [...new Set([...should, ...did])].filter((name) => should.has(name) !== did.has(name));
  return { right: wrong.length === 0, wrong };
}

/** The process of a task: `init` of `init.1`. */
const groupOf = (task: string): string => task.replace(/\.\d+$/, '');

function settledBy(names: readonly string[], when: ReadonlyMap<string, number>, end: number): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, when.get(name) ?? end]));
}

/** At which event it is settled how each task ends: the fatal signal, or else its own exit. */
function endings({ kernel, crew }: Run, from: number): Map<string, number> {
  const found = new Map<string, number>();
  const fatal = new Map<Signal, number>();
  const tasks = new Map<string, Task>();
  each(kernel, from, (cell, field, event) => {
    if (cell instanceof Signal && field === 'group_exit_code' && !fatal.has(cell)) fatal.set(cell, event);
    if (!(cell instanceof Task)) return;
    const name = crew.nameOfTask(cell);
    if (name === undefined) return;
    tasks.set(name, cell);
    if (field === 'flags' && !found.has(name)) found.set(name, event);
  });
  for (const [name, task] of tasks) {
    const by = fatal.get(task.signal);
    if (by !== undefined) found.set(name, by);
  }
  return found;
}

/** At which event each task was last something else than before: made, exiting, a zombie, gone. */
function lastChanges({ kernel, crew }: Run, from: number): Map<string, number> {
  const found = new Map<string, number>();
  each(kernel, from, (cell, field, event) => {
    if (!(cell instanceof Task) || !['flags', 'exit_state', 'thread_pid', 'jobctl'].includes(field)) return;
    const name = crew.nameOfTask(cell);
    if (name !== undefined) found.set(name, event);
  });
  return found;
}

function parentsOf(kernel: Kernel, from: number): { who: Task; parent: Task; event: number }[] {
  const found: { who: Task; parent: Task; event: number }[] = [];
  each(kernel, from, (cell, field, event, before, after) => {
    if (cell instanceof Task && field === 'real_parent' && before !== undefined && after instanceof Task)
      found.push({ who: cell, parent: after, event });
  });
  return found;
}

function each(
  { trace }: Kernel,
  from: number,
  see: (cell: unknown, field: string, event: number, before: unknown, after: unknown) => void,
): void {
  for (let event = from; event < trace.length; event += 1)
    for (const { cell, field, before, after } of trace.event(event).changes) see(cell, field, event, before, after);
}
