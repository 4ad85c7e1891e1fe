import { TRACED } from '../real/functions.ts';
import { type Guest, type Kernel, RealError, refuse, startKernel } from '../real/index.ts';
import { recordingOf, writeRecording } from '../real/record.ts';
import { type Repeated, repeatReal } from '../real/repeat.ts';
import type { Scenario } from '../scenario/index.ts';
import { interruptible } from './interrupt.ts';
import { outcomeText } from './outcome-text.ts';
import { showProgress } from './progress.ts';
import type { RealOptions } from './real.ts';
import { FileError, readScenarioFiles } from './scenario-files.ts';

const MOST_RUNS = 1000;

/**
 * What `why-sigkill real` does.
 * @throws FileError when an argument is wrong; RealError when a scenario cannot be run; Interrupted after Ctrl-C
 */
export async function real(files: readonly string[], options: RealOptions): Promise<void> {
  const scenarios = readScenarioFiles(files);
  const runs = runsIn(options.runs);
  await onKernel(options.kernel, scenarios, async (guest, kernel, signal) => {
    const unseen = options.trace ? await tracing(guest, signal) : undefined;
    for (const { file, scenario } of scenarios) {
      const got = await named(file, () =>
        repeatReal(guest, scenario, { kernel, runs, signal, ...(unseen && { unseen }) }),
      );
      if (options.json) for (const outcome of got.outcomes) console.log(JSON.stringify(outcome));
      else console.log(report(scenario, guest, got));
      // With --json standard output is for outcomes alone; what varied must be said all the same.
      if (options.json) for (const doubt of doubts(got)) console.error(`${file}: ${doubt}`);
      if (options.record !== undefined) {
        const path = writeRecording(options.record, recordingOf(scenario, guest, got, new Date()));
        console.error(`${file}: recorded in ${path}`);
      }
    }
  });
}

/** The number of runs that was asked for. */
export function runsIn(said: string): number {
  const runs = Number(said);
  if (!/^\d+$/.test(said) || runs < 1 || runs > MOST_RUNS)
    throw new FileError(
      `--runs ${said}: expected a number from 1 to ${MOST_RUNS}`,
      'Give how often to run each scenario.',
    );
  return runs;
}

/** Starts a kernel, has it used, and ends it, also after Ctrl-C. */
export async function onKernel(
  kernel: Kernel,
  scenarios: readonly { file: string; scenario: Scenario }[],
  use: (guest: Guest, kernel: Kernel, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  // Before anything runs: a refusal midway would be half a result.
  for (const { file, scenario } of scenarios) await named(file, async () => refuse(scenario, kernel));
  await interruptible(async (signal) => {
    const progress = showProgress();
    progress.step(`Starting ${{ uml: 'User-Mode Linux', qemu: 'QEMU', host: 'on this machine' }[kernel]}`);
    const guest = await startKernel(kernel, signal);
    try {
      progress.note(`Linux ${guest.kernel}, ${scenarios.length} ${scenarios.length === 1 ? 'scenario' : 'scenarios'}`);
      await use(guest, kernel, signal);
    } finally {
      await guest.close();
    }
  });
}

async function tracing(guest: Guest, signal: AbortSignal): Promise<string[]> {
  const unseen = await guest.traceable(TRACED, signal);
  if (unseen) return unseen;
  throw new RealError(`Linux ${guest.kernel} in ${guest.machine.name} cannot trace functions`, 'Use --kernel qemu.');
}

/** Says of which file a failure speaks. */
async function named<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RealError) throw new RealError(`${file}: ${error.message}`, error.remedy, { cause: error });
    throw error;
  }
}

function doubts({ outcomes, varied, problems }: Repeated): string[] {
  return [
    ...(varied.length > 0 ? [`the ${outcomes.length} runs do not agree on ${varied.join(', ')}`] : []),
    ...problems,
  ];
}

function report(scenario: Scenario, guest: Guest, got: Repeated): string {
  const { outcomes, calls } = got;
  const [outcome] = outcomes;
  const agree = outcomes.length > 1 && got.varied.length === 0 ? [`  All ${outcomes.length} runs agree.`] : [];
  const traced = calls
    ? [
        ...Object.entries(calls.tasks).flatMap(([who, made]) => [
          `  ${who} calls`,
          ...made.map((call) => `    ${call}`),
        ]),
        ...(calls.varied.length > 0 ? [`  Calls were not the same in all runs: ${calls.varied.join(', ')}`] : []),
        `  Not to be seen, inlined by the compiler or not in this kernel: ${calls.unseen.join(', ')}`,
      ]
    : [];
  return [
    `${scenario.id}: ${scenario.title} (Linux ${guest.kernel}, ${guest.machine.name})`,
    ...(outcome ? outcomeText(outcome) : []),
    ...traced,
    ...agree,
    ...doubts(got).map((doubt) => `  Mind: ${doubt}`),
    '',
  ].join('\n');
}
