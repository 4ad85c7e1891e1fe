import { type Finder, type Names, Scanner } from './calls.ts';
import { type Declaration, readDeclaration } from './declarators.ts';
import type { SourceFile } from './directives.ts';
import { columnAt, lineAt } from './lexer.ts';
import { loopTokens } from './loops.ts';
import type { Preprocessor } from './preprocessor.ts';
import {
  ASSIGN,
  IDENTIFIER,
  K_ASM,
  K_ATTRIBUTE,
  K_ENUM,
  K_EXTERN,
  K_INLINE,
  K_PRAGMA,
  K_STATIC,
  K_STRUCT,
  K_TYPEDEF,
  K_UNION,
  LBRACE,
  LBRACKET,
  LPAREN,
  QUALIFIER,
  RBRACE,
  RBRACKET,
  RPAREN,
  SEMICOLON,
  STAR,
  TAG_KEYWORD,
  type TokenTable,
  TYPE_KEYWORD,
} from './tokens.ts';
import type { AddressTaken, Call, FunctionDef, TypeDef } from './types.ts';

/** What has been learnt of the names of the whole text; shared by all files. */
export class Knowledge {
  readonly types = new Set<number>();
  /** Functions: defined or declared somewhere. */
  readonly functions = new Set<number>();
  /** Variables that headers declare. */
  readonly variables = new Set<number>();
}

/** What one file was found to hold. */
export interface FileFacts {
  path: string;
  functions: FunctionDef[];
  types: TypeDef[];
  addressTaken: AddressTaken[];
}

/** The declaration that is being collected, and the left-out pieces of code met inside it. */
class Pending {
  ids: number[] = [];
  provs: number[] = [];
  fragments: { ids: number[]; provs: number[]; at: number }[] = [];
  first = -1;
  brackets = 0;
  braces = 0;
  /** Index of the `{` that opens a function's body, or -1. */
  body = -1;

  clear(): void {
    this.ids.length = 0;
    this.provs.length = 0;
    this.fragments.length = 0;
    this.first = -1;
    this.brackets = 0;
    this.braces = 0;
    this.body = -1;
  }
}

/** What is being gathered of a function, and where in its tokens loops are. */
interface Body {
  definition: FunctionDef;
  loops: Uint8Array;
  /** Calls reported, by place and name. */
  seen: Map<number, Call>;
  /** The same for names whose address is taken. */
  mentioned: Set<number>;
}

/**
 * Calls that the compiler makes for a check at compile time, or does by itself, and no reader of code would call calls. The kernel has
 * functions of its own that begin alike: `__sync_rcu_exp_select_node_cpus`.
 */
const NOT_CALLS =
  /^(?:__builtin_|__compiletime_assert_|__atomic_(?:load|store|exchange|compare_exchange|fetch_\w+|\w+_fetch|test_and_set|clear|thread_fence|signal_fence)(?:_n)?$|__sync_(?:fetch_and_\w+|\w+_and_fetch|bool_compare_and_swap|val_compare_and_swap|lock_test_and_set|lock_release|synchronize)$)/;

/** Reads one file's declarations, from the preprocessor's tokens. */
export class Reader {
  readonly facts: FileFacts;
  readonly #file: SourceFile;
  readonly #table: TokenTable;
  readonly #pre: Preprocessor;
  readonly #known: Knowledge;
  readonly #variables = new Set<number>();
  readonly #isHeader: boolean;
  readonly #built: boolean;
  #pending = new Pending();

  constructor(file: SourceFile, table: TokenTable, pre: Preprocessor, known: Knowledge, built: boolean) {
    this.#file = file;
    this.#table = table;
    this.#pre = pre;
    this.#known = known;
    this.#built = built;
    this.#isHeader = file.path.endsWith('.h');
    this.facts = { path: file.path, functions: [], types: [], addressTaken: [] };
  }

  get betweenDeclarations(): boolean {
    return this.#pending.ids.length === 0;
  }

  /** Whether a type has been read, and the declaration's name may come. */
  get expectsName(): boolean {
    const { ids, brackets, braces } = this.#pending;
    const last = ids.at(-1);
    if (last === undefined || brackets > 0 || braces > 0) return false;
    const kind = this.#table.kinds[last];
    return kind === TYPE_KEYWORD || kind === IDENTIFIER || last === STAR;
  }

