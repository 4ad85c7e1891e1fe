/** The pane in which the tree stands: as wide as it is, scrolled so that who runs can be seen, walked through by keyboard. */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { SignalHappening, TaskIndex } from '@/player/index.ts';
import { afterDrawing } from './after.ts';
import type { CastMember } from './cast.ts';
import { memo } from './pure.ts';
import { lookAt, type Stage } from './stage.ts';
import { type Arrangement, arrange, type Box, NARROW, ROOMY } from './tree/arrange.ts';
import { longestName } from './tree/Namespace.tsx';
import { boxOf } from './tree/signals.ts';
import { Tree } from './tree/Tree.tsx';
import { inWindow, windowAt } from './tree/window.ts';
import type { PlayerWords } from './words.ts';

export interface TreePaneProps {
  stage: Stage;
  cast: readonly CastMember[];
  words: PlayerWords;
  namespaces: Readonly<Record<string, string>>;
  /** The position whose looks are shown (`lookedSince` of it, so that nothing is drawn again that looks the same). */
  at: number;
  signals: readonly SignalHappening[];
  moving: boolean;
  adopted: readonly TaskIndex[];
  running: TaskIndex | undefined;
  onChoose: (task: TaskIndex, from: Element) => void;
  /** The height the picture takes, once it is known. */
  onHeight: (px: number) => void;
}

/** From this width on there is room for the larger plates. */
const WIDE = 418;
/** Space at the picture's sides, and above it. */
const MARGIN = 12;

export const TreePane = memo((props: TreePaneProps) => {
  const { stage, cast, words, at, running, namespaces, onChoose, onHeight } = props;
  const { film } = stage;
  const pane = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<{ width: number; height: number }>();
  const [stop, setStop] = useState<TaskIndex>();
  const wide = size === undefined || size.width >= WIDE;
  const arrangement = useMemo(
    () => arrange(film, wide ? ROOMY : NARROW, (namespace) => longestName(film, namespace, namespaces, words)),
    [film, wide],
  );
  const scale = size ? Math.min(1, (size.width - MARGIN) / arrangement.width) : 1;
  // Where the pane stands, and will stand once who runs is in sight: reckoned, since asking the page would cost a layout at every step.
  const shown = useRef({ scrolled: 0, running: undefined as TaskIndex | undefined, arrangement });
  const [, redraw] = useState(0);
  let { scrolled } = shown.current;
  const others = shown.current.running !== running || shown.current.arrangement !== arrangement;
  if (others && running !== undefined && size)
    scrolled = bringing(boxOf(arrangement, film.tasks[running]!.group, running), scrolled, {
      arrangement,
      size,
      scale,
    });
  const { top, bottom } = windowAt(scrolled / scale, (size?.height ?? 600) / scale);
  const window = useMemo(() => ({ top, bottom }), [top, bottom]);
  useLayoutEffect(() => {
    const element = pane.current!;
    if (scrolled !== shown.current.scrolled)
      afterDrawing(() => {
        element.scrollTop = scrolled;
      });
    shown.current = { scrolled, running: size && running, arrangement };
  });
  const scrollTo = (to: number) => {
    if (to === shown.current.scrolled) return;
    shown.current.scrolled = to;
    const next = windowAt(to / scale, (size?.height ?? 600) / scale);
    if (next.top !== top) redraw(to);
  };

  useLayoutEffect(() => {
    const element = pane.current!;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element;
      setSize((was) => (was?.width === width && was.height === height ? was : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (size) onHeight(Math.ceil(arrangement.height * scale));
  }, [arrangement, size]);
  // Another film has other tasks.
  useEffect(() => setStop(undefined), [film]);

  const choose = useCallback(
    (task: TaskIndex, plate: SVGGElement) => {
      setStop(task);
      onChoose(task, plate);
    },
    [onChoose],
  );
  const boxes = useMemo(
    () =>
      film.tasks.flatMap((task, index) => {
        const box = lookAt(stage, index, at).unborn ? undefined : boxOf(arrangement, task.group, index);
        return box ? [{ index, box }] : [];
      }),
    [stage, arrangement, at],
  );
  const drawn = arrangement.crowd ? boxes.filter(({ box }) => inWindow(window, box)) : boxes;
  const tabStop = stop !== undefined && drawn.some(({ index }) => index === stop) ? stop : drawn[0]?.index;
  // The plate that the keys lead to may only be drawn once the pane has been scrolled there.
  const walked = useRef(false);
  useLayoutEffect(() => {
    if (!walked.current || stop === undefined) return;
    walked.current = false;
    pane.current!.querySelector<SVGGElement>(`.pl[data-task="${stop}"]`)?.focus({ preventScroll: true });
  }, [stop, window]);
  const walk = (event: KeyboardEvent) => {
    if (!event.shiftKey || !/^Arrow(Left|Right|Up|Down)$/.test(event.key)) return;
    const from = Number((event.target as Element).closest('[data-task]')?.getAttribute('data-task') ?? tabStop);
    const here = boxes.find(({ index }) => index === from)?.box;
    const to = here && nearest(here, boxes, event.key);
    event.preventDefault();
    event.stopPropagation();
    if (!to) return;
    walked.current = true;
    if (size) {
      const y = bringing(to.box, shown.current.scrolled, { arrangement, size, scale });
      pane.current!.scrollTop = y;
      scrollTo(y);
    }
    setStop(to.index);
  };
  const picture = useMemo(() => boxes.map(({ index }) => cast[index]!.name).join(', '), [boxes, cast]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the plates inside
    <div class="p-tree" ref={pane} onKeyDown={walk} onScroll={() => scrollTo(pane.current!.scrollTop)}>
      <p class="sr-only" id="player-tree-help">
        {words.treeHelp}
      </p>
      <Tree
        {...{ stage, arrangement, cast, words, at, running }}
        window={arrangement.crowd ? window : undefined}
        namespaces={namespaces}
        signals={props.signals}
        moving={props.moving}
        adopted={props.adopted}
        stop={tabStop}
        onChoose={choose}
        label={words.treeAt(picture)}
      />
    </div>
  );
});

interface Pane {
  arrangement: Arrangement;
  size: { width: number; height: number };
  scale: number;
}

/** How far the pane is scrolled once a plate is in sight, in px: as it is, if it can be seen already. */
function bringing(box: Box | undefined, scrolled: number, { arrangement, size, scale }: Pane): number {
  const whole = arrangement.height * scale + MARGIN * 2;
  if (!box || whole <= size.height) return scrolled;
  const top = box.y * scale;
  const bottom = (box.y + box.h) * scale + MARGIN * 2;
  if (top >= scrolled && bottom <= scrolled + size.height) return scrolled;
  return Math.round(Math.max(0, Math.min(whole - size.height, top - size.height / 3)));
}

interface Placed {
  index: TaskIndex;
  box: Box;
}

/** The next plate in a direction: what is ahead, what is beside the way counting double. */
function nearest(from: Box, boxes: readonly Placed[], key: string): Placed | undefined {
  const across = key === 'ArrowLeft' || key === 'ArrowRight';
  const sign = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1;
  let best: { placed: Placed; cost: number } | undefined;
  for (const placed of boxes) {
    const dx = placed.box.x - from.x;
    const dy = placed.box.y - from.y;
    const ahead = (across ? dx : dy) * sign;
    if (ahead <= 0) continue;
    const cost = ahead + Math.abs(across ? dy : dx) * 2;
    if (best === undefined || cost < best.cost) best = { placed, cost };
  }
  return best?.placed;
}
