/**
 * The command line, `why-sigkill`. What each subcommand does is in `commands/`, one a file.
 * @module
 */
import { Command, CommanderError } from 'commander';
import { commands } from './commands/index.ts';

/** Exit statuses: 0 done; 2 bad input or a failure that the message explains; 128 + n ended by signal n; 70 a mistake in why-sigkill itself. */
const FAILED = 2;
const OWN_MISTAKE = 70;

/**
 * Runs a command line.
 * @param args what the reader typed, without `node` and the script
 * @returns the exit status
 */
export async function main(args: readonly string[]): Promise<number> {
  const program = new Command('why-sigkill')
    .description('Explore why the children of a container’s PID 1 get SIGKILL, in the text of Linux 6.0.')
    .helpCommand('help [command]', 'show how a command is used')
    .showHelpAfterError('(why-sigkill --help says what there is)');
  for (const make of commands) program.addCommand(make());
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      outputError: (text, write) => write(text.replace(/^error: /, 'why-sigkill: ')),
    });
  }
  try {
    if (args.length === 0) program.help();
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 || args.length === 0 ? 0 : FAILED;
    return explain(error as Error);
  }
}

/** A failure with a remedy is told in full, without a stack trace; anything else is a mistake of ours, and says so. */
function explain(error: Error & { remedy?: unknown; status?: unknown }): number {
  if (typeof error.remedy === 'string') {
    console.error(`why-sigkill: ${error.message}\n  What to do: ${error.remedy}`);
    return FAILED;
  }
  if (error.name === 'Interrupted' && typeof error.status === 'number') {
    console.error(`why-sigkill: ${error.message}`);
    return error.status;
  }
  console.error(`why-sigkill: this should not have happened; please report it.\n${error.stack ?? error}`);
  return OWN_MISTAKE;
}