  read(from = 0, to = this.#file.ids.length): void {
    this.#pre.within(this.#file, from, to, () => {
      const outer = this.#pending;
      this.#pending = new Pending();
      this.#collect();
      this.#pending = outer;
    });
  }

  /** A branch that is not compiled: read too, and marked so; what it defines is forgotten after it. */
  leftOut(from: number, to: number): void {
    const pre = this.#pre;
    const { active, including } = pre;
    const whole = this.betweenDeclarations && !pre.busy;
    pre.active = false;
    pre.including = false;
    pre.scope.sandbox(() => {
      if (whole) this.read(from, to);
      else if (this.#pending.braces > 0) this.#fragment(from, to);
    });
    pre.active = active;
    pre.including = including;
  }

  #fragment(from: number, to: number): void {
    const pre = this.#pre;
    const pending = this.#pending;
    const fragment = { ids: [] as number[], provs: [] as number[], at: pending.ids.length };
    pre.within(this.#file, from, to, () => {
      while (pre.next()) {
        fragment.ids.push(pre.id);
        fragment.provs.push(pre.prov);
      }
    });
    pending.fragments.push(fragment);
  }

  #collect(): void {
    const pre = this.#pre;
    const { kinds } = this.#table;
    pre.first = -1;
    while (pre.next()) {
      const pending = this.#pending;
      const { id, prov } = pre;
      if (pending.ids.length === 0) {
        if (id === SEMICOLON || id === RBRACE) {
          pre.first = -1;
          continue;
        }
        if (id === K_PRAGMA) {
          this.#skipPragma();
          continue;
        }
        pending.first = pre.first;
      } else if (pending.body < 0 && pending.braces === 0 && pending.brackets === 0 && pending.ids.at(-1) === RPAREN) {
        // An unknown macro that stands by itself, without `;`, and then a declaration: `INITCALL(foo)` `static int …`
        const kind = kinds[id];
        if (
          (kind === QUALIFIER || kind === TYPE_KEYWORD || kind === TAG_KEYWORD || kind === IDENTIFIER) &&
          this.#isBareCall(pending)
        ) {
          pending.clear();
          pre.first = prov >= 0 ? prov : pre.originOf(prov);
          pending.first = pre.first;
        }
      }
      pending.ids.push(id);
      pending.provs.push(prov);
      switch (id) {
        case LPAREN:
        case LBRACKET:
          pending.brackets++;
          break;
        case RPAREN:
        case RBRACKET:
          if (pending.brackets > 0) pending.brackets--;
          break;
        case LBRACE:
          if (pending.braces === 0 && pending.brackets === 0 && this.#opensBody(pending))
            pending.body = pending.ids.length - 1;
          pending.braces++;
          break;
        case RBRACE:
          if (pending.braces > 0) pending.braces--;
          if (pending.braces === 0 && pending.body >= 0) {
            this.#function(pending);
            pending.clear();
            pre.first = -1;
          }
          break;
        case SEMICOLON:
          if (pending.braces === 0 && pending.brackets === 0) {
            this.#declaration(pending);
            pending.clear();
            pre.first = -1;
          }
          break;
        default:
      }
    }
  }

  #skipPragma(): void {
    const pre = this.#pre;
    let depth = 0;
    while (pre.next()) {
      if (pre.id === LPAREN) depth++;
      else if (pre.id === RPAREN && --depth <= 0) break;
    }
    pre.first = -1;
  }

  /** Whether what is pending is just `name(…)`. */
  #isBareCall({ ids }: Pending): boolean {
    if (this.#table.kinds[ids[0]!] !== IDENTIFIER || ids[1] !== LPAREN) return false;
    let depth = 0;
    for (let i = 1; i < ids.length; i++) {
      if (ids[i] === LPAREN) depth++;
      else if (ids[i] === RPAREN && --depth === 0) return i === ids.length - 1;
    }
    return false;
  }

  /** Whether the `{` just read opens a function's body, and not a structure's or an initialiser's. */
  #opensBody({ ids }: Pending): boolean {
    const { kinds } = this.#table;
    let depth = 0;
    let list = false;
    for (let i = 0; i < ids.length - 1; i++) {
      const id = ids[i]!;
      if (id === LPAREN || id === LBRACKET) {
        if (depth++ === 0 && id === LPAREN && i > 0 && ids[i - 1] !== K_ATTRIBUTE && ids[i - 1] !== K_ASM) list = true;
      } else if (id === RPAREN || id === RBRACKET) depth--;
      else if (depth === 0 && (id === ASSIGN || id === K_TYPEDEF)) return false;
    }
    if (!list) return false;
    // `struct __attribute__((packed)) name {`
    let j = ids.length - 2;
    if (kinds[ids[j]!] === IDENTIFIER) j--;
    if (j >= 0 && kinds[ids[j]!] === TAG_KEYWORD) return false;
    let end = j;
    while (end >= 0 && ids[end] === RPAREN) {
      let nesting = 0;
      let k = end;
      for (; k >= 0; k--) {
        if (ids[k] === RPAREN) nesting++;
        else if (ids[k] === LPAREN && --nesting === 0) break;
      }
      if (k < 1 || ids[k - 1] !== K_ATTRIBUTE) break;
      end = k - 2;
    }
    return !(end >= 0 && end < j && kinds[ids[end]!] === TAG_KEYWORD);
  }

  #names(): Names {
    const known = this.#known;
    const variables = this.#variables;
    return {
      isType: (id) => known.types.has(id),
      isFunction: (id) => known.functions.has(id),
      isVariable: (id) => variables.has(id) || (known.variables.has(id) && !known.functions.has(id)),
    };
  }

  #position(token: number): { line: number; column: number } {
    const offset = this.#file.starts[token]!;
    return { line: lineAt(this.#file, offset), column: columnAt(this.#file, offset) };
  }

  #line(prov: number): number {
    return lineAt(this.#file, this.#file.starts[this.#pre.originOf(prov)]!);
  }

  #function(pending: Pending): void {
    const { ids, provs, body } = pending;
    const table = this.#table;
    const pre = this.#pre;
    const declaration = readDeclaration(ids, 0, body, table);
    const declarator = declaration.declarators.find((d) => d.at >= 0 && d.isFunction);
    if (!declarator) return;
    this.#tags(declaration, pending);
    const nameId = ids[declarator.at]!;
    const name = table.text(nameId);
    let isStatic = false;
    let isInline = false;
    for (let i = 0; i < declarator.at; i++) {
      if (ids[i] === K_STATIC) isStatic = true;
      else if (ids[i] === K_INLINE) isInline = true;
    }
    const origin = pre.originOf(provs[0]!);
    const firstToken = pending.first >= 0 && pending.first < origin ? pending.first : origin;
    const start = this.#position(firstToken).line;
    const end = this.#line(provs.at(-1)!);
    const outer = pre.outerOf(provs[declarator.at]!);
    const definition: FunctionDef = {
      name,
      file: this.#file.path,
      start,
      end,
      nameLine: this.#line(provs[declarator.at]!),
      signature: this.#signature(firstToken, provs[body]!),
      isStatic,
      isInline,
      aliases: [],
      ...(outer === 0 ? {} : { madeBy: table.text(outer) }),
      active: pre.active,
      built: this.#built,
      calls: [],
    };
    this.#known.functions.add(nameId);

    const common = { definition, seen: new Map<number, Call>(), mentioned: new Set<number>() };
    const loops = loopTokens(ids, body, ids.length, table);
    const scanner = this.#scanner(ids, provs, { ...common, loops }, pre.active);
    scanner.parameters(declarator.parameters[0], declarator.parameters[1]);
    scanner.scan(body, ids.length, false);
    for (const fragment of pending.fragments) {
      if (fragment.at <= body) continue;
      const length = fragment.ids.length;
      const around = loopTokens(fragment.ids, 0, length, table, loops[fragment.at] === 1);
      const inner = this.#scanner(fragment.ids, fragment.provs, { ...common, loops: around }, false);
      inner.declare(scanner.declared);
      inner.scan(0, length);
    }
    definition.calls.sort((a, b) => a.line - b.line || a.column - b.column);
    this.facts.functions.push(definition);
  }

  #scanner(ids: number[], provs: number[], body: Body | undefined, active: boolean): Scanner {
    const table = this.#table;
    const pre = this.#pre;
    const mentioned = body?.mentioned ?? new Set<number>();
    const report = (at: number, kind: Call['kind'], pointer?: string) => {
      if (!body) return;
      const { definition, seen, loops } = body;
      const prov = provs[at]!;
      const callee = table.text(ids[at]!);
      if (NOT_CALLS.test(callee)) return;
      const origin = pre.originOf(prov);
      // An argument that a macro uses twice is still spelled once; one of the uses may be in the macro's loop.
      const key = origin * 0x200000 + ids[at]!;
      const inLoop = loops[at] === 1;
      const known = seen.get(key);
      if (known) {
        known.inLoop ||= inLoop;
        return;
      }
      const outer = pre.outerOf(prov);
      const call: Call = {
        callee,
        ...this.#position(origin),
        kind: kind === 'direct' && prov < 0 ? 'macro' : kind,
        ...(outer === 0 ? {} : { macro: table.text(outer) }),
        ...(pointer === undefined ? {} : { pointer }),
        inLoop,
        active,
      };
      seen.set(key, call);
      definition.calls.push(call);
    };
    const finder: Finder = {
      call: (at) => report(at, 'direct'),
      indirect: (at, member) =>
        report(at, 'indirect', member ? `${table.text(ids[at - 1]!)}${table.text(ids[at]!)}` : table.text(ids[at]!)),
      mention: (at, storedIn) => {
        // An argument that a macro uses twice is still spelled once.
        const key = -(pre.originOf(provs[at]!) * 0x200000 + ids[at]!) - 1;
        if (mentioned.has(key)) return;
        mentioned.add(key);
        this.facts.addressTaken.push({
          of: table.text(ids[at]!),
          file: this.#file.path,
          line: this.#line(provs[at]!),
          ...(body ? { inFunction: body.definition.name } : {}),
          ...(storedIn === undefined ? {} : { storedIn }),
          active,
        });
      },
    };
    return new Scanner(ids, table, this.#names(), finder);
  }

  /** The declaration's text up to the body, spaces and line ends made one space. */
  #signature(firstToken: number, brace: number): string {
    const { text, starts, ids } = this.#file;
    let end: number;
    if (brace >= 0) end = starts[brace]!;
    else {
      // made whole by a macro: the macro's name and arguments
      let token = firstToken + 1;
      let depth = 0;
      while (token < ids.length) {
        if (ids[token] === LPAREN) depth++;
        else if (ids[token] === RPAREN && --depth <= 0) break;
        else if (depth === 0) break;
        token++;
      }
      end = token < ids.length ? starts[token]! + 1 : text.length;
    }
    return text
      .slice(starts[firstToken]!, end)
      .replace(/\/\*[\s\S]*?\*\//g, ' ')
      .replace(/^[ \t]*#.*$/gm, ' ')
      .replace(/\\\n/g, '')
      .replace(/\s+/g, ' ')
      .trim();
  }

  #tags(declaration: Declaration, { ids, provs }: Pending): void {
    for (const { keyword, at, body } of declaration.tags) {
      if (at >= 0) {
        const tag = keyword === K_STRUCT ? 'struct' : keyword === K_UNION ? 'union' : 'enum';
        this.facts.types.push({
          name: this.#table.text(ids[at]!),
          tag,
          file: this.#file.path,
          line: this.#line(provs[at]!),
        });
      }
      if (keyword !== K_ENUM && body[0] < body[1]) this.#members(body, { ids, provs } as Pending);
    }
  }

  /** Structures defined inside a structure. */
  #members([from, to]: [number, number], pending: Pending): void {
    const { ids } = pending;
    for (let i = from; i < to; ) {
      if (ids[i] !== K_STRUCT && ids[i] !== K_UNION && ids[i] !== K_ENUM) {
        i++;
        continue;
      }
      const declaration = readDeclaration(ids, i, to, this.#table);
      this.#tags(declaration, pending);
      i = Math.max(declaration.end, i + 1);
    }
  }

  /** The tag in `static const struct file_operations …`. */
  #structure({ ids }: Pending): string | undefined {
    for (let i = 0; i + 1 < ids.length && ids[i] !== ASSIGN; i++)
      if (ids[i] === K_STRUCT) return this.#table.text(ids[i + 1]!);
    return undefined;
  }

  #declaration(pending: Pending): void {
    const { ids, provs } = pending;
    const table = this.#table;
    const declaration = readDeclaration(ids, 0, ids.length - 1, table);
    this.#tags(declaration, pending);
    for (const { at, isFunction, isArray, initialiser } of declaration.declarators) {
      if (at < 0) continue;
      const id = ids[at]!;
      if (declaration.isTypedef) {
        this.#known.types.add(id);
        this.facts.types.push({
          name: table.text(id),
          tag: 'typedef',
          file: this.#file.path,
          line: this.#line(provs[at]!),
        });
        continue;
      }
      if (isFunction) this.#known.functions.add(id);
      // EXPORT_SYMBOL(f) says `extern typeof(f) f;`: that makes no variable of a function
      else if (this.#known.functions.has(id) && ids[0] === K_EXTERN) continue;
      else if (this.#isHeader) this.#known.variables.add(id);
      else this.#variables.add(id);
      if (initialiser[0] < initialiser[1]) {
        const scanner = this.#scanner(ids, provs, undefined, this.#pre.active);
        scanner.initialiser(initialiser, table.text(id), this.#structure(pending), isArray);
      }
    }
  }
}
