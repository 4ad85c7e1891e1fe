/**
 * The actors of a scenario, as programs on the model kernel: each does nothing but wait for orders and carry them out.
 * @module
 */
import {
  __WALL,
  __WCLONE,
  __WNOTHREAD,
  begin_new_exec,
  CLD_CONTINUED,
  CLD_DUMPED,
  CLD_EXITED,
  CLD_KILLED,
  CLD_STOPPED,
  CLD_TRAPPED,
  do_sigaction,
  do_sigtimedwait,
  ERESTARTSYS,
  errno,
  errnoName,
  fault,
  type Handler,
  type Kernel,
  kernel_clone,
  kernel_wait4,
  ksys_setsid,
  ksys_unshare,
  PIDTYPE_PID,
  type Pid,
  type PidNamespace,
  pid_nr_ns,
  pid_task,
  prctl_set_child_subreaper,
  prctl_set_pdeathsig,
  ptrace_detach,
  ptrace_interrupt,
  ptrace_seize,
  ret_from_fork,
  SA_NOCLDWAIT,
  SA_RESTART,
  SI_KERNEL,
  SI_QUEUE,
  SI_TKILL,
  SI_USER,
  SIG_DFL,
  SIG_DFL_ACTION,
  SIG_IGN,
  SIGABRT,
  SIGCHLD,
  type SigAction,
  type SigInfo,
  type Steps,
  schedule,
  set_current_state,
  sigmask,
  signal_pending,
  signalName,
  signals,
  sys_exit,
  sys_exit_group,
  sys_kill,
  sys_reboot,
  sys_rt_sigprocmask,
  sys_rt_sigqueueinfo,
  sys_setns,
  sys_setpgid,
  sys_tgkill,
  syscall,
  TASK_INTERRUPTIBLE,
  TASK_RUNNING,
  type Task,
  task_active_pid_ns,
  task_tgid,
  USER_MODE,
  WNOHANG,
} from '../model/index.ts';
import type { Actor, Sig, Step } from './format.ts';
import { describeStatus } from './observe.ts';

/** What an actor is told to do: a step of the scenario, or to make another actor of its tree. */
type Command = Step | { op: 'make'; actor: Actor };

export interface Order {
  readonly command: Command;
  /** Set when the actor is done with it. */
  result?: string;
}

/** An actor, or one of its further threads: whoever has this pid. */
export interface Member {
  readonly name: string;
  readonly pid: Pid;
  readonly orders: Order[];
  /** Namespaces it has opened, by the name of the actor they were opened through. */
  readonly opened: Map<string, PidNamespace>;
  /** How its last do_exit went: `exit 3`, `signal KILL`. */
  ended?: string;
  /** What in its setting up did not work. */
  failed?: string;
}

const CODES = new Map([
  [SI_USER, 'USER'],
  [SI_QUEUE, 'QUEUE'],
  [SI_TKILL, 'TKILL'],
  [SI_KERNEL, 'KERNEL'],
]);
const CHILD_CODES = new Map([
  [CLD_EXITED, 'EXITED'],
  [CLD_KILLED, 'KILLED'],
  [CLD_DUMPED, 'DUMPED'],
  [CLD_TRAPPED, 'TRAPPED'],
  [CLD_STOPPED, 'STOPPED'],
  [CLD_CONTINUED, 'CONTINUED'],
]);

const outcome = (result: unknown): string => (typeof result === 'number' && result < 0 ? errnoName(-result) : 'ok');

export class Crew {
  readonly #k: Kernel;
  readonly #later: Map<string, Actor>;
  readonly #members = new Map<string, Member>();
  readonly #byPid = new Map<Pid, Member>();
  readonly #names = new Map<Task, string>();
  /** Names by namespace and number: pid numbers are not used twice while a scenario lasts. */
  readonly #byNumber = new Map<PidNamespace, Map<number, string>>();
  #events: { who: string; what: string }[] = [];

  constructor(k: Kernel, later: readonly Actor[]) {
    this.#k = k;
    this.#later = new Map(later.map((actor) => [actor.name, actor]));
    k.observer.doExit = (task, code) => {
      const member = this.#byPid.get(task.thread_pid!);
      if (member !== undefined) member.ended = describeStatus(code);
    };
  }

