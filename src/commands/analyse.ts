import { Command } from 'commander';

const EXPLANATION = `
A developer's command: it reads the kernel text in .kernel/ anew (the cache is left alone) and says what it found and how long it took.

  --bench          run five times and give medians
  --against FILE   hold the calls and ranges against what a compiler saw, and list what differs; the test's own file is
                   test/analysis/compiler-edges.json

Exit status: 0 done; 2 it could not be done, and the message says why.`;

/** `why-sigkill analyse` */
export function analyseCommand(): Command {
  return new Command('analyse')
    .summary('measure the analysis of the kernel text (for developers)')
    .description('Measure the analysis of the kernel text.')
    .option('--bench', 'run five times and give medians')
    .option('--against <file>', 'compare with the edges that a compiler saw (JSON)')
    .addHelpText('after', EXPLANATION)
    .action(async (options: { bench?: true; against?: string }) => {
      const { measure } = await import('./analyse-run.ts');
      measure(options);
    });
}
