import { Command } from 'commander';

/** `why-sigkill measure-player` */
export function measurePlayerCommand(): Command {
  return new Command('measure-player')
    .summary('measure what the player waits for (for developers)')
    .description(
      'Measure what the player waits for, on a film of 200 processes and 100,000 events: medians of several runs, on one core.',
    )
    .action(async () => {
      const { measurePlayer } = await import('./measure-player-run.ts');
      await measurePlayer();
    });
}
