import { type Outcome, readState, type Scenario, type Step, type TaskState } from '../../scenario/index.ts';
import { FigureError } from '../error.ts';
import type { Happening, SignalFate } from './happenings.ts';
import { groupOf, type Namespaces } from './namespaces.ts';
import { type ProcessGroups, processGroups } from './process-groups.ts';

type World = Map<string, TaskState>;
/** A happening before the step and its order are added; distributed, so that each kind keeps its own fields. */
type New<H> = H extends Happening ? Omit<H, 'step' | 'after'> : never;
type RecordedStep = Outcome['steps'][number];

const dead = (state: TaskState | undefined) =>
  state?.is === 'exiting' || state?.is === 'zombie' || state?.is === 'gone';

/**
 * What happened in each step, as far as the facts say it: an outcome has the states before and after a step, who noticed
 * what, and how each task ended; the rest is order that v6.0 defines whatever the CPUs do:
 * - an init enters do_exit, and only then kills (exit_notify, find_child_reaper, zap_pid_ns_processes);
 * - it becomes a zombie, and its parent hears of it, only after all it killed are gone (pid_namespace.c:243);
 * - children are given away before their parent becomes a zombie (exit.c:677 before exit_state is set);
 * - a zombie comes before whoever reaps it.
 * In which order those killed by zap die is not defined: none of them is put before another.
 *
 * @returns the happenings of every step, each with those known to come before it
 * @throws FigureError when a task died and the facts do not say of what
 */
export function deriveHappenings(
  scenario: Pick<Scenario, 'id' | 'tree' | 'later' | 'steps'>,
  outcome: Outcome,
  spaces: Namespaces,
): Happening[] {
  const world: World = new Map([['sys', readState('alive')]]);
  apply(world, outcome.steps[0]);
  const groups = processGroups(scenario, outcome);
  return scenario.steps.flatMap((step, i) => {
    const recorded = outcome.steps[i + 1]!;
    const before: World = new Map(world);
    apply(world, recorded);
    return new StepReader(scenario.id, i + 1, step, recorded, before, world, outcome.final, spaces, groups[i]!).read();
  });
}

function apply(world: World, step: RecordedStep | undefined): void {
  for (const [task, said] of Object.entries(step?.state ?? {})) world.set(task, readState(said));
}

/** Reads one step. Its methods each add one kind of happening, in the order in which later ones may rest on earlier ones. */
class StepReader {
  readonly #id: string;
  readonly #n: number;
  readonly #step: Step;
  readonly #recorded: RecordedStep;
  readonly #before: World;
  readonly #after: World;
  readonly #final: Outcome['final'];
  readonly #spaces: Namespaces;
  readonly #groups: ProcessGroups;
  readonly #found: Happening[] = [];
  readonly #exits = new Map<string, Happening>();

  constructor(
    id: string,
    n: number,
    step: Step,
    recorded: RecordedStep,
    before: World,
    after: World,
    final: Outcome['final'],
    spaces: Namespaces,
    groups: ProcessGroups,
  ) {
    this.#id = id;
    this.#n = n;
    this.#step = step;
    this.#recorded = recorded;
    this.#before = before;
    this.#after = new Map(after);
    this.#final = final;
    this.#spaces = spaces;
    this.#groups = groups;
  }

