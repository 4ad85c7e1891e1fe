import { knownDifference } from '../real/differences.ts';
import { type Expected, modelled } from '../real/expected.ts';
import { repeatReal } from '../real/repeat.ts';
import { type Difference, differences, type Scenario, ScenarioError } from '../scenario/index.ts';
import type { CompareOptions } from './compare.ts';
import { onKernel, runsIn } from './real-run.ts';
import { FileError, readScenarioFiles } from './scenario-files.ts';

/**
 * What `why-sigkill compare` does.
 * @throws FileError when an argument is wrong, when the model cannot run a scenario, or when something differs
 */
export async function compare(files: readonly string[], options: CompareOptions): Promise<void> {
  const scenarios = readScenarioFiles(files).map(({ file, scenario }) => ({
    file,
    scenario,
    expected: expect(scenario, file),
  }));
  const runs = runsIn(options.runs);
  let wrong = 0;
  await onKernel(options.kernel, scenarios, async (guest, kernel, signal) => {
    for (const { scenario, expected } of scenarios) {
      const { outcomes, varied, problems } = await repeatReal(guest, scenario, { kernel, runs, signal });
      const [real] = outcomes;
      if (!real) continue;
      const found = differences(real, expected.outcome, [...expected.varied, ...varied]);
      const known = found.map((difference) => knownDifference(scenario, difference, guest.kernel));
      const unexplained = found.filter((_, i) => known[i] === undefined).length;
      if (unexplained > 0) wrong += 1;
      console.log(
        `${scenario.id}: ${unexplained > 0 ? `${unexplained} fields differ` : 'agrees'} (${expected.source})`,
      );
      for (const [i, each] of found.entries()) console.log(told(each, `Linux ${guest.kernel}`, known[i]));
      if (expected.varied.length > 0)
        console.log(`  not compared, since it depends on the schedule: ${expected.varied.join(', ')}`);
      if (varied.length > 0) console.log(`  the ${runs} real runs differ among themselves: ${varied.join(', ')}`);
      for (const problem of problems) console.log(`  mind: ${problem}`);
    }
  });
  if (wrong > 0)
    throw new FileError(
      `${wrong} of ${scenarios.length} scenarios differ from what a real kernel did`,
      'The lines above name the fields.',
    );
}

function expect(scenario: Scenario, file: string): Expected {
  try {
    return modelled(scenario);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    throw new FileError(
      `${file}: ${error.message}`,
      'Change the scenario: what a kernel refuses can be a step, but not part of the tree.',
    );
  }
}

function told({ path, kernel, model }: Difference, release: string, why: string | undefined): string {
  const show = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));
  return `  ${path}: the model ${show(model)}, ${release} ${show(kernel)}${why ? ` (${why})` : ''}`;
}
