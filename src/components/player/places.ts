/**
 * Where the model's lines stand in the kernel's text: one file for all players of the site.
 * @module
 */
import type { FilmLine } from '@/player/index.ts';
import type { LinePlace } from './data.ts';

/** What is used of `/player/lines.json` (`src/site/player.ts` makes it). */
interface Lines {
  functions: Record<string, { file: string; id?: string }>;
  lines: Record<string, { line?: number }>;
}

let asked: Promise<Lines> | undefined;

async function fetchLines(): Promise<Lines> {
  const response = await fetch('/player/lines.json');
  if (!response.ok) throw new Error(`/player/lines.json: ${response.status}`);
  return (await response.json()) as Lines;
}

/**
 * The places of all lines.
 * @throws Error when they cannot be had; asking again tries again
 */
export async function places(): Promise<(line: FilmLine) => LinePlace | undefined> {
  asked ??= fetchLines().catch((error: unknown) => {
    asked = undefined;
    throw error;
  });
  const { functions, lines } = await asked;
  return ({ file, function: fn, at, after }) => {
    const known = functions[fn];
    const key = [file, fn, at, ...(after === undefined ? [] : [after])].join(':');
    // Two files may define it, and the site has the text of one only: its id then names the other.
    const id = known?.file === file ? known.id : undefined;
    return { id, number: lines[key]?.line };
  };
}
