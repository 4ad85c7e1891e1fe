import { type Difference, differences, knownDifference } from '../real/differences.ts';
import { type Expected, recorded } from '../real/expected.ts';
import { repeatReal } from '../real/repeat.ts';
import type { Scenario } from '../scenario/index.ts';
import type { CompareOptions } from './compare.ts';
import { onKernel, runsIn } from './real-run.ts';
import { FileError, readScenarioFiles } from './scenario-files.ts';

/** Where Linux 6.0's outcome comes from; the first that has one is taken. */
const SOURCES: readonly ((scenario: Scenario) => Expected | undefined)[] = [recorded];

/**
 * What `why-sigkill compare` does.
 * @throws FileError when an argument is wrong, when nothing is known of a scenario, or when something differs
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
      const found = differences(expected.outcome, real, [...expected.varied, ...varied]);
      const known = found.map((difference) => knownDifference(scenario, difference, guest.kernel));
      const unexplained = found.filter((_, i) => known[i] === undefined).length;
      if (unexplained > 0) wrong += 1;
      console.log(
        `${scenario.id}: ${unexplained > 0 ? `${unexplained} fields differ` : 'agrees'} (${expected.source})`,
      );
      for (const [i, each] of found.entries()) console.log(told(each, `Linux ${guest.kernel}`, known[i]));
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
  for (const source of SOURCES) {
    const found = source(scenario);
    if (found) return found;
  }
  throw new FileError(
    `${file}: nothing is known of what Linux 6.0 does with it`,
    'Compare scenarios of content/scenarios/, or run it with why-sigkill real.',
  );
}

function told({ path, want, have }: Difference, kernel: string, why: string | undefined): string {
  const show = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));
  return `  ${path}: 6.0 ${show(want)}, ${kernel} ${show(have)}${why ? ` (${why})` : ''}`;
}
