import { arrowhead, roundedLine, tenth } from '../strokes.ts';
import { boxPadding, seenMark, siteLine, siteSize } from './measures.ts';
import { isLeftOut } from './sites.ts';
import type { GraphLayout } from './types.ts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (char) => escapes[char]!);

/**
 * A layout as SVG. It takes its colours from the page's tokens by class names (graph.css), so it follows the theme.
 * Functions are links in the order of the layout's nodes; lines and call sites are kept from screen readers, which have the list.
 * @param label what the figure shows, for screen readers
 */
export function graphSvg(layout: GraphLayout, label: string): string {
  const { width, height, size, nodes, edges } = layout;
  // The path is drawn last, so that no other line crosses over it.
  const drawn = edges.toSorted((a, b) => Number(a.on) - Number(b.on));
  const glow = drawn.filter((e) => e.on).map((e) => `<path class="glow" d="${roundedLine(e.points)}"/>`);
  const lines = drawn.map((e) => {
    const kind = `${e.on ? ' on' : ''}${isLeftOut(e) ? ' out' : ''}`;
    return `<path class="edge${kind}${e.pointer === undefined ? '' : ' through'}" d="${roundedLine(e.points)}"/><path class="tip${kind}" d="${arrowhead(e.points)}"/>`;
  });
  const sites = edges.map(({ label: { x, y, lines: text } }) => {
    const spans = text.map(
      (line, i) => `<tspan x="${x}" y="${tenth(y + i * siteLine + siteSize)}">${escaped(line)}</tspan>`,
    );
    return `<text class="site">${spans.join('')}</text>`;
  });
  const boxes = nodes.map(({ name, href, on, leftOut, seen, x, y, width: w, height: h }) => {
    const inside = `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="2"/><text x="${tenth(x + boxPadding)}" y="${tenth(y + h / 2 + size * 0.35)}" font-size="${size}">${escaped(name)}</text>${seen ? `<path class="ran" d="${seenMark(x + w, y + h / 2)}"/>` : ''}`;
    const shown = href === undefined ? inside : `<a href="${escaped(href)}">${inside}</a>`;
    return `<g class="node${on ? ' on' : ''}${leftOut ? ' out' : ''}">${shown}</g>`;
  });
  return `<svg class="graph" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="group" aria-label="${escaped(label)}"><g aria-hidden="true">${glow.join('')}${lines.join('')}${sites.join('')}</g>${boxes.join('')}</svg>`;
}
