/**
 * The player: one moment of a run, as a sentence, a tree, a call stack, a line of the kernel, lives, a log and fates; and the
 * ways to another moment. The model runs in a worker; what a step needs of it besides the film is asked for and may come later.
 */
import { useCallback, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import type { EventIndex, Film, FilmTeller, PlayerClient, TaskIndex } from '@/player/index.ts';
import { comparedWith, loudHappenings, type Move, plain, refusals } from '@/player/index.ts';
import { Change } from './Change.tsx';
import { Code } from './Code.tsx';
import { Controls } from './Controls.tsx';
import { linesRun, type StackFrame, stackAt } from './callstack.ts';
import { castOf, nameOf } from './cast.ts';
import { Details } from './Details.tsx';
import type { PlayerData } from './data.ts';
import { Fates } from './Fates.tsx';
import { Head } from './Head.tsx';
import { useCalm, useFollowedLinks, useRested, useStable, useTimers } from './hooks.ts';
import { Keys } from './Keys.tsx';
import { commandOf } from './keys.ts';
import { Lanes } from './Lanes.tsx';
import { Log } from './Log.tsx';
import { addressOf } from './link.ts';
import { useModel } from './model.ts';
import type { Start } from './mount.tsx';
import { fatesOf, listed } from './narration.ts';
import { Program } from './Program.tsx';
import { usePrefetch } from './prefetch.ts';
import type { Reel } from './reel.ts';
import { Says } from './Says.tsx';
import { Stack } from './Stack.tsx';
import { happeningsBetween, lastAt, lookAt, lookedSince, type Stage } from './stage.ts';
import { initial, type PlayerState, reduce } from './state.ts';
import { stepNumber } from './stops.ts';
import { TreePane } from './TreePane.tsx';
import { playerWords } from './words.ts';

export interface PlayerProps {
  data: PlayerData;
  client: PlayerClient;
  /** What is shown first: the run has been made already. */
  reel: Reel;
  film: Film;
  teller: FilmTeller;
  start?: Start;
}

/** So many tasks are very many. */
const MANY = 60;

/** The same list at every step at which nothing happens: who is given it need not be drawn again. */
const NONE: readonly never[] = [];

export function Player({ data, client, reel, film, teller: first, start = {} }: PlayerProps) {
  const { locale } = data;
  const words = playerWords[locale];
  const [state, dispatch] = useReducer(reduce, undefined, () => begin(initial(reel), film, first, start));
  const model = useModel(client, data, state, dispatch);
  const calm = useCalm();
  const root = useRef<HTMLElement>(null);
  const opener = useRef<Element | undefined>(undefined);
  const [keysOpen, setKeysOpen] = useState(false);
  const [treeHeight, setTreeHeight] = useState(0);
  const stage = state.stage!;
  const { at } = state.place;
  const teller = state.teller!;
  const cast = useMemo(() => castOf(stage.film, data.actors, locale), [stage, data]);
  const varied = state.reel.scenario !== data.scenario;
  const compared = useMemo(
    () => (varied ? [] : data.recordings.map((recorded) => comparedWith(stage.film, recorded))),
    [stage, data, varied],
  );
  const fates = useMemo(() => fatesOf(stage.film, cast, teller, compared[0]), [stage, cast, teller, compared]);

  useTimers(state, dispatch, calm);
  usePrefetch(stage, at, locale, data.placeOf);
  useFollowedLinks(data, model, root);

  const move = useStable((how: Move, still?: boolean) =>
    dispatch({ do: 'move', move: how, still: still === true || calm }),
  );
  const go = useCallback((to: EventIndex) => dispatch({ do: 'go', at: to, still: true }), []);
  const goFlying = useStable((to: EventIndex) => dispatch({ do: 'go', at: to, still: calm }));
  const togglePlay = useStable(() => dispatch({ do: state.playing ? 'pause' : 'play' }));
  const setSpeed = useCallback((speed: number) => dispatch({ do: 'speed', speed }), []);
  const follow = useCallback((task: TaskIndex | undefined) => dispatch({ do: 'follow', task }), []);
  const peekAt = useCallback((frame: number | undefined) => dispatch({ do: 'peek', frame }), []);
  const openKeys = useCallback(() => setKeysOpen(true), []);
  const choose = useCallback((task: TaskIndex, from: Element) => {
    opener.current = from;
    dispatch({ do: 'details', task });
  }, []);
  const closeDetails = useCallback(() => {
    dispatch({ do: 'details', task: undefined });
    if (opener.current instanceof HTMLElement || opener.current instanceof SVGElement) opener.current.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && state.details !== undefined) {
      closeDetails();
      return;
    }
    const command = commandOf(event);
    if (!command) return;
    event.preventDefault();
    if ('move' in command) move(command.move, event.repeat);
    else if (event.repeat) return;
    else if (command.act === 'play') togglePlay();
    else if (command.act === 'keys') openKeys();
    else follow(state.follow === undefined ? stage.film.task[at] : undefined);
  };

  const frames = useMemo(() => stackAt(stage, at), [stage, at]);
  const peek = Math.min(state.peek ?? 0, frames.length - 1);
  const runs = stage.film.task[at]!;
  const said = useMemo(() => teller.sentence(at), [teller, at]);
  const [signals, adopted] = useMemo(() => {
    const now = happeningsBetween(stage.film, state.after, at);
    const sent = now.filter((happening) => happening.kind === 'signal');
    const given = now.flatMap((happening) => (happening.kind === 'adopted' ? [happening.who] : []));
    return [sent.length > 0 ? sent : NONE, given.length > 0 ? given : NONE] as const;
  }, [stage, state.after, at]);
  const entries = loudHappenings(stage.film);
  const number = useCallback((n: number) => n.toLocaleString(locale === 'en' ? 'en' : 'zh-CN'), [locale]);
  const numberOf = useCallback((line: number) => placeOfLine(data, stage, line)?.number, [data, stage]);
  const sayingOf = useCallback((index: number) => teller.happening(entries[index]!), [teller, entries]);
  const stepOf = useCallback((event: EventIndex) => stepNumber(stage.film, event), [stage]);
  const looks = lookedSince(stage, state.shown);
  // Among very many, the table and the log wait until a scrub comes to rest; the picture, the line and the lives go along.
  const told = useRested(at, state.rushes && stage.film.tasks.length >= MANY);
  const { details } = state;

  return (
    <section
      class="player live"
      ref={root}
      aria-label={data.fixed ? `${words.player}: ${data.title}` : words.player}
      data-at={at}
      data-phase={state.phase}
      onKeyDown={onKeyDown}
      style={`--tree:${treeHeight + 26}px`}
    >
      <Head {...{ data, words, varied, compared, number }} film={stage.film} step={stepOf(at)} />
      {/* Announced at rest; while a run plays or a key is held, only the last of it. */}
      <p class="p-say" aria-live={state.playing ? 'off' : 'polite'}>
        <Says said={said} />
      </p>
      {start.refused && (
        <p class="p-message" role="status">
          {refusals[start.refused][locale]}
        </p>
      )}
      {state.phase === 'failed' && (
        <p class="p-message" role="alert">
          {words.runFailed} {state.message}
        </p>
      )}
      <div class="p-main">
        <div class="p-left">
          <TreePane
            {...{ stage, cast, words, signals, adopted }}
            namespaces={data.namespaces}
            at={looks}
            moving={state.flying}
            running={runs}
            onChoose={choose}
            onHeight={setTreeHeight}
          />
          <Stack {...{ frames, peek, words, numberOf }} holds={holdsOf(state, runs, words)} onPeek={peekAt} />
        </div>
        <Code
          {...{ locale, words, frames, peek, numberOf }}
          onPeek={peekAt}
          idOf={(frame: StackFrame) => placeOfLine(data, stage, frame.line)?.id}
          ran={ranNumbers(data, stage, frames[peek])}
          program={<Program {...{ words, teller, at }} steps={stage.film.steps} who={nameOf(cast, runs)} />}
          slides={!calm && !state.still && !state.playing}
          rushes={state.rushes}
        />
      </div>
      <Lanes {...{ stage, cast, words, at }} says={plain(said)} slides={!calm && !state.still} onGo={go} />
      <Controls
        {...{ words, cast }}
        playing={state.playing}
        speed={state.speed}
        follow={state.follow}
        atStart={at <= stage.film.start}
        atEnd={at >= stage.last}
        onMove={move}
        onPlay={togglePlay}
        onSpeed={setSpeed}
        onFollow={follow}
        onKeys={openKeys}
      />
      <Change
        {...{ data, words, model, teller, number }}
        reel={state.reel}
        edited={start.edited}
        addressOf={useStable(() => addressOf(state, data.slug))}
      />
      <div class="p-foot">
        <Log
          {...{ words, entries, sayingOf }}
          current={lastAt(entries, told, (entry) => entry.at)}
          numberOf={stepOf}
          onGo={goFlying}
        />
        <Fates
          {...{ words, stage, fates }}
          at={told === at ? looks : lookedSince(stage, told)}
          kernel={compared[0]?.kernel}
          onChoose={choose}
        />
      </div>
      {details !== undefined && (
        <Details
          {...{ cast, words }}
          film={stage.film}
          task={details}
          look={lookAt(stage, details, looks)}
          moment={state.moment}
          lastLine={lastLineOf(teller, state)}
          ended={endedOf(teller, state)}
          following={state.follow === details}
          onFollow={() => follow(state.follow === details ? undefined : details)}
          onClose={closeDetails}
          anchor={() => root.current?.querySelector(`.pl[data-task="${details}"]`) ?? opener.current}
          list={(names) => listed(names, locale)}
        />
      )}
      {keysOpen && <Keys words={words} onClose={() => setKeysOpen(false)} />}
    </section>
  );
}

/** The first state: at the place, and following whom, an address asks for. */
function begin(state: PlayerState, film: Film, teller: FilmTeller, { at, follow }: Start): PlayerState {
  const loaded = reduce(state, { do: 'loaded', film, teller, at });
  const task = film.tasks.findIndex(({ name }) => name === follow);
  return task < 0 ? loaded : reduce(loaded, { do: 'follow', task });
}

function placeOfLine(data: PlayerData, stage: Stage, line: number) {
  const of = line === 0 ? undefined : stage.film.lines[line];
  return of && data.placeOf(of);
}

/** The lines that a frame has run, by their numbers. */
function ranNumbers(data: PlayerData, stage: Stage, frame: StackFrame | undefined): ReadonlySet<number> {
  const numbers = new Set<number>();
  if (!frame || frame.line === 0) return numbers;
  for (const line of linesRun(stage, frame.event)) {
    const number = placeOfLine(data, stage, line)?.number;
    if (number !== undefined) numbers.add(number);
  }
  return numbers;
}

/** What the task that runs holds: known once the moment has come. */
function holdsOf(state: PlayerState, task: TaskIndex, words: (typeof playerWords)['en']): string {
  const { moment, place } = state;
  if (moment?.index !== place.at) return '';
  if (moment.tasklist.writer === task) return words.holds('tasklist_lock', 'write');
  return moment.tasklist.readers.includes(task) ? words.holds('tasklist_lock', 'read') : '';
}

/** The last line that the process whose details are open has run, in words. */
function lastLineOf(teller: FilmTeller, { moment, details }: PlayerState): string {
  const event = details === undefined ? undefined : moment?.tasks[details]?.lastEvent;
  return event === undefined || event < 0 ? '' : plain(teller.line(event));
}

/** How the process whose details are open ends, once that is settled; '' before. */
function endedOf(teller: FilmTeller, { moment, details }: PlayerState): string {
  const ended = details === undefined ? undefined : moment?.tasks[details]?.ended;
  return ended === undefined ? '' : plain(teller.ended(ended));
}
