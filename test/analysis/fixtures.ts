import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Analysis, analyseSources, parseConfiguration } from '@/analysis/index.ts';

export const FIXTURES = join(import.meta.dirname, 'fixtures');

export const cases = readdirSync(FIXTURES)
  .filter((name) => name.endsWith('.c'))
  .map((name) => name.slice(0, -2));

const CONFIGURATION = parseConfiguration('CONFIG_LAMPS=y\nCONFIG_LEVELS=3\n');

/** Analyses C of our own, as `kernel/<name>.c`, with the headers in `fixtures/include`. */
export function analyseText(name: string, text: string): Omit<Analysis, 'digest'> {
  const own = `kernel/${name}.c`;
  const sources = {
    has: (path: string) => path === own || (path.startsWith('include/') && existsSync(join(FIXTURES, path))),
    read: (path: string) => (path === own ? text : readFileSync(join(FIXTURES, path), 'utf8')),
  };
  return analyseSources(sources, [own], CONFIGURATION);
}

/** What a fixture's own file was found to hold, in few words: what a golden file shows. */
export function digest(name: string, text: string): unknown {
  const file = `kernel/${name}.c`;
  const { functions, macros, types, addressTaken, leftOut } = analyseText(name, text);
  const here = <T extends { file: string }>(list: T[]) => list.filter((each) => each.file === file);
  return {
    ...(leftOut.length > 0 && { leftOut: leftOut.map(({ from, to }) => `${from}-${to}`) }),
    functions: here(functions).map((f) => ({
      name: f.name,
      lines: `${f.start}-${f.end}, name in ${f.nameLine}`,
      signature: f.signature,
      marks: [f.isStatic && 'static', f.isInline && 'inline', !f.active && 'left out', f.madeBy && `by ${f.madeBy}`]
        .filter(Boolean)
        .join(', '),
      ...(f.aliases.length > 0 && { aliases: f.aliases }),
      calls: f.calls.map(
        (c) =>
          `${c.line}:${c.column} ${c.kind} ${c.callee}${c.macro ? ` via ${c.macro}` : ''}${c.pointer ? ` through ${c.pointer}` : ''}${c.inLoop ? ' in a loop' : ''}${c.active ? '' : ' (left out)'}`,
      ),
    })),
    macros: here(macros).map(
      (m) =>
        `${m.start}-${m.end} ${m.name}${m.params ? `(${m.params.join(', ')})` : ''}${m.active ? '' : ' (left out)'}`,
    ),
    types: here(types).map((t) => `${t.line} ${t.tag} ${t.name}`),
    addressTaken: here(addressTaken).map(
      (a) =>
        `${a.line} ${a.of}${a.inFunction ? ` in ${a.inFunction}` : ''}${a.storedIn ? ` to ${a.storedIn}` : ''}${a.active ? '' : ' (left out)'}`,
    ),
  };
}
