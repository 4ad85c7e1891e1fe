/**
 * Sentences in pieces, so that a page can set names bold and code in mono; and as plain text, for what is read out.
 * @module
 */
import type { TaskIndex } from './film.ts';

/** `name`: somebody on stage; `code`: what the kernel says; `text`: what we say. */
export type Piece =
  | { is: 'text' | 'code'; text: string }
  | { is: 'name'; text: string /** Where it is one of the film's. */; task?: TaskIndex };

export type Said = readonly Piece[];

/** How somebody is called. */
export interface Named {
  text: string;
  task?: TaskIndex;
}

/** Puts a sentence together: strings are text, a `Named` is a name, `{ code }` is code, and a sentence within is taken as it is. */
export function say(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Named | { code: string } | Said)[]
): Said {
  const pieces: Piece[] = [];
  const add = (piece: Piece) => {
    const last = pieces.at(-1);
    if (piece.text === '') return;
    if (piece.is === 'text' && last?.is === 'text')
      pieces[pieces.length - 1] = { is: 'text', text: last.text + piece.text };
    else pieces.push(piece);
  };
  parts.forEach((part, i) => {
    add({ is: 'text', text: part });
    const value = values[i];
    if (value === undefined) return;
    if (typeof value === 'string' || typeof value === 'number') add({ is: 'text', text: String(value) });
    else if (isSaid(value)) value.forEach(add);
    else if ('code' in value) add({ is: 'code', text: value.code });
    else add({ is: 'name', ...value });
  });
  return pieces;
}

const isSaid = (value: Named | { code: string } | Said): value is Said => Array.isArray(value);

/** The words alone. */
export const plain = (said: Said): string => said.map(({ text }) => text).join('');

export const code = (text: string): { code: string } => ({ code: text });
