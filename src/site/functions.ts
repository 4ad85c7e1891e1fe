import { symbol } from './symbols.ts';
import { functionText, sourceText } from './text.ts';

/** A function's lines, whether or not they are v6.0's, and all that a page must say about where they come from. */
export interface ShownFunction {
  name: string;
  path: string;
  lines: string[];
  /** 1-based line in the text we have. */
  first: number;
  /** The number to show for the first line: v6.0's where the lines are v6.0's, else the text's own. */
  number: number;
  /** The lines are v6.0's, word for word. */
  sameInV60: boolean;
  /** The whole file is v6.0's, byte for byte. */
  verified: boolean;
  /** The version the file is of. */
  label: string;
  blob: string;
}

/** The text of a function that has a symbol page; undefined if there is no such function, or no kernel text. */
export function shownFunction(name: string): ShownFunction | undefined {
  const same = functionText(name);
  if (same) {
    const verified = sourceText(same.path)?.verified ?? false;
    return { ...same, number: same.firstV60 ?? same.first, verified };
  }
  const def = symbol(name)?.def;
  const file = def && sourceText(def.file);
  if (!file) return undefined;
  const { path, label, blob, verified } = file;
  const lines = file.lines.slice(def.start - 1, def.end);
  return { name, path, lines, first: def.start, number: def.start, sameInV60: false, verified, label, blob };
}
