import { type Explored, explore, inOrder, seeded } from '../model/index.ts';
import { type Cast, differences, type Outcome, outcomeKey, runScenario, ScenarioError } from '../scenario/index.ts';
import { FileError, readScenarioFiles, scenarioMistake } from './scenario-files.ts';
import type { SimulateOptions } from './simulate.ts';
import { report, traced, traceLines } from './simulate-report.ts';

/**
 * What `why-sigkill simulate` does: all files are read and all trees made before anything is printed, so that nothing is half said.
 * @throws FileError when an argument or a file is wrong
 */
export function simulate(files: readonly string[], options: SimulateOptions): void {
  const seed = options.seed === undefined ? undefined : seedIn(options.seed);
  const scenarios = readScenarioFiles(files);
  for (const { file, scenario } of scenarios) checkTree(file, scenario);
  scenarios.forEach(({ scenario }, i) => {
    const schedule = seed === undefined ? inOrder : seeded(seed);
    if (options.explore) {
      const explored = exploreScenario(scenario);
      if (options.json) console.log(JSON.stringify(explored));
      else tellExplored(scenario.title, explored);
      return;
    }
    const run = runScenario(scenario, { schedule, trace: options.trace === true });
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
