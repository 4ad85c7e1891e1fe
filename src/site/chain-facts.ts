/**
 * What the page about chains knows of functions besides their calls: which have a page, which were seen running, which locks are held where.
 * @module
 */
import type { Facts, Held } from '../chains/index.ts';
import { chainIndex } from './chain-index.ts';
import { snippets } from './notes.ts';
import { seenRunning } from './seen.ts';
import { symbol, symbols } from './symbols.ts';
import { SOURCE_FILES } from './text.ts';

/** Facts for `/chains/facts.json`; nothing but what was seen running when no kernel text could be had. */
export function chainFacts(): Facts {
  return { pages: pages(), sources: SOURCE_FILES, seen: seenRunning(), locks: locks() };
}

/** Functions' names, as the call index tells them, and the ids of their pages where these are others. */
function pages(): Facts['pages'] {
  const index = chainIndex();
  const found: Facts['pages'] = {};
  for (const { name, id, def } of symbols())
    for (const each of [name, ...def.aliases]) {
      const known = index?.resolve(`${each}@${def.file}`)?.name;
      if (known !== undefined) found[known] = id === known ? '' : id;
    }
  return found;
}

/** For each function whose locks are annotated, those held at the line of each of its calls. */
function locks(): Facts['locks'] {
  const found: Facts['locks'] = {};
  for (const [name, { bound }] of snippets()) {
    const info = symbol(name);
    if (!info || !bound || bound.locks.entry.length + bound.locks.changes.length === 0) continue;
    const entry = Object.fromEntries(bound.locks.entry.map(({ lock, mode }) => [lock, mode]));
    const at: Record<number, Record<string, Held>> = {};
    for (const { line } of info.callees) {
      const held: Record<string, Held | undefined> = { ...entry };
      for (const change of bound.locks.changes)
        if (info.def.start + change.line <= line) held[change.lock] = change.mode;
      at[line] = Object.fromEntries(
        Object.entries(held).filter((each): each is [string, Held] => each[1] !== undefined),
      );
    }
    found[name] = { entry, at };
  }
  return found;
}
