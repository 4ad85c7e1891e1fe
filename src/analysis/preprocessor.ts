import { holds } from './branches.ts';
import type { Directive, SourceFile } from './directives.ts';
import { type Macro, MacroScope } from './macros.ts';
import { PAINTED, substitute, type Tokens } from './substitution.ts';
import { COMMA, LBRACE, LPAREN, RPAREN, type TokenTable } from './tokens.ts';

/** Where tokens are read from in a file. */
interface Cursor {
  file: SourceFile;
  at: number;
  end: number;
  /** The next directive to obey. */
  directive: number;
  /** Tokens of a file included in the middle of a declaration count as standing at its `#include`. */
  standsAt: number;
}

/** Tokens to be read before going on: a macro's replacement, or an argument. */
interface Context {
  ids: ArrayLike<number>;
  /** One provenance for all, or one each. */
  prov: number;
  provs: number[] | undefined;
  at: number;
  macro: Macro | undefined;
}

/** What the preprocessor needs to know of the world. */
export interface Surroundings {
  /** Finds the file that an include names; undefined when there is none (a generated header). */
  resolve(directive: Directive, from: SourceFile): SourceFile | undefined;
  /** A file is included between declarations, for the first time: read it. */
  readDeclarations(file: SourceFile): void;
  /** A branch that the configuration leaves out: tokens `from` to `to` of the file. */
  leftOut(file: SourceFile, from: number, to: number): void;
  /** Whether the reader stands between declarations. */
  betweenDeclarations(): boolean;
  /** Whether what is read next may be the name that a declaration declares, in code that is not compiled. */
  expectsName(): boolean;
}

/**
 * The C preprocessor, with a memory: every token it gives tells where it was spelled.
 *
 * A *provenance* p ≥ 0 is the token's own place in the file being read. p < 0 is `~p`, an expansion: the token comes out
 * of a macro's body, used at `originOf(p)`, and `outerOf(p)` is the outermost macro as spelled there.
 */
export class Preprocessor {
  readonly scope = new MacroScope();
  readonly #table: TokenTable;
  readonly #around: Surroundings;
  #cursor: Cursor | undefined;
  #outerCursors: Cursor[] = [];
  #contexts: Context[] = [];
  #collecting = 0;
  #depth = 0;
  #nesting = 0;
  #painted = false;
  /** Whether what is being read is compiled in the site's configuration. */
  active = true;
  /** Whether `#include` is obeyed: not in a branch that is left out, since its headers need not exist. */
  including = true;

  /** Expansions of the file being read. */
  #origins: number[] = [];
  #outers: number[] = [];
  /** For each token of the file, the outermost macro in whose argument it stands, or 0. */
  #argumentOf: Int32Array = new Int32Array(0);
  #path = '';

  /** The token just read. */
  id = 0;
  prov = 0;
  /** The first token of the file read since this was last set to -1. */
  first = -1;

  constructor(table: TokenTable, around: Surroundings) {
    this.#table = table;
    this.#around = around;
  }

  originOf(prov: number): number {
    return prov >= 0 ? prov : this.#origins[~prov]!;
  }

  /** The outermost macro through whose body or argument the token came, or 0. */
  outerOf(prov: number): number {
    return prov >= 0 ? this.#argumentOf[prov]! : this.#outers[~prov]!;
  }

  /** Whether tokens are waiting that no longer stand in the file: an expansion is not over. */
  get busy(): boolean {
    return this.#collecting > 0 || this.#contexts.length > 0;
  }

