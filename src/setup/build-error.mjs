/** Where Astro goes on about the program and not about what is wrong. */
const ABOUT_THE_PROGRAM = /^\s*(?:Hint:|Error reference:|Location:|Stack trace:|at \S)/;

/**
 * What went wrong, out of all that a failed build printed: the message alone. Astro gives it up to three times, each with
 * a stack of the bundle's functions, which say nothing to somebody who mistyped a line of a note.
 * @param {string} output
 * @returns {string} the last error's message, and the page it came up on; the end of the output when there is no error in it
 */
export function buildError(output) {
  const at = output.lastIndexOf('[ERROR] ');
  if (at < 0) return output.trimEnd().split('\n').slice(-40).join('\n');
  const lines = output.slice(at + '[ERROR] '.length).split('\n');
  const end = lines.findIndex((line) => ABOUT_THE_PROGRAM.test(line));
  const said = lines.slice(0, end < 0 ? undefined : end);
  const page = /^\[build\] Caught error rendering (\S+): (?:\w*Error: )?/.exec(said[0] ?? '');
  if (!page) return said.join('\n').trimEnd();
  const first = said[0].slice(page[0].length);
  const again = said.lastIndexOf(first);
  const message = again > 0 ? said.slice(again) : [first, ...said.slice(1)];
  return `${message.join('\n').trimEnd()}\n  It came up on the page ${page[1]}`;
}
