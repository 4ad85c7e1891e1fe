/**
 * The player: one moment of a run, as a sentence, a tree, a call stack, a line of the kernel, lives, a log and fates; and the
 * ways to another moment. The model runs in a worker; what a step needs of it besides the film is asked for and may come later.
 */
import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import type { Film, FilmTeller, PlayerClient, TaskIndex } from '@/player/index.ts';
import { comparedWith, comparisonLine, loudHappenings, type Move, plain, refusals } from '@/player/index.ts';
import { Code } from './Code.tsx';
import { Controls } from './Controls.tsx';
import { linesRun, type StackFrame, stackAt } from './callstack.ts';
import { castOf, nameOf } from './cast.ts';
import { Details } from './Details.tsx';
import type { PlayerData } from './data.ts';
import { Edit } from './Edit.tsx';
import { Fates } from './Fates.tsx';
import { Keys } from './Keys.tsx';
import { commandOf } from './keys.ts';
import { Lanes } from './Lanes.tsx';
import { Log } from './Log.tsx';
import { linked } from './link.ts';
import { useModel } from './model.ts';
import type { Start } from './mount.tsx';
import { endInWords, fatesOf, listed } from './narration.ts';
import { Program } from './Program.tsx';
import { usePrefetch } from './prefetch.ts';
import { offeredFor, type Reel, reelOf, toggled } from './reel.ts';
import { Says } from './Says.tsx';
import { Schedules } from './Schedules.tsx';
import { Stack } from './Stack.tsx';
import { happeningsBetween, lastAt, lookAt, type Stage } from './stage.ts';
import { initial, type PlayerState, reduce, restOf } from './state.ts';
import { stepNumber, stopsOf } from './stops.ts';
import { Tools } from './Tools.tsx';
import { TreePane } from './TreePane.tsx';
import { Vary } from './Vary.tsx';
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

/** A signal's flight, and the time until the plate turns. */
const FLIGHT = 440;

