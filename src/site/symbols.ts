/**
 * What pages may know of the analysis: the functions that have a page, who calls them, and what an identifier means.
 * @module
 */
import {
  type AddressTaken,
  type Analysis,
  type Call,
  createIndex,
  type DefinitionIndex,
  type FunctionDef,
  type LeftOut,
} from '../analysis/index.ts';
import { kernelAnalysis } from './kernel-analysis.ts';
import { SOURCE_FILES } from './text.ts';

/** One end of a call: a function that calls, or is called. */
export interface CallEnd {
  name: string;
  /** File of the call site for a caller; file of the definition for a callee, where it is known. */
  file: string;
  /** Line of the call site, in the text we have. */
  line: number;
  /** Its symbol page, if it has one. */
  href?: string;
  kind: Call['kind'];
  macro?: string;
  pointer?: string;
  /** Whether the site's configuration compiles the call. */
  active: boolean;
}

export interface SymbolInfo {
  name: string;
  /** Safe in an address: the name, or `name@file` where two files define it. */
  id: string;
  def: FunctionDef;
  href: string;
  sourceHref: string;
  callers: CallEnd[];
  callees: CallEnd[];
  addressTaken: AddressTaken[];
}

export interface Target {
  href: string;
  kind: 'function' | 'macro' | 'type';
  /** Whether it leads out of the site. */
  external: boolean;
  title: string;
}

interface World {
  analysis: Analysis;
  index: DefinitionIndex;
  symbols: SymbolInfo[];
  byDefinition: Map<FunctionDef, SymbolInfo>;
  byName: Map<string, SymbolInfo>;
  /** Macros and types of the files that have a source page, by file and name. */
  places: Map<string, { file: string; line: number; kind: 'macro' | 'type' }[]>;
  /** Names of macros and types that are defined elsewhere. */
  elsewhere: Map<string, { kind: Target['kind']; file: string }>;
}

let world: World | undefined;

/** All functions defined in `SOURCE_FILES`, each of which has a page. None when no kernel text could be had. */
export function symbols(): SymbolInfo[] {
  return known().symbols;
}

/** A function that has a page, by its name, its id or an alias (`__x64_sys_exit_group`). */
export function symbol(name: string): SymbolInfo | undefined {
  return known().byName.get(name);
}

/** Whether a function's text can be shown in place of a call. */
export function unfoldable(name: string): boolean {
  return known().byName.has(name);
}

/**
 * What an identifier in a file's code means: a function of ours leads to its page, a macro or type of ours to its line,
 * what is defined in other files of the kernel to a cross-reference of v6.0. Undefined for what is not known: a local
 * variable, a field.
 */
export function identifier(name: string, fromFile: string): Target | undefined {
  const { index, byDefinition, places, elsewhere } = known();
  const here = places.get(name)?.find(({ file }) => file === fromFile);
  if (here) return placeOf(name, here);
  const definition = index.resolve(name, fromFile);
  const own = definition && byDefinition.get(definition);
  if (own) return { href: own.href, kind: 'function', external: false, title: `${own.name}() in ${own.def.file}` };
  const place = places.get(name)?.[0];
  if (place) return placeOf(name, place);
  const other = definition ? ({ kind: 'function', file: definition.file } as const) : elsewhere.get(name);
  if (!other) return undefined;
  return { href: upstreamIdentifier(name), kind: other.kind, external: true, title: `${name} in ${other.file}` };
}

/** The analysis itself, for the call graph; empty when no kernel text could be had. */
export const analysis = (): Analysis => known().analysis;

/** The lines of a file, in the text we have, that an `#if` leaves out of the kernel as the site configures it. */
export const leftOut = (file: string): readonly LeftOut[] =>
  known().analysis.leftOut.filter((lines) => lines.file === file);

/** The analysis' index of definitions, for the call graph. */
export const definitions = (): DefinitionIndex => known().index;

/** The page of a definition, if it has one. */
export const pageOf = (definition: FunctionDef): SymbolInfo | undefined => known().byDefinition.get(definition);

