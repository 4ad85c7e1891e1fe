import type { HastPluginDefinition, HastPluginEntry } from 'satteri';
import { isInside } from './is-inside.ts';
import { parseReference, type Reference } from './reference.ts';

/**
 * Where a reference leads; undefined: it stays code. Throws an Error, whose message says what is wrong and what to do,
 * for a reference that must be a mistake: a line that the file does not have.
 */
export type ResolveReference = (reference: Reference, edition: 'en' | 'zh-cn') => string | undefined;

/**
 * A Markdown plugin that makes links of inline code that names a kernel function or kernel lines.
 *
 * @param resolve where references lead
 * @param edition which edition a document belongs to, from its address on disk
 * @throws Error, when a document is compiled, that names the document and the text of a mistaken reference
 */
export function kernelLinks(
  resolve: ResolveReference,
  edition: (fileURL: URL | undefined) => 'en' | 'zh-cn',
): HastPluginEntry {
  return ({ fileURL }) => {
    const language = edition(fileURL);
    const plugin: HastPluginDefinition = {
      name: 'kernel-links',
      element: {
        filter: ['code'],
        visit(node, ctx) {
          if (isInside(node, ctx, ['pre', 'a'])) return;
          const text = ctx.textContent(node);
          const reference = parseReference(text);
          if (!reference) return;
          let href: string | undefined;
          try {
            href = resolve(reference, language);
          } catch (error) {
            const where = fileURL ? `${decodeURIComponent(fileURL.pathname)}: ` : '';
            throw new Error(`${where}\`${text}\`: ${error instanceof Error ? error.message : String(error)}`);
          }
          if (href === undefined) return;
          ctx.wrapNode(node, { type: 'element', tagName: 'a', properties: { href }, children: [] });
        },
      },
    };
    return plugin;
  };
}
