/**
 * The way into the kernel and out of it: system calls, faults, and what happens before user mode goes on
 * (kernel/entry/common.c, arch/x86/kernel/signal.c).
 * @module
 */
import { ERESTARTNOHAND, ERESTARTNOINTR, ERESTARTSYS, errno } from './errno.ts';
import type { Kernel } from './kernel.ts';
import { lines, USER_MODE } from './lines.ts';
import { force_sig_info, recalc_sigpending } from './signal.ts';
import { set_current_blocked } from './signal_calls.ts';
import { type Delivered, get_signal } from './signal_delivery.ts';
import { SEGV_MAPERR, SI_KERNEL, SIGSEGV, type SigSet, sigmask } from './signals.ts';
import { type Handler, SA_NODEFER, SA_RESTART, type SigAction, type Steps } from './structs.ts';

const L_loop = lines('kernel/entry/common.c', 'exit_to_user_mode_loop', {
  signals: 'arch_do_signal_or_restart(regs);',
});
const L_arch = lines('arch/x86/kernel/signal.c', 'arch_do_signal_or_restart', {
  handle: 'handle_signal(&ksig, regs);',
});
const L_delivered = lines('kernel/signal.c', 'signal_delivered', { block: 'set_current_blocked(&blocked);' });
const L_return = lines('arch/x86/kernel/signal.c', '__do_sys_rt_sigreturn', { restore: 'set_current_blocked(&set);' });

/** A handler's frame on the user stack: what is to run, and the mask to restore. */
interface Frame extends Delivered {
  saved: SigSet;
}

/**
 * Before user mode goes on: signals are taken; each that has a handler puts a frame on the stack, so that the last one runs first.
 * @returns the action of the first frame, null if there was none
 */
export function* exit_to_user_mode(k: Kernel): Steps<SigAction | null> {
  const frames: Frame[] = [];
  const current = k.current;
  while (current.sigpending) {
    yield L_loop.signals;
    const delivered = yield* get_signal(k);
    if (delivered === null) continue;
    k.at(L_arch.handle);
    const { action, info } = delivered;
    frames.push({ ...delivered, saved: current.blocked });
    k.at(L_delivered.block);
    const own = (action.sa_flags & SA_NODEFER) === 0 ? sigmask(info.si_signo) : 0;
    set_current_blocked(k, current.blocked | action.sa_mask | own);
  }
  for (const frame of frames.toReversed()) {
    yield USER_MODE;
    k.trace.incident({ kind: 'handler', info: frame.info });
    yield* (frame.action.sa_handler as Handler)(frame.info);
    yield L_return.restore;
    set_current_blocked(k, frame.saved);
    yield* exit_to_user_mode(k);
  }
  return frames[0]?.action ?? null;
}

/** The first thing a new task does: it returns from the fork. */
export function* ret_from_fork(k: Kernel): Steps<void> {
  recalc_sigpending(k);
  yield* exit_to_user_mode(k);
}

/** What a system call gives when it was cut short by a signal with a handler. */
const interrupted = (result: unknown): boolean =>
  result === -ERESTARTSYS || result === -ERESTARTNOINTR || result === -ERESTARTNOHAND;

/** Runs a system call: in, through, and out again; and once more if it is to be restarted. */
export function* syscall<T>(k: Kernel, call: () => Steps<T>): Steps<T | number> {
  // A signal that came while the task was in user mode is taken before the call.
  yield USER_MODE;
  if (k.current.sigpending) yield* exit_to_user_mode(k);
  for (;;) {
    const result = yield* call();
    const action = yield* exit_to_user_mode(k);
    if (!interrupted(result)) return result;
    if (result === -ERESTARTNOHAND && action !== null) return -errno.EINTR;
    if (result === -ERESTARTSYS && action !== null && (action.sa_flags & SA_RESTART) === 0) return -errno.EINTR;
  }
}

/**
 * An instruction that faults.
 * @param kind 'access': memory that is not there; 'privileged': an instruction that user mode may not execute
 */
export function* fault(k: Kernel, kind: 'access' | 'privileged'): Steps<void> {
  yield USER_MODE;
  const si_code = kind === 'access' ? SEGV_MAPERR : SI_KERNEL;
  force_sig_info(k, { si_signo: SIGSEGV, si_code, si_pid: 0, layout: kind === 'access' ? 'fault' : 'kill' });
  yield* exit_to_user_mode(k);
}
