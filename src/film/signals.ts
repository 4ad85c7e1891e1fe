/**
 * Signals that were sent: to whom, by whom, why, and what became of each at once.
 * @module
 */
import {
  type Incident,
  type Kernel,
  PF_EXITING,
  PIDTYPE_PID,
  SIG_DFL,
  SIG_IGN,
  SIG_KERNEL_IGNORE_MASK,
  SIG_KERNEL_STOP_MASK,
  SIGNAL_GROUP_EXIT,
  SIGNAL_UNKILLABLE,
  type SigInfo,
  sig_kernel_only,
  sig_kernel_stop,
  sigismember,
  signalName,
  type Task,
  task_active_pid_ns,
} from '../model/index.ts';
import type { DropReason, SignalHappening, TaskIndex } from '../player/index.ts';
import type { Stage } from './stage.ts';

type Sent = Extract<Incident, { kind: 'sent' }>;

/** By the function underway: what made the kernel send a signal. */
const CAUSES: ReadonlyMap<string, string> = new Map([
  ['zap_pid_ns_processes', 'zap_pid_ns_processes'],
  ['zap_other_threads', 'zap_other_threads'],
  ['forget_original_parent', 'pdeath_signal'],
  ['kill_orphaned_pgrp', 'kill_orphaned_pgrp'],
  ['reboot_pid_ns', 'reboot'],
  ['kill_something_info', 'kill'],
  ['do_send_specific', 'tgkill'],
  ['do_rt_sigqueueinfo', 'sigqueue'],
  ['do_notify_parent', 'do_notify_parent'],
  ['do_notify_parent_cldstop', 'do_notify_parent_cldstop'],
  ['ptrace_signal', 'ptrace_signal'],
  ['force_sig_info_to_task', 'fault'],
]);

/** What an event's place in the calls says about a signal that is sent there. */
export interface Calls {
  functionAt(event: number): string;
  callerOf(event: number): number;
}

/** The cause is the innermost function underway that sends signals of its own accord. */
function causeOf(event: number, calls: Calls): { why: string; site: number } {
  for (let at = event; at >= 0; at = calls.callerOf(at)) {
    const why = CAUSES.get(calls.functionAt(at));
    if (why !== undefined) return { why, site: at };
  }
  return { why: calls.functionAt(event), site: event };
}

/**
 * Why prepare_signal dropped it, in its own order of questions.
 * The machine's memory must stand just after the signal was sent.
 */
function reasonOf({ signal: sig, target }: Sent): DropReason {
  const { signal, sighand } = target;
  if ((signal.flags & SIGNAL_GROUP_EXIT) !== 0) return 'dying';
  const { sa_handler } = sighand!.action[sig]!;
  const unkillable = (signal.flags & SIGNAL_UNKILLABLE) !== 0;
  if (unkillable && sa_handler === SIG_DFL) return 'unkillable';
  return sa_handler === SIG_IGN ? 'chosen' : 'default';
}

function fateOf(sent: Sent, marked: boolean): Pick<SignalHappening, 'fate' | 'because' | 'taken'> {
  const { accepted, signal: sig, target } = sent;
  if (accepted === 'already') return { fate: 'dropped', because: 'already' };
  if (accepted === 'no') {
    const because = reasonOf(sent);
    return { fate: because === 'chosen' || because === 'default' ? 'ignored' : 'dropped', because };
  }
  if (marked) return { fate: 'fatal' };
  const threads = sent.type === PIDTYPE_PID ? [target] : threadsOf(target);
  const able = threads.filter((thread) => (thread.flags & PF_EXITING) === 0);
  if (able.length === 0) return { fate: 'queued', taken: 'nobody' };
  const open = able.filter((thread) => !sigismember(thread.blocked, sig));
  if (open.length === 0) return { fate: 'blocked' };
  if (open.some((thread) => sigismember(thread.real_blocked, sig))) return { fate: 'queued', taken: 'sigwait' };
  const { sa_handler } = target.sighand!.action[sig]!;
  if (typeof sa_handler === 'function') return { fate: 'queued', taken: 'handler' };
  if (deadlyByDefault(sent)) return { fate: 'fatal' };
  const unkillable = (target.signal.flags & SIGNAL_UNKILLABLE) !== 0 && !sig_kernel_only(sig);
  return sig_kernel_stop(sig) && sa_handler === SIG_DFL && !unkillable
    ? { fate: 'queued', taken: 'stop' }
    : { fate: 'queued' };
}

