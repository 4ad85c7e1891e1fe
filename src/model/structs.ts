/**
 * The kernel's structures, with the fields that decide how processes end. Names are the kernel's.
 * @module
 */
import { Cell, fields, type Journal } from './journal.ts';
import type { Line } from './lines.ts';
import { ListHead } from './list.ts';
import type { SigInfo, SignalNumber, SigSet } from './signals.ts';

/** What a kernel function does, as steps: each `yield` names the line that comes next, and there others may run first. */
export type Steps<T> = Generator<Line, T, void>;

/** The four kinds of user of a struct pid (include/linux/pid.h). */
export const PIDTYPE_PID = 0;
export const PIDTYPE_TGID = 1;
export const PIDTYPE_PGID = 2;
export const PIDTYPE_SID = 3;
export const PIDTYPE_MAX = 4;
export type PidType = 0 | 1 | 2 | 3 | 4;

/** signal_struct.flags (include/linux/sched/signal.h). */
export const SIGNAL_STOP_STOPPED = 0x1;
export const SIGNAL_STOP_CONTINUED = 0x2;
export const SIGNAL_GROUP_EXIT = 0x4;
export const SIGNAL_CLD_STOPPED = 0x10;
export const SIGNAL_CLD_CONTINUED = 0x20;
export const SIGNAL_CLD_MASK = SIGNAL_CLD_STOPPED | SIGNAL_CLD_CONTINUED;
export const SIGNAL_UNKILLABLE = 0x40;

/** task_struct.flags. */
export const PF_EXITING = 0x4;
export const PF_FORKNOEXEC = 0x40;
export const PF_SIGNALED = 0x400;

/** task_struct.exit_state. */
export const EXIT_DEAD = 0x10;
export const EXIT_ZOMBIE = 0x20;
export const EXIT_TRACE = EXIT_ZOMBIE | EXIT_DEAD;

/** task_struct.__state. */
export const TASK_RUNNING = 0;
export const TASK_INTERRUPTIBLE = 0x1;
export const TASK_UNINTERRUPTIBLE = 0x2;
export const __TASK_STOPPED = 0x4;
export const __TASK_TRACED = 0x8;
export const TASK_DEAD = 0x80;
export const TASK_WAKEKILL = 0x100;
export const TASK_STOPPED = TASK_WAKEKILL | __TASK_STOPPED;
export const TASK_KILLABLE = TASK_UNINTERRUPTIBLE | TASK_WAKEKILL;

/** task_struct.jobctl (include/linux/sched/jobctl.h). */
export const JOBCTL_STOP_SIGMASK = 0xffff;
export const JOBCTL_STOP_DEQUEUED = 1 << 16;
export const JOBCTL_STOP_PENDING = 1 << 17;
export const JOBCTL_STOP_CONSUME = 1 << 18;
export const JOBCTL_TRAP_STOP = 1 << 19;
export const JOBCTL_TRAP_NOTIFY = 1 << 20;
export const JOBCTL_TRAP_MASK = JOBCTL_TRAP_STOP | JOBCTL_TRAP_NOTIFY;
export const JOBCTL_PENDING_MASK = JOBCTL_STOP_PENDING | JOBCTL_TRAP_MASK;
export const JOBCTL_STOPPED = 1 << 26;
export const JOBCTL_TRACED = 1 << 27;

export const PT_PTRACED = 0x1;
export const PT_SEIZED = 0x10000;

/** The bit of pid_allocated that says: processes may still be added. */
export const PIDNS_ADDING = 0x80000000;

/** sigaction.sa_flags. */
export const SA_NOCLDSTOP = 0x1;
export const SA_NOCLDWAIT = 0x2;
export const SA_RESTART = 0x10000000;
export const SA_NODEFER = 0x40000000;
export const SA_RESETHAND = 0x80000000;

export const SIG_DFL = 'SIG_DFL';
export const SIG_IGN = 'SIG_IGN';
/** A handler is user code: steps that run when the signal is taken, on top of what the task was doing. */
export type Handler = (info: SigInfo) => Steps<void>;
export type SaHandler = typeof SIG_DFL | typeof SIG_IGN | Handler;

export interface SigAction {
  readonly sa_handler: SaHandler;
  readonly sa_flags: number;
  readonly sa_mask: SigSet;
}

