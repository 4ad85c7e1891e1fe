import { type SymbolInfo, symbol } from './symbols.ts';
import { functionText, sourceText, v60Line } from './text.ts';

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

/** The text of a function that has a symbol page; undefined when there is no kernel text. */
export function shownSymbol({ name, def }: SymbolInfo): ShownFunction | undefined {
  const file = sourceText(def.file);
  if (!file) return undefined;
  const { path, label, blob, verified } = file;
  const start = v60Line(path, def.start);
  const end = v60Line(path, def.end);
  const sameInV60 = start !== undefined && end !== undefined && end - start === def.end - def.start;
  const number = sameInV60 ? start : def.start;
  const lines = file.lines.slice(def.start - 1, def.end);
  return { name, path, lines, first: def.start, number, sameInV60, verified, label, blob };
}

/** The text of a function by its name; undefined when there is no such function, or no kernel text. */
export function shownFunction(name: string): ShownFunction | undefined {
  const info = symbol(name);
  if (info) return shownSymbol(info);
  const text = functionText(name);
  if (!text) return undefined;
  const verified = sourceText(text.path)?.verified ?? false;
  return { ...text, number: text.firstV60 ?? text.first, verified };
}

/** A function's name as its definition spells it: `SYSCALL_DEFINE2(kill, …` defines `sys_kill`. */
export function spelledName({ name, madeBy }: SymbolInfo['def']): string {
  return madeBy ? name.replace(/^(compat_)?sys_/, '') : name;
}
