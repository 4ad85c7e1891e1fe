import { RealError } from './error.ts';
import type { Plan } from './plan.ts';

/** The kinds of events in the agent's log, by number. */
const EVENT_KINDS = ['handler', 'reaped', 'exit_group', 'exit', 'sigwait', 'wait'] as const;

/** Something a task noted. The numbers mean what the agent's `shared.h` says of the kind. */
export interface SeenEvent {
  task: number;
  kind: (typeof EVENT_KINDS)[number];
  numbers: [number, number, number, number];
}

/** A task in /proc, in the initial namespace's numbers turned into slots; `undefined`: there no more. */
export interface SeenState {
  letter: string;
  exiting: boolean;
  /** Slot of the parent and of the tracer; a parent that is no task of the scenario is negative, no tracer is 0. */
  parent: number;
  tracer: number;
  exitCode: number;
  ownPending: bigint;
  sharedPending: bigint;
}

/** What was seen when the system had settled: what happened since, and the states that are new. */
export interface Frame {
  settled: boolean;
  events: SeenEvent[];
  states: Map<number, SeenState | undefined>;
}

/** Everything the agent said of one scenario. */
export interface Observation {
  /** By the number of the command: a value, minus an errno, or a word. */
  answers: Map<number, number | 'blocked' | 'no-reply' | 'absent' | 'invisible'>;
  /** A task's numbers from the initial namespace down, with an identity for each of those namespaces. */
  tasks: Map<number, { numbers: number[]; namespaces: string[] }>;
  /** The codes with which each task entered do_exit, in order. */
  deaths: Map<number, number[]>;
  frames: Frame[];
  /** ftrace's lines. */
  trace: string[];
  /** Tasks that could not be got rid of afterwards. */
  left: number;
  /** What was not as it should be, in words. */
  problems: string[];
}

const empty = (): Frame => ({ settled: true, events: [], states: new Map() });

/**
 * Reads what the agent said of one scenario.
 * @param lines without the `@` that begins each
 * @throws RealError when a line is not the agent's
 */
export function readObservation(lines: readonly string[]): Observation {
  const seen: Observation = {
    answers: new Map(),
    tasks: new Map(),
    deaths: new Map(),
    frames: [],
    trace: [],
    left: 0,
    problems: [],
  };
  let frame = empty();
  for (const line of lines) {
    const [word = '', ...rest] = line.split(' ');
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = rest.map(Number);
    switch (word) {
      case 'did':
        seen.answers.set(a, /^-?\d+$/.test(rest[1] ?? '') ? b : (rest[1] as 'blocked'));
        break;
      case 'task': {
        const levels = rest.slice(1).map((level) => level.split(':'));
        seen.tasks.set(a, {
          numbers: levels.map(([number]) => Number(number)),
          namespaces: levels.map(([, namespace = '']) => namespace),
        });
        break;
      }
      case 'dead':
        seen.deaths.set(a, [...(seen.deaths.get(a) ?? []), b]);
        break;
      case 'event': {
        const kind = EVENT_KINDS[b];
        if (!kind) throw unreadable(line);
        frame.events.push({ task: a, kind, numbers: [c, d, e, f] });
        break;
      }
      case 'state':
        frame.states.set(a, rest[1] === 'gone' ? undefined : stateIn(rest));
        break;
      case 'settled':
      case 'unsettled':
        frame.settled = word === 'settled';
        seen.frames.push(frame);
        frame = empty();
        break;
      case 'trace':
        seen.trace.push(line.slice('trace '.length));
        break;
      case 'done':
        seen.left = a;
        break;
      case 'lost':
        seen.problems.push('the kernel dropped some of its messages about deaths');
        break;
      case 'untraced':
        seen.problems.push('this kernel traced no functions');
        break;
      case 'overdue':
        seen.problems.push('the scenario took longer than it may and was ended');
        break;
      case 'killed':
        seen.problems.push(`sys, the process that performs the scenario, was killed by signal ${a}`);
        break;
      case 'error':
        seen.problems.push(`in the guest: ${rest.join(' ')}`);
        break;
      default:
        throw unreadable(line);
    }
  }
  return seen;
}

function stateIn(words: string[]): SeenState {
  const [, letter = '', exiting, parent, tracer, exitCode, own, shared] = words;
  return {
    letter,
    exiting: exiting === '1',
    parent: Number(parent),
    tracer: Number(tracer),
    exitCode: Number(exitCode),
    ownPending: BigInt(`0x${own}`),
    sharedPending: BigInt(`0x${shared}`),
  };
}

const unreadable = (line: string) =>
  new RealError(
    `the guest said something unexpected: ${JSON.stringify(line.slice(0, 80))}`,
    'Run the command again; should it happen again, please report it.',
  );

/** The number of the command whose answer is the step's result. */
export function commandOfStep(plan: Plan, step: number): number {
  return plan.commands.findIndex((command) => 'step' in command && command.step === step) + 1;
}
