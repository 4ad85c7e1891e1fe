import { Command } from 'commander';
import type { Kernel } from '../real/index.ts';
import { kernelOption } from './real.ts';

export interface CompareOptions {
  kernel: Kernel;
  runs: string;
}

const EXPLANATION = `
Each scenario is carried out on a real kernel, and what the model of Linux 6.0 does is held against that, field by field: results, events
(runs of SIGCHLD handlers apart: they coalesce), who was reaped, states, and at the end pids, do_exit's code and the last state.
Where the real runs differ among themselves, that is said and the field is not compared. Differences that later kernels are known
to have are told apart from the others.

Exit status: 0 all agree, known differences apart; 2 something differs, a file is wrong, or a scenario could not be run;
130 after Ctrl-C.`;

/** `why-sigkill compare` */
export function compareCommand(): Command {
  return new Command('compare')
    .summary('hold the model against a real kernel, scenario by scenario')
    .description('Hold the model against a real kernel, scenario by scenario.')
    .argument('<file...>', 'scenarios (JSON)')
    .addOption(kernelOption())
    .option('--runs <n>', 'run each so often on the real kernel', '3')
    .addHelpText('after', EXPLANATION)
    .action(async (files: string[], options: CompareOptions) => {
      const { compare } = await import('./compare-run.ts');
      await compare(files, options);
    });
}
