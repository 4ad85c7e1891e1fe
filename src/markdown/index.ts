/** What the site adds to Markdown: code in a document that names kernel functions or lines becomes a link. */
export { kernelLinks, type ResolveReference } from './kernel-links.ts';
export { parseReference, type Reference } from './reference.ts';