  /** The actors that were made, in the order in which they were, without `sys`. */
  names(): string[] {
    return [...this.#members.keys()].filter((name) => name !== 'sys');
  }

  member(name: string): Member | undefined {
    return this.#members.get(name);
  }

  nameOf(pid: Pid | null): string | undefined {
    return pid === null ? undefined : this.#byPid.get(pid)?.name;
  }

  /** The name under which a task was made; it keeps it beyond its end. */
  nameOfTask(task: Task): string | undefined {
    return this.#names.get(task);
  }

  /** The name of the process whose child this one is. */
  parentOf(name: string): string | undefined {
    const member = this.#members.get(name);
    const task = member && pid_task(member.pid, PIDTYPE_PID);
    return task ? this.nameOf(task_tgid(task.real_parent)) : undefined;
  }

  failed(name: string): string | undefined {
    return this.#members.get(name)?.failed;
  }

  /** Gives an order; undefined: there is nobody any more to take it. */
  order(name: string, command: Command): Order | undefined {
    const member = this.#members.get(name);
    if (member === undefined) return undefined;
    const task = pid_task(member.pid, PIDTYPE_PID);
    if (task === null || task.exit_state !== 0) return undefined;
    const order: Order = { command };
    member.orders.push(order);
    if (task.wchan === 'read' && task.__state === TASK_INTERRUPTIBLE) {
      this.#k.current = task;
      this.#k.at(USER_MODE);
      task.__state = TASK_RUNNING;
      this.#k.enqueue(task);
    }
    return order;
  }

  /** What happened since this was last asked: every actor's events in order, and those of them that are deaths. */
  takeEvents(): { events: Record<string, string[]>; reaped: Record<string, string[]> } {
    // Maps, because an actor may have a name that every object knows, such as `constructor`.
    const events = new Map<string, string[]>();
    const reaped = new Map<string, string[]>();
    const add = (to: Map<string, string[]>, who: string, what: string) => {
      const known = to.get(who);
      if (known) known.push(what);
      else to.set(who, [what]);
    };
    for (const { who, what } of this.#events) {
      add(events, who, what);
      const death = /^reaped (.*)$/.exec(what)?.[1];
      if (death !== undefined) add(reaped, who, death);
    }
    for (const deaths of reaped.values()) deaths.sort();
    this.#events = [];
    return { events: Object.fromEntries(events), reaped: Object.fromEntries(reaped) };
  }

  #note(what: string): void {
    this.#events.push({ who: this.nameOf(this.#k.current.thread_pid) ?? '?', what });
  }

