/**
 * What the page asks of the worker, tied to the player's state: runs, moments, explorations. One client a player; the latest question counts.
 * @module
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type Film, type FilmTeller, filmTeller, type PlayerClient, PlayerError, type Script } from '@/player/index.ts';
import type { PlayerData } from './data.ts';
import type { Reel } from './reel.ts';
import type { Exploration } from './Schedules.tsx';
import type { PlayerAction, PlayerState } from './state.ts';

/** How long a place must have been stood on, in ms, before the worker is asked what is known there: a scrub or a held key asks for nothing. */
const REST = 60;

/** Most runs of an exploration that a page makes. */
const MOST_RUNS = 20_000;

export interface Model {
  exploration: Exploration | undefined;
  /** Runs a scenario; `at` is where to begin. */
  load: (reel: Reel, at?: number) => void;
  explore: (scenario: unknown) => void;
  stopExploring: () => void;
  forgetExploration: () => void;
}

/**
 * Runs a scenario, and finds who tells of it.
 * @throws PlayerError when it cannot be run
 */
export async function shoot(
  client: PlayerClient,
  { scenario, schedule }: Reel,
  { locale, actors }: Pick<PlayerData, 'locale' | 'actors'>,
): Promise<{ film: Film; teller: FilmTeller }> {
  const film = await client.load(scenario, schedule);
  // What could be run has been checked by the worker.
  const script = { ...(scenario as Omit<Script, 'actors'>), actors };
  return { film, teller: await filmTeller(locale, script, film) };
}

export function useModel(
  client: PlayerClient,
  of: Pick<PlayerData, 'locale' | 'actors'>,
  state: PlayerState,
  dispatch: (action: PlayerAction) => void,
): Model {
  const asked = useRef(0);
  const [exploration, setExploration] = useState<Exploration>();

  useEffect(() => {
    // Back from the browser's cache the page goes on with the worker it had.
    const close = (event: PageTransitionEvent) => {
      if (!event.persisted) client.close();
    };
    addEventListener('pagehide', close);
    return () => {
      removeEventListener('pagehide', close);
      client.close();
    };
  }, []);

  const load = useCallback(
    (reel: Reel, at?: number) => {
      asked.current += 1;
      const number = asked.current;
      dispatch({ do: 'load', reel });
      shoot(client, reel, of).then(
        ({ film, teller }) => {
          if (number === asked.current) dispatch({ do: 'loaded', film, teller, at });
        },
        (error: unknown) => {
          if (number === asked.current) dispatch({ do: 'failed', message: messageOf(error) });
        },
      );
    },
    [dispatch],
  );

  const { stage, phase } = state;
  const { at } = state.place;
  useEffect(() => {
    if (!stage || phase !== 'ready') return;
    const ask = () => {
      client.moment(at).then(
        (moment) => {
          if (moment) dispatch({ do: 'moment', moment });
        },
        // The picture does without: it is drawn from the film.
        () => {},
      );
    };
    const timer = setTimeout(ask, REST);
    return () => clearTimeout(timer);
  }, [stage, phase, at]);

  const explore = useCallback((scenario: unknown) => {
    const begun: Exploration = { running: true, runs: 0, complete: false, ends: [], message: '' };
    setExploration(begun);
    client
      .explore(scenario, MOST_RUNS, ({ runs, ends }) => setExploration({ ...begun, runs, ends }))
      .then(
        (found) => setExploration({ ...found, running: false, message: '' }),
        (error: unknown) => setExploration({ ...begun, running: false, message: messageOf(error) }),
      );
  }, []);
  const stopExploring = useCallback(() => {
    client.stop().catch(() => {});
  }, []);
  const forgetExploration = useCallback(() => setExploration(undefined), []);

  return useMemo(
    () => ({ exploration, load, explore, stopExploring, forgetExploration }),
    [exploration, load, explore, stopExploring, forgetExploration],
  );
}

const messageOf = (error: unknown): string =>
  error instanceof PlayerError || error instanceof Error ? error.message : String(error);