/** Elixir, a cross-reference of the kernel, at v6.0. */
const upstreamIdentifier = (name: string): string => `https://elixir.bootlin.com/linux/v6.0/A/ident/${name}`;

const placeOf = (
  name: string,
  { file, line, kind }: { file: string; line: number; kind: 'macro' | 'type' },
): Target => ({
  href: sourceAddress(file, line),
  kind,
  external: false,
  title: `${name} in ${file}, line ${line}`,
});

const sourceAddress = (file: string, line: number): string => `/source/v6.0/${file}/#L${line}`;

function known(): World {
  world ??= build();
  return world;
}

function build(): World {
  const analysis = kernelAnalysis();
  const index = createIndex(analysis);
  const ours = new Set(SOURCE_FILES);
  const all = symbolsOf(analysis.functions.filter(({ file }) => ours.has(file)));
  const byDefinition = new Map(all.map((info) => [info.def, info]));
  const byName = new Map<string, SymbolInfo>();
  // ids last: they are what an address says, and unique
  for (const info of all) for (const alias of info.def.aliases) if (!byName.has(alias)) byName.set(alias, info);
  for (const info of all) {
    const standing = byName.get(info.name);
    if (standing?.name !== info.name || (standing.def.isStatic && !info.def.isStatic)) byName.set(info.name, info);
  }
  for (const info of all) byName.set(info.id, info);

  for (const caller of analysis.functions) {
    const from = byDefinition.get(caller);
    for (const call of caller.calls) {
      const definition = call.kind === 'indirect' ? undefined : index.resolve(call.callee, caller.file);
      const to = definition && byDefinition.get(definition);
      if (from) from.callees.push(end(definition?.name ?? call.callee, definition?.file ?? '', call, to));
      if (to) to.callers.push(end(caller.name, caller.file, { ...call, active: call.active && caller.built }, from));
    }
  }
  for (const taken of analysis.addressTaken) {
    const definition = index.resolve(taken.of, taken.file);
    if (definition) byDefinition.get(definition)?.addressTaken.push(taken);
  }

  const places: World['places'] = new Map();
  const elsewhere: World['elsewhere'] = new Map();
  const note = (name: string, file: string, line: number, kind: 'macro' | 'type') => {
    if (!ours.has(file)) {
      if (!elsewhere.has(name)) elsewhere.set(name, { kind, file });
      return;
    }
    const list = places.get(name);
    if (list) list.push({ file, line, kind });
    else places.set(name, [{ file, line, kind }]);
  };
  for (const { name, file, start } of analysis.macros) note(name, file, start, 'macro');
  for (const { name, file, line } of analysis.types) note(name, file, line, 'type');
  return { analysis, index, symbols: all, byDefinition, byName, places, elsewhere };
}

/** One symbol for each function; where `#if` gives a file two definitions of a name, the one that is compiled. */
function symbolsOf(functions: FunctionDef[]): SymbolInfo[] {
  const chosen = new Map<string, FunctionDef>();
  for (const def of functions) {
    const key = `${def.name}@${def.file}`;
    const other = chosen.get(key);
    if (!other || (!other.active && def.active)) chosen.set(key, def);
  }
  const bearers = new Map<string, number>();
  for (const { name } of chosen.values()) bearers.set(name, (bearers.get(name) ?? 0) + 1);
  return [...chosen.values()].map((def) => {
    const { name, file, start } = def;
    const id = bearers.get(name) === 1 ? name : `${name}@${file.replace(/\//g, '.')}`;
    return {
      name,
      id,
      def,
      href: `/symbols/${id}/`,
      sourceHref: sourceAddress(file, start),
      callers: [],
      callees: [],
      addressTaken: [],
    };
  });
}

function end(name: string, file: string, call: Call, page: SymbolInfo | undefined): CallEnd {
  const { line, kind, macro, pointer, active } = call;
  return {
    name,
    file,
    line,
    ...(page && { href: page.href }),
    kind,
    ...(macro && { macro }),
    ...(pointer && { pointer }),
    active,
  };
}
