import type { LexedFile } from './lexer.ts';
import { type Macro, readDefine } from './macros.ts';
import { K_ELSE, K_IF, type TokenTable } from './tokens.ts';

export type DirectiveKind =
  | 'define'
  | 'undef'
  | 'include'
  | 'if'
  | 'ifdef'
  | 'ifndef'
  | 'elif'
  | 'else'
  | 'endif'
  | 'other';

export interface Directive {
  kind: DirectiveKind;
  /** Its first token (`#`) and one past its last. */
  from: number;
  to: number;
  /** Of a branch: the directive that ends it, and the `#endif` of the chain (indices into the file's list). */
  next: number;
  endif: number;
  /** Of define: the macro. */
  macro?: Macro;
  /** Of undef, ifdef, ifndef: the name. */
  name: number;
  /** Of include: what is between the quotes or angles; absent when a macro says it. */
  path?: string;
  quoted: boolean;
  /** Of include: the file it means, once looked for; null when there is none. */
  target?: SourceFile | null;
}

/** A file with its directives understood, and its branches linked. */
export interface SourceFile extends LexedFile {
  list: Directive[];
  /** The name that guards the file against being read twice, or 0. */
  guard: number;
  /** Whether its declarations have been read (once, however many units include it). */
  parsed: boolean;
}

const KINDS = new Set<string>(['define', 'undef', 'include', 'ifdef', 'ifndef', 'elif', 'endif']);

/** Understands the directives of a file. Unmatched ones are left as they are: a text cut short must still be readable. */
export function readDirectives(file: LexedFile, table: TokenTable): SourceFile {
  const list: Directive[] = [];
  const open: number[][] = [];
  const { ids, directives } = file;
  for (let d = 0; d + 1 < directives.length; d += 2) {
    const from = directives[d]!;
    const to = directives[d + 1]!;
    const directive = readDirective(file, from, to, table);
    const index = list.length;
    list.push(directive);
    const chain = open.at(-1);
    switch (directive.kind) {
      case 'if':
      case 'ifdef':
      case 'ifndef':
        open.push([index]);
        break;
      case 'elif':
      case 'else':
        if (chain) {
          list[chain.at(-1)!]!.next = index;
          chain.push(index);
        } else directive.kind = 'other';
        break;
      case 'endif':
        if (chain) {
          list[chain.at(-1)!]!.next = index;
          for (const branch of chain) list[branch]!.endif = index;
          open.pop();
        } else directive.kind = 'other';
        break;
    }
  }
  // a chain that the file leaves open ends with the file
  for (const chain of open) {
    const index = list.length;
    list.push({ kind: 'endif', from: ids.length, to: ids.length, next: 0, endif: 0, name: 0, quoted: false });
    list[chain.at(-1)!]!.next = index;
    for (const branch of chain) list[branch]!.endif = index;
  }
  return { ...file, list, guard: guardOf(list, ids.length), parsed: false };
}

function guardOf(list: Directive[], tokens: number): number {
  const first = list[0];
  if (first?.kind !== 'ifndef' || first.from !== 0) return 0;
  const last = list[first.endif];
  const define = list[1];
  if (first.endif !== list.length - 1 || first.next !== first.endif || last?.to !== tokens) return 0;
  return define?.kind === 'define' && define.macro?.name === first.name ? first.name : 0;
}

function readDirective(file: LexedFile, from: number, to: number, table: TokenTable): Directive {
  const { ids } = file;
  const blank: Directive = { kind: 'other', from, to, next: 0, endif: 0, name: 0, quoted: false };
  const word = ids[from + 1];
  if (from + 1 >= to || word === undefined) return blank;
  const kind = word === K_IF ? 'if' : word === K_ELSE ? 'else' : table.text(word);
  if (kind === 'if' || kind === 'else') return { ...blank, kind };
  if (!KINDS.has(kind)) return kind === 'include_next' ? includeOf(file, blank) : blank;
  switch (kind as DirectiveKind) {
    case 'define':
      return from + 2 < to
        ? { ...blank, kind: 'define', macro: readDefine(file, from + 2, to, table, from), name: ids[from + 2]! }
        : blank;
    case 'include':
      return includeOf(file, blank);
    case 'undef':
    case 'ifdef':
    case 'ifndef':
      return { ...blank, kind: kind as DirectiveKind, name: from + 2 < to ? ids[from + 2]! : 0 };
    default:
      return { ...blank, kind: kind as DirectiveKind };
  }
}

function includeOf(file: LexedFile, blank: Directive): Directive {
  const start = file.starts[blank.from + 1]!;
  const end = file.text.indexOf('\n', start);
  const line = file.text.slice(start, end < 0 ? undefined : end);
  const found = /^include(?:_next)?\s*(?:<([^>]+)>|"([^"]+)")/.exec(line);
  const path = found?.[1] ?? found?.[2];
  return { ...blank, kind: 'include', quoted: found?.[2] !== undefined, ...(path === undefined ? {} : { path }) };
}
