import { Command } from 'commander';

/** `why-sigkill measure-chains` */
export function measureChainsCommand(): Command {
  return new Command('measure-chains')
    .summary('measure how fast the call graph answers (for developers)')
    .description(
      'Measure how fast the call graph answers: 1,000 random questions of each kind, on one core, and the same with the graph doubled.',
    )
    .option('--seed <n>', 'draw other questions', '20221002')
    .action(async ({ seed }: { seed: string }) => {
      const { measureChains } = await import('./measure-chains-run.ts');
      measureChains(Number.parseInt(seed, 10) || 1);
    });
}
