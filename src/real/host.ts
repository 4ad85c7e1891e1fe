import { RealError } from './error.ts';
import type { Machine } from './guest.ts';

/**
 * This machine's own kernel: the agent is an ordinary process of root.
 * @throws RealError when this is not Linux, or not root
 */
export function hostMachine(agent: string): Machine {
  if (process.platform !== 'linux')
    throw new RealError('this machine’s kernel is not Linux', 'Use --kernel uml or --kernel qemu, on Linux.');
  if (process.getuid?.() !== 0)
    throw new RealError(
      'only root may make pid namespaces on this machine',
      'Use --kernel uml, which needs no root, or run the command as root.',
    );
  return { name: 'this machine', program: agent, args: [], bootMs: 10_000 };
}
