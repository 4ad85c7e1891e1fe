/** A line of front matter as HTML: escaped, with `words between backticks` as code; "PID 1" does not come apart. */
export function inlineCode(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/`([^`]+)`/g, '<code>$1</code>')
    .replaceAll(/\bPID (?=\d)/g, 'PID\u00a0');
}
