import type { Configuration } from './configuration.ts';

/** The Makefiles to be read: what a path holds, and whether it exists. */
interface Makefiles {
  has(path: string): boolean;
  read(path: string): string;
}

/**
 * Which of `kernel/`'s units the configuration builds, as the Makefiles beside them say (`obj-$(CONFIG_X) += x.o`).
 * Undefined when the text came without Makefiles: then every unit counts as built.
 */
export function builtUnits(text: Makefiles, configuration: Configuration): Set<string> | undefined {
  if (!text.has('kernel/Makefile')) return undefined;
  const units = new Set<string>();
  const folders = ['kernel/'];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const path = `${folder}Makefile`;
    if (!text.has(path)) continue;
    const lists = readLists(text.read(path), configuration);
    const add = (object: string) => {
      if (object.endsWith('/')) folders.push(folder + object);
      else if (object.endsWith('.o')) {
        const stem = object.slice(0, -2);
        units.add(`${folder}${stem}.c`);
        // an object made of several: `stem-y := a.o b.o`
        for (const part of [...(lists.get(`${stem}-y`) ?? []), ...(lists.get(`${stem}-objs`) ?? [])]) {
          if (part !== object) add(part);
        }
      }
    };
    for (const name of ['obj-y', 'obj-m', 'lib-y']) for (const object of lists.get(name) ?? []) add(object);
  }
  return units;
}

/** The words that each variable is assigned, `$(CONFIG_X)` in names and conditions replaced by its value. */
function readLists(makefile: string, configuration: Configuration): Map<string, string[]> {
  const value = (text: string) =>
    text
      .replace(/\$\(subst m,y,\$\((CONFIG_\w+)\)\)/g, (_, name: string) => (configuration.has(name) ? 'y' : ''))
      .replace(/\$\((CONFIG_\w+):m=y\)/g, (_, name: string) => (configuration.has(name) ? 'y' : ''))
      .replace(/\$\((CONFIG_\w+)\)/g, (_, name: string) => configuration.get(name) ?? '');
  const lists = new Map<string, string[]>();
  /** For each open conditional, whether its present branch counts. */
  const branches: boolean[] = [];
  for (const raw of makefile.replace(/\\\n/g, ' ').split('\n')) {
    const line = raw.replace(/#.*/, '').trimEnd();
    const word = /^\s*(ifeq|ifneq|ifdef|ifndef|else|endif)\b\s*(.*)$/.exec(line);
    if (word) {
      const [, keyword, rest = ''] = word;
      if (keyword === 'endif') branches.pop();
      else if (keyword === 'else') branches.push(!branches.pop());
      else if (keyword === 'ifdef' || keyword === 'ifndef')
        branches.push(configuration.has(rest.trim()) === (keyword === 'ifdef'));
      else {
        const sides = /^\((.*),(.*)\)$/.exec(value(rest).trim());
        const equal = sides !== null && sides[1]!.trim() === sides[2]!.trim();
        branches.push(equal === (keyword === 'ifeq'));
      }
      continue;
    }
    if (branches.includes(false)) continue;
    const assignment = /^\s*([\w.-]+)\s*(?:\+=|:=|=)\s*(.*)$/.exec(value(line));
    if (!assignment) continue;
    const name = assignment[1]!;
    const words = assignment[2]!.split(/\s+/).filter(Boolean);
    lists.set(name, [...(lists.get(name) ?? []), ...words]);
  }
  return lists;
}