/** A namespace's table of pids by number. Slot 0 holds the number to try next. */
export class Idr extends Cell {
  constructor(j: Journal) {
    super(j);
    this.f[0] = 1;
  }

  find(nr: number): Pid | null {
    if (this.j.tracker !== undefined) this.j.tracker.read(this, nr);
    return (this.f[nr] as Pid | null | undefined) ?? null;
  }

  put(nr: number, pid: Pid | null): void {
    this.j.write(this, nr, pid);
  }

  get cursor(): number {
    if (this.j.tracker !== undefined) this.j.tracker.read(this, 0);
    return this.f[0] as number;
  }

  set cursor(nr: number) {
    this.j.write(this, 0, nr);
  }
}

export class PidNamespace extends Cell {
  /** Struct pids in the namespace, plus PIDNS_ADDING as long as it is open. */
  declare pid_allocated: number;
  declare child_reaper: Task | null;
  /** What reboot(2) asked for: a signal number, or 0. */
  declare reboot: SignalNumber;
  readonly level: number;
  readonly parent: PidNamespace | null;
  readonly idr: Idr;

  constructor(j: Journal, parent: PidNamespace | null) {
    super(j);
    this.parent = parent;
    this.level = parent === null ? 0 : parent.level + 1;
    this.idr = new Idr(j);
  }
}
fields(PidNamespace, { pid_allocated: PIDNS_ADDING, child_reaper: null, reboot: 0 });

export interface Upid {
  readonly nr: number;
  readonly ns: PidNamespace;
}

/** One identity with a number in each namespace from the outermost (index 0) to its own (index `level`). */
export class Pid extends Cell {
  readonly level: number;
  readonly numbers: readonly Upid[];
  /** Its users, by kind. */
  readonly tasks: readonly ListHead<Task>[];

  constructor(j: Journal, numbers: readonly Upid[]) {
    super(j);
    this.numbers = numbers;
    this.level = numbers.length - 1;
    this.tasks = Array.from({ length: PIDTYPE_MAX }, () => new ListHead<Task>(j, null as never));
  }
}

/** Signals that were sent and not yet taken. */
export class SigPending extends Cell {
  declare signal: SigSet;
  declare list: readonly SigInfo[];
}
fields(SigPending, { signal: 0, list: [] });

/** Dispositions, shared by the threads of a group. */
export class Sighand extends Cell {
  declare action: readonly SigAction[];
}

export const SIG_DFL_ACTION: SigAction = { sa_handler: SIG_DFL, sa_flags: 0, sa_mask: 0 };
fields(Sighand, { action: Array.from({ length: 32 }, () => SIG_DFL_ACTION) });

/** Signals to a whole group that arrive while one of its threads forks: they go to the child as well. */
export class MultiprocessSignals extends Cell {
  declare signal: SigSet;
}
fields(MultiprocessSignals, { signal: 0 });

/** A task that sleeps in wait(2), and for whom. */
export interface ChildWait {
  readonly task: Task;
  readonly wo: WaitOpts;
}

/** The arguments of a wait (struct wait_opts). */
export interface WaitOpts {
  readonly wo_type: PidType;
  readonly wo_flags: number;
  readonly wo_pid: Pid | null;
  wo_stat: number;
  notask_error: number;
}

/** What the threads of a group share besides dispositions. */
export class Signal extends Cell {
  declare flags: number;
  declare group_exit_code: number;
  declare group_stop_count: number;
  declare group_exec_task: Task | null;
  declare notify_count: number;
  /** Threads that have not reached do_exit. */
  declare live: number;
  declare nr_threads: number;
  declare curr_target: Task;
  declare is_child_subreaper: boolean;
  declare has_child_subreaper: boolean;
  /** Session leader. */
  declare leader: boolean;
  declare tgid: Pid | null;
  declare pgid: Pid | null;
  declare sid: Pid | null;
  declare wait_chldexit: readonly ChildWait[];
  declare multiprocess: readonly MultiprocessSignals[];
  readonly shared_pending: SigPending;
  readonly thread_head: ListHead<Task>;

  constructor(j: Journal) {
    super(j);
    this.shared_pending = new SigPending(j);
    this.thread_head = new ListHead<Task>(j, null as never);
  }
}
fields(Signal, {
  flags: 0,
  group_exit_code: 0,
  group_stop_count: 0,
  group_exec_task: null,
  notify_count: 0,
  live: 1,
  nr_threads: 1,
  curr_target: undefined as never,
  is_child_subreaper: false,
  has_child_subreaper: false,
  leader: false,
  tgid: null,
  pgid: null,
  sid: null,
  wait_chldexit: [],
  multiprocess: [],
});

