import { Command } from 'commander';

/** `why-sigkill measure-model` */
export function measureModelCommand(): Command {
  return new Command('measure-model')
    .summary('measure how fast the model kernel is (for developers)')
    .description('Measure how fast the model kernel is: medians of several runs, on one core.')
    .action(async () => {
      const { measureModel } = await import('./measure-model-run.ts');
      measureModel();
    });
}
