/**
 * kernel/reboot.c.
 * @module
 */
import { errno } from './errno.ts';
import type { Kernel } from './kernel.ts';
import { lines } from './lines.ts';
import { task_active_pid_ns } from './pid.ts';
import { type RebootCommand, reboot_pid_ns } from './pid_namespace.ts';
import type { Steps } from './structs.ts';

const L_reboot = lines('kernel/reboot.c', '__do_sys_reboot', { ns: 'ret = reboot_pid_ns(pid_ns, cmd);' });

/** reboot(2). Of the whole machine only what does not end the story: switching Ctrl-Alt-Del. */
export function* sys_reboot(k: Kernel, cmd: RebootCommand): Steps<number> {
  const pid_ns = task_active_pid_ns(k.current);
  yield L_reboot.ns;
  const ret = yield* reboot_pid_ns(k, pid_ns, cmd);
  if (ret !== 0) return ret;
  return cmd === 'cad_off' ? 0 : -errno.EPERM;
}