/** What a parent that vforked sleeps on. */
export class Completion extends Cell {
  declare done: boolean;
  declare waiter: Task | null;
}
fields(Completion, { done: false, waiter: null });

export class Task extends Cell {
  declare __state: number;
  /** TIF_SIGPENDING. */
  declare sigpending: boolean;
  declare flags: number;
  declare exit_state: number;
  declare exit_code: number;
  /** What the parent is sent at its death; -1 for a thread that does not lead its group. */
  declare exit_signal: number;
  declare pdeath_signal: SignalNumber;
  declare jobctl: number;
  declare ptrace: number;
  declare blocked: SigSet;
  declare real_blocked: SigSet;
  /** In the outermost namespace. */
  declare pid: number;
  declare thread_pid: Pid | null;
  declare real_parent: Task;
  declare parent: Task;
  declare group_leader: Task;
  declare signal: Signal;
  declare sighand: Sighand | null;
  /** nsproxy->pid_ns_for_children; null once namespaces are dropped. */
  declare pid_ns_for_children: PidNamespace | null;
  declare vfork_done: Completion | null;
  declare self_exec_id: number;
  declare parent_exec_id: number;
  /** What it sleeps on, in a few words; '' when it does not. */
  declare wchan: string;
  readonly pending: SigPending;
  readonly children: ListHead<Task>;
  readonly sibling: ListHead<Task>;
  readonly ptraced: ListHead<Task>;
  readonly ptrace_entry: ListHead<Task>;
  readonly thread_node: ListHead<Task>;
  readonly tasks: ListHead<Task>;
  readonly pid_links: readonly ListHead<Task>[];
  /** The same in every run of the same programs, whatever the schedule: its maker's key and which of its makings it is. */
  readonly key: string;
  made = 0;

  constructor(j: Journal, key: string) {
    super(j);
    this.key = key;
    this.pending = new SigPending(j);
    this.children = new ListHead<Task>(j, null as never);
    this.sibling = new ListHead<Task>(j, this);
    this.ptraced = new ListHead<Task>(j, null as never);
    this.ptrace_entry = new ListHead<Task>(j, this);
    this.thread_node = new ListHead<Task>(j, this);
    this.tasks = new ListHead<Task>(j, this);
    this.pid_links = Array.from({ length: PIDTYPE_MAX }, () => new ListHead<Task>(j, this));
  }
}
fields(Task, {
  __state: TASK_RUNNING,
  sigpending: false,
  flags: PF_FORKNOEXEC,
  exit_state: 0,
  exit_code: 0,
  exit_signal: 0,
  pdeath_signal: 0,
  jobctl: 0,
  ptrace: 0,
  blocked: 0,
  real_blocked: 0,
  pid: 0,
  thread_pid: null,
  real_parent: undefined as never,
  parent: undefined as never,
  group_leader: undefined as never,
  signal: undefined as never,
  sighand: null,
  pid_ns_for_children: null,
  vfork_done: null,
  self_exec_id: 0,
  parent_exec_id: 0,
  wchan: '',
});

/** tasklist_lock: many readers or one writer. */
export class RwLock extends Cell {
  declare writer: Task | null;
  declare readers: readonly Task[];
}
fields(RwLock, { writer: null, readers: [] });

export const thread_group_leader = (p: Task): boolean => p.exit_signal >= 0;
export const same_thread_group = (p: Task, q: Task): boolean => p.signal === q.signal;
export const thread_group_empty = (p: Task): boolean => {
  const head = p.signal.thread_head;
  return head.next === head.prev;
};
export const delay_group_leader = (p: Task): boolean => thread_group_leader(p) && !thread_group_empty(p);
export const ptrace_reparented = (child: Task): boolean => !same_thread_group(child.real_parent, child.parent);
export const task_is_stopped = (t: Task): boolean => (t.jobctl & JOBCTL_STOPPED) !== 0;
export const task_is_traced = (t: Task): boolean => (t.jobctl & JOBCTL_TRACED) !== 0;
export const task_is_stopped_or_traced = (t: Task): boolean => (t.jobctl & (JOBCTL_STOPPED | JOBCTL_TRACED)) !== 0;