/** A signal whose default is to end the group, but which the kernel lets its taker find out (it dumps core). */
function deadlyByDefault({ signal: sig, target }: Sent): boolean {
  const { signal, sighand, ptrace } = target;
  if (ptrace !== 0 || sigismember(SIG_KERNEL_IGNORE_MASK | SIG_KERNEL_STOP_MASK, sig)) return false;
  if ((signal.flags & SIGNAL_UNKILLABLE) !== 0 && !sig_kernel_only(sig)) return false;
  return sighand!.action[sig]!.sa_handler === SIG_DFL;
}

function threadsOf(task: Task): Task[] {
  const found: Task[] = [];
  const { thread_head } = task.signal;
  for (let node = thread_head.next; node !== thread_head; node = node.next) found.push(node.owner);
  return found;
}

/** Turns what a run's trace noted of signals into happenings, in step with the events. */
export class SignalReader {
  readonly #kernel: Kernel;
  readonly #stage: Stage;
  readonly #calls: Calls;
  /** For each task the event at which SIGKILL was last put on its own queue. */
  readonly #marks = new Map<Task, number>();

  constructor(kernel: Kernel, stage: Stage, calls: Calls) {
    this.#kernel = kernel;
    this.#stage = stage;
    this.#calls = calls;
  }

  /**
   * SIGKILL was put on a task's own queue.
   * @returns a happening where that is all there is to it: a thread that ends its group, or executes a program, marks the others
   */
  marked(who: TaskIndex, event: number, by: TaskIndex): SignalHappening | undefined {
    this.#marks.set(this.#stage.tasks[who]!.task, event);
    if (this.#calls.functionAt(event) !== 'zap_other_threads') return undefined;
    return {
      at: event,
      kind: 'signal',
      to: who,
      by,
      signal: 'KILL',
      fate: 'fatal',
      why: 'zap_other_threads',
      site: event,
      thread: true,
    };
  }

  /** A signal that was sent; the machine's memory stands just after the incident's event. */
  sent(sent: Sent): SignalHappening | undefined {
    const { offset, indexOf } = this.#stage;
    const to = indexOf.get(sent.target);
    const sender = this.#kernel.trace.taskOf(sent.index);
    const by = indexOf.get(sender);
    if (to === undefined || by === undefined) return undefined;
    const begin = sent.begin - offset;
    const end = sent.index - offset;
    const mark = this.#marks.get(sent.target) ?? -1;
    const marked = sent.accepted === 'yes' && mark >= begin && this.#calls.functionAt(mark) === 'complete_signal';
    const { why, site } = causeOf(begin, this.#calls);
    const { info } = sent;
    const about = typeof info === 'object' && info.layout === 'chld' ? this.#child(info, sent.target) : undefined;
    return {
      at: marked ? mark : end,
      kind: 'signal',
      to,
      by,
      signal: signalName(sent.signal),
      ...fateOf(sent, marked),
      why,
      site,
      ...(sent.type === PIDTYPE_PID ? { thread: true as const } : {}),
      ...(typeof info === 'object' && info.layout !== 'fault' ? { from: this.#seen(sent) } : {}),
      ...(about === undefined ? {} : { about }),
    };
  }

  /** si_pid of what was queued; of a signal that was dropped, what it would have been. */
  #seen({ info, target, type, signal }: Sent): number {
    const queue = type === PIDTYPE_PID ? target.pending : target.signal.shared_pending;
    const queued = queue.list.findLast(({ si_signo }) => si_signo === signal);
    return queued?.si_pid ?? (info as { si_pid: number }).si_pid;
  }

  /** Whom a SIGCHLD is about: who has that number where the receiver lives. */
  #child({ si_pid }: SigInfo, target: Task): number | undefined {
    const pid = task_active_pid_ns(target).idr.find(si_pid);
    const task = pid && this.#stage.tasks.find(({ task }) => task.thread_pid === pid)?.task;
    return task ? this.#stage.indexOf.get(task) : undefined;
  }
}
