import { letters } from './edits.ts';
import type { Names } from './names.ts';
import { isCompiled, pathOf, type Tables } from './tables.ts';

/** A name that can be offered. */
export interface Entry {
  /** What to put into a field: a name, `name@file` where several bear it, `sys_kill` for a system call. */
  name: string;
  /** In lower case and without its file. */
  lower: string;
  /** The same without underscores: what people type in a hurry. */
  compact: string;
  /** Of `compact`, see `letters`. */
  letters: number;
  node: number;
  /** Lower is likelier to be meant: what `kernel/` compiles, then what headers do, then the rest. */
  rank: number;
}

/** Every name that can be offered, in order. One that the configuration compiles stands for others of the same name. */
export function makeLexicon(tables: Tables, names: Names): readonly Entry[] {
  const entries: Entry[] = [];
  const scope = { inside: undefined, anyConfig: false };
  const add = (name: string, bare: string, node: number, rank: number) => {
    const lower = bare.toLowerCase();
    const compact = lower.replaceAll('_', '');
    entries.push({ name, lower, compact, letters: letters(compact), node, rank });
  };
  for (const [node, bare] of tables.names.entries()) {
    const path = pathOf(tables, node);
    const compiled = isCompiled(tables, node);
    if (!compiled && names.bearers(bare).some((other) => isCompiled(tables, other))) continue;
    const rank = path === undefined ? 3 : !compiled ? 2 : path.startsWith('kernel/') ? 0 : 1;
    add(names.label(node, scope), bare, node, rank);
  }
  for (const [alias, [node]] of tables.aliases)
    if (/^(compat_)?sys_/.test(alias)) add(alias, alias, node!, isCompiled(tables, node!) ? 0 : 2);
  return entries;
}
