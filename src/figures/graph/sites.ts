import type { Locale } from '../locale.ts';
import type { GraphEdge } from './types.ts';

/** Whether the site's configuration compiles none of the calls. */
export const isLeftOut = ({ lines, leftOut = [] }: GraphEdge): boolean => lines.length === 0 && leftOut.length > 0;

/** The line of the first call, compiled or not. */
export const firstLine = ({ lines, leftOut = [] }: GraphEdge): number => Math.min(...lines, ...leftOut);

/**
 * The call site as it stands beside an edge: on the path in words, elsewhere as `:97`. It is said of a call that it
 * goes through a pointer, and of one that the configuration leaves out that it does not compile it.
 * @returns the lines of the label, at least one
 */
export function siteText(edge: GraphEdge, locale: Locale): string[] {
  const { lines, leftOut = [], pointer } = edge;
  const { through, notCompiled } = says[locale];
  return [
    ...(lines.length > 0 ? [place(lines, edge, locale)] : []),
    ...(leftOut.length > 0 ? [`${place(leftOut, edge, locale)}${notCompiled}`] : []),
    ...(pointer === undefined ? [] : through),
  ];
}

const says = {
  en: { through: ['through a', 'pointer'], notCompiled: ', left out' },
  'zh-cn': { through: ['经由指针'], notCompiled: '，未编译' },
};

function place(lines: number[], { loop, on }: GraphEdge, locale: Locale): string {
  const shown = lines.slice(0, 3);
  const more = lines.length > shown.length ? ' …' : '';
  if (!on) return shown.map((line) => `:${line}`).join(', ') + more;
  return locale === 'zh-cn'
    ? `第 ${shown.join('、')}${more} 行${loop ? '，在循环中' : ''}`
    : `${lines.length > 1 ? 'lines' : 'line'} ${shown.join(', ')}${more}${loop ? ', in a loop' : ''}`;
}
