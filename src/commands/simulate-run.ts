import { readFileSync } from 'node:fs';
import { explore, following, inOrder, type Schedule, seeded } from '../model/index.ts';
import {
  outcomeKey,
  type Run,
  type RunOptions,
  readScenario,
  runScenario,
  Scenario,
  ScenarioError,
} from '../scenario/index.ts';
import type { SimulateOptions } from './simulate.ts';
import { exploredText, readSchedule, writeSchedule } from './simulate-explore.ts';
import { report, waiting } from './simulate-report.ts';
import { traced, traceLines } from './simulate-trace.ts';

/** A run of the command that cannot be done: the message says why, the remedy what to do. */
class SimulateError extends Error {
  override name = 'SimulateError';
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

/** A scenario file is a page or two; whatever is larger is none. */
const MOST_BYTES = 4 << 20;

const READ_THE_FORMAT = 'correct the file; the scenarios in content/scenarios/ show what it should look like.';

function read(file: string): Scenario {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new SimulateError(
      `${file}: cannot be read (${(error as NodeJS.ErrnoException).code}).`,
      'name a scenario file.',
    );
  }
  if (text.length > MOST_BYTES)
    throw new SimulateError(
      `${file}: is larger than any scenario (${text.length} characters).`,
      'name a scenario file.',
    );
  return said(file, () => readScenario(file, text, Scenario));
}

/** What is wrong with a scenario is told with the file's name, and with what to do about it. */
function said<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    throw new SimulateError(
      error.message.startsWith(file) ? error.message : `${file}: ${error.message}`,
      READ_THE_FORMAT,
    );
  }
}

/**
 * `why-sigkill simulate`: all files are read and checked before the first is run, so that nothing is half said.
 * @throws SimulateError for a file or an option that is not what it should be
 */
export function simulate(files: readonly string[], options: SimulateOptions): void {
  const width = process.stdout.isTTY ? process.stdout.columns : undefined;
  const choose = scheduleOf(options);
  const scenarios = files.map((file) => ({ file, scenario: read(file) }));
  scenarios.forEach(({ file, scenario }, i) => {
    const lines = said(file, () =>
      options.explore ? explored(scenario, options, width) : simulated(scenario, choose(), options, width),
    );
    if (i > 0 && !options.json) console.log('');
    for (const line of lines) console.log(line);
  });
}

/** Who runs when, by the options; a new schedule for each run. */
function scheduleOf({ seed, replay, explore: all }: SimulateOptions): () => Schedule {
  if ([seed, replay, all].filter((each) => each !== undefined).length > 1)
    throw new SimulateError('--seed, --replay and --explore each say who runs when.', 'give one of them.');
  if (seed !== undefined) {
    const number = Number(seed);
    if (!/^[+-]?\d+$/.test(seed) || !Number.isSafeInteger(number))
      throw new SimulateError(`--seed ${seed} is not an integer.`, 'give a whole number, such as --seed 1.');
    return () => seeded(number);
  }
  if (replay !== undefined) {
    const keys = readSchedule(replay);
    if (keys === undefined)
      throw new SimulateError(
        `--replay ${replay.slice(0, 60)} is no schedule.`,
        'give one that --explore printed: tasks with the number of steps each takes, such as 0x6,0.1x12.',
      );
    return () => following(keys);
  }
  return () => inOrder;
}

function simulated(scenario: Scenario, schedule: Schedule, options: SimulateOptions, width?: number): string[] {
  let from: number | undefined;
  const hanging: string[][] = [];
  // Who killed and reaped whom is read off the trace.
  const trace = options.trace === true || options.json !== true;
  const run = runOn(scenario, {
    schedule,
    trace,
    settled: (k, crew) => {
      from ??= k.trace.length;
      hanging.push(waiting(k, crew));
    },
  });
  if (options.json) return [JSON.stringify(options.trace ? { ...run.outcome, trace: [...traced(run)] } : run.outcome)];
  const lines = report(scenario.title, scenario, { run, from: from ?? 0, hanging }, width);
  if (!options.trace) return lines;
  return [...lines, '', '  Every step:', '', ...traceLines(run, width)];
}

function runOn(scenario: Scenario, options: RunOptions): Run {
  try {
    return runScenario(scenario, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new SimulateError(
      `--replay: ${error.message}.`,
      'give a schedule that --explore printed for this very scenario.',
    );
  }
}

/** Most runs of one exploration; a minute or so. */
const MOST_RUNS = 50_000;

function explored(scenario: Scenario, { json }: SimulateOptions, width?: number): string[] {
  const found = explore((schedule) => runScenario(scenario, { schedule }).outcome, outcomeKey, { limit: MOST_RUNS });
  if (!json) return exploredText(scenario, found, width);
  return found.ends.map(({ end, schedule, runs }) =>
    JSON.stringify({ ...end, schedule: writeSchedule(schedule), runs, complete: found.complete }),
  );
}
