import { explore, following, inOrder, Livelock, type Schedule, seeded } from '../model/index.ts';
import {
  type Cast,
  outcomeKey,
  type Run,
  type RunOptions,
  readSchedule,
  runScenario,
  type Scenario,
  ScenarioError,
  writeSchedule,
} from '../scenario/index.ts';
import { FileError, readScenarioFiles, scenarioMistake } from './scenario-files.ts';
import type { SimulateOptions } from './simulate.ts';
import { exploredText } from './simulate-explore.ts';
import { report, waiting } from './simulate-report.ts';
import { traced, traceLines } from './simulate-trace.ts';

/**
 * What `why-sigkill simulate` does: all files are read and all are run before anything is printed, so that nothing is half said.
 * @throws FileError when an argument or a file is wrong
 */
export function simulate(files: readonly string[], options: SimulateOptions): void {
  const width = process.stdout.isTTY ? process.stdout.columns : undefined;
  const choose = scheduleOf(options);
  const scenarios = readScenarioFiles(files);
  for (const { file, scenario } of scenarios) checkTree(file, scenario);
  const said = scenarios.map(({ file, scenario }) =>
    settling(file, () =>
      options.explore ? explored(scenario, options, width) : simulated(scenario, choose(), options, width),
    ),
  );
  said.forEach((lines, i) => {
    if (i > 0 && !options.json) console.log('');
    for (const line of lines) console.log(line);
  });
}

/** A step after which nothing comes to rest has no outcome, here or on a real kernel: a fault whose handler returns to it, say. */
function settling<T>(file: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Livelock)) throw error;
    throw new FileError(
      `${file}: a step never settles: ${error.message}`,
      'Let the handler of a fault exit (exit:N), or leave the signal at its default.',
    );
  }
}

/** Whether a scenario's tree can be made shows when it is made; its steps can fail, and that is an outcome. */
function checkTree(file: string, { tree }: Cast): void {
  try {
    runScenario({ tree, steps: [] });
  } catch (error) {
    if (error instanceof ScenarioError) throw scenarioMistake(`${file}: ${error.message}`);
    throw error;
  }
}

/** The most that a seed can be: it is a number of 32 bits. */
const LARGEST_SEED = 0xffff_ffff;

function seedIn(said: string): number {
  const seed = Number(said);
  if (!/^\d+$/.test(said) || seed > LARGEST_SEED)
    throw new FileError(
      `--seed ${said.slice(0, 60)}: expected a whole number from 0 to ${LARGEST_SEED}`,
      'Give another seed.',
    );
  return seed;
}

/** Who runs when, by the options; a new schedule for each run. */
function scheduleOf({ seed, replay, explore: all }: SimulateOptions): () => Schedule {
  if ([seed, replay, all].filter((each) => each !== undefined).length > 1)
    throw new FileError('--seed, --replay and --explore each say who runs when', 'Give one of them.');
  if (seed !== undefined) {
    const number = seedIn(seed);
    return () => seeded(number);
  }
  if (replay !== undefined) {
    const keys = readSchedule(replay);
    if (keys === undefined)
      throw new FileError(
        `--replay ${replay.slice(0, 60)} is no schedule`,
        'Give one that --explore printed: tasks with the number of steps each takes, such as 0x6,0.1x12.',
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
    throw new FileError(`--replay: ${error.message}`, 'Give a schedule that --explore printed for this very scenario.');
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
