/**
 * Turning kernel lines into set code: tokens of a whole file, then links, folds, rails and notes as HTML. Takes plain
 * data and gives strings; knows nothing of where text, symbols or notes come from. Runs at build time only.
 */
export {
  type Excerpt,
  type ExcerptFold,
  type ExcerptLine,
  type ExcerptNote,
  type OpenCall,
  renderExcerpt,
} from './body.ts';
export { leadingTabs } from './indent.ts';
export { type Link, type Resolve, renderCode, type Use } from './line.ts';
export { type Token, tokenise } from './tokenise.ts';
export { type ExcerptWords, excerptWords } from './words.ts';
