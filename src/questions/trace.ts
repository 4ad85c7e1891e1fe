/**
 * The answers to questions about the way a run goes: out of the model's trace, or out of the call graph.
 * @module
 */
import { type Graph, shortestPath } from '../callgraph/index.ts';
import { allLines, type Kernel, type KernelLine, PidNamespace, Sighand, Signal, Task } from '../model/index.ts';
import { callsInTrace, type Run } from '../scenario/index.ts';
import type { PredictRun } from './predict.ts';
import type { LineSought, TraceQuestion } from './question.ts';

type Asked<A extends TraceQuestion['ask']> = Extract<TraceQuestion, { ask: A }>;

/** From which event on a question looks: the beginning of its step, or of the first one. */
function begin({ steps }: PredictRun, { step = 1 }: { step?: number | undefined }): number {
  const from = steps[step - 1];
  if (from === undefined) throw new RangeError(`the scenario has no step ${step}`);
  return from;
}

function taskNamed({ kernel, crew }: Run, name: string): Task {
  for (let event = 0; event < kernel.trace.length; event += 1) {
    const task = kernel.trace.taskOf(event);
    if (crew.nameOfTask(task) === name) return task;
  }
  throw new RangeError(`nobody in the scenario is named ${name}, or it does nothing`);
}

/**
 * The functions in the order in which the task first comes to them.
 * @throws RangeError when it does not come to one of them
 */
export function callOrder(run: PredictRun, question: Asked<'calls'>): string[] {
  const { functions, task } = question;
  const of = taskNamed(run.run, task);
  const calls = callsInTrace(run.run.kernel, new Set(functions), begin(run, question)).get(of) ?? [];
  const order = [...new Set(calls.map(({ name }) => name))];
  const missing = functions.find((name) => !order.includes(name));
  if (missing !== undefined) throw new RangeError(`${task} does not come to ${missing} in ${question.scenario}`);
  return order;
}

/**
 * The line that is sought, and the event that stands on it.
 * @throws RangeError when no line does it
 */
export function lineOf(run: PredictRun, question: Asked<'line'>): { line: KernelLine; event: number } {
  const { kernel } = run.run;
  const of = taskNamed(run.run, question.task);
  const { line: sought } = question;
  const member = 'of' in sought ? memberOf(run.run, sought.of) : undefined;
  const end = question.step === undefined ? kernel.trace.length : (run.steps[question.step] ?? kernel.trace.length);
  let found: number | undefined;
  for (let event = begin(run, question); event < end; event += 1) {
    if (kernel.trace.taskOf(event) !== of || kernel.trace.lineOf(event) === 0) continue;
    if (!does(kernel, event, sought, member)) continue;
    found = event;
    if (!('reached' in sought && sought.reached === 'last')) break;
  }
  if (found === undefined) throw new RangeError(`no line of ${question.scenario} does what is sought`);
  return { line: allLines[kernel.trace.lineOf(found)]!, event: found };
}

function does(kernel: Kernel, event: number, sought: LineSought, member: Member | undefined): boolean {
  if ('reached' in sought) return allLines[kernel.trace.lineOf(event)]!.function === sought.in;
  const { task, sighand } = member!;
  return kernel.trace.event(event).changes.some(({ cell, field, before, after }) => {
    switch (sought.change) {
      case 'closed':
        return (
          cell instanceof PidNamespace &&
          cell.child_reaper === task &&
          field === 'pid_allocated' &&
          isClosing(before, after)
        );
      case 'child_reaper':
        return cell instanceof PidNamespace && field === 'child_reaper' && after === task;
      case 'sigchld':
        return cell instanceof Sighand && field === 'action' && cell === sighand;
      case 'group_exit_code':
        return cell instanceof Signal && cell === task.signal && field === 'group_exit_code';
      default:
        return cell === task && field === sought.change;
    }
  });
}

/** The bit that says that processes may be added is the highest. */
const isClosing = (before: unknown, after: unknown): boolean =>
  (before as number) >= 0x8000_0000 && (after as number) < 0x8000_0000;

interface Member {
  task: Task;
  /** Its own is taken from it when it is released. */
  sighand: Sighand | undefined;
}

function memberOf({ kernel, crew }: Run, name: string): Member {
  let task: Task | undefined;
  for (let event = 0; event < kernel.trace.length; event += 1)
    for (const { cell, field, after } of kernel.trace.event(event).changes) {
      if (!(cell instanceof Task) || crew.nameOfTask(cell) !== name) continue;
      task = cell;
      if (field === 'sighand' && after instanceof Sighand) return { task, sighand: after };
    }
  // A thread shares the process's, so nothing gives it one.
  if (task !== undefined) return { task, sighand: task.sighand ?? undefined };
  throw new RangeError(`nobody in the scenario is named ${name}`);
}

/**
 * The functions of the shortest chain of calls, both ends included.
 * @param nodeOf a function's node @param nameOf a node's function
 * @throws RangeError when there is no chain, or more than one that is shortest: then the question has no answer
 */
export function chain(
  graph: Graph,
  { from, to }: Asked<'chain'>,
  nodeOf: (name: string) => number | undefined,
  nameOf: (node: number) => string,
  counts: (edge: number) => boolean = () => true,
): string[] {
  const [start, end] = [nodeOf(from), nodeOf(to)];
  if (start === undefined || end === undefined)
    throw new RangeError(`there is no function ${start === undefined ? from : to}`);
  const path = shortestPath(graph, start, end, counts);
  if (path === undefined) throw new RangeError(`no chain of calls leads from ${from} to ${to}`);
  if (shortestPaths(graph, start, end, counts) > 1)
    throw new RangeError(`more than one shortest chain leads from ${from} to ${to}`);
  return path.map(nameOf);
}

/** How many shortest paths there are, by their nodes. */
function shortestPaths(graph: Graph, from: number, to: number, counts: (edge: number) => boolean): number {
  let ways = new Map([[from, 1]]);
  const seen = new Set([from]);
  while (ways.size > 0) {
    if (ways.has(to)) return ways.get(to)!;
    const next = new Map<number, number>();
    for (const [node, count] of ways) {
      const targets = new Set<number>();
      for (let i = graph.first[node]!; i < graph.first[node + 1]!; i += 1)
        if (counts(graph.edge[i]!)) targets.add(graph.target[i]!);
      for (const target of targets) if (!seen.has(target)) next.set(target, (next.get(target) ?? 0) + count);
    }
    for (const node of next.keys()) seen.add(node);
    ways = next;
  }
  return 0;
}

/** The order in which things to be put in order are shown: the same each time, and never the right one if there is another. */
export function shuffled(items: readonly string[]): string[] {
  const weight = (text: string) =>
    [...text].reduce((sum, char) => Math.imul(sum ^ char.charCodeAt(0), 0x01000193) >>> 0, 0x811c9dc5);
  const mixed = items.toSorted((a, b) => weight(a) - weight(b) || (a < b ? -1 : 1));
  const same = mixed.every((item, i) => item === items[i]);
  return same && items.length > 1 ? [...mixed.slice(1), mixed[0]!] : mixed;
}
