/**
 * kernel/nsproxy.c, for pid namespaces.
 * @module
 */
import type { Kernel } from './kernel.ts';
import { lines } from './lines.ts';
import { copy_pid_ns, pidns_install } from './pid_namespace.ts';
import type { PidNamespace, Steps, Task } from './structs.ts';

const FILE = 'kernel/nsproxy.c';

const L_copy = lines(FILE, 'copy_namespaces', {
  create: 'new_ns = create_new_namespaces(flags, tsk, user_ns, tsk->fs);',
});

/** Decides in which namespace the new task is made. @returns 0 or a negative errno */
export function copy_namespaces(k: Kernel, tsk: Task, newpid: boolean): number {
  if (!newpid) return 0;
  k.at(L_copy.create);
  const ns = copy_pid_ns(k, tsk.pid_ns_for_children!);
  if (typeof ns === 'number') return ns;
  tsk.pid_ns_for_children = ns;
  return 0;
}

const L_unshare = lines(FILE, 'unshare_nsproxy_namespaces', {
  create: '*new_nsp = create_new_namespaces(unshare_flags, current, user_ns,',
});

/** unshare(CLONE_NEWPID): the caller stays where it is; its children will be made in a new namespace. */
export function* ksys_unshare(k: Kernel): Steps<number> {
  yield L_unshare.create;
  const ns = copy_pid_ns(k, k.current.pid_ns_for_children!);
  if (typeof ns === 'number') return ns;
  k.current.pid_ns_for_children = ns;
  return 0;
}

const L_new = lines(FILE, 'create_new_namespaces', {
  pid: 'copy_pid_ns(flags, user_ns, tsk->nsproxy->pid_ns_for_children);',
});
const L_setns = lines(FILE, '__do_sys_setns', { validate: 'err = validate_ns(&nsset, ns);' });

/** setns(2) with a file that stands for a pid namespace. @returns 0 or a negative errno */
export function* sys_setns(k: Kernel, ns: PidNamespace): Steps<number> {
  // The caller's namespaces are copied first, without the flag that would make this one new.
  k.at(L_new.pid);
  k.at(L_setns.validate);
  return yield* pidns_install(k, ns);
}
