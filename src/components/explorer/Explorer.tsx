/**
 * An interactive call graph: functions are opened up to their callers and callees and closed again, a path stands out and can be pinned.
 * As a drawing that the keyboard walks through, or as a list with the same content.
 */
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Among, Conditions, FunctionFacts } from '@/callgraph/index.ts';
import type { Facts } from '@/chains/index.ts';
import { seenFunction } from '@/chains/index.ts';
import {
  begin,
  collapse,
  expand,
  isOpen,
  type Part,
  panBy,
  pin,
  rebase,
  reveal,
  type Side,
  type Step,
  showAll,
  shown,
  walk,
  wayThrough,
  zoomBy,
} from '@/figures/explorer/index.ts';
import type { GraphLayout, GraphSlice } from '@/figures/graph/index.ts';
import type { Locale } from '@/i18n/index.ts';
import { ask } from '../chains/engine.ts';
import { Details } from './Details.tsx';
import { Drawing } from './Drawing.tsx';
import { ListView } from './ListView.tsx';
import { layOut, QUIET } from './layout.ts';
import { sliceOf } from './slice.ts';
import { useFrame } from './useFrame.ts';
import { explorerWords } from './words.ts';

export interface ExplorerProps {
  /** The functions it begins with; what was opened from those that stay is kept when they change. */
  base: readonly string[];
  /** The path that stands out; without one, the way from the first function to the one looked at. */
  path?: readonly string[] | undefined;
  conditions: Conditions;
  facts: Facts;
  locale: Locale;
  /** Told when it is made wide or narrow again, where the page has room for that. */
  onLarger?: ((larger: boolean) => void) | undefined;
}

interface Drawn {
  among: Among;
  slice: GraphSlice;
  layout: GraphLayout;
}

const KEYS: Record<string, Step> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'first',
  End: 'last',
};
/** px that one press moves the view. */
const PAN = 120;
const LEAST = 240;
const MOST = 640;
/** px: a path wider than this is shown from its beginning. */
const WIDEST = 520;

