/**
 * The subcommands of `why-sigkill`. A new one is a file beside this and an entry here.
 *
 * A command's action may throw an error with a `remedy` (a sentence saying what to do): the reader is shown message and remedy, and the
 * exit status is 2. What an action needs it imports when it runs, so that `--help` stays quick.
 * @module
 */
import type { Command } from 'commander';
import { analyseCommand } from './analyse.ts';
import { chainsCommand } from './chains.ts';
import { compareCommand } from './compare.ts';
import { gradeCommand } from './grade.ts';
import { kernelCommand } from './kernel.ts';
import { measureChainsCommand } from './measure-chains.ts';
import { measureModelCommand } from './measure-model.ts';
import { measurePlayerCommand } from './measure-player.ts';
import { realCommand } from './real.ts';
import { simulateCommand } from './simulate.ts';

export const commands: readonly (() => Command)[] = [
  kernelCommand,
  analyseCommand,
  chainsCommand,
  simulateCommand,
  realCommand,
  compareCommand,
  measureChainsCommand,
  gradeCommand,
  measureModelCommand,
  measurePlayerCommand,
];
