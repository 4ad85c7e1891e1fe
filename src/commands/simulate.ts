import { Command } from 'commander';

const EXPLANATION = `
Runs each scenario (a JSON file, like those in content/scenarios/) on the model kernel of Linux 6.0.

  --json       one outcome a line, in the files' order, for programs
  --trace      every step the machine took: which task, which line of the kernel, what changed
  --explore    every order of events that can matter: the distinct outcomes, each with the choices that lead to it
  --seed N     let chance, seeded with N, choose who runs next; without it each task runs until it sleeps
  --replay S   the schedule S, as --explore prints it: tasks, each with the number of steps it takes, such as 0x6,0.1x12

Exit status: 0 done; 2 a file is not what it should be, and the message says where and why.`;

/** `why-sigkill simulate` */
export function simulateCommand(): Command {
  return new Command('simulate')
    .summary('run scenarios on the model kernel')
    .description('Run scenarios on the model kernel.')
    .argument('<file...>', 'scenario files')
    .option('--json', 'one outcome a line')
    .option('--trace', 'show every step')
    .option('--explore', 'run under every schedule that can matter')
    .option('--seed <n>', 'draw who runs next, from this seed')
    .option('--replay <schedule>', 'run under a schedule that --explore printed')
    .addHelpText('after', EXPLANATION)
    .action(async (files: string[], options: SimulateOptions) => {
      const { simulate } = await import('./simulate-run.ts');
      simulate(files, options);
    });
}

export interface SimulateOptions {
  json?: true;
  trace?: true;
  explore?: true;
  seed?: string;
  replay?: string;
}
