// Run as a process of its own: obtains the fake release into FOLDER/.kernel, from SOURCE if given, else through apt.
// Exits as the command line does.
import { join } from 'node:path';
import { interruptible } from '../../src/commands/interrupt.ts';
import { fromDebian } from '../../src/kernel-text/obtain/debian.ts';
import { Interrupted, obtainKernelText } from '../../src/kernel-text/obtain/index.ts';
import { edits, lock } from './fake-release.ts';

const [folder, source] = process.argv.slice(2) as [string, string?];
try {
  await interruptible((signal) =>
    obtainKernelText({
      dir: join(folder, '.kernel'),
      lock,
      edits,
      signal,
      ...(source ? { from: source } : { sources: [{ name: 'Debian', deliver: fromDebian }] }),
    }),
  );
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = error instanceof Interrupted ? error.status : 2;
}
