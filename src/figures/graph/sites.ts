import type { Locale } from '../locale.ts';
import type { GraphEdge } from './types.ts';

/**
 * The call site as it stands beside an edge: on the path in words, elsewhere as `:97`; through a pointer, that is said.
 * @returns the lines of the label, at least one
 */
export function siteText({ lines, pointer, loop, on }: GraphEdge, locale: Locale): string[] {
  const shown = lines.slice(0, 3);
  const more = lines.length > shown.length;
  const numbers =
    shown.map((line) => (on ? `${line}` : `:${line}`)).join(locale === 'en' || !on ? ', ' : '、') + (more ? ' …' : '');
  if (locale === 'zh-cn') {
    const where = on ? `第 ${numbers} 行${loop ? '，在循环中' : ''}` : numbers;
    return pointer === undefined ? [where] : [where, '经由指针'];
  }
  const where = on ? `${lines.length > 1 ? 'lines' : 'line'} ${numbers}${loop ? ', in a loop' : ''}` : numbers;
  return pointer === undefined ? [where] : [where, 'through a', 'pointer'];
}
