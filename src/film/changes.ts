/**
 * What happens, and how lives go on, read off the changes of a machine's memory, event by event.
 * @module
 */
import {
  type Change,
  type Incident,
  PidNamespace,
  SIGCHLD,
  SIGKILL,
  SigPending,
  sigismember,
  signalName,
  Task,
} from '../model/index.ts';
import type { EventIndex, Happening, Life, LifeState, TaskIndex } from '../player/index.ts';
import { describeStatus } from '../scenario/index.ts';
import { LifeReader } from './lives.ts';
import type { SignalReader } from './signals.ts';
import type { Stage } from './stage.ts';

/** What watching a run came to. */
export interface Watched {
  readonly happenings: readonly Happening[];
  /** By task. */
  readonly lives: Life[][];
  /** Signals for which the task had a handler when it entered do_exit, and none of its group ever ran one. */
  handlersUnused(task: TaskIndex): ReturnType<typeof signalName>[];
}

const leads = (task: Task): boolean => task.exit_signal >= 0;

/** The machine's memory must stand just after the event whose changes are read. */
export class ChangeReader implements Watched {
  readonly happenings: Happening[] = [];
  readonly #stage: Stage;
  readonly #signals: SignalReader;
  readonly #lives: LifeReader[];
  readonly #queues: ReadonlyMap<SigPending, TaskIndex>;
  /** Whom the event at hand touched. */
  readonly #touched = new Set<TaskIndex>();
  readonly #ended = new Map<TaskIndex, string>();
  readonly #sleeps = new Map<TaskIndex, string>();
  /** By task: the numbers of the signals it had handlers for at its end; by group: those that ran. */
  readonly #handlers = new Map<TaskIndex, number[]>();
  readonly #ran = new Map<unknown, Set<number>>();
  /** By task: whose number it took over. */
  readonly #instead = new Map<TaskIndex, TaskIndex>();
  #at: EventIndex = 0;
  #by: TaskIndex = 0;

  constructor(stage: Stage, signals: SignalReader) {
    this.#stage = stage;
    this.#signals = signals;
    this.#lives = stage.tasks.map(({ task, born }) => new LifeReader(task, born));
    this.#queues = new Map(stage.tasks.map(({ task }, i) => [task.pending, i]));
  }

  get lives(): Life[][] {
    return this.#lives.map(({ lives }) => lives);
  }

  handlersUnused(task: TaskIndex): ReturnType<typeof signalName>[] {
    const ran = this.#ran.get(this.#stage.tasks[task]!.task.signal);
    return (this.#handlers.get(task) ?? []).filter((sig) => !ran?.has(sig)).map(signalName);
  }

  begin(at: EventIndex, by: TaskIndex): void {
    this.#at = at;
    this.#by = by;
  }

  read({ cell, field, before, after }: Change): void {
    if (cell instanceof SigPending) {
      if (field === 'signal') this.#queue(cell, before as number, after as number);
    } else if (cell instanceof PidNamespace) this.#namespace(cell, field, before, after);
    else if (cell instanceof Task) {
      const who = this.#stage.indexOf.get(cell);
      if (who === undefined) return;
      this.#touched.add(who);
      this.#task(cell, who, field, before, after);
    }
  }

  #queue(cell: SigPending, before: number, after: number): void {
    const who = this.#queues.get(cell);
    if (who === undefined) return;
    this.#touched.add(who);
    if (!sigismember(after & ~before, SIGKILL)) return;
    const happening = this.#signals.marked(who, this.#at, this.#by);
    if (happening !== undefined) this.happenings.push(happening);
  }

