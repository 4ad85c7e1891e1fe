/** Lines and arrowheads as SVG paths, px. Pure. */

export interface Point {
  x: number;
  y: number;
}

export const tenth = (n: number): number => Math.round(n * 10) / 10;

/** A line through the points, its corners rounded. */
export function roundedLine(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const parts = [`M${first!.x} ${first!.y}`];
  rest.forEach((p, i) => {
    const next = rest[i + 1];
    if (next === undefined) parts.push(`L${p.x} ${p.y}`);
    else {
      const [into, out] = [towards(p, points[i]!, 10), towards(p, next, 10)];
      parts.push(`L${into.x} ${into.y}Q${p.x} ${p.y} ${out.x} ${out.y}`);
    }
  });
  return parts.join('');
}

/** The point `by` px from one towards another, at most half way. */
function towards(from: Point, to: Point, by: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const part = Math.min(by / length, 0.5);
  return { x: tenth(from.x + (to.x - from.x) * part), y: tenth(from.y + (to.y - from.y) * part) };
}

/** An arrowhead of 9 px at the end of a line, as a path of its own: a marker would need an id on a page with many figures. */
export function arrowhead(points: readonly Point[]): string {
  const [tip, before] = [points.at(-1)!, points.at(-2)!];
  const base = towards(tip, { x: tip.x + (before.x - tip.x) * 100, y: tip.y + (before.y - tip.y) * 100 }, 8.5);
  const [dx, dy] = [((tip.x - base.x) / 8.5) * 4.3, ((tip.y - base.y) / 8.5) * 4.3];
  return `M${tip.x} ${tip.y}L${tenth(base.x - dy)} ${tenth(base.y + dx)}L${tenth(base.x + dy)} ${tenth(base.y - dx)}Z`;
}
