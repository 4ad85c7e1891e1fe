/**
 * What the player's parts have in common besides their state: handlers that stay the same, the reader's wish for less motion, clocks.
 * @module
 */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { linked } from './link.ts';
import type { Model } from './model.ts';
import { reelOf } from './reel.ts';
import { type PlayerAction, type PlayerState, restOf } from './state.ts';

/** A signal's flight, and the time until the plate turns, in ms. */
const FLIGHT = 440;

/** A handler that is the same at every step, and does what the latest one does: who is given it need not be drawn again. */
export function useStable<A extends unknown[], R>(handler: (...args: A) => R): (...args: A) => R {
  const latest = useRef(handler);
  latest.current = handler;
  return useCallback((...args: A) => latest.current(...args), []);
}

/** How long a place must have been stood on to be a rest, in ms. */
export const REST = 120;

/** A value as it is, or, while it rushes, as it was at the last rest: for what would cost more than a frame among very many. */
export function useRested<T>(value: T, rushes: boolean): T {
  const rested = useRef(value);
  const [, redraw] = useState(0);
  if (!rushes) rested.current = value;
  useEffect(() => {
    if (!rushes) return;
    const timer = setTimeout(() => {
      rested.current = value;
      redraw((n) => n + 1);
    }, REST);
    return () => clearTimeout(timer);
  }, [value, rushes]);
  return rested.current;
}

/** Whether the reader asked for less motion. */
export function useCalm(): boolean {
  const query = useMemo(() => matchMedia('(prefers-reduced-motion: reduce)'), []);
  const [calm, setCalm] = useState(query.matches);
  useEffect(() => {
    const changed = () => setCalm(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, []);
  return calm;
}

/** Play goes on, and what flies lands. */
export function useTimers(state: PlayerState, dispatch: (action: PlayerAction) => void, calm: boolean): void {
  const { at } = state.place;
  useEffect(() => {
    if (!state.playing) return;
    const rest = restOf(state);
    // Nothing flies where the next step comes before it would land.
    const timer = setTimeout(() => dispatch({ do: 'tick', still: calm || state.speed > 2 }), rest ?? 0);
    return () => clearTimeout(timer);
  }, [state.playing, at, state.speed, state.stage]);
  useLayoutEffect(() => {
    if (!state.flying) return;
    const timer = setTimeout(() => dispatch({ do: 'landed' }), FLIGHT);
    return () => clearTimeout(timer);
  }, [state.flying, at]);
}

/** A link to another moment, followed on this page. */
export function useFollowedLinks(
  { slug, scenario }: { slug: string | undefined; scenario: unknown },
  model: Pick<Model, 'load'>,
  root: { current: HTMLElement | null },
): void {
  useEffect(() => {
    const follow = async () => {
      const link = await linked(slug);
      if (link.is !== 'state' || link.state.edited) return;
      const { variations, schedule, at: to } = link.state;
      model.load(reelOf(scenario, { on: variations, schedule }), to);
      root.current?.scrollIntoView();
    };
    const changed = () => void follow();
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, [slug, scenario]);
}
