import { readFileSync } from 'node:fs';
import { RealError, runReal, startKernel } from '../real/index.ts';
import { readScenario, Scenario } from '../scenario/index.ts';
import { interruptible } from './interrupt.ts';
import type { RealOptions } from './real.ts';

export async function real(files: string[], options: RealOptions): Promise<void> {
  const scenarios = files.map((file) => readScenario(file, readFileSync(file, 'utf8'), Scenario));
  await interruptible(async (signal) => {
    const guest = await startKernel(options.kernel, signal);
    try {
      for (const scenario of scenarios) {
        const { outcome, problems } = await runReal(guest, scenario, { kernel: options.kernel, signal });
        console.log(JSON.stringify(outcome));
        for (const problem of problems) console.error(`${scenario.id}: ${problem}`);
      }
    } finally {
      await guest.close();
    }
  });
}