  /** Reads a range of a file's tokens with `run`, then goes back to what was being read. */
  within(file: SourceFile, from: number, to: number, run: () => void): void {
    const saved = {
      cursor: this.#cursor,
      outerCursors: this.#outerCursors,
      contexts: this.#contexts,
      collecting: this.#collecting,
      first: this.first,
      id: this.id,
      prov: this.prov,
      origins: this.#origins,
      outers: this.#outers,
      argumentOf: this.#argumentOf,
      path: this.#path,
    };
    if (this.#path !== file.path) {
      this.#origins = [];
      this.#outers = [];
      this.#argumentOf = new Int32Array(file.ids.length + 1);
      this.#path = file.path;
    }
    this.#cursor = { file, at: from, end: to, directive: directiveFrom(file, from), standsAt: -1 };
    this.#outerCursors = [];
    this.#contexts = [];
    this.#collecting = 0;
    this.first = -1;
    try {
      run();
    } finally {
      this.#cursor = saved.cursor;
      this.#outerCursors = saved.outerCursors;
      this.#contexts = saved.contexts;
      this.#collecting = saved.collecting;
      this.first = saved.first;
      this.id = saved.id;
      this.prov = saved.prov;
      this.#origins = saved.origins;
      this.#outers = saved.outers;
      this.#argumentOf = saved.argumentOf;
      this.#path = saved.path;
    }
  }

  /** Reads the next token, macros expanded and directives obeyed. False at the end. */
  next(): boolean {
    const macros = this.scope.current;
    for (;;) {
      if (!this.#raw()) return false;
      const id = this.id;
      if (id & PAINTED) {
        this.id = id & ~PAINTED;
        this.#painted = true;
        return true;
      }
      this.#painted = false;
      const macro = macros[id];
      if (macro === undefined) return true;
      if (macro.arity < 0) {
        if (macro.body.length === 0) continue;
        const prov = this.#expansion(macro, this.prov);
        macro.disabled++;
        const plain = !macro.operators;
        this.#contexts.push(
          plain
            ? { ids: macro.body, prov, provs: undefined, at: 0, macro }
            : { ...substitute(macro, [], prov, this.#table, this.#expand), prov: 0, at: 0, macro },
        );
        continue;
      }
      const { prov } = this;
      const first = this.first;
      // Where the configuration leaves a function out, a macro often stands in for it: there it is defined, not called.
      if (this.#contexts.length === 0 && this.#around.expectsName() && this.#definitionFollows()) {
        this.#painted = true;
        return true;
      }
      if (!this.#parenthesisFollows()) {
        this.id = id;
        this.prov = prov;
        this.#painted = false;
        return true;
      }
      const args = this.#arguments(macro, prov);
      if (args === undefined) {
        // the file ended inside the argument list
        this.id = id;
        this.prov = prov;
        return true;
      }
      const body = substitute(macro, args, this.#expansion(macro, prov), this.#table, this.#expand);
      if (body.ids.length === 0) {
        // A macro that leaves nothing behind and stands by itself does not begin the next declaration.
        if (first >= 0 && this.#spent && this.#around.betweenDeclarations()) this.first = -1;
        continue;
      }
      macro.disabled++;
      this.#contexts.push({ ids: body.ids, prov: 0, provs: body.provs, at: 0, macro });
    }
  }

  /** Whether no replacement has tokens left to give. */
  get #spent(): boolean {
    return this.#contexts.every(({ at, ids }) => at >= ids.length);
  }

  #expansion(macro: Macro, prov: number): number {
    const index = this.#origins.length;
    if (prov >= 0) {
      this.#origins.push(prov);
      this.#outers.push(macro.name);
    } else {
      this.#origins.push(this.#origins[~prov]!);
      this.#outers.push(this.#outers[~prov]!);
    }
    return ~index;
  }

  /** Reads the next token as it stands, painting names that are being expanded. */
  #raw(): boolean {
    const contexts = this.#contexts;
    while (contexts.length > 0) {
      const context = contexts[contexts.length - 1]!;
      const at = context.at;
      if (at < context.ids.length) {
        context.at = at + 1;
        const id = context.ids[at]!;
        this.prov = context.provs === undefined ? context.prov : context.provs[at]!;
        if (id & PAINTED) this.id = id;
        else {
          const macro = this.scope.current[id];
          this.id = macro !== undefined && macro.disabled > 0 ? id | PAINTED : id;
        }
        return true;
      }
      if (context.macro) context.macro.disabled--;
      contexts.pop();
    }
    if (!this.#settle()) return false;
    const cursor = this.#cursor!;
    const at = cursor.at++;
    this.id = cursor.file.ids[at]!;
    if (cursor.standsAt < 0) {
      this.prov = at;
      if (this.first < 0) this.first = at;
    } else this.prov = cursor.standsAt;
    return true;
  }

  /** Obeys directives until a token of the file comes next. False at the end of what is to be read. */
  #settle(): boolean {
    for (;;) {
      const cursor = this.#cursor;
      if (cursor === undefined) return false;
      const directive = cursor.file.list[cursor.directive];
      if (directive !== undefined && directive.from <= cursor.at && directive.from < cursor.end) {
        cursor.directive++;
        cursor.at = directive.to;
        this.#obey(cursor, directive, cursor.directive - 1);
        continue;
      }
      if (cursor.at < cursor.end) return true;
      const outer = this.#outerCursors.pop();
      if (outer === undefined) return false;
      this.#cursor = outer;
    }
  }

  #obey(cursor: Cursor, directive: Directive, index: number): void {
    switch (directive.kind) {
      case 'define':
        if (this.active) directive.macro!.active = true;
        this.scope.define(directive.macro!);
        return;
      case 'undef':
        this.scope.undefine(directive.name);
        return;
      case 'include':
        this.#include(cursor, directive);
        return;
      case 'if':
      case 'ifdef':
      case 'ifndef':
        this.#branch(cursor, index);
        return;
      case 'elif':
      case 'else': {
        // We come here at the end of the branch that was taken: the rest of the chain is left out.
        this.#leaveOut(cursor, index, directive.endif);
        this.#jump(cursor, directive.endif);
        return;
      }
      default:
    }
  }

