import { symbols } from './symbols.ts';

/** `/symbols/names.json`: functions with a page. */
export interface SymbolNames {
  files: string[];
  /** Name, the file's place in `files`, and the id in the page's address where it is not the name. */
  names: ([name: string, file: number] | [name: string, file: number, id: string])[];
}

/** All functions that have a page, by file; none when no kernel text could be had. */
export function symbolNames(): SymbolNames {
  const files = [...new Set(symbols().map(({ def }) => def.file))];
  return {
    files,
    names: symbols().map(({ name, id, def }) => {
      const file = files.indexOf(def.file);
      return id === name ? [name, file] : [name, file, id];
    }),
  };
}
