/**
 * One modelled machine: its memory, its tasks, and the loop that runs them a step at a time.
 * @module
 */
import { Journal } from './journal.ts';
import { type Line, USER_MODE } from './lines.ts';
import { ListHead, list_add_tail } from './list.ts';
import { Abandoned, type DrawnSchedule, type ExactSchedule, type Ready, type Schedule } from './schedule.ts';
import {
  Pid,
  PidNamespace,
  RwLock,
  SIGNAL_UNKILLABLE,
  Sighand,
  Signal,
  type Steps,
  TASK_RUNNING,
  Task,
} from './structs.ts';
import { Trace } from './trace.ts';

/** Told of what no later state shows. */
export interface Observer {
  /** A task enters do_exit with this code; it still has its pids. */
  doExit?(task: Task, code: number): void;
  /** A task takes a step. */
  step?(task: Task): void;
}

/** Why a task gave up the CPU: to let others run, to sleep, or to take tasklist_lock. */
type Want = 'run' | 'sleep' | 'read' | 'write';

/** A task's code, and what it needs to go on. */
interface Thread {
  readonly task: Task;
  steps: Steps<void>;
  /** The line it does next. */
  line: Line;
  want: Want;
  ready: boolean;
}

/** A run that would not end. */
export class Livelock extends Error {
  override name = 'Livelock';
}

export class Kernel {
  readonly j = new Journal();
  readonly trace: Trace;
  readonly init_pid_ns: PidNamespace;
  readonly tasklist_lock: RwLock;
  /** Head of the list of all processes. */
  readonly processes: ListHead<Task>;
  readonly init_task: Task;
  /** The task whose step this is. */
  current: Task;
  observer: Observer = {};
  /** Nanoseconds since the machine started; they pass only while nothing can run. */
  now = 0;
  /** Steps taken. */
  steps = 0;
  readonly #threads = new Map<Task, Thread>();
  /** The task that ran last, if it can go on; then those that became ready, oldest first, from `#head` on. */
  #front: Thread | undefined;
  #queue: Thread[] = [];
  #head = 0;
  /** They want a lock that is held. */
  readonly #waiting: Thread[] = [];
  #timers: { at: number; task: Task }[] = [];
  #want: Want = 'run';
  /** The exact schedule whose step is being taken. */
  #exact: ExactSchedule | undefined;

  /** @param options.trace false: keep neither events nor changes, for runs of which only the end counts */
  constructor(options: { trace?: boolean } = {}) {
    this.j.recording = options.trace !== false;
    this.trace = new Trace(this.j);
    this.init_pid_ns = new PidNamespace(this.j, null);
    this.tasklist_lock = new RwLock(this.j);
    this.processes = new ListHead<Task>(this.j, null as never);
    this.init_task = this.#boot();
    this.current = this.init_task;
  }

