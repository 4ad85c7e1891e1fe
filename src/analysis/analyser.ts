import { type Configuration, startingMacros } from './configuration.ts';
import { type Directive, readDirectives, type SourceFile } from './directives.ts';
import { findInclude } from './includes.ts';
import { lex, lineAt } from './lexer.ts';
import { builtUnits } from './makefile.ts';
import { Preprocessor, type Surroundings } from './preprocessor.ts';
import { type FileFacts, Knowledge, Reader } from './reader.ts';
import { gatherSystemCalls } from './syscalls.ts';
import { TokenTable } from './tokens.ts';
import type { Analysis, LeftOut, MacroDef } from './types.ts';

/** The text to be analysed: what a path holds, and whether it exists. */
export interface Sources {
  has(path: string): boolean;
  read(path: string): string;
}

/** What the kernel's Makefile includes before each file's first line. */
const FORCED = ['include/linux/kconfig.h', 'include/linux/compiler_types.h'];

/** Makes definitions anew for each inclusion, in the file that asks for it: its stages are of no use to a reader. */
const IGNORED = new Set(['include/trace/define_trace.h']);

/** Analyses the given files, and every header they include. */
export function analyseSources(
  sources: Sources,
  roots: readonly string[],
  configuration: Configuration,
): Omit<Analysis, 'digest'> {
  return new Analyser(sources, configuration).run(roots);
}

class Analyser implements Surroundings {
  readonly #sources: Sources;
  readonly #configuration: Configuration;
  readonly #table = new TokenTable();
  readonly #known = new Knowledge();
  readonly #files = new Map<string, SourceFile>();
  readonly #facts: FileFacts[] = [];
  readonly #leftOut: LeftOut[] = [];
  readonly #pre: Preprocessor;
  readonly #starting;
  readonly #found = new Map<string, string | undefined>();
  #reader: Reader | undefined;
  /** Whether the configuration builds the unit that is being read. */
  #built = true;

  constructor(sources: Sources, configuration: Configuration) {
    this.#sources = sources;
    this.#configuration = configuration;
    this.#starting = startingMacros(configuration, this.#table);
    this.#pre = new Preprocessor(this.#table, this);
  }

  run(roots: readonly string[]): Omit<Analysis, 'digest'> {
    const units = roots.filter((path) => path.endsWith('.c'));
    // A .c file that another includes is read there, where its includes are.
    const included = new Set<string>();
    for (const path of units) {
      const file = this.#file(path);
      for (const directive of file.list) {
        if (directive.kind !== 'include' || !directive.path?.endsWith('.c')) continue;
        const target = this.#locate(directive, file);
        if (target !== undefined && target !== path) included.add(target);
      }
    }
    // What is compiled comes first: a header is read once, as the first file that includes it has it.
    const built = builtUnits(this.#sources, this.#configuration);
    const isBuilt = (path: string) => built === undefined || built.has(path) || !path.startsWith('kernel/');
    const own = units.filter((path) => !included.has(path));
    for (const path of own) if (isBuilt(path)) this.#unit(path);
    this.#built = false;
    for (const path of own) if (!isBuilt(path)) this.#unit(path);
    for (const path of roots) if (!this.#file(path).parsed) this.#unit(path);
    return this.#result();
  }

  #unit(path: string): void {
    const file = this.#file(path);
    const { scope } = this.#pre;
    scope.clear();
    for (const macro of this.#starting) scope.define(macro);
    for (const forced of FORCED) {
      if (!this.#has(forced)) continue;
      const header = this.#file(forced);
      if (header.parsed) this.#pre.runDirectives(header);
      else {
        header.parsed = true;
        this.readDeclarations(header);
      }
    }
    if (file.parsed) return;
    file.parsed = true;
    this.readDeclarations(file);
  }

  #has(path: string): boolean {
    return this.#files.has(path) || this.#sources.has(path);
  }

  #file(path: string): SourceFile {
    let file = this.#files.get(path);
    if (file === undefined) {
      file = readDirectives(lex(path, this.#sources.read(path), this.#table), this.#table);
      this.#files.set(path, file);
      this.#pre.scope.reserve(this.#table.size + 4096);
    }
    return file;
  }

  #locate(directive: Directive, from: SourceFile): string | undefined {
    if (directive.path === undefined) return undefined;
    // what `"…"` means depends on where it stands, `<…>` means the same everywhere
    const key = directive.quoted ? `${from.path}\n${directive.path}` : directive.path;
    if (this.#found.has(key)) return this.#found.get(key);
    const path = findInclude(directive.path, directive.quoted, from.path, (candidate) => this.#has(candidate));
    this.#found.set(key, path);
    return path;
  }

  resolve(directive: Directive, from: SourceFile): SourceFile | undefined {
    // asked for some millions of times, and what a directive means never changes
    if (directive.target === undefined) {
      const path = this.#locate(directive, from);
      directive.target = path === undefined || IGNORED.has(path) ? null : this.#file(path);
    }
    return directive.target ?? undefined;
  }

  readDeclarations(file: SourceFile): void {
    const outer = this.#reader;
    const reader = new Reader(file, this.#table, this.#pre, this.#known, this.#built);
    this.#reader = reader;
    reader.read();
    this.#reader = outer;
    this.#facts.push(reader.facts);
  }

  leftOut(file: SourceFile, from: number, to: number): void {
    if (file.path.endsWith('.c') && from > 0 && to < file.starts.length) {
      // from the line below the directive that opens the branch to the line above the one that ends it
      const first = lineAt(file, file.starts[from - 1]!) + 1;
      const last = lineAt(file, file.starts[to]!) - 1;
      if (first <= last) this.#leftOut.push({ file: file.path, from: first, to: last });
    }
    // A header included in the middle of a declaration has no reader of its own.
    if (this.#reader?.facts.path === file.path) this.#reader.leftOut(from, to);
  }

  betweenDeclarations(): boolean {
    return this.#reader === undefined || this.#reader.betweenDeclarations;
  }

  expectsName(): boolean {
    return this.#reader !== undefined && (!this.#pre.active || !this.#built) && this.#reader.expectsName;
  }

  #result(): Omit<Analysis, 'digest'> {
    const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
    const facts = this.#facts.sort(byPath);
    const macros: MacroDef[] = [];
    for (const file of [...this.#files.values()].filter((f) => f.parsed).sort(byPath)) {
      for (const { kind, macro } of file.list) {
        if (kind !== 'define' || !macro) continue;
        macros.push({
          name: this.#table.text(macro.name),
          file: file.path,
          start: lineAt(file, file.starts[macro.from]!),
          end: lineAt(file, file.starts[macro.to - 1]!),
          ...(macro.arity < 0 ? {} : { params: macro.parameters.map((p) => this.#table.text(p)) }),
          active: macro.active,
        });
      }
    }
    return {
      functions: facts.flatMap((f) => gatherSystemCalls(f.functions)),
      macros,
      types: facts.flatMap((f) => f.types),
      addressTaken: facts.flatMap((f) => f.addressTaken),
      leftOut: this.#leftOut,
    };
  }
}
