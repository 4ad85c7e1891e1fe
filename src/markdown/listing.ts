import type { HastContent, HastPluginDefinition } from 'satteri';
import { leadingTabs, type Token, tokenise } from '../excerpt/index.ts';

const element = (tagName: string, className: string, children: HastContent[], style?: string): HastContent =>
  ({
    type: 'element',
    tagName,
    properties: { className: [className], ...(style && { style }) },
    children,
  }) as HastContent;

const text = (value: string): HastContent => ({ type: 'text', value }) as HastContent;

/** A line as excerpts set theirs: the tabs stay in the text and take no room, the indent is the line's own padding. */
function line(tokens: readonly Token[]): HastContent {
  const whole = tokens.map((token) => token.text).join('');
  const indent = leadingTabs(whole);
  let left = indent;
  const set: HastContent[] = indent > 0 ? [element('span', 'ind', [text('\t'.repeat(indent))])] : [];
  for (const { text: value, style } of tokens) {
    const rest = value.slice(left);
    left = Math.max(0, left - value.length);
    if (rest) set.push(style === 'k' || style === 'cm' ? element('span', style, [text(rest)]) : text(rest));
  }
  return element('span', 'l', [...set, text('\n')], `--i:${indent}`);
}

/**
 * A Markdown plugin that sets a document's own C listings as excerpts are set: keywords heavier, comments slanted, and a long line's rest
 * under its beginning. The text is unchanged, so that what is copied compiles.
 */
export const listing: HastPluginDefinition = {
  name: 'listing',
  element: {
    filter: ['pre'],
    async visit(node, ctx) {
      const code = node.children[0];
      if (code?.type !== 'element' || code.tagName !== 'code') return;
      if (!JSON.stringify(code.properties?.className ?? '').includes('language-c"')) return;
      const lines = await tokenise(ctx.textContent(code).replace(/\n$/, ''));
      const set = element('code', 'language-c', lines.map(line));
      ctx.replaceNode(node, element('pre', 'listing', [set]));
    },
  },
};
