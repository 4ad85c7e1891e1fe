import { readFileSync } from 'node:fs';
import { inOrder, seeded } from '../model/index.ts';
import { readScenario, runScenario, Scenario } from '../scenario/index.ts';
import type { SimulateOptions } from './simulate.ts';

export function simulate(files: readonly string[], options: SimulateOptions): void {
  for (const file of files) {
    const scenario = readScenario(file, readFileSync(file, 'utf8'), Scenario);
    const schedule = options.seed === undefined ? inOrder : seeded(Number(options.seed));
    const { outcome } = runScenario(scenario, { schedule });
    console.log(JSON.stringify(outcome));
  }
}
