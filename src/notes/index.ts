/**
 * What is said about kernel lines, once, in both languages: `kernel-snippets/<function>.yaml` → checked → bound to the
 * lines of the function. Pure but for {@link readSnippets}; where the kernel's text comes from is the caller's affair.
 */
export {
  type BoundFold,
  type BoundNote,
  type BoundSnippet,
  bindSnippet,
  bindWhatFits,
  type LockChange,
  type PartlyBound,
} from './bind.ts';
export { SnippetError } from './error.ts';
export { matchLine } from './match.ts';
export { parseSnippet, readSnippets } from './read.ts';
export { LANGUAGES, type Language, type LockMode, type Snippet } from './schema.ts';
