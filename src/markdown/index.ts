/**
 * What the site adds to Markdown: code in a document that names kernel functions or lines becomes a link, and a long name in a table's cell
 * may break after an underscore, what is read as one word is kept together, and C is set as it is in excerpts.
 */
export { breakNames } from './break-names.ts';
export { keepTogether } from './keep-together.ts';
export { kernelLinks, type ResolveReference } from './kernel-links.ts';
export { listing } from './listing.ts';
export { parseReference, type Reference } from './reference.ts';
