import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Machine } from './guest.ts';
import { installable } from './packages.ts';

/**
 * User-Mode Linux: a kernel that is an ordinary process. Its root is this machine's, read-only, and its init is the agent.
 * @throws RealError when there is no such kernel and Debian's cannot be had
 */
export async function umlMachine(agent: string, cache: string, signal?: AbortSignal): Promise<Machine> {
  const { program } = await installable('user-mode-linux', 'linux.uml', cache, signal);
  const scratch = mkdtempSync(join(tmpdir(), 'why-sigkill-uml-'));
  return {
    name: 'User-Mode Linux',
    program,
    args: [
      'mem=256M',
      'rootfstype=hostfs',
      'rootflags=/',
      'ro',
      `init=${agent}`,
      'con=null',
      'con0=fd:0,fd:1',
      'quiet',
      `uml_dir=${scratch}/`,
    ],
    env: { HOME: scratch, TMPDIR: scratch },
    bootMs: 60_000,
    scratch,
  };
}
