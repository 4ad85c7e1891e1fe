/** A mistake in `kernel-snippets/`: the message names the file, the place in it, and what to do. */
export class SnippetError extends Error {
  override name = 'SnippetError';
}
