/**
 * What is played: a scenario, what a reader changed about it, and who runs when.
 * @module
 */
import { type PlaySchedule, toggle, type Variable, type Variation, variationsOf, vary } from '@/player/index.ts';

/** A scenario that a reader wrote or edited: the text it came from. */
export interface Edited {
  language: 'json' | 'ts';
  text: string;
}

export interface Reel {
  /** The scenario's core without variations. */
  base: unknown;
  edited: Edited | undefined;
  /** Ids of the variations that are on. */
  on: readonly string[];
  /** What the worker is given: the base with its variations. */
  scenario: unknown;
  schedule: PlaySchedule;
}

export const IN_ORDER: PlaySchedule = { kind: 'order' };

/** @param on variations that say nothing new about the scenario are left out */
export function reelOf(
  base: unknown,
  {
    on = [],
    schedule = IN_ORDER,
    edited,
  }: { on?: readonly string[]; schedule?: PlaySchedule; edited?: Edited | undefined } = {},
): Reel {
  if (on.length === 0 || !isVariable(base)) return { base, edited, on: [], scenario: base, schedule };
  const varied = vary(base, on);
  return { base, edited, on: varied.on, scenario: varied.on.length > 0 ? varied.scenario : base, schedule };
}

/** The same scenario with one variation switched: in the machine's own order, since a schedule belongs to one scenario. */
export function toggled(reel: Reel, id: string): Reel {
  if (!isVariable(reel.base)) return reel;
  return reelOf(reel.base, { on: toggle(reel.base, reel.on, id), edited: reel.edited });
}

/** The variations a reader can be offered. */
export function offeredFor({ base, on }: Reel): { variation: Variation; on: boolean }[] {
  return isVariable(base) ? variationsOf(base, on) : [];
}

/** What has not been checked may be anything; whether it is a scenario the worker finds out. */
function isVariable(value: unknown): value is Variable {
  const { tree, steps } = (value ?? {}) as { tree?: unknown; steps?: unknown };
  return Array.isArray(tree) && Array.isArray(steps);
}
