/**
 * A run in the player: one of the reader's, that the examiner has opened, with the reader's own line beside the kernel's; or the run of a
 * scenario, at a position of it. The player is fetched when there is something to watch.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ExaminerClient, Opened, Which } from '@/grading/index.ts';
import type { Locale } from '@/i18n/index.ts';
import type { PlayerClient } from '@/player/index.ts';
import type { PlayerData } from '../player/data.ts';
import type { Given } from '../player/open.ts';
import type { ExerciseWords } from './words.ts';

/** Fetches the player and the places of lines, and puts it up. @returns takes it down */
async function show(
  place: HTMLElement,
  data: Omit<PlayerData, 'placeOf'>,
  start: { at: number | undefined; client?: PlayerClient },
): Promise<() => void> {
  const [{ mountPlayer }, { places }] = await Promise.all([
    import('../player/mount.tsx'),
    import('../player/places.ts'),
  ]);
  return mountPlayer(place, { ...data, placeOf: await places() }, start);
}

interface FrameProps {
  words: ExerciseWords;
  /** Another one, another run. */
  name: string;
  /** Puts the player up. @returns takes it down */
  open: (place: HTMLElement) => Promise<() => void>;
  onClose?: (() => void) | undefined;
  children?: preact.ComponentChildren;
}

function Frame({ words, name, open, onClose, children }: FrameProps) {
  const place = useRef<HTMLDivElement>(null);
  const [phase, setPhase] = useState<'opening' | 'open' | 'failed'>('opening');
  const latest = useRef(open);
  latest.current = open;
  useEffect(() => {
    let gone = false;
    let close: (() => void) | undefined;
    setPhase('opening');
    latest
      .current(place.current!)
      .then((opened) => {
        close = opened;
        if (gone) close();
        else setPhase('open');
      })
      .catch(() => {
        if (!gone) setPhase('failed');
      });
    return () => {
      gone = true;
      close?.();
    };
  }, [name]);
  return (
    <div class="ex-watch" data-phase={phase}>
      {phase === 'opening' && <p class="tell">{words.opening}</p>}
      {phase === 'failed' && (
        <p class="tell" role="alert">
          {words.openFailed}
        </p>
      )}
      {phase === 'open' && children}
      <div ref={place} />
      {onClose && (
        <p>
          <button type="button" class="btn" onClick={onClose}>
            {words.close}
          </button>
        </p>
      )}
    </div>
  );
}

export interface WatchRunProps {
  locale: Locale;
  words: ExerciseWords;
  examiner: ExaminerClient;
  which: Which;
  /** Which attempt it is of: another one has other runs. */
  attempt: number;
  caseTitles: readonly string[];
  /** The program's text, as it was run. */
  source: string;
  onLine?: ((line: number) => void) | undefined;
  onClose: () => void;
}

/** A run of a program. */
export function WatchRun(props: WatchRunProps) {
  const { locale, words, examiner, which, source } = props;
  const [run, setRun] = useState<{ opened: Opened; at: number }>();
  const open = async (place: HTMLElement): Promise<() => void> => {
    setRun(undefined);
    const opened = await examiner.open(which);
    if (opened === undefined) throw new Error('the run is not kept');
    const { schedule } = opened;
    const data = {
      locale,
      slug: undefined,
      title: words.runTitle(
        props.caseTitles[opened.case] ?? '',
        schedule.kind === 'numbered' ? words.scheduleN(schedule.index + 1) : words.explorationRun(schedule.index + 1),
      ),
      scenario: opened.scenario,
      actors: {},
      namespaces: { init: words.container },
      recordings: [],
      fixed: true as const,
    };
    const close = await show(place, data, { at: opened.at, client: examiner.player() });
    setRun({ opened, at: opened.at });
    const player = place.querySelector<HTMLElement>('.player');
    // The player says on its element where it stands.
    const observer = new MutationObserver(() => setRun({ opened, at: Number(player?.dataset['at']) }));
    if (player) observer.observe(player, { attributeFilter: ['data-at'] });
    return () => {
      observer.disconnect();
      close();
    };
  };
  const name = `${props.attempt} ${JSON.stringify(which)}`;
  return (
    <Frame words={words} name={name} open={open} onClose={props.onClose}>
      {run && <OwnLine {...props} run={run.opened} at={run.at} source={source} />}
    </Frame>
  );
}

/**
 * The reader's call that is underway at a position of the film: of whoever runs there; where that is somebody else, the one that the reader's
 * program made last.
 */
export function ownCallAt(
  { calls, tasks }: Pick<Opened, 'calls' | 'tasks'>,
  at: number,
): Opened['calls'][number] | undefined {
  const past = calls.filter((call) => call.at <= at);
  const latest = (task: number | undefined) => past.findLast((call) => call.task === task);
  const running = latest(tasks[at]);
  const found = running === undefined || running.line === 0 ? latest(calls[0]?.task) : running;
  return found === undefined || found.line === 0 ? undefined : found;
}

function OwnLine({ words, run, at, source, onLine }: WatchRunProps & { run: Opened; at: number }) {
  const own = ownCallAt(run, at);
  if (own === undefined) return <p class="ex-own">{words.notYours}</p>;
  const text = source.split('\n')[own.line - 1]?.trim() ?? '';
  const says = words.atLine(own.who, own.line);
  return (
    <p class="ex-own">
      {onLine ? (
        <button type="button" class="ex-link" onClick={() => onLine(own.line)}>
          {says}
        </button>
      ) : (
        says
      )}{' '}
      <code>{text}</code>
    </p>
  );
}

export interface WatchScenarioProps {
  words: ExerciseWords;
  given: Given;
  /** Undefined: where the film begins. */
  at: number | undefined;
  onClose: () => void;
}

/** A scenario's run, at a position of its film. */
export function WatchScenario({ words, given, at, onClose }: WatchScenarioProps) {
  const { core, ...rest } = given;
  return (
    <Frame
      words={words}
      name={`${given.slug} ${at}`}
      open={(place) => show(place, { ...rest, scenario: core }, { at })}
      onClose={onClose}
    />
  );
}
