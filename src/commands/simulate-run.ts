import { inOrder, seeded } from '../model/index.ts';
import { runScenario, ScenarioError } from '../scenario/index.ts';
import { FileError, readScenarioFiles, scenarioMistake } from './scenario-files.ts';
import type { SimulateOptions } from './simulate.ts';

/**
 * What `why-sigkill simulate` does. All files are read, and all are run, before anything is printed.
 * @throws FileError when an argument or a file is wrong
 */
export function simulate(files: readonly string[], options: SimulateOptions): void {
  const seed = options.seed === undefined ? undefined : seedIn(options.seed);
  const outcomes = readScenarioFiles(files).map(({ file, scenario }) => {
    try {
      return runScenario(scenario, { schedule: seed === undefined ? inOrder : seeded(seed) }).outcome;
    } catch (error) {
      if (error instanceof ScenarioError) throw scenarioMistake(`${file}: ${error.message}`);
      throw error;
    }
  });
  for (const outcome of outcomes) console.log(JSON.stringify(outcome));
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
