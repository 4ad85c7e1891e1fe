/**
 * What an edition must be able to say.
 * @module
 */
import type { SignalName } from '../../model/index.ts';
import type { Actor, Step } from '../../scenario/index.ts';
import type { FilmFate, LifeState, SignalHappening } from '../film.ts';
import type { Named, Said } from '../said.ts';

/** By function: by the beginning of one of its lines, what is done there. */
export type Phrases = Record<string, Record<string, string>>;

/** A fate with names for indices. */
export type NamedFate = Pick<FilmFate, 'ended' | 'killedHow' | 'last'> & {
  who: Named;
  killedBy: Named | undefined;
  releasedBy: Named | undefined;
  adopters: Named[];
  tookOver: Named | undefined;
  handlersThatNeverRan: SignalName[];
};

/** One edition's words. Sentences end with their full stop. */
export interface Lexicon {
  /** Of the world outside, and of the machine's own init, where a scenario does not name them. */
  outside: string;
  machineInit: string;
  locks: Record<'write' | 'writeDone' | 'read' | 'readDone', string>;
  lines: Phrases;
  /** `killed by SIGKILL` for `signal KILL`, `exit status 3` for `exit 3`. */
  ended(ended: string): Said;
  states: Record<LifeState | 'adopted', string>;
  /** `A, B and C`. */
  list(said: readonly Said[]): Said;

  signal(happening: SignalHappening, names: { to: Named; by: Named; about: Named | undefined; number: number }): Said;
  step(number: number, said: Said): Said;
  treeIsMade: Said;
  born(who: Named, by: Named, how: 'process' | 'thread' | 'init'): Said;
  handled(who: Named, signal: SignalName, how: 'handler' | 'sigwait'): Said;
  stopped(who: Named): Said;
  continued(who: Named): Said;
  closed(who: Named): Said;
  sleeping(who: Named, where: string): Said;
  exiting(who: Named, ended: string): Said;
  zombie(who: Named, ended: string): Said;
  /** `by` undefined: nobody would wait for it, and it releases itself. */
  reaped(who: Named, by: Named | undefined, thread: boolean): Said;
  adopted(who: Named, from: Named, by: Named): Said;
  reaper(who: Named, from: Named): Said;
  seized(who: Named, by: Named): Said;
  released(who: Named, by: Named): Said;
  exec(who: Named, instead: Named | undefined): Said;
  /** In user mode: about to enter the kernel; done for now; or woken by a signal. */
  userMode(who: Named, next: 'call' | 'rest' | 'wakes'): Said;
  /** A line that no phrase is known for: the function and the line itself. */
  line(who: Named, fn: string, at: string): Said;

  /** A step of a scenario as a sentence without full stop: `sys sends SIGTERM to init`. */
  does(step: Step, name: (task: string) => Named): Said;
  /** A step that comes when the time given to end has passed. */
  afterGrace(said: Said): Said;
  /** What came of a step's call; [] for what goes without saying. */
  result(result: string): Said;
  /** What is particular about an actor, one by one: `in a new pid namespace`, `ignores HUP`. */
  traits(actor: Actor, name: (task: string) => Named): Said[];
  fate(fate: NamedFate): Said;
}
