import type { Analysis, FunctionDef } from './types.ts';

/** Finds the definition that a name means. */
export interface DefinitionIndex {
  /** All definitions of a name, or of an alias. */
  all(name: string): readonly FunctionDef[];
  /** The one that a name means by itself: what is compiled, global, and not a weak stand-in comes first. */
  find(name: string): FunctionDef | undefined;
  /** The one that a call in a file means, as C would have it; undefined when its definition was not among the text read. */
  resolve(name: string, fromFile: string): FunctionDef | undefined;
}

export function createIndex({ functions }: Pick<Analysis, 'functions'>): DefinitionIndex {
  const byName = new Map<string, FunctionDef[]>();
  for (const definition of functions) {
    for (const name of [definition.name, ...definition.aliases]) {
      const known = byName.get(name);
      if (known) known.push(definition);
      else byName.set(name, [definition]);
    }
  }
  const all = (name: string) => byName.get(name) ?? [];
  return {
    all,
    find: (name) => [...all(name)].sort((a, b) => plainRank(a) - plainRank(b))[0],
    resolve(name, fromFile) {
      const found = all(name);
      if (found.length < 2) return found[0]?.isStatic && !visible(found[0], fromFile) ? undefined : found[0];
      let best: FunctionDef | undefined;
      let bestRank = Number.POSITIVE_INFINITY;
      for (const definition of found) {
        const rank = rankOf(definition, fromFile);
        if (rank < bestRank) {
          best = definition;
          bestRank = rank;
        }
      }
      return best;
    },
  };
}

/** Whether a static function can be called from a file: from its own, or by including the header it stands in. */
const visible = (definition: FunctionDef, fromFile: string): boolean =>
  definition.file === fromFile || definition.file.endsWith('.h');

/** Lower is nearer: the same file first, then headers, then what is global; and what is compiled before what is not. */
function rankOf(definition: FunctionDef, fromFile: string): number {
  const left = (definition.active ? 0 : 4) + (definition.built ? 0 : 8);
  if (definition.file === fromFile) return left;
  if (definition.file.endsWith('.h')) return left + 1;
  if (definition.isStatic) return Number.POSITIVE_INFINITY;
  // A weak definition gives way to another.
  return left + (/\b__weak\b/.test(definition.signature) ? 3 : 2);
}

const plainRank = (definition: FunctionDef): number =>
  (definition.built ? 0 : 16) +
  (definition.active ? 0 : 8) +
  (definition.isStatic ? 4 : 0) +
  (definition.file.endsWith('.h') ? 2 : 0) +
  (/\b__weak\b/.test(definition.signature) ? 1 : 0);
