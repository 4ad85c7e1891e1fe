import { Command, Option } from 'commander';
import type { Kernel } from '../real/index.ts';

export interface RealOptions {
  kernel: Kernel;
  json?: true;
  runs: string;
  trace?: true;
  record?: string;
}

const EXPLANATION = `
A scenario is carried out step by step by a small C program, which cc builds; after each step the system settles, and what is seen then is
reported in the terms of the scenario format.

  --kernel uml     Debian’s User-Mode Linux, a 6.1 kernel that runs as an ordinary process: no root, about 2 s to start
  --kernel qemu    Debian’s own 6.1 kernel in QEMU, emulated: no root, no KVM, some seconds to start
  --kernel host    this machine’s kernel: root only, and refused for scenarios that could leave an unkillable process

  --trace          (qemu) show the kernel functions that each task called, by ftrace
  --record FOLDER  keep outcome, kernel and date in FOLDER/<id>.json

Packages that are not installed are downloaded by apt-get and unpacked in .cache/real/; nothing is installed. Where runs differ
among themselves, that is said.

Exit status: 0 done; 2 a file is wrong or a scenario could not be run, and the message says why; 130 after Ctrl-C.`;

/** The choice of a kernel, as `real` and `compare` offer it. */
export const kernelOption = () =>
  new Option('--kernel <kernel>', 'which kernel').choices(['uml', 'qemu', 'host']).default('uml');

/** `why-sigkill real` */
export function realCommand(): Command {
  return new Command('real')
    .summary('carry out scenarios on a real kernel')
    .description('Carry out scenarios on a real kernel.')
    .argument('<file...>', 'scenarios (JSON)')
    .addOption(kernelOption())
    .option('--json', 'print one outcome a line, in the order of the files')
    .option('--runs <n>', 'run each so often, and say what varied', '1')
    .option('--trace', 'show which kernel functions were called')
    .option('--record <folder>', 'keep recordings in this folder')
    .addHelpText('after', EXPLANATION)
    .action(async (files: string[], options: RealOptions) => {
      const { real } = await import('./real-run.ts');
      await real(files, options);
    });
}