  read(): Happening[] {
    this.#births();
    this.#signals();
    this.#exitsOfThemselves();
    this.#exitsWithTheirGroup();
    this.#killedByZap();
    for (const task of this.#changed())
      if (dead(this.#after.get(task)) && !dead(this.#before.get(task)) && !this.#exits.has(task))
        throw new FigureError(
          `Scenario ${this.#id}, step ${this.#n} (${this.#recorded.op}): ${task} died, and the recording does not say of what. Lanes can draw exits, signals sent by a step, and the end of a namespace; choose another scenario for this figure.`,
        );
    this.#adoptions();
    this.#ends();
    this.#nothingUntold();
    if (this.#found.length === 0)
      this.#add({ kind: 'call', lane: actorOf(this.#step), op: this.#step, result: this.#recorded.result });
    chainLanes(this.#found);
    return this.#found;
  }

  /** A signal that the kernel sent by itself (at a parent's death, to an orphaned group) is refused, rather than left out of the figure. */
  #nothingUntold(): void {
    const refuse = (what: string) => {
      throw new FigureError(
        `Scenario ${this.#id}, step ${this.#n} (${this.#recorded.op}): ${what}, and no step sent the signal. Lanes can draw signals that a step sends and those at the end of a namespace; choose another scenario for this figure.`,
      );
    };
    const sent = (task: string, sig?: string) =>
      this.#found.some(
        (h) => h.kind === 'signal' && groupOf(h.lane) === groupOf(task) && (sig === undefined || h.sig === sig),
      );
    for (const [task, events] of Object.entries(this.#recorded.events ?? {})) {
      const taken = events.map((event) => /^(?:handler|sigwait got) (\w+) /.exec(event)?.[1]);
      const untold = taken.find((sig) => sig !== undefined && sig !== 'CHLD' && !this.#waited(sig) && !sent(task, sig));
      if (untold !== undefined) refuse(`${task} took SIG${untold}`);
    }
    for (const task of this.#changed())
      if (this.#before.get(task)?.is === 'stopped' && this.#after.get(task)?.is === 'alive' && !sent(task))
        refuse(`${task} goes on`);
  }

  /** Signals that were sent before, and are taken by this very step. */
  #waited = (sig: string): boolean =>
    (this.#step.op === 'unblock' || this.#step.op === 'sigwait') && this.#step.sig === sig;

  #add(what: New<Happening>, after: Happening[] = []): Happening {
    const happening = { ...what, step: this.#n, after } as Happening;
    this.#found.push(happening);
    return happening;
  }

  #changed = (): string[] => Object.keys(this.#recorded.state ?? {});
  #events = (task: string): string[] => this.#recorded.events?.[task] ?? [];
  #succeeded = (): boolean => ['ok', 'sent', 'blocked', 'no-reply', 'invisible'].includes(this.#recorded.result);

  #births(): void {
    const step = this.#step;
    if (step.op !== 'spawn' && step.op !== 'thread') return;
    if (this.#after.has(step.who) && !this.#before.has(step.who))
      this.#add({ kind: 'born', lane: step.who, from: step.by });
  }

  #signals(): void {
    const step = this.#step;
    if ((step.op !== 'kill' && step.op !== 'tgkill' && step.op !== 'queue') || !this.#succeeded()) return;
    for (const target of this.#targets(step.from, step.to))
      this.#add({ kind: 'signal', lane: target, sig: step.sig, from: step.from, fate: this.#fate(target, step.sig) });
  }

  /** A group's signal reaches all its members. `-1` reaches every process the sender's namespace numbers above 1, nested ones included, but not the sender (kill_something_info). */
  #targets(from: string, to: string): string[] {
    if (to.startsWith('pgrp:'))
      return [...this.#groups]
        .filter(([task, group]) => group === groupOf(to.slice('pgrp:'.length)) && this.#isThere(task))
        .map(([task]) => task);
    if (to !== '-1') return [to];
    const here = this.#spaces.of(from);
    return [...this.#before]
      .filter(([task, state]) => {
        const pids = this.#final[task]?.nspid ?? [];
        const depth = here === undefined ? 0 : (this.#final[here]?.nspid.length ?? 0);
        return (
          task === groupOf(task) &&
          task !== 'sys' &&
          task !== groupOf(from) &&
          state.is !== 'gone' &&
          (here === undefined || (this.#spaces.within(task, here) && (pids[depth - 1] ?? 0) > 1))
        );
      })
      .map(([task]) => task);
  }

  #isThere = (task: string): boolean => (this.#before.get(task)?.is ?? 'gone') !== 'gone';

  #fate(target: string, sig: string): SignalFate {
    const [was, is] = [this.#before.get(target), this.#after.get(target)];
    const heard = [target, ...this.#threadsOf(target)].flatMap((task) => this.#events(task));
    if (dead(is) && !dead(was) && this.#final[target]?.do_exit === `signal ${sig}`) return 'fatal';
    if (heard.some((event) => event.startsWith(`handler ${sig} `) || event.startsWith(`sigwait got ${sig} `)))
      return 'handled';
    if (was?.is !== 'stopped' && is?.is === 'stopped') return 'stops';
    if (was?.is === 'stopped' && is?.is === 'alive') return 'continues';
    // PF_EXITING: no thread wants a signal any more, it stays queued (signal.c, wants_signal).
    if (was?.is === 'exiting') return 'queued';
    if (is?.pending.includes(sig) && !was?.pending.includes(sig)) return 'queued';
    return 'dropped';
  }

  #threadsOf = (group: string): string[] =>
    [...this.#after.keys()].filter((task) => task !== group && groupOf(task) === group);

  #exit(task: string, after: Happening[]): void {
    if (!this.#exits.has(task))
      this.#exits.set(task, this.#add({ kind: 'exiting', lane: task, how: this.#final[task]?.do_exit }, after));
  }

  #signalTo = (task: string) => this.#found.find((h) => h.kind === 'signal' && h.lane === task);

  /** Tasks that call exit, and tasks that the step's signal kills. */
  #exitsOfThemselves(): void {
    for (const task of this.#changed()) {
      if (!dead(this.#after.get(task)) || dead(this.#before.get(task))) continue;
      const signal = this.#signalTo(task) ?? this.#signalTo(groupOf(task));
      const calls = this.#events(task).some((event) => event.startsWith('calls exit'));
      const fault = (this.#step.op === 'fault' || this.#step.op === 'abort') && this.#step.who === task;
      if (calls || fault || (signal?.kind === 'signal' && signal.fate === 'fatal'))
        this.#exit(task, signal ? [signal] : []);
    }
  }

  /** exit_group and fatal signals take the other threads along; nothing orders them among themselves. */
  #exitsWithTheirGroup(): void {
    for (const task of this.#changed()) {
      if (!dead(this.#after.get(task)) || dead(this.#before.get(task)) || this.#exits.has(task)) continue;
      const first = [groupOf(task), ...this.#threadsOf(groupOf(task))].find(
        (other) =>
          this.#exits.has(other) &&
          (this.#signalTo(groupOf(task)) !== undefined ||
            this.#events(other).some((e) => e.startsWith('calls exit_group'))),
      );
      if (first !== undefined) this.#exit(task, this.#exits.get(first)!.after);
    }
  }

  /** The outermost namespace around a task that comes to its end in this step, and the thread of its init that ends it. */
  #endingAround(task: string): string | undefined {
    let found: string | undefined;
    for (const { init } of this.#spaces.all.values()) {
      if (found !== undefined || groupOf(task) === init || !this.#spaces.within(task, init)) continue;
      const group = [init, ...this.#threadsOf(init)];
      if (group.every((thread) => dead(this.#after.get(thread))))
        found = group.find((thread) => this.#exits.has(thread));
    }
    return found;
  }

  /** zap_pid_ns_processes: whoever has a number in a dying namespace gets SIGKILL from its init. */
  #killedByZap(): void {
    for (const task of this.#changed()) {
      if (!dead(this.#after.get(task)) || dead(this.#before.get(task)) || this.#exits.has(task)) continue;
      const killer = this.#endingAround(task);
      if (killer === undefined || this.#final[task]?.do_exit !== 'signal KILL') continue;
      const kill = this.#add({ kind: 'signal', lane: task, sig: 'KILL', from: killer, fate: 'fatal', zap: true }, [
        this.#exits.get(killer)!,
      ]);
      this.#exit(task, [kill]);
    }
  }

  #adoptions(): void {
    for (const task of this.#changed()) {
      const [was, is] = [this.#before.get(task), this.#after.get(task)];
      if (was === undefined || is === undefined || was.parent === undefined) continue;
      const reaper = this.#reaperOf(task);
      const parent =
        is.is === 'gone' && reaper !== was.parent && this.#exits.has(was.parent) && dead(was) ? reaper : is.parent;
      if (parent === undefined || parent === was.parent) continue;
      const given = this.#exits.get(was.parent);
      this.#add({ kind: 'adopted', lane: task, from: parent }, given ? [given] : []);
    }
  }

  #reaperOf(task: string): string | undefined {
    return Object.keys(this.#recorded.events ?? {}).find((parent) =>
      this.#events(parent).some((e) => e.startsWith(`reaped ${task}: `)),
    );
  }

  /** Zombies, and pids that become free. An init's come after those of everyone it outlives. */
  #ends(): void {
    const zaps = this.#found.filter((h) => h.kind === 'exiting' && h.after.some((a) => a.kind === 'signal' && a.zap));
    // Inner namespaces end before the ones around them, so tasks are taken from the inside out, inits after their members.
    for (const task of this.#innermostFirst()) {
      const [was, is] = [this.#before.get(task), this.#after.get(task)];
      if (!dead(is) || is?.is === was?.is || is?.is === 'exiting') continue;
      const exit = this.#exits.get(task);
      const given = this.#found.filter((h) => h.kind === 'adopted' && this.#before.get(h.lane)?.parent === task);
      const own = this.#found.filter((h) => h.kind === 'adopted' && h.lane === task);
      const outlived = this.#found.filter((h) => h.kind === 'reaped' && this.#outlives(task, h.lane));
      const zapped = exit === undefined && this.#endingAround(task) !== undefined;
      const before = [...(exit ? [exit] : []), ...given, ...outlived];
      const by = this.#reaperOf(task);
      if (is?.is === 'zombie') this.#add({ kind: 'zombie', lane: task }, before);
      else if (by !== undefined && was?.is !== 'zombie')
        this.#add({ kind: 'reaped', lane: task, by }, [this.#add({ kind: 'zombie', lane: task }, before)]);
      // A zombie that zap reaps goes while the others die, nothing says when: it shares their place.
      else this.#add({ kind: 'reaped', lane: task, by }, [...before, ...own, ...(zapped ? zaps : [])]);
    }
  }

  /** Whether zap, or the wait for the other threads, keeps `task` until `other` is gone. */
  #outlives(task: string, other: string): boolean {
    const group = groupOf(task);
    if (group === groupOf(other)) return task === group || this.#lastOfInit(task);
    return (
      this.#spaces.all.has(group) && this.#spaces.within(other, group) && (task === group || this.#lastOfInit(task))
    );
  }

  #lastOfInit = (task: string): boolean =>
    this.#spaces.all.has(groupOf(task)) && task !== groupOf(task) && this.#exits.has(task);

  #innermostFirst(): string[] {
    const depth = (task: string) => this.#final[task]?.nspid.length ?? 0;
    const rank = (task: string) =>
      depth(task) * 4 - (this.#spaces.all.has(groupOf(task)) ? (task === groupOf(task) ? 2 : 1) : 0);
    return this.#changed().toSorted((a, b) => rank(b) - rank(a));
  }
}

/** The task a step is about, for steps that change nothing that can be seen. */
function actorOf(step: Step): string {
  if ('who' in step && step.op !== 'spawn' && step.op !== 'thread') return step.who;
  if ('by' in step) return step.by;
  return 'from' in step ? step.from : 'sys';
}

const rank = { call: 0, born: 0, signal: 1, adopted: 2, exiting: 3, zombie: 4, reaped: 5 };

/** What happens to one task happens in a row: a lane never has two happenings at one place. */
function chainLanes(found: Happening[]): void {
  for (const lane of new Set(found.map((h) => h.lane))) {
    const own = found.filter((h) => h.lane === lane).sort((a, b) => rank[a.kind] - rank[b.kind]);
    own.slice(1).forEach((h, i) => {
      if (!h.after.includes(own[i]!)) h.after.push(own[i]!);
    });
  }
}
