import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { SnippetError } from './error.ts';
import { type Snippet, snippetSchema } from './schema.ts';

/**
 * Reads and validates one snippet file.
 *
 * @param name the file's name as errors should show it, `kernel-snippets/exit_notify.yaml`
 * @param source its text
 * @throws SnippetError on text that is not YAML, or is not what {@link snippetSchema} describes
 */
export function parseSnippet(name: string, source: string): Snippet {
  const counter = new LineCounter();
  const document = parseDocument(source, { lineCounter: counter, prettyErrors: true });
  const broken = document.errors[0];
  if (broken) throw new SnippetError(`${name}: not YAML: ${broken.message}`);
  const parsed = snippetSchema.safeParse(document.toJS());
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => {
      const path = issue.path.filter((key): key is string | number => typeof key !== 'symbol');
      const node = document.getIn(path, true);
      const range =
        node !== null && typeof node === 'object' && 'range' in node ? (node.range as [number] | undefined) : undefined;
      const where = range ? `${name}:${counter.linePos(range[0]).line}` : name;
      return `${where}: ${path.join('.') || 'the file'}: ${issue.message}`;
    });
    throw new SnippetError(problems.join('\n'));
  }
  const stem = basename(name, '.yaml');
  if (parsed.data.function !== stem) {
    throw new SnippetError(
      `${name}: "function: ${parsed.data.function}" does not fit the file's name; one of the two must change.`,
    );
  }
  return parsed.data;
}

/**
 * Reads every `*.yaml` of a folder.
 *
 * @param folder where the snippet files are
 * @param shown the folder's name in errors
 * @returns snippets by function
 * @throws SnippetError on the first file that is not right
 */
export function readSnippets(folder: string, shown: string): Map<string, Snippet> {
  const snippets = new Map<string, Snippet>();
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.yaml')) continue;
    const snippet = parseSnippet(`${shown}/${file}`, readFileSync(join(folder, file), 'utf8'));
    snippets.set(snippet.function, snippet);
  }
  return snippets;
}
