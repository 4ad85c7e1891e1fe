/**
 * kernel/signal.c: taking signals off the queues.
 * @module
 */
import type { Kernel } from './kernel.ts';
import { lines } from './lines.ts';
import { recalc_sigpending } from './signal.ts';
import {
  SI_USER,
  type SigInfo,
  type SignalNumber,
  type SigSet,
  SYNCHRONOUS_MASK,
  sig_kernel_stop,
  sigismember,
  sigmask,
} from './signals.ts';
import {
  JOBCTL_STOP_DEQUEUED,
  PIDTYPE_PID,
  PIDTYPE_TGID,
  type PidType,
  type SigPending,
  type Task,
} from './structs.ts';

const FILE = 'kernel/signal.c';

/** Lowest first, but faults of the task's own instruction before all others. */
function next_signal(pending: SigPending, mask: SigSet): SignalNumber {
  let x = pending.signal & ~mask;
  if (x === 0) return 0;
  if ((x & SYNCHRONOUS_MASK) !== 0) x &= SYNCHRONOUS_MASK;
  return 32 - Math.clz32(x & -x);
}

function collect_signal(sig: SignalNumber, pending: SigPending): SigInfo {
  const at = pending.list.findIndex((info) => info.si_signo === sig);
  pending.signal &= ~sigmask(sig);
  if (at < 0) return { si_signo: sig, si_code: SI_USER, si_pid: 0, layout: 'kill' };
  const info = pending.list[at]!;
  pending.list = pending.list.toSpliced(at, 1);
  return info;
}

const L_queue = lines(FILE, '__dequeue_signal', { collect: 'collect_signal(sig, pending, info, resched_timer);' });
const L_dequeue = lines(FILE, 'dequeue_signal', {
  own: 'signr = __dequeue_signal(&tsk->pending, mask, info, &resched_timer);',
  shared: 'signr = __dequeue_signal(&tsk->signal->shared_pending,',
  stop: 'current->jobctl |= JOBCTL_STOP_DEQUEUED;',
});

/** Takes the next signal that is not in `mask` off the thread's own queue, else off the group's. */
export function dequeue_signal(k: Kernel, tsk: Task, mask: SigSet): { info: SigInfo; type: PidType } | null {
  k.at(L_dequeue.own);
  let type: PidType = PIDTYPE_PID;
  let queue = tsk.pending;
  let signr = next_signal(queue, mask);
  if (signr === 0) {
    k.at(L_dequeue.shared);
    type = PIDTYPE_TGID;
    queue = tsk.signal.shared_pending;
    signr = next_signal(queue, mask);
  }
  if (signr !== 0) k.at(L_queue.collect);
  const info = signr === 0 ? null : collect_signal(signr, queue);
  recalc_sigpending(k);
  if (info === null) return null;
  if (sig_kernel_stop(signr)) {
    k.at(L_dequeue.stop);
    tsk.jobctl |= JOBCTL_STOP_DEQUEUED;
  }
  return { info, type };
}

const L_sync = lines(FILE, 'dequeue_synchronous_signal', { take: 'list_del_init(&sync->list);' });

/** A fault of the instruction at hand, before anything else. */
export function dequeue_synchronous_signal(k: Kernel): SigInfo | null {
  const tsk = k.current;
  const { pending } = tsk;
  if ((pending.signal & ~tsk.blocked & SYNCHRONOUS_MASK) === 0) return null;
  const sync = pending.list.find(
    ({ si_code, si_signo }) => si_code > SI_USER && sigismember(SYNCHRONOUS_MASK, si_signo),
  );
  if (sync === undefined) return null;
  k.at(L_sync.take);
  collect_signal(sync.si_signo, pending);
  recalc_sigpending(k);
  return sync;
}
