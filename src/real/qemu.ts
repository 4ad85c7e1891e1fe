import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpio } from './cpio.ts';
import { RealError } from './error.ts';
import type { Machine } from './guest.ts';
import { installable, unpackedPackages } from './packages.ts';

/** Where the agent talks with us; the kernel has the first one for itself. */
const AGENT_TTY = '/dev/ttyS1';

/**
 * Debian's own kernel in QEMU, by emulation (KVM would be faster, and is not everywhere); all there is in it is the agent, as init.
 * @throws RealError when QEMU or the kernel cannot be had
 */
export async function qemuMachine(agent: string, cache: string, signal?: AbortSignal): Promise<Machine> {
  const emulator = await installable('qemu-system-x86', 'qemu-system-x86_64', cache, signal);
  const kernel = await debianKernel(cache, signal);
  const scratch = mkdtempSync(join(tmpdir(), 'why-sigkill-qemu-'));
  const initramfs = join(scratch, 'initramfs');
  writeFileSync(
    initramfs,
    cpio([
      ...['dev', 'proc', 'sys'].map((path) => ({ path, folder: true as const })),
      { path: 'dev/console', device: [5, 1] },
      { path: 'init', file: readFileSync(agent) },
    ]),
  );
  return {
    name: 'QEMU',
    program: emulator.program,
    args: [
      ...(emulator.root
        ? ['-L', join(emulator.root, 'usr/share/qemu'), '-L', join(emulator.root, 'usr/share/seabios')]
        : []),
      ...['-nodefaults', '-display', 'none', '-no-reboot', '-m', '512', '-smp', '1'],
      ...['-accel', 'tcg'],
      ...['-kernel', kernel, '-initrd', initramfs],
      ...['-append', `console=ttyS0 quiet panic=-1 agent_tty=${AGENT_TTY}`],
      ...['-serial', `file:${join(scratch, 'console')}`, '-serial', 'stdio'],
    ],
    env: { HOME: scratch, TMPDIR: scratch, ...(emulator.libraries && { LD_LIBRARY_PATH: emulator.libraries }) },
    bootMs: 180_000,
    console: join(scratch, 'console'),
    scratch,
  };
}

/** The kernel that Debian would install now. */
async function debianKernel(cache: string, signal?: AbortSignal): Promise<string> {
  const root = await unpackedPackages('linux-image-amd64', ['linux-image-amd64'], cache, {
    signal,
    also: 'depends',
    // Nothing in the guest loads modules, and they are most of the package.
    prune: (folder) => rmSync(join(folder, 'lib/modules'), { recursive: true, force: true }),
  });
  const image = readdirSync(join(root, 'boot')).find((name) => name.startsWith('vmlinuz-'));
  if (!image)
    throw new RealError(
      'Debian’s package of a kernel holds none',
      `Remove ${join(cache, 'linux-image-amd64')} and run the command again.`,
    );
  return join(root, 'boot', image);
}
