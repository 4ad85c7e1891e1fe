/**
 * A scenario's tree and steps in words, for people.
 * @module
 */
import { plain } from '../player/index.ts';
import { en } from '../player/words/en.ts';
import type { Cast, Step } from '../scenario/index.ts';

/** Text beneath a heading never gets narrower than this, however narrow the terminal is. */
const NARROWEST = 40;

/**
 * Breaks a line between words where it is wider than the terminal.
 * @param width columns; undefined: as wide as it likes
 * @param hang blanks before what is carried over
 */
export function wrap(line: string, width: number | undefined, hang: number): string[] {
  const most = Math.max(width ?? Number.POSITIVE_INFINITY, NARROWEST);
  const lines: string[] = [];
  let rest = line;
  while (rest.length > most) {
    const fits = rest.lastIndexOf(' ', most);
    // A word that is wider than the terminal stays whole, on a line of its own.
    const at = fits > hang ? fits : rest.indexOf(' ', most);
    if (at < 0) break;
    lines.push(rest.slice(0, at).trimEnd());
    rest = ' '.repeat(hang) + rest.slice(at + 1);
  }
  return [...lines, rest.trimEnd()];
}

/** Columns as wide as their widest cell; the last one is not filled up. */
export function columns(rows: readonly (readonly string[])[], indent: string): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) => `${indent}${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd());
}

/**
 * The actors under their parents.
 * @param pids each actor's numbers, outermost container first
 */
export function treeText(cast: Cast, pids: Readonly<Record<string, readonly number[]>>, width?: number): string[] {
  const lines = ['  sys, the world outside'];
  const below = (parent: string, indent: string) => {
    const children = cast.tree.filter((actor) => (actor.parent ?? 'sys').split('.')[0] === parent);
    children.forEach((actor, i) => {
      const last = i === children.length - 1;
      const numbers = pids[actor.name] ?? [];
      const pid = numbers.length === 0 ? [] : [`pid ${numbers.join('/')}`];
      const head = `${indent}${last ? '└─' : '├─'} ${actor.name}`;
      const said = [...pid, ...en.traits(actor, same).map(plain)].join(', ');
      const under = `${indent}${last ? '   ' : '│  '}`;
      lines.push(...wrap(said ? `${head}  ${said}` : head, width, head.length + 2));
      below(actor.name, under);
    });
  };
  below('sys', '  ');
  if (cast.tree.some(({ newpid }) => newpid))
    lines.push('', ...wrap('  Pids are those inside the containers, the outermost first.', width, 2));
  return lines;
}

const same = (text: string) => ({ text });

/** A step as a sentence. */
export const stepText = (step: Step): string => plain(en.does(step, same));

/** What came of a step's call; '' for what goes without saying. */
export const resultText = (result: string): string => plain(en.result(result));