export function Player({ data, client, reel, film, teller: first, start = {} }: PlayerProps) {
  const { locale } = data;
  const words = playerWords[locale];
  const [state, dispatch] = useReducer(reduce, undefined, () => begin(initial(reel), film, first, start));
  const model = useModel(client, data, state, dispatch);
  const calm = useCalm();
  const root = useRef<HTMLElement>(null);
  const opener = useRef<Element | undefined>(undefined);
  const [keysOpen, setKeysOpen] = useState(false);
  const [editing, setEditing] = useState(start.edited !== undefined);
  const [treeHeight, setTreeHeight] = useState(0);
  const stage = state.stage!;
  const { at } = state.place;
  const cast = useMemo(() => castOf(stage.film, data.actors, locale), [stage, data]);
  const teller = state.teller!;
  const list = (names: readonly string[]) => listed(names, locale);
  const varied = state.reel.scenario !== data.scenario;
  const compared = useMemo(
    () => (varied ? [] : data.recordings.map((recorded) => comparedWith(stage.film, recorded))),
    [stage, data, varied],
  );
  const fates = useMemo(() => fatesOf(stage.film, cast, teller, compared[0]), [stage, cast, teller, compared]);

  useTimers(state, dispatch, calm);
  usePrefetch(stage, at, locale, data.placeOf);

  const move = useCallback(
    (how: Move, still = false) => dispatch({ do: 'move', move: how, still: still || calm }),
    [calm],
  );
  const go = useCallback((to: number) => dispatch({ do: 'go', at: to, still: true }), []);
  // A link to another moment, followed on this page.
  useEffect(() => {
    const follow = async () => {
      const link = await linked(data.slug);
      if (link.is !== 'state' || link.state.edited) return;
      const { variations, schedule, at: to } = link.state;
      model.load(reelOf(data.scenario, { on: variations, schedule }), to);
      root.current?.scrollIntoView();
    };
    const changed = () => void follow();
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, [data]);
  // Another scenario has other schedules: what was found of them goes.
  const load = (next: Reel) => {
    model.forgetExploration();
    model.load(next);
  };
  const togglePlay = () => dispatch({ do: state.playing ? 'pause' : 'play' });
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
    else if (command.act === 'keys') setKeysOpen(true);
    else dispatch({ do: 'follow', task: state.follow === undefined ? stage.film.task[at] : undefined });
  };

  const frames = useMemo(() => stackAt(stage, at), [stage, at]);
  const peek = Math.min(state.peek ?? 0, frames.length - 1);
  const runs = stage.film.task[at]!;
  const said = teller.sentence(at);
  const holds = holdsOf(state, runs, words);
  const signals = useMemo(
    () => happeningsBetween(stage.film, state.after, at).filter((happening) => happening.kind === 'signal'),
    [stage, state.after, at],
  );
  const adopted = useMemo(
    () =>
      happeningsBetween(stage.film, state.after, at).flatMap((happening) =>
        happening.kind === 'adopted' ? [happening.who] : [],
      ),
    [stage, state.after, at],
  );
  const entries = loudHappenings(stage.film);
  const number = (n: number) => n.toLocaleString(locale === 'en' ? 'en' : 'zh-CN');
  const numberOf = (frame: { line: number }) => placeOfLine(data, stage, frame.line)?.number;
  const lookOf = (task: TaskIndex) => lookAt(stage, task, state.shown);
  const { details } = state;
  const view = details === undefined ? undefined : state.moment?.tasks[details];

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
      <div class="p-head">
        <b>{data.title}</b>
        {data.slug && (
          <span>
            {words.scenarioLabel} <code>{data.slug}</code>
          </span>
        )}
        <span class="r">
          {words.stepOf(number(stepNumber(stage.film, at)), number(stopsOf(stage.film).length))}
          {!data.fixed && (locale === 'en' ? ', ' : '，')}
          {!data.fixed && <Says said={comparisonLine(locale, compared, varied)} />}
        </span>
      </div>
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
            at={state.shown}
            moving={state.flying}
            running={runs}
            onChoose={choose}
            onHeight={setTreeHeight}
          />
          <Stack
            {...{ frames, holds, peek, words }}
            numberOf={(line) => numberOf({ line })}
            onPeek={(frame) => dispatch({ do: 'peek', frame })}
          />
        </div>
        <Code
          {...{ locale, words, frames, peek }}
          onPeek={(frame) => dispatch({ do: 'peek', frame })}
          idOf={(frame: StackFrame) => placeOfLine(data, stage, frame.line)?.id}
          numberOf={(line) => numberOf({ line })}
          ran={ranNumbers(data, stage, frames[peek])}
          program={<Program {...{ words, teller, at }} steps={stage.film.steps} who={nameOf(cast, runs)} />}
          slides={!calm && !state.playing}
        />
      </div>
      <Lanes {...{ stage, cast, words, at }} says={plain(said)} slides={!calm} onGo={go} />
      <Controls
        {...{ words, cast }}
        playing={state.playing}
        speed={state.speed}
        follow={state.follow}
        atStart={at <= stage.film.start}
        atEnd={at >= stage.last}
        onMove={(how) => move(how)}
        onPlay={togglePlay}
        onSpeed={(speed) => dispatch({ do: 'speed', speed })}
        onFollow={(task) => dispatch({ do: 'follow', task })}
        onKeys={() => setKeysOpen(true)}
      />
      {!data.fixed && (
        <Vary
          {...{ words, locale }}
          offered={offeredFor(state.reel)}
          otherSchedule={state.reel.schedule.kind !== 'order'}
          edited={state.reel.base !== data.scenario}
          roomy={matchMedia('(min-width: 50rem)').matches}
          onToggle={(id) => load(toggled(state.reel, id))}
          onOriginal={() => load(reelOf(data.scenario))}
        >
          <Tools
            {...{ words, state }}
            slug={data.slug}
            editing={editing}
            onEdit={() => setEditing(!editing)}
            exploring={model.exploration?.running ?? false}
            onExplore={() => model.explore(state.reel.scenario)}
          />
        </Vary>
      )}
      {editing && (
        <Edit
          {...{ locale, words }}
          scenario={state.reel.scenario}
          from={start.edited}
          onScenario={(scenario, edited) => load(reelOf(scenario, { edited }))}
          onClose={() => setEditing(false)}
        />
      )}
      <Schedules
        {...{ words, number }}
        exploration={model.exploration}
        shown={state.reel.schedule.kind === 'replay' ? state.reel.schedule.keys : undefined}
        endingOf={(ended, last) => endInWords(teller, ended, last)}
        nameOf={(name) => teller.name(name).text}
        onStop={model.stopExploring}
        onOpen={(keys) => model.load({ ...state.reel, schedule: { kind: 'replay', keys } })}
      />
      <div class="p-foot">
        <Log
          {...{ words, entries }}
          sayingOf={(index) => teller.happening(entries[index]!)}
          current={lastAt(entries, at, (entry) => entry.at)}
          numberOf={(event) => stepNumber(stage.film, event)}
          onGo={(to) => dispatch({ do: 'go', at: to, still: calm })}
        />
        <Fates {...{ words, lookOf }} fates={fates} kernel={compared[0]?.kernel} onChoose={choose} />
      </div>
      {state.details !== undefined && (
        <Details
          {...{ cast, words }}
          film={stage.film}
          task={state.details}
          look={lookOf(state.details)}
          moment={state.moment}
          lastLine={view && view.lastEvent >= 0 ? plain(teller.line(view.lastEvent)) : ''}
          ended={endedOf(teller, state)}
          following={state.follow === state.details}
          onFollow={() => dispatch({ do: 'follow', task: state.follow === state.details ? undefined : state.details })}
          onClose={closeDetails}
          anchor={() => root.current?.querySelector(`.pl[data-task="${state.details}"]`) ?? opener.current}
          list={list}
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

/** How the process whose details are open ends, once that is settled; '' before. */
function endedOf(teller: FilmTeller, { moment, details }: PlayerState): string {
  const ended = details === undefined ? undefined : moment?.tasks[details]?.ended;
  return ended === undefined ? '' : plain(teller.ended(ended));
}

/** Whether the reader asked for less motion. */
function useCalm(): boolean {
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
function useTimers(state: PlayerState, dispatch: (action: Parameters<typeof reduce>[1]) => void, calm: boolean): void {
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
