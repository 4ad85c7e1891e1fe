/** What the page fetches besides the index: facts about functions, and the text of lines with calls, file by file, each once. */
import { type CallLines, type Facts, NO_FACTS } from '@/chains/index.ts';

async function get<T>(address: string): Promise<T> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response.json();
}

let known: Promise<Facts> | undefined;

/** Facts about functions. Chains can be shown without them: if they cannot be loaded, there are none, until the next time. */
export function facts(): Promise<Facts> {
  known ??= get<Facts>('/chains/facts.json').catch(() => {
    known = undefined;
    return NO_FACTS;
  });
  return known;
}

const files = new Map<string, Promise<CallLines | undefined>>();

/** The lines of a file on which calls stand; undefined when they cannot be loaded. */
export function callLines(file: string): Promise<CallLines | undefined> {
  let lines = files.get(file);
  if (!lines) {
    lines = get<CallLines>(`/chains/lines/${file}.json`).catch(() => {
      files.delete(file);
      return undefined;
    });
    files.set(file, lines);
  }
  return lines;
}
