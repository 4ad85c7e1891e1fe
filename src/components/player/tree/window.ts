/**
 * The part of a long picture that is drawn: what is near its pane. Two hundred plates make a picture of some thousand px, of which a
 * reader sees some hundred.
 * @module
 */

/** From where to where, in the picture's own px. */
export interface Window {
  top: number;
  bottom: number;
}

/** Whether something from `y` to `y + h` can be seen. */
export const inWindow = (window: Window | undefined, { y, h }: { y: number; h: number }): boolean =>
  window === undefined || (y + h >= window.top && y <= window.bottom);

/** A line's ends: who it comes from, and the heights at which it begins and ends. */
export interface Ends {
  from: number;
  begins: number;
  ends: number;
}

/**
 * Lines of which something is seen. Those of one parent run along each other: of the many that only pass through on their way to somebody
 * further on, the shortest on either side covers what can be seen of the others, less their own ends.
 */
export function linesInWindow<T>(lines: readonly T[], ends: (line: T) => Ends, window: Window | undefined): T[] {
  if (window === undefined) return [...lines];
  const passing = new Map<string, { line: T; far: number }>();
  const seen: T[] = [];
  for (const line of lines) {
    const { from, begins, ends: to } = ends(line);
    if (Math.max(begins, to) < window.top || Math.min(begins, to) > window.bottom) continue;
    if (to >= window.top && to <= window.bottom) {
      seen.push(line);
      continue;
    }
    const below = to > window.bottom;
    const key = `${from} ${below}`;
    const known = passing.get(key);
    const far = Math.abs(to - begins);
    if (known === undefined || far < known.far) passing.set(key, { line, far });
  }
  return [...seen, ...[...passing.values()].map(({ line }) => line)];
}

/**
 * The window of a pane that is scrolled: with half a pane to spare above and below, in steps, so that scrolling a little changes nothing.
 * @param scrolled how far, in the picture's px @param height the pane's, in the picture's px
 */
export function windowAt(scrolled: number, height: number): Window {
  const step = Math.max(1, height / 2);
  const at = Math.floor(scrolled / step);
  return { top: (at - 1) * step, bottom: (at + 4) * step };
}