  /** The global init: pid 1 of the initial namespace. It never runs; the outside world hangs off it. */
  #boot(): Task {
    const ns = this.init_pid_ns;
    const init = new Task(this.j, '0');
    const signal = new Signal(this.j);
    const pid = new Pid(this.j, [{ nr: 1, ns }]);
    ns.idr.put(1, pid);
    ns.idr.cursor = 2;
    ns.pid_allocated += 1;
    ns.child_reaper = init;
    signal.curr_target = init;
    signal.flags = SIGNAL_UNKILLABLE;
    signal.tgid = pid;
    signal.pgid = pid;
    signal.sid = pid;
    init.thread_pid = pid;
    init.signal = signal;
    init.sighand = new Sighand(this.j);
    init.group_leader = init;
    init.real_parent = init;
    init.parent = init;
    init.pid_ns_for_children = ns;
    init.pid = 1;
    list_add_tail(init.thread_node, signal.thread_head);
    list_add_tail(init.tasks, this.processes);
    pid.tasks.forEach((head, type) => {
      list_add_tail(init.pid_links[type]!, head);
    });
    return init;
  }

  /** Notes that the running task now does this line. What changes until the next event belongs to it. */
  at(line: Line): void {
    if (this.j.recording) this.trace.add(this.current, line);
  }

  /** Gives a task its code and makes it ready. */
  start(task: Task, steps: Steps<void>): void {
    const thread: Thread = { task, steps, line: USER_MODE, want: 'run', ready: false };
    this.#threads.set(task, thread);
    this.#enqueue(thread);
    this.#exact?.started?.(task);
  }

  /** exec: from its next step on the task runs another program, and what it was doing is gone. */
  replace(task: Task, steps: Steps<void>): void {
    this.#threads.get(task)!.steps = steps;
  }

  /** A task that slept becomes ready; one that is ready stays so. */
  enqueue(task: Task): void {
    const thread = this.#threads.get(task);
    if (thread !== undefined && thread.want === 'sleep') this.#enqueue(thread);
  }

  #enqueue(thread: Thread): void {
    if (thread.ready) return;
    thread.ready = true;
    thread.want = thread.want === 'sleep' ? 'run' : thread.want;
    this.#queue.push(thread);
  }

  /** Says what the running task needs to go on after the yield that follows. */
  until(want: Want): void {
    this.#want = want;
  }

  /** tasklist_lock was dropped: whoever waits for it may try again. */
  unlocked(mode: 'read' | 'write'): void {
    this.#exact?.unlocked?.(mode);
    if (this.#waiting.length > 0) for (const thread of this.#waiting.splice(0)) this.#enqueue(thread);
  }

  /** Wakes the task when so many nanoseconds have passed, if it still sleeps then. */
  timer(task: Task, nanoseconds: number): void {
    this.#timers.push({ at: this.now + nanoseconds, task });
  }

  /** Forgets the task's timer. */
  cancelTimer(task: Task): void {
    this.#timers = this.#timers.filter((timer) => timer.task !== task);
  }

  #canRun(thread: Thread): boolean {
    if (thread.want === 'run') return true;
    const { writer, readers } = this.tasklist_lock;
    return writer === null && (thread.want === 'read' || readers.length === 0);
  }

  #count(): number {
    return this.#queue.length - this.#head + (this.#front === undefined ? 0 : 1);
  }

  readonly #readyTask = (index: number): Task => this.#readyThread(index).task;

  #readyThread(index: number): Thread {
    if (this.#front === undefined) return this.#queue[this.#head + index]!;
    return index === 0 ? this.#front : this.#queue[this.#head + index - 1]!;
  }

  #take(index: number): Thread {
    const thread = this.#readyThread(index);
    thread.ready = false;
    if (thread === this.#front) this.#front = undefined;
    else if (thread === this.#queue[this.#head]) {
      this.#head += 1;
      if (this.#head > 1024 && this.#head * 2 > this.#queue.length) {
        this.#queue = this.#queue.slice(this.#head);
        this.#head = 0;
      }
    } else this.#queue.splice(this.#head + index - (this.#front === undefined ? 0 : 1), 1);
    return thread;
  }

  /** Those that can take a step now, the running one first. */
  #ready(): Ready[] {
    const found: Ready[] = [];
    for (let i = 0; i < this.#count(); i += 1) {
      const thread = this.#readyThread(i);
      const takes = thread.want === 'read' || thread.want === 'write' ? thread.want : 'nothing';
      if (this.#canRun(thread)) found.push({ task: thread.task, takes });
    }
    return found;
  }

  #choose(schedule: ExactSchedule): Thread | undefined {
    const ready = this.#ready();
    if (ready.length === 0) {
      schedule.settled?.();
      return undefined;
    }
    const chosen = schedule.choose(ready, this);
    if (chosen === undefined) throw new Abandoned('the schedule gave this run up');
    for (let i = 0; i < this.#count(); i += 1) if (this.#readyThread(i).task === chosen.task) return this.#take(i);
    throw new RangeError('the schedule chose a task that cannot run');
  }

  #pick(schedule: DrawnSchedule): Thread | undefined {
    for (;;) {
      const count = this.#count();
      if (count === 0) return undefined;
      const thread = this.#take(count === 1 ? 0 : schedule.next(count, this.#readyTask));
      if (this.#canRun(thread)) return thread;
      this.#waiting.push(thread);
    }
  }

  #grant(thread: Thread): void {
    const lock = this.tasklist_lock;
    if (thread.want === 'read') lock.readers = [...lock.readers, thread.task];
    else if (thread.want === 'write') lock.writer = thread.task;
    thread.want = 'run';
  }

  /** One step of one task. @returns whether there was one to take */
  step(schedule: Schedule): boolean {
    const exact = 'choose' in schedule ? schedule : undefined;
    const thread = exact === undefined ? this.#pick(schedule as DrawnSchedule) : this.#choose(exact);
    if (thread === undefined) return this.#elapse();
    if (exact === undefined) this.#run(thread);
    else {
      this.#exact = exact;
      this.j.tracker = exact.tracker;
      this.#run(thread);
      this.j.tracker = undefined;
      this.#exact = undefined;
      exact.finished?.();
    }
    return true;
  }

  #run(thread: Thread): void {
    // Whoever ran before and was not chosen goes on later, after those that became ready before now.
    if (this.#front !== undefined) {
      this.#queue.push(this.#front);
      this.#front = undefined;
    }
    this.steps += 1;
    this.current = thread.task;
    this.observer.step?.(thread.task);
    this.at(thread.line);
    this.#grant(thread);
    const { done, value } = thread.steps.next();
    if (done) {
      this.#threads.delete(thread.task);
      return;
    }
    thread.line = value;
    thread.want = this.#want;
    this.#want = 'run';
    if (thread.want === 'sleep') {
      if (thread.task.__state !== TASK_RUNNING) return;
      thread.want = 'run';
    }
    thread.ready = true;
    this.#front = thread;
  }

  /** Nobody can run: time passes until the next timer. @returns whether there was one */
  #elapse(): boolean {
    if (this.#timers.length === 0) return false;
    const at = Math.min(...this.#timers.map((timer) => timer.at));
    const due = this.#timers.filter((timer) => timer.at === at);
    this.#timers = this.#timers.filter((timer) => timer.at !== at);
    this.now = at;
    for (const { task } of due) {
      task.__state = TASK_RUNNING;
      this.enqueue(task);
    }
    return true;
  }

  /**
   * Runs until nothing can run any more and no timer is set.
   * @param limit most steps to take
   * @throws Livelock when they do not suffice
   */
  settle(schedule: Schedule, limit = 20_000_000): void {
    const end = this.steps + limit;
    while (this.step(schedule))
      if (this.steps > end) throw new Livelock(`the machine was still busy after ${limit} steps`);
  }
}
