/**
 * What pages may know of the notes: each function's snippet, its every reference to a line checked against the text.
 *
 * The check is strict where the text is v6.0's. A function whose text differs there (some of Debian's 6.1 files) may
 * lack a line that a note stands on; that note is then left out, and {@link SnippetOnPage.notesLeftOut} counts it.
 */
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  type BoundSnippet,
  bindSnippet,
  bindWhatFits,
  readSnippets,
  type Snippet,
  SnippetError,
} from '../notes/index.ts';
import { shownFunction } from './functions.ts';
import { nearestNames } from './nearest-names.ts';
import { SOURCE_FILES, sourceText } from './text.ts';

export type { BoundFold, BoundNote, BoundSnippet, Language, LockChange, LockMode } from '../notes/index.ts';

const FOLDER = 'kernel-snippets';

/** All that is said about one function. */
export interface SnippetOnPage {
  summary: Snippet['summary'];
  /** Absent when there is no kernel text. */
  bound?: BoundSnippet;
  /** How many notes are left out: the function's text is not v6.0's, and lacks the lines they stand on. */
  notesLeftOut: number;
}

let cached: Map<string, SnippetOnPage> | undefined;
let stamped = '';

/** When each snippet's file was last written. */
const stamps = (): string =>
  readdirSync(FOLDER)
    .map((file) => `${file} ${statSync(join(FOLDER, file)).mtimeMs}`)
    .join();

/**
 * Every function's snippet, checked.
 *
 * @throws SnippetError on a file that is not right, or that speaks of a line or function v6.0 does not have
 */
export function snippets(): ReadonlyMap<string, SnippetOnPage> {
  // The development server must see an edited file; a build reads each once.
  const now = import.meta.env?.DEV ? stamps() : '';
  if (cached && now === stamped) return cached;
  stamped = now;
  const read = readSnippets(resolve(process.cwd(), FOLDER), FOLDER);
  cached = new Map([...read].map(([name, snippet]) => [name, check(name, snippet)]));
  return cached;
}

/** What is said about a function, or undefined if nothing is. Throws as {@link snippets} does. */
export function snippetOf(fn: string): SnippetOnPage | undefined {
  return snippets().get(fn);
}

/** Whether kernel text was had at all. */
function textIsThere(): boolean {
  return SOURCE_FILES.some((path) => sourceText(path) !== undefined);
}

function check(name: string, snippet: Snippet): SnippetOnPage {
  const file = `${FOLDER}/${name}.yaml`;
  const text = shownFunction(name);
  const { summary } = snippet;
  if (!text) {
    if (!textIsThere()) return { summary, notesLeftOut: 0 };
    throw new SnippetError(`${file}: no function ${name} in the kernel text.${nearestNames(name)}`);
  }
  if (text.path !== snippet.file) {
    throw new SnippetError(`${file}: ${name} is in ${text.path}, not in ${snippet.file}.`);
  }
  if (text.sameInV60) return { summary, bound: bindSnippet(file, snippet, text.lines, text.number), notesLeftOut: 0 };
  const { bound, notesLeftOut } = bindWhatFits(file, snippet, text.lines, text.number);
  return { summary, bound, notesLeftOut: notesLeftOut.length };
}
