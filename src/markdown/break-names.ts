import type { HastPluginDefinition } from 'satteri';
import { isInside } from './is-inside.ts';

/** Names shorter than this fit into the narrowest column of a table on a phone. */
const LONG = 12;

/**
 * A Markdown plugin that lets a long name in a table's cell break where a reader would break it, after an underscore or before a
 * line's number. Without it `forget_original_parent` makes its column too wide for a phone, or breaks in the middle of a word.
 */
export const breakNames: HastPluginDefinition = {
  name: 'break-names',
  element: {
    filter: ['code'],
    visit(node, ctx) {
      const text = ctx.textContent(node);
      if (text.length < LONG || !/[_:]/.test(text) || /\s/.test(text)) return;
      if (!isInside(node, ctx, ['td', 'th'])) return;
      const pieces = text.split(/(?<=_)(?=[^_])|(?=:\d)/);
      if (pieces.length === 1) return;
      ctx.removeChildAt(node, 0);
      pieces.forEach((piece, index) => {
        if (index > 0) ctx.appendChild(node, { type: 'element', tagName: 'wbr', properties: {}, children: [] });
        ctx.appendChild(node, { type: 'text', value: piece });
      });
    },
  },
};