  #namespace(cell: PidNamespace, field: string, before: unknown, after: unknown): void {
    const { indexOf, namespaceOf, namespaces } = this.#stage;
    const namespace = namespaceOf.get(cell);
    if (namespace === undefined) return;
    const at = this.#at;
    if (field === 'pid_allocated' && namespaces[namespace]!.closed === at && after !== before)
      this.happenings.push({ at, kind: 'closed', who: this.#by, namespace });
    if (field === 'child_reaper' && before instanceof Task && after instanceof Task)
      this.happenings.push({ at, kind: 'reaper', who: indexOf.get(after)!, from: indexOf.get(before)! });
  }

  #task(cell: Task, who: TaskIndex, field: string, before: unknown, after: unknown): void {
    const at = this.#at;
    const by = this.#by;
    const { indexOf } = this.#stage;
    switch (field) {
      case 'thread_pid':
        if (before === null) this.happenings.push({ at, kind: 'born', who, by });
        else if (after === null) this.happenings.push({ at, kind: 'reaped', who, by });
        else if (who !== by) this.#instead.set(by, who);
        break;
      case 'real_parent':
        if (!(before instanceof Task && after instanceof Task)) break;
        if (before.signal !== after.signal) this.#lives[who]!.adopt();
        if (leads(cell))
          this.happenings.push({ at, kind: 'adopted', who, from: indexOf.get(before)!, by: indexOf.get(after)! });
        break;
      case 'exit_state':
        if (before === 0 && leads(cell))
          this.happenings.push({
            at,
            kind: 'zombie',
            who,
            ended: this.#ended.get(who) ?? describeStatus(cell.exit_code),
          });
        break;
      case 'wchan':
        this.#sleep(who, after as string);
        break;
      case 'ptrace':
        if (before === 0) this.happenings.push({ at, kind: 'seized', who, by });
        else if (after === 0) this.happenings.push({ at, kind: 'released', who, by });
        break;
      case 'self_exec_id': {
        // A child gets its maker's number when it is made.
        if (who !== by) break;
        const instead = this.#instead.get(who);
        this.happenings.push({ at, kind: 'exec', who, ...(instead === undefined ? {} : { instead }) });
        break;
      }
    }
  }

  /** It falls asleep: told once, however often it wakes only to sleep there again; an actor that waits for orders sleeps in user mode. */
  #sleep(who: TaskIndex, wchan: string): void {
    if (wchan === '') return;
    if (wchan === 'read') this.#sleeps.delete(who);
    else if (this.#sleeps.get(who) !== wchan) {
      this.#sleeps.set(who, wchan);
      this.happenings.push({ at: this.#at, kind: 'sleeping', who, in: wchan });
    }
  }

  incident(incident: Incident): void {
    const who = this.#by;
    const { task } = this.#stage.tasks[who]!;
    switch (incident.kind) {
      case 'handler':
      case 'sigwait': {
        const { si_signo } = incident.info;
        this.happenings.push({ at: this.#at, kind: 'handled', who, signal: signalName(si_signo), how: incident.kind });
        this.#ran.set(task.signal, (this.#ran.get(task.signal) ?? new Set()).add(si_signo));
        break;
      }
      case 'exit': {
        this.#ended.set(who, describeStatus(incident.code));
        const actions = task.sighand!.action.map(({ sa_handler }, sig) => (typeof sa_handler === 'function' ? sig : 0));
        this.#handlers.set(
          who,
          actions.filter((sig) => sig !== 0 && sig !== SIGCHLD),
        );
        break;
      }
      case 'sent': {
        const happening = this.#signals.sent(incident);
        if (happening === undefined) break;
        this.happenings.push(happening);
        if (happening.fate !== 'fatal') break;
        this.#lives[happening.to]!.doom();
        this.#touched.add(happening.to);
      }
    }
  }

  /** The event is over: what does it make of those it touched? */
  end(): void {
    for (const who of this.#touched) {
      if (this.#at < this.#stage.tasks[who]!.born) continue;
      const [before, now] = this.#lives[who]!.update(this.#at);
      if (before !== now) this.#turned(who, before, now);
    }
    this.#touched.clear();
  }

  #turned(who: TaskIndex, before: LifeState, now: LifeState): void {
    const at = this.#at;
    const still = (state: LifeState) => state === 'stopped' || state === 'traced';
    if (still(now) && !still(before)) this.happenings.push({ at, kind: 'stopped', who });
    if (still(before) && now === 'alive') this.happenings.push({ at, kind: 'continued', who });
    if (now === 'exiting') this.happenings.push({ at, kind: 'exiting', who, ended: this.#ended.get(who)! });
  }
}
