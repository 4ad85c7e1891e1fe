/** The frame around a drawing: which part of it shows, and how pointer and wheel move that. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { openView, type Part, panBy, type Size, type View, within, zoomBy } from '@/figures/explorer/index.ts';

/** px of a drag before it is one: a click with an unsteady hand is a click. */
const STEADY = 4;

export function useFrame(drawing: Size | undefined, part: Part, height: number) {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [view, setView] = useState<View>({ x: 0, y: 0, zoom: 1 });
  const size = { width, height };
  const latest = useRef({ view, size, drawing });
  latest.current = { view, size, drawing };

  const move = (change: (view: View, size: Size) => View): void => {
    const { size: now, drawing: all } = latest.current;
    if (all) setView((before) => within(change(before, now), now, all));
  };

  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    setWidth(element.clientWidth);
    return () => observer.disconnect();
  }, []);

  // The first drawing, and each after the frame was made larger or smaller, is shown whole or around its beginning.
  const whole = drawing !== undefined && width > 0;
  useLayoutEffect(() => {
    if (drawing && width > 0) setView(openView({ width, height }, drawing, part));
  }, [whole, width]);
  useLayoutEffect(() => move((before) => before), [drawing?.width, drawing?.height, height]);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const wheel = (event: WheelEvent): void => {
      const box = element.getBoundingClientRect();
      if (event.ctrlKey || event.metaKey)
        move((before, now) =>
          zoomBy(before, now, event.deltaY < 0 ? 1 : -1, { x: event.clientX - box.left, y: event.clientY - box.top }),
        );
      else if (event.shiftKey) move((before) => panBy(before, event.deltaX || event.deltaY, 0));
      else return;
      event.preventDefault();
    };
    let held: { x: number; y: number; moved: boolean } | undefined;
    const down = (event: PointerEvent): void => {
      if (event.button === 0) held = { x: event.clientX, y: event.clientY, moved: false };
    };
    const drag = (event: PointerEvent): void => {
      if (!held) return;
      const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
      if (!held.moved && Math.hypot(dx, dy) < STEADY) return;
      if (!held.moved) element.setPointerCapture(event.pointerId);
      held = { x: event.clientX, y: event.clientY, moved: true };
      move((before) => panBy(before, -dx, -dy));
    };
    const up = (): void => {
      held = undefined;
    };
    element.addEventListener('wheel', wheel, { passive: false });
    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', drag);
    element.addEventListener('pointerup', up);
    element.addEventListener('pointercancel', up);
    return () => {
      element.removeEventListener('wheel', wheel);
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', drag);
      element.removeEventListener('pointerup', up);
      element.removeEventListener('pointercancel', up);
    };
  }, []);

  return { frame, size, view, move };
}