/** The part of a drawing that some functions take up; if they are far apart, where the first of them stands. */
function partOf(layout: GraphLayout | undefined, names: readonly string[]): Part {
  const boxes = names.flatMap((name) => layout?.nodes.find((node) => node.name === name) ?? []);
  if (boxes.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
  const whole = {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
  return whole.width <= WIDEST ? whole : { ...boxes[0]!, height: whole.height };
}

export function Explorer({ base, path, conditions, facts, locale, onLarger }: ExplorerProps) {
  const words = explorerWords[locale];
  const id = useId();
  const [state, setState] = useState(() => begin(base));
  const [focus, setFocus] = useState(path?.[0] ?? base[0] ?? '');
  const [over, setOver] = useState<string>();
  const [drawn, setDrawn] = useState<Drawn>();
  const [failed, setFailed] = useState(false);
  const [say, setSay] = useState('');
  const [asList, setAsList] = useState(false);
  const [larger, setLarger] = useState(false);
  const root = useRef<HTMLElement>(null);

  const baseKey = base.join();
  const begun = useRef(baseKey);
  useEffect(() => {
    if (begun.current === baseKey) return;
    begun.current = baseKey;
    setState((before) => rebase(before, base));
    setFocus((before) => (base.includes(before) ? before : (path?.[0] ?? base[0] ?? '')));
  }, [baseKey]);

  const names = shown(state);
  // Where nothing else stands out, the way to the function looked at does.
  const way = useMemo(
    () =>
      path || !drawn
        ? undefined
        : (wayThrough(drawn.among.hops, base[0]!, focus) ?? wayThrough(drawn.among.hops, focus, base[0]!)),
    [path, drawn?.among, focus, baseKey],
  );
  const marked = state.pinned ?? path ?? (way && way.length > 1 ? way : [base[0]!]);

  // Calls among the functions shown, then their places. What was asked for before and answered late is dropped.
  const wanted = JSON.stringify([names, marked, conditions]);
  const latest = useRef(wanted);
  latest.current = wanted;
  useEffect(() => {
    (async () => {
      try {
        const among = await ask('among', { names, conditions });
        const slice = sliceOf(among, marked, facts);
        const layout = await layOut(slice, marked, locale);
        if (latest.current !== wanted) return;
        setFailed(false);
        setDrawn({ among, slice, layout });
      } catch {
        if (latest.current === wanted) setFailed(true);
      }
    })();
  }, [wanted, facts]);

  const layout = drawn?.layout;
  const boxOf = (name: string) => layout?.nodes.find((node) => node.name === name);
  const part = partOf(layout, marked);
  const height = layout ? Math.min(Math.max(layout.height + 24, LEAST), MOST) : LEAST;
  const { frame, size, view, move } = useFrame(layout, part, height);

  // When functions come or go, the one looked at stays where it is on the screen.
  const before = useRef<{ name: string; x: number; y: number }>(undefined);
  useLayoutEffect(() => {
    const box = boxOf(focus);
    const old = before.current;
    if (box && old?.name === focus && (old.x !== box.x || old.y !== box.y))
      move((now, framed) => reveal({ ...now, x: now.x + box.x - old.x, y: now.y + box.y - old.y }, framed, box));
    before.current = box && { name: focus, x: box.x, y: box.y };
  }, [layout, focus]);

  function goTo(name: string): void {
    setFocus(name);
    const box = boxOf(name);
    if (box) move((now, framed) => reveal(now, framed, box));
    for (const node of root.current?.querySelectorAll<SVGGElement>('[data-name]') ?? [])
      if (node.dataset['name'] === name) node.focus({ preventScroll: true });
  }

  async function toggle(name: string, side: Side): Promise<void> {
    if (isOpen(state, name, side)) {
      const next = collapse(state, name, side);
      setSay(words.went(shown(state).length - shown(next).length));
      setState(next);
      return;
    }
    await openMore(name, side);
  }

  async function openMore(name: string, side: Side): Promise<void> {
    const neighbours = await ask('neighbours', { name, side, conditions }).catch(() => undefined);
    if (!neighbours) return setFailed(true);
    setState((now) => {
      const { state: next, came, left } = expand(now, name, side, neighbours);
      setSay(came.length === 0 ? words.noMore(side, name) : words.came(came.length, left));
      return next;
    });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !layout) return;
    const step = KEYS[event.key];
    if (step && event.shiftKey && (step === 'up' || step === 'down'))
      toggle(focus, step === 'up' ? 'callers' : 'callees');
    else if (step && !event.shiftKey) {
      const next = walk(layout, focus, step);
      if (next) goTo(next);
    } else if (event.key === '+' || event.key === '=') move((now, framed) => zoomBy(now, framed, 1));
    else if (event.key === '-') move((now, framed) => zoomBy(now, framed, -1));
    else if (event.key === '0') move((_, framed) => showAll(framed, layout));
    else if (event.key === 'PageDown') move((now) => (event.shiftKey ? panBy(now, PAN, 0) : panBy(now, 0, PAN)));
    else if (event.key === 'PageUp') move((now) => (event.shiftKey ? panBy(now, -PAN, 0) : panBy(now, 0, -PAN)));
    else if (event.key === 'Enter' || event.key === ' ')
      root.current?.querySelector<HTMLElement>('.xg-details a, .xg-details button')?.focus();
    else return;
    event.preventDefault();
  }

  // Moving about is for drawings that the frame does not hold.
  const beyond = layout !== undefined && (layout.width * view.zoom > size.width || layout.height * view.zoom > height);
  const quiet = names.length >= QUIET;
  const factsOf = (name: string): FunctionFacts | undefined =>
    drawn?.among.functions.find((each) => each.name === name);
  // Counts are of direct and macro calls as configured: where more count, nobody knows before asking.
  const usual = conditions.kinds === undefined && !conditions.anyConfig;
  function leftOf(name: string, side: Side): number {
    const all = factsOf(name)?.[side] ?? 0;
    const near = drawn?.among.hops.filter((hop) => (side === 'callers' ? hop.to : hop.from) === name).length ?? 0;
    return usual ? Math.max(0, all - near) : Math.max(1, all - near);
  }
  const pinned = state.pinned !== undefined;
  const pans = [
    ['left', '←', -PAN, 0],
    ['up', '↑', 0, -PAN],
    ['down', '↓', 0, PAN],
    ['right', '→', PAN, 0],
  ] as const;

  return (
    <section class={`xg${quiet ? ' quiet' : ''}`} aria-label={words.label(base[0])} ref={root}>
      <div class="xg-bar">
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame and a legend of its own */}
        <div class="xg-views" role="group" aria-label={`${words.graph}, ${words.list}`}>
          <button type="button" class="btn" aria-pressed={!asList} onClick={() => setAsList(false)}>
            {words.graph}
          </button>
          <button type="button" class="btn" aria-pressed={asList} onClick={() => setAsList(true)}>
            {words.list}
          </button>
        </div>
        {!asList && (
          <>
            <button
              type="button"
              class="btn sq"
              title={words.zoomOut}
              aria-label={words.zoomOut}
              onClick={() => move((now, framed) => zoomBy(now, framed, -1))}
            >
              −
            </button>
            <button
              type="button"
              class="btn sq"
              title={words.zoomIn}
              aria-label={words.zoomIn}
              onClick={() => move((now, framed) => zoomBy(now, framed, 1))}
            >
              +
            </button>
            <button type="button" class="btn" onClick={() => layout && move((_, framed) => showAll(framed, layout))}>
              {words.fit}
            </button>
            {beyond && (
              <span class="xg-pans">
                {pans.map(([name, sign, dx, dy]) => (
                  <button
                    key={name}
                    type="button"
                    class="btn sq"
                    title={words[name]}
                    aria-label={words[name]}
                    onClick={() => move((now) => panBy(now, dx, dy))}
                  >
                    {sign}
                  </button>
                ))}
              </span>
            )}
          </>
        )}
        {marked.length > 1 && (
          <button
            type="button"
            class="btn"
            aria-pressed={pinned}
            onClick={() => setState(pin(state, pinned ? undefined : marked))}
          >
            {words.pinPath}
          </button>
        )}
        {onLarger && !asList && (
          <button
            type="button"
            class="btn xg-larger"
            aria-pressed={larger}
            onClick={() => {
              setLarger(!larger);
              onLarger(!larger);
            }}
          >
            {words.larger}
          </button>
        )}
      </div>
      {failed && <p class="tell">{words.failed}</p>}
      {asList ? (
        drawn && (
          <ListView
            slice={drawn.slice}
            state={state}
            factsOf={factsOf}
            words={words}
            locale={locale}
            leftOf={leftOf}
            onToggle={toggle}
            seenOn={(name) => seenFunction(facts, name)}
          />
        )
      ) : (
        <>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: keys reach it from the functions inside, which take the focus */}
          <div
            class={`xg-frame${larger ? ' free' : ''}`}
            ref={frame}
            style={{ height: `${height}px` }}
            onKeyDown={onKeyDown}
          >
            {layout && size.width > 0 ? (
              // biome-ignore lint/a11y/useSemanticElements: a drawing, not a fieldset
              <svg
                class="graph"
                role="group"
                aria-label={words.label(base[0])}
                width={size.width}
                height={height}
                viewBox={`${view.x} ${view.y} ${size.width / view.zoom} ${height / view.zoom}`}
              >
                <Drawing
                  layout={layout}
                  quiet={quiet}
                  focus={boxOf(focus) ? focus : (layout.nodes[0]?.name ?? '')}
                  over={over}
                  words={words}
                  describedBy={`${id}-how`}
                  seenOn={(name) => seenFunction(facts, name)}
                  onFocus={goTo}
                  onOver={setOver}
                />
              </svg>
            ) : (
              <p class="tell">{words.drawing}</p>
            )}
          </div>
          <p id={`${id}-how`} class="sr-only">
            {words.howTo}
          </p>
        </>
      )}
      {!asList && drawn && factsOf(focus) && (
        <Details
          of={factsOf(focus)!}
          hops={drawn.among.hops}
          facts={facts}
          state={state}
          words={words}
          locale={locale}
          leftOf={leftOf}
          onToggle={toggle}
          onMore={openMore}
          onBack={() => goTo(focus)}
          onGo={goTo}
        />
      )}
      <p class="xg-tell tell">
        {layout && (
          <span>
            {words.size(layout.nodes.length, layout.edges.length)}
            {words.stop}
          </span>
        )}{' '}
        {drawn?.slice.nodes.some(({ seen }) => seen) && (
          <span>
            <svg class="g f" viewBox="0 0 16 16" aria-hidden="true">
              <path d="M3 1.5v13L14 8Z" />
            </svg>{' '}
            {words.key.seen}
            {words.stop}
          </span>
        )}{' '}
        {drawn?.slice.edges.some(({ pointer }) => pointer !== undefined) && (
          <span>
            {words.key.pointer}
            {words.stop}
          </span>
        )}{' '}
        {drawn?.slice.nodes.some(({ leftOut }) => leftOut) && (
          <span>
            {words.key.out}
            {words.stop}
          </span>
        )}
      </p>
      <p class="sr-only" role="status">
        {say}
      </p>
    </section>
  );
}
