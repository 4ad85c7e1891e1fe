/** The run of a scenario: a player, put up anew for each scenario that the reader runs. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PlayerData } from '../player/data.ts';
import type { Start } from '../player/mount.tsx';
import type { LabWords } from './words.ts';

export interface Show {
  data: Promise<PlayerData>;
  start: Start;
}

export interface RunPaneProps {
  words: LabWords;
  /** A new object is a new run. */
  show: Show | undefined;
  /** The run is to be seen. */
  onShown: (player: HTMLElement) => void;
}

export function RunPane({ words, show, onShown }: RunPaneProps): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState<string>();
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    const home = place.current;
    if (show === undefined || home === null) return;
    let gone = false;
    let down: (() => void) | undefined;
    // The run before stands until this one can.
    const before = [...home.children];
    const inside = document.createElement('div');
    home.append(inside);
    setBusy(true);
    const begin = async () => {
      const [{ mountPlayer }, data] = await Promise.all([import('../player/mount.tsx'), show.data]);
      if (gone) return;
      const taken = await mountPlayer(inside, data, show.start);
      if (gone) return taken();
      down = taken;
      setFailed(undefined);
      onShown(inside);
    };
    begin()
      .catch((error: unknown) => {
        if (!gone) setFailed(error instanceof Error ? error.message : String(error));
      })
      .finally(() => {
        for (const old of before) old.remove();
        if (!gone) setBusy(false);
      });
    return () => {
      gone = true;
      down?.();
      // Who comes next takes it away when there is something to see in its place.
      if (inside.childElementCount === 0) inside.remove();
    };
  }, [show]);

  return (
    <section
      class="l-run"
      aria-label={words.player}
      aria-busy={busy}
      data-shown={show === undefined ? undefined : String(!busy)}
    >
      {show !== undefined && <h2 class="sr-only">{words.player}</h2>}
      {failed !== undefined && (
        <p class="l-notice" role="alert">
          {words.cannotRun(failed)}
        </p>
      )}
      <div ref={place} />
    </section>
  );
}
