import type { Outcome, Recording, Scenario } from '../scenario/index.ts';
import { indented, readCalls } from './calls.ts';
import { variedPaths } from './differences.ts';
import type { Guest } from './guest.ts';
import { type Kernel, type RealRun, runReal } from './index.ts';

type Calls = NonNullable<Recording['calls']>;

/** What several runs of one scenario on one kernel gave. */
export interface Repeated {
  outcomes: Outcome[];
  /** Paths on which the outcomes disagree; [] when all agree. */
  varied: string[];
  /** What was not as it should be in any run, each once. */
  problems: string[];
  /** The functions called, if they were traced. */
  calls?: Calls;
}

/**
 * Carries out a scenario several times; whatever differs between the runs is told.
 * @param options.unseen have calls traced; the functions that this guest cannot see
 * @throws RealError as runReal does
 */
export async function repeatReal(
  guest: Guest,
  scenario: Pick<Scenario, 'tree' | 'later' | 'steps'>,
  options: { kernel: Kernel; runs: number; unseen?: readonly string[]; signal?: AbortSignal | undefined },
): Promise<Repeated> {
  const { runs, unseen, ...rest } = options;
  const all: RealRun[] = [];
  while (all.length < runs) all.push(await runReal(guest, scenario, { ...rest, trace: unseen !== undefined }));
  const outcomes = all.map(({ outcome }) => outcome);
  const problems = [...new Set(all.flatMap((run) => run.problems))];
  const calls = unseen && callsOf(all, unseen);
  return { outcomes, varied: variedPaths(outcomes), problems, ...(calls && { calls }) };
}

function callsOf(runs: readonly RealRun[], unseen: readonly string[]): Calls {
  const seen = runs.map(({ trace }) => {
    const calls = [...readCalls(trace.lines, trace.names)].map(([who, made]) => [who, indented(made)] as const);
    return Object.fromEntries(calls) as Record<string, string[]>;
  });
  const tasks = seen[0] ?? {};
  const everyone = new Set(seen.flatMap((each) => Object.keys(each)));
  const varied = [...everyone].filter((who) => seen.some((each) => each[who]?.join() !== tasks[who]?.join()));
  return { unseen: [...unseen], tasks, varied };
}
