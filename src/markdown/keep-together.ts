import type { HastPluginDefinition } from 'satteri';
import { isInside } from './is-inside.ts';

/** Up to this many characters a command is short enough for a line of its own on the narrowest phone. */
const SHORT = 20;

/**
 * A Markdown plugin that keeps together what is read as one word: a short command (`kill -9` must not break before its option), and PID with
 * its number. The text stays as it is, so that what is copied can be run.
 */
export const keepTogether: HastPluginDefinition = {
  name: 'keep-together',
  element: {
    filter: ['code'],
    visit(node, ctx) {
      const text = ctx.textContent(node);
      if (text.length > SHORT || !/[\s-]/.test(text) || isInside(node, ctx, ['pre'])) return;
      ctx.setProperty(node, 'className', ['whole']);
    },
  },
  text(node, ctx) {
    const value = node.value.replace(/\bPID (?=\d)/g, 'PID\u00a0');
    if (value !== node.value && !isInside(node, ctx, ['pre', 'code'])) ctx.replaceNode(node, { type: 'text', value });
  },
};
