/**
 * What the site adds to Markdown: code in a document that names kernel functions or lines becomes a link, and a long name in a table's cell
 * may break after an underscore.
 */
export { breakNames } from './break-names.ts';
export { kernelLinks, type ResolveReference } from './kernel-links.ts';
export { parseReference, type Reference } from './reference.ts';
