import type { HastPluginDefinition } from 'satteri';

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
      let inCell = false;
      for (let parent = ctx.parent(node); parent; parent = ctx.parent(parent as Parameters<typeof ctx.parent>[0])) {
        if (parent.type === 'element' && (parent.tagName === 'td' || parent.tagName === 'th')) inCell = true;
      }
      if (!inCell) return;
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
