import { markdownToHtml } from 'satteri';
import type { Locale } from '../i18n/index.ts';
import { keepTogether, kernelLinks } from '../markdown/index.ts';
import { resolveReference } from './references.ts';

const rendered = new Map<string, Promise<string>>();

/**
 * A note's or summary's Markdown as HTML paragraphs. Code that names a function or lines is linked, as in chapters.
 *
 * @throws Error on a reference to a line that does not exist; it names the text
 */
export function proseHtml(markdown: string, locale: Locale): Promise<string> {
  const key = `${locale}\0${markdown}`;
  let html = rendered.get(key);
  if (!html) {
    html = render(markdown, locale);
    rendered.set(key, html);
  }
  return html;
}

async function render(markdown: string, locale: Locale): Promise<string> {
  const { html } = await markdownToHtml(markdown, {
    hastPlugins: [kernelLinks(resolveReference, () => locale), keepTogether],
  });
  return html.trim();
}

/** The same without the paragraph around it, for a sentence inside another element. */
export async function inlineHtml(markdown: string, locale: Locale): Promise<string> {
  return (await proseHtml(markdown, locale)).replace(/^<p>|<\/p>$/g, '');
}
