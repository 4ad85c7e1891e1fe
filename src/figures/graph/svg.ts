import { boxPadding, siteLine, siteSize } from './measures.ts';
import { isLeftOut } from './sites.ts';
import type { GraphLayout, Point } from './types.ts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (char) => escapes[char]!);

/** A line through the points, its corners rounded. */
function path(points: Point[]): string {
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

const tenth = (n: number) => Math.round(n * 10) / 10;

/** An arrowhead of 9 px at the end of a line, as a path of its own: a marker would need an id on a page with many figures. */
function arrow(points: Point[]): string {
  const [tip, before] = [points.at(-1)!, points.at(-2)!];
  const base = towards(tip, { x: tip.x + (before.x - tip.x) * 100, y: tip.y + (before.y - tip.y) * 100 }, 8.5);
  const [dx, dy] = [((tip.x - base.x) / 8.5) * 4.3, ((tip.y - base.y) / 8.5) * 4.3];
  return `M${tip.x} ${tip.y}L${tenth(base.x - dy)} ${tenth(base.y + dx)}L${tenth(base.x + dy)} ${tenth(base.y - dx)}Z`;
}

/**
 * A layout as SVG. It takes its colours from the page's tokens by class names (graph.css), so it follows the theme.
 * Functions are links in the order of the layout's nodes; lines and call sites are kept from screen readers, which have the list.
 * @param label what the figure shows, for screen readers
 */
export function graphSvg(layout: GraphLayout, label: string): string {
  const { width, height, size, nodes, edges } = layout;
  // The path is drawn last, so that no other line crosses over it.
  const drawn = edges.toSorted((a, b) => Number(a.on) - Number(b.on));
  const glow = drawn.filter((e) => e.on).map((e) => `<path class="glow" d="${path(e.points)}"/>`);
  const lines = drawn.map((e) => {
    const kind = `${e.on ? ' on' : ''}${isLeftOut(e) ? ' out' : ''}`;
    return `<path class="edge${kind}${e.pointer === undefined ? '' : ' through'}" d="${path(e.points)}"/><path class="tip${kind}" d="${arrow(e.points)}"/>`;
  });
  const sites = edges.map(({ label: { x, y, lines: text } }) => {
    const spans = text.map(
      (line, i) => `<tspan x="${x}" y="${tenth(y + i * siteLine + siteSize)}">${escaped(line)}</tspan>`,
    );
    return `<text class="site">${spans.join('')}</text>`;
  });
  const boxes = nodes.map(({ name, href, on, leftOut, x, y, width: w, height: h }) => {
    const inside = `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="2"/><text x="${tenth(x + boxPadding)}" y="${tenth(y + h / 2 + size * 0.35)}" font-size="${size}">${escaped(name)}</text>`;
    const shown = href === undefined ? inside : `<a href="${escaped(href)}">${inside}</a>`;
    return `<g class="node${on ? ' on' : ''}${leftOut ? ' out' : ''}">${shown}</g>`;
  });
  return `<svg class="graph" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="group" aria-label="${escaped(label)}"><g aria-hidden="true">${glow.join('')}${lines.join('')}${sites.join('')}</g>${boxes.join('')}</svg>`;
}