  #branch(cursor: Cursor, index: number): void {
    const { list } = cursor.file;
    const { endif } = list[index]!;
    let branch = index;
    while (branch !== endif && !this.#holds(cursor.file, list[branch]!)) {
      const { next } = list[branch]!;
      this.#leaveOut(cursor, branch, next);
      branch = next;
    }
    this.#jump(cursor, branch);
  }

  #jump(cursor: Cursor, index: number): void {
    cursor.at = Math.min(cursor.file.list[index]!.to, cursor.end);
    cursor.directive = index + 1;
  }

  /** Hands over the branches from directive `from` up to directive `to`, which are not compiled. */
  #leaveOut(cursor: Cursor, from: number, to: number): void {
    const { file } = cursor;
    for (let branch = from; branch !== to && branch < file.list.length; branch = file.list[branch]!.next) {
      const start = file.list[branch]!.to;
      const end = file.list[file.list[branch]!.next]!.from;
      if (start < end) this.#around.leftOut(file, start, end);
    }
  }

  #holds(file: SourceFile, directive: Directive): boolean {
    return holds(file, directive, this.scope, this.#table, this.#expand);
  }

  readonly #expand = (list: Tokens): Tokens => this.expandList(list);

  #include(cursor: Cursor, directive: Directive): void {
    if (!this.including) return;
    const file = this.#around.resolve(directive, cursor.file);
    if (file === undefined) return;
    if (file.guard !== 0 && this.scope.current[file.guard] !== undefined) return;
    if (this.#depth > 150) return;
    this.#depth++;
    try {
      if (this.busy || !this.#around.betweenDeclarations()) {
        this.#outerCursors.push(cursor);
        const standsAt = cursor.standsAt < 0 ? directive.from : cursor.standsAt;
        this.#cursor = { file, at: 0, end: file.ids.length, directive: 0, standsAt };
      } else if (file.parsed) this.runDirectives(file);
      else {
        file.parsed = true;
        this.#around.readDeclarations(file);
      }
    } finally {
      this.#depth--;
    }
  }

  /** Obeys a file's directives without reading its declarations: they are known from the first time. */
  runDirectives(file: SourceFile): void {
    const { list } = file;
    const { scope } = this;
    for (let d = 0; d < list.length; d++) {
      const directive = list[d]!;
      switch (directive.kind) {
        case 'define':
          if (this.active) directive.macro!.active = true;
          scope.define(directive.macro!);
          break;
        case 'undef':
          scope.undefine(directive.name);
          break;
        case 'if':
        case 'ifdef':
        case 'ifndef': {
          let branch = d;
          while (branch !== directive.endif && !this.#holds(file, list[branch]!)) branch = list[branch]!.next;
          d = branch;
          break;
        }
        case 'elif':
        case 'else':
          d = directive.endif;
          break;
        case 'include': {
          const included = this.#around.resolve(directive, file);
          if (included === undefined) break;
          if (included.guard !== 0 && scope.current[included.guard] !== undefined) break;
          if (this.#depth > 150) break;
          this.#depth++;
          if (included.parsed) this.runDirectives(included);
          else {
            included.parsed = true;
            this.#around.readDeclarations(included);
          }
          this.#depth--;
          break;
        }
        default:
      }
    }
  }

  /** Whether the next token is `(`; what has been read to the end on the way is left behind. */
  #parenthesisFollows(): boolean {
    const contexts = this.#contexts;
    while (contexts.length > 0) {
      const context = contexts[contexts.length - 1]!;
      if (context.at < context.ids.length) return context.ids[context.at] === LPAREN;
      if (context.macro) context.macro.disabled--;
      contexts.pop();
    }
    this.#collecting++;
    const more = this.#settle();
    this.#collecting--;
    return more && this.#cursor!.file.ids[this.#cursor!.at] === LPAREN;
  }

  /** Whether the file goes on with `(…)` and `{`. */
  #definitionFollows(): boolean {
    const cursor = this.#cursor;
    if (cursor === undefined) return false;
    const { ids } = cursor.file;
    let depth = 0;
    for (let i = cursor.at; i < cursor.end; i++) {
      if (ids[i] === LPAREN) depth++;
      else if (ids[i] === RPAREN) {
        if (--depth === 0) return ids[i + 1] === LBRACE;
      }
      if (depth === 0) return false;
    }
    return false;
  }

  /** Reads a macro's arguments, from `(` to `)`; undefined when the text ends first. */
  #arguments(macro: Macro, name: number): Tokens[] | undefined {
    this.#collecting++;
    const args: Tokens[] = [];
    let current: Tokens = { ids: [], provs: [] };
    let depth = 0;
    const spelled = name >= 0 && this.#argumentOf[name] === 0;
    this.#raw();
    for (;;) {
      if (!this.#raw()) {
        this.#collecting--;
        return undefined;
      }
      const { id, prov } = this;
      if (id === LPAREN) depth++;
      else if (id === RPAREN) {
        if (depth-- === 0) break;
      } else if (id === COMMA && depth === 0 && !(macro.variadic && args.length === macro.arity - 1)) {
        args.push(current);
        current = { ids: [], provs: [] };
        continue;
      }
      current.ids.push(id);
      current.provs.push(prov);
      if (spelled && prov >= 0 && this.#argumentOf[prov] === 0) this.#argumentOf[prov] = macro.name;
    }
    this.#collecting--;
    args.push(current);
    return args;
  }

  /** Expands a list of tokens by itself, as an argument is before it is put into a body. */
  expandList(list: Tokens): Tokens {
    const macros = this.scope.current;
    let any = false;
    for (const id of list.ids)
      if ((id & PAINTED) === 0 && macros[id] !== undefined) {
        any = true;
        break;
      }
    // nobody nests macros so deep; what does is no C, and must not fill the stack
    if (!any || this.#nesting > MOST_NESTED) return list;
    this.#nesting++;
    const contexts = this.#contexts;
    const cursor = this.#cursor;
    const outerCursors = this.#outerCursors;
    this.#contexts = [{ ids: list.ids, prov: 0, provs: list.provs, at: 0, macro: undefined }];
    this.#cursor = undefined;
    this.#outerCursors = [];
    const out: Tokens = { ids: [], provs: [] };
    // what was painted stays so: the result is read again as part of a body
    while (this.next()) {
      out.ids.push(this.#painted ? this.id | PAINTED : this.id);
      out.provs.push(this.prov);
    }
    this.#nesting--;
    this.#contexts = contexts;
    this.#cursor = cursor;
    this.#outerCursors = outerCursors;
    return out;
  }
}

const MOST_NESTED = 200;

/** The first directive at or after a token. */
function directiveFrom(file: SourceFile, token: number): number {
  let low = 0;
  let high = file.list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (file.list[middle]!.from < token) low = middle + 1;
    else high = middle;
  }
  return low;
}