  #enrol(name: string, task: Task): void {
    const pid = task.thread_pid!;
    const member: Member = { name, pid, orders: [], opened: new Map() };
    this.#members.set(name, member);
    this.#byPid.set(pid, member);
    this.#names.set(task, name);
    for (const { nr, ns } of pid.numbers) {
      const numbers = this.#byNumber.get(ns) ?? new Map<number, string>();
      this.#byNumber.set(ns, numbers.set(nr, name));
    }
  }

  /** A pid number of the running task's namespace, as a name. */
  #called(nr: number): string {
    if (nr === 0) return '0';
    return this.#byNumber.get(task_active_pid_ns(this.#k.current))?.get(nr) ?? String(nr);
  }

  /** The number by which the running task knows an actor; 0: it does not see it. */
  #number(name: string): number {
    return pid_nr_ns(this.#members.get(name)?.pid ?? null, task_active_pid_ns(this.#k.current));
  }

  /** The world outside: a subreaper, which takes every signal as a hint to see whether a child has died. */
  startSys(): void {
    const k = this.#k;
    const crew = this;
    function* make(): Steps<void> {
      yield* kernel_clone(k, {
        exit_signal: SIGCHLD,
        start: (task) => {
          crew.#enrol('sys', task);
          return crew.#sys();
        },
      });
    }
    k.start(k.init_task, make());
  }

  *#sys(): Steps<void> {
    const k = this.#k;
    yield* ret_from_fork(k);
    const reap: Handler = () => this.#reapAll(__WALL);
    for (const sig of Object.values(signals))
      yield* do_sigaction(k, sig, { sa_handler: reap, sa_flags: SA_RESTART, sa_mask: 0 });
    yield* prctl_set_child_subreaper(k, true);
    yield* this.#serve();
  }

  *#serve(): Steps<void> {
    for (;;) {
      const order = (yield* syscall(this.#k, () => this.#read())) as Order;
      if (typeof order === 'number') continue;
      const result = yield* this.#perform(order);
      order.result ??= result;
    }
  }

  /** Sleeps until there is an order. */
  *#read(): Steps<Order | number> {
    const k = this.#k;
    for (;;) {
      const order = this.#byPid.get(k.current.thread_pid!)?.orders.shift();
      if (order !== undefined) return order;
      if (signal_pending(k.current)) return -ERESTARTSYS;
      k.at(USER_MODE);
      set_current_state(k, TASK_INTERRUPTIBLE);
      yield* schedule(k, USER_MODE, 'read');
    }
  }

  *#reapAll(options: number): Steps<void> {
    for (;;) {
      const status = { status: 0 };
      const pid = yield* syscall(this.#k, () => kernel_wait4(this.#k, -1, WNOHANG | options, status));
      if (pid <= 0) return;
      this.#noteReaped(pid, status.status);
    }
  }

  #noteReaped(pid: number, status: number): void {
    if ((status & 0xff) === 0x7f) this.#note(`stopped ${this.#called(pid)}: ${signalName((status >> 8) & 0x7f)}`);
    else this.#note(`reaped ${this.#called(pid)}: ${describeStatus(status)}`);
  }

  *#exit(code: number): Steps<void> {
    this.#note(`calls exit_group(${code})`);
    yield* syscall(this.#k, () => sys_exit_group(this.#k, code));
  }

  #action(mode: string): SigAction {
    if (mode === 'default') return SIG_DFL_ACTION;
    if (mode === 'ignore') return { ...SIG_DFL_ACTION, sa_handler: SIG_IGN };
    if (mode === 'nocldwait') return { ...SIG_DFL_ACTION, sa_handler: SIG_DFL, sa_flags: SA_NOCLDWAIT };
    const crew = this;
    const handler = function* (info: SigInfo): Steps<void> {
      crew.#note(crew.#taken('handler', info));
      if (mode === 'reap') yield* crew.#reapAll(0);
      else if (mode.startsWith('exit:')) yield* crew.#exit(Number(mode.slice(5)));
    };
    const sa_flags = SA_RESTART | (mode === 'log-nocldwait' ? SA_NOCLDWAIT : 0);
    return { sa_handler: handler, sa_flags, sa_mask: 0 };
  }

  /** `handler CHLD from=A code=KILLED status=9` */
  #taken(how: string, info: SigInfo): string {
    const codes = info.layout === 'chld' ? CHILD_CODES : CODES;
    const code = codes.get(info.si_code) ?? String(info.si_code);
    const status = info.si_signo === SIGCHLD && info.layout === 'chld' ? ` status=${info.si_status}` : '';
    return `${how} ${signalName(info.si_signo)} from=${this.#called(info.si_pid)} code=${code}${status}`;
  }

  *#set(sig: Sig, mode: string): Steps<number> {
    return yield* syscall(this.#k, () => do_sigaction(this.#k, signals[sig], this.#action(mode)));
  }

  /** A new process or thread does what its actor's description says, then serves. */
  *#begin(actor: Actor | undefined): Steps<void> {
    const k = this.#k;
    yield* ret_from_fork(k);
    if (actor !== undefined) {
      const me = this.#byPid.get(k.current.thread_pid!)!;
      for (let n = 1; n < (actor.threads ?? 1); n += 1) {
        const made = yield* this.#thread(`${actor.name}.${n}`);
        if (made < 0) me.failed ??= `its thread ${n} fails with ${errnoName(-made)}`;
      }
      for (const [what, settle] of this.#settings(actor)) {
        const result = yield* settle();
        if (result < 0) me.failed ??= `${what} fails with ${errnoName(-result)}`;
      }
    }
    yield* this.#serve();
  }

  /** The system calls by which a new actor becomes what its description says. */
  #settings(actor: Actor): [string, () => Steps<number>][] {
    const k = this.#k;
    const calls: [string, () => Steps<number>][] = [];
    for (const [sig, mode] of Object.entries(actor.sig ?? {})) calls.push(['sig', () => this.#set(sig as Sig, mode)]);
    const mask = (actor.block ?? []).reduce((set, sig) => set | sigmask(signals[sig]), 0);
    if (mask !== 0)
      calls.push(['block', () => syscall(k, () => sys_rt_sigprocmask(k, 'block', mask)) as Steps<number>]);
    if (actor.reap !== undefined) {
      const mode = actor.reap === 'auto' ? 'reap' : actor.reap;
      calls.push(['reap', () => this.#set('CHLD', mode)]);
    }
    if (actor.setsid) calls.push(['setsid', () => syscall(k, () => ksys_setsid(k))]);
    if (actor.setpgid !== undefined) {
      const to = actor.setpgid === true ? actor.name : actor.setpgid;
      calls.push(['setpgid', () => syscall(k, () => sys_setpgid(k, 0, this.#number(to)))]);
    }
    if (actor.subreaper) calls.push(['subreaper', () => syscall(k, () => prctl_set_child_subreaper(k, true))]);
    if (actor.pdeath !== undefined) {
      const sig = signals[actor.pdeath];
      calls.push(['pdeath', () => syscall(k, () => prctl_set_pdeathsig(k, sig))]);
    }
    return calls.map(([what, call]) => [what, what === 'block' ? zero(call) : call]);
  }

  *#thread(name: string): Steps<number> {
    const k = this.#k;
    return yield* syscall(k, () =>
      kernel_clone(k, {
        thread: true,
        exit_signal: 0,
        start: (task) => {
          this.#enrol(name, task);
          return this.#begin(undefined);
        },
      }),
    );
  }

  *#spawn(name: string, actor: Actor | undefined, flags: Partial<Actor>): Steps<number> {
    const k = this.#k;
    const bySys = this.nameOf(k.current.thread_pid) === 'sys';
    return yield* syscall(k, () =>
      kernel_clone(k, {
        newpid: flags.newpid === true,
        parent: flags.cloneparent === true,
        vfork: flags.vfork === true,
        clear_sighand: bySys,
        exit_signal: flags.exitsig === undefined ? SIGCHLD : signals[flags.exitsig],
        start: (task) => {
          this.#enrol(name, task);
          return this.#begin(actor);
        },
      }),
    );
  }

  *#perform(order: Order): Steps<string> {
    const k = this.#k;
    const { command } = order;
    switch (command.op) {
      case 'make':
        return outcome(yield* this.#spawn(command.actor.name, command.actor, command.actor));
      case 'spawn': {
        const actor = this.#later.get(command.who);
        return outcome(yield* this.#spawn(command.who, actor, { ...actor, ...command } as Partial<Actor>));
      }
      case 'thread':
        return outcome(yield* this.#thread(command.who));
      case 'kill':
      case 'tgkill':
      case 'queue':
        return yield* this.#send(command);
      case 'exit':
        yield* this.#exit(command.code);
        return 'sent';
      case 'texit':
        this.#note(`calls exit(${command.code})`);
        yield* syscall(k, () => sys_exit(k, command.code));
        return 'sent';
      case 'wait':
        return yield* this.#wait(command);
      case 'sigwait': {
        const info = yield* syscall(k, () => do_sigtimedwait(k, sigmask(signals[command.sig])));
        this.#note(typeof info === 'number' ? `sigwait -> ${errnoName(-info)}` : this.#taken('sigwait got', info));
        return outcome(info);
      }
      case 'block':
      case 'unblock': {
        const { op, sig } = command;
        yield* syscall(k, () => sys_rt_sigprocmask(k, op, sigmask(signals[sig])));
        return 'ok';
      }
      case 'pdeath':
        return outcome(yield* syscall(k, () => prctl_set_pdeathsig(k, signals[command.sig])));
      case 'sig':
        return outcome(yield* this.#set(command.sig, command.mode));
      case 'subreaper':
        return outcome(yield* syscall(k, () => prctl_set_child_subreaper(k, command.on !== '0')));
      case 'setpgid': {
        const pgid = command.to === undefined ? 0 : this.#number(command.to);
        if (command.to !== undefined && pgid === 0) return 'invisible';
        return outcome(yield* syscall(k, () => sys_setpgid(k, 0, pgid)));
      }
      case 'rescue': {
        const pid = this.#number(command.who);
        return outcome(yield* syscall(k, () => sys_setpgid(k, pid, pid)));
      }
      case 'setsid':
        return outcome(yield* syscall(k, () => ksys_setsid(k)));
      case 'unshare':
        return outcome(yield* syscall(k, () => ksys_unshare(k)));
      case 'exec':
        return outcome(yield* syscall(k, () => begin_new_exec(k, () => this.#executed(order))));
      case 'fault':
        for (;;) yield* fault(k, 'access');
      case 'abort':
        return yield* this.#abort();
      case 'nop':
        return 'ok';
      case 'nsopen':
      case 'setns':
        return yield* this.#enter(command);
      case 'seize':
      case 'detach': {
        const pid = this.#number(command.to);
        if (pid === 0) return 'invisible';
        return command.op === 'seize'
          ? outcome(yield* syscall(k, () => ptrace_seize(k, pid)))
          : yield* this.#detach(pid);
      }
      case 'reboot':
        return outcome(yield* syscall(k, () => sys_reboot(k, command.cmd)));
    }
  }

  *#executed(order: Order): Steps<void> {
    order.result = 'ok';
    yield* ret_from_fork(this.#k);
    yield* this.#serve();
  }

  *#send({ op, to, sig }: Extract<Step, { op: 'kill' | 'tgkill' | 'queue' }>): Steps<string> {
    const k = this.#k;
    const signo = signals[sig];
    const group = to.startsWith('pgrp:');
    const name = group ? to.slice(5) : to;
    const nr = to === '-1' ? -1 : this.#number(name);
    if (nr === 0) return 'invisible';
    if (op === 'tgkill') {
      const tgid = this.#number(name.split('.')[0]!);
      return outcome(yield* syscall(k, () => sys_tgkill(k, tgid, nr, signo)));
    }
    if (op === 'queue') {
      const si_pid = pid_nr_ns(task_tgid(k.current), task_active_pid_ns(k.current));
      const info: SigInfo = { si_signo: signo, si_code: SI_QUEUE, si_pid, layout: 'kill' };
      return outcome(yield* syscall(k, () => sys_rt_sigqueueinfo(k, nr, signo, info)));
    }
    return outcome(yield* syscall(k, () => sys_kill(k, group ? -nr : nr, signo)));
  }

  *#wait(command: Extract<Step, { op: 'wait' }>): Steps<string> {
    const k = this.#k;
    let pid = -1;
    if (command.to !== undefined && command.to !== null) {
      pid = this.#number(command.to);
      if (pid === 0) return 'invisible';
    }
    const options =
      (command.nohang ? WNOHANG : 0) |
      (command.wall ? __WALL : 0) |
      (command.clone ? __WCLONE : 0) |
      (command.nothread ? __WNOTHREAD : 0);
    const status = { status: 0 };
    const ret = yield* syscall(k, () => kernel_wait4(k, pid, options, status));
    if (ret > 0) this.#noteReaped(ret, status.status);
    else this.#note(`wait -> ${ret === 0 ? 0 : errnoName(-ret)}`);
    return outcome(ret);
  }

  /** abort(3): the signal, then the signal by default, then an instruction that cannot but fault. */
  *#abort(): Steps<string> {
    const k = this.#k;
    const self = () =>
      [task_tgid(k.current), k.current.thread_pid].map((pid) => pid_nr_ns(pid, task_active_pid_ns(k.current)));
    yield* syscall(k, () => sys_rt_sigprocmask(k, 'unblock', sigmask(SIGABRT)));
    const [tgid = 0, tid = 0] = self();
    yield* syscall(k, () => sys_tgkill(k, tgid, tid, SIGABRT));
    yield* syscall(k, () => do_sigaction(k, SIGABRT, SIG_DFL_ACTION));
    yield* syscall(k, () => sys_tgkill(k, tgid, tid, SIGABRT));
    for (;;) yield* fault(k, 'privileged');
  }

  *#enter({ op, to }: Extract<Step, { op: 'nsopen' | 'setns' }>): Steps<string> {
    const k = this.#k;
    const { opened } = this.#byPid.get(k.current.thread_pid!)!;
    let ns = opened.get(to);
    if (ns === undefined) {
      const task = pid_task(this.#members.get(to)?.pid ?? null, PIDTYPE_PID);
      if (task === null) return errnoName(errno.ENOENT);
      ns = task_active_pid_ns(task);
    }
    if (op === 'nsopen') {
      opened.set(to, ns);
      return 'ok';
    }
    const target = ns;
    return outcome(yield* syscall(k, () => sys_setns(k, target)));
  }

  /** Lets a tracee go; one that runs must be stopped for it first. */
  *#detach(pid: number): Steps<string> {
    const k = this.#k;
    const detach = () => syscall(k, () => ptrace_detach(k, pid));
    const first = yield* detach();
    if (first !== -errno.ESRCH) return outcome(first);
    const interrupted = yield* syscall(k, () => ptrace_interrupt(k, pid));
    if (interrupted < 0) return outcome(interrupted);
    const status = { status: 0 };
    const ret = yield* syscall(k, () => kernel_wait4(k, pid, __WALL, status));
    if (ret > 0 && (status.status & 0xff) !== 0x7f) {
      this.#noteReaped(ret, status.status);
      return 'ESRCH';
    }
    return outcome(yield* detach());
  }
}

/** A call whose result is not 0 and not an error either. */
function zero(call: () => Steps<number>): () => Steps<number> {
  return function* () {
    yield* call();
    return 0;
  };
}
