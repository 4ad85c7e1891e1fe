/** The pane in which the tree stands: as wide as it is, scrolled so that who runs can be seen, walked through by keyboard. */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { SignalHappening, TaskIndex } from '@/player/index.ts';
import type { CastMember } from './cast.ts';
import { lookAt, type Stage } from './stage.ts';
import { arrange, type Box, NARROW, ROOMY } from './tree/arrange.ts';
import { longestName } from './tree/Namespace.tsx';
import { boxOf } from './tree/signals.ts';
import { Tree } from './tree/Tree.tsx';
import type { PlayerWords } from './words.ts';

export interface TreePaneProps {
  stage: Stage;
  cast: readonly CastMember[];
  words: PlayerWords;
  namespaces: Readonly<Record<string, string>>;
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

export function TreePane(props: TreePaneProps) {
  const { stage, cast, words, at, running, namespaces, onChoose, onHeight } = props;
  const { film } = stage;
  const pane = useRef<HTMLDivElement>(null);
  const [wide, setWide] = useState<boolean>();
  const [stop, setStop] = useState<TaskIndex>();
  const arrangement = useMemo(
    () =>
      arrange(film, wide === false ? NARROW : ROOMY, (namespace) => longestName(film, namespace, namespaces, words)),
    [film, wide],
  );

  useLayoutEffect(() => {
    const element = pane.current!;
    const measure = () => setWide(element.clientWidth >= WIDE);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    const scale = Math.min(1, (pane.current!.clientWidth - 12) / arrangement.width);
    onHeight(Math.ceil(arrangement.height * scale));
  }, [arrangement]);
  // Another film has other tasks.
  useEffect(() => setStop(undefined), [film]);

  // Who runs is to be seen, in a picture that is higher than its pane.
  useLayoutEffect(() => {
    const element = pane.current!;
    const box = running === undefined ? undefined : boxOf(arrangement, film.tasks[running]!.group, running);
    if (!box || element.scrollHeight <= element.clientHeight + 1) return;
    const scale = element.scrollWidth > 0 ? Math.min(1, (element.clientWidth - 12) / arrangement.width) : 1;
    const top = box.y * scale;
    const bottom = (box.y + box.h) * scale + 24;
    if (top < element.scrollTop || bottom > element.scrollTop + element.clientHeight)
      element.scrollTop = Math.max(0, top - element.clientHeight / 3);
  }, [running, arrangement]);

  const choose = useCallback(
    (task: TaskIndex, plate: SVGGElement) => {
      setStop(task);
      onChoose(task, plate);
    },
    [onChoose],
  );
  const visible = (task: TaskIndex) => !lookAt(stage, task, at).unborn;
  const boxes = film.tasks.flatMap((task, index) => {
    const box = visible(index) ? boxOf(arrangement, task.group, index) : undefined;
    return box ? [{ index, box }] : [];
  });
  const tabStop = stop !== undefined && boxes.some(({ index }) => index === stop) ? stop : boxes[0]?.index;
  const walk = (event: KeyboardEvent) => {
    if (!event.shiftKey || !/^Arrow(Left|Right|Up|Down)$/.test(event.key)) return;
    const from = Number((event.target as Element).closest('[data-task]')?.getAttribute('data-task') ?? tabStop);
    const here = boxes.find(({ index }) => index === from)?.box;
    const to = here && nearest(here, boxes, event.key);
    event.preventDefault();
    event.stopPropagation();
    if (to === undefined) return;
    setStop(to);
    pane.current!.querySelector<SVGGElement>(`.pl[data-task="${to}"]`)?.focus();
  };
  const picture = boxes.map(({ index }) => cast[index]!.name).join(', ');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the plates inside
    <div class="p-tree" ref={pane} onKeyDown={walk}>
      <p class="sr-only" id="player-tree-help">
        {words.treeHelp}
      </p>
      <Tree
        {...{ stage, arrangement, cast, words, at, running }}
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
}

/** The next plate in a direction: what is ahead, what is beside the way counting double. */
function nearest(from: Box, boxes: readonly { index: TaskIndex; box: Box }[], key: string): TaskIndex | undefined {
  const across = key === 'ArrowLeft' || key === 'ArrowRight';
  const sign = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1;
  let best: { index: TaskIndex; cost: number } | undefined;
  for (const { index, box } of boxes) {
    const dx = box.x - from.x;
    const dy = box.y - from.y;
    const ahead = (across ? dx : dy) * sign;
    if (ahead <= 0) continue;
    const cost = ahead + Math.abs(across ? dy : dx) * 2;
    if (best === undefined || cost < best.cost) best = { index, cost };
  }
  return best?.index;
}
