import { readFileSync } from 'node:fs';
import { type Explored, explore, inOrder, seeded } from '../model/index.ts';
import {
  type Cast,
  differences,
  type Outcome,
  outcomeKey,
  readScenario,
  runScenario,
  Scenario,
  ScenarioError,
} from '../scenario/index.ts';
import type { SimulateOptions } from './simulate.ts';
import { report, traced, traceLines } from './simulate-report.ts';

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

function seedOf(options: SimulateOptions): number | undefined {
  if (options.seed === undefined) return undefined;
  const seed = Number(options.seed);
  if (!Number.isSafeInteger(seed))
    throw new SimulateError(`--seed ${options.seed} is not an integer.`, 'give a whole number, such as --seed 1.');
  return seed;
}

/** `why-sigkill simulate`: all files are read and checked before the first is run, so that nothing is half said. */
export function simulate(files: readonly string[], options: SimulateOptions): void {
  const seed = seedOf(options);
  const scenarios = files.map((file) => ({ file, scenario: read(file) }));
  scenarios.forEach(({ file, scenario }, i) => {
    const schedule = seed === undefined ? inOrder : seeded(seed);
    if (options.explore) {
      const explored = said(file, () => exploreScenario(scenario));
      if (options.json) console.log(JSON.stringify(explored));
      else tellExplored(scenario.title, explored);
      return;
    }
    const run = said(file, () => runScenario(scenario, { schedule, trace: options.trace === true }));
    if (options.json) {
      console.log(JSON.stringify(options.trace ? { ...run.outcome, trace: [...traced(run)] } : run.outcome));
      return;
    }
    if (i > 0) console.log('');
    console.log(report(scenario.title, scenario, run));
    if (options.trace) {
      console.log('');
      for (const line of traceLines(run)) console.log(line);
    }
  });
}

/** Most runs of one exploration; a minute or so. */
const MOST_RUNS = 50_000;

function exploreScenario(cast: Cast): Explored<Outcome> {
  return explore(
    (schedule) => runScenario(cast, { schedule }).outcome,
    (outcome) => outcomeKey(outcome),
    { limit: MOST_RUNS },
  );
}

function tellExplored(title: string, { ends, runs, complete }: Explored<Outcome>): void {
  const coverage = complete ? 'every schedule that can matter' : `the first ${runs} schedules only: there are more`;
  console.log(
    `${title}\n\n  ${runs} runs, ${coverage}: ${ends.length} distinct outcome${ends.length === 1 ? '' : 's'}.`,
  );
  const first = ends[0]!;
  ends.forEach(({ end, schedule, runs: times }, i) => {
    console.log(`\n  Outcome ${i + 1}, in ${times} of them. A schedule: ${schedule.join(' ')}`);
    if (i === 0) {
      for (const { op, result } of end.steps) console.log(`    ${op}  → ${result}`);
      return;
    }
    for (const { path, kernel, model } of differences(first.end, end))
      console.log(`    ${path}: ${JSON.stringify(model)} instead of ${JSON.stringify(kernel)}`);
  });
}
