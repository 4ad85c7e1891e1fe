import { STATIC, WEAK } from './layout.ts';
import { isCompiled, pathOf, type Tables } from './tables.ts';

/** Which functions a name may mean: those in files that match, and unless any configuration will do, compiled ones. */
export interface Scope {
  /** By number; undefined when all are. */
  inside: Uint8Array | undefined;
  anyConfig: boolean;
}

/** What a name means: a function; several of which none is the obvious one; or nothing. */
export type Meaning = { node: number } | { candidates: number[] } | undefined;

/** How a system call's name is read: where a chain from it starts, or where one to it ends. */
export type Role = 'start' | 'end';

/** What a function without a definition is told apart with. */
const ELSEWHERE = 'elsewhere';

/** Names and what they mean. */
export class Names {
  readonly #tables: Tables;
  readonly #byName = new Map<string, number[]>();

  constructor(tables: Tables) {
    this.#tables = tables;
    for (const [node, name] of tables.names.entries()) {
      const known = this.#byName.get(name);
      if (known) known.push(node);
      else this.#byName.set(name, [node]);
    }
  }

  /** A function's name, told apart from others in the scope by its file: `name@file`. */
  label(node: number, scope: Scope): string {
    const name = this.#tables.names[node]!;
    const bearers = this.#byName.get(name)!;
    if (bearers.length === 1) return name;
    const rivals = bearers.filter((other) => other === node || this.#isIn(other, scope));
    return rivals.length === 1 || this.#strong(rivals) === node ? name : this.full(node);
  }

  /** `name@file`, whether or not it is needed. */
  full(node: number): string {
    return `${this.#tables.names[node]}@${pathOf(this.#tables, node) ?? ELSEWHERE}`;
  }

  /** What a name means in a scope. What is in the scope comes first, then what is compiled, then all. */
  meaning(typed: string, scope: Scope, role: Role): Meaning {
    const [name = '', place] = split(typed);
    let found = this.bearers(name, role);
    if (place !== undefined) found = found.filter((node) => this.#stands(node, place));
    if (found.length === 0) return undefined;
    for (const narrowed of [
      found.filter((node) => this.#isIn(node, scope)),
      found.filter((node) => isCompiled(this.#tables, node)),
    ]) {
      if (narrowed.length > 0) {
        found = narrowed;
        break;
      }
    }
    if (found.length === 1) return { node: found[0]! };
    const { flags, file } = this.#tables;
    const obvious =
      this.#strong(found) ??
      this.#only(found, (node) => (flags[node]! & STATIC) === 0) ??
      this.#only(found, (node) => file[node]! >= 0);
    return obvious === undefined ? { candidates: found } : { node: obvious };
  }

  /** All functions that bear a name, or an alias: `sys_kill`, `kill(2)`, `__x64_sys_fork`. */
  bearers(name: string, role: Role = 'end'): number[] {
    const manual = /^(\w+)\(2\)$/.exec(name)?.[1];
    if (manual !== undefined) {
      for (const call of [manual, manual.replace(/^_/, '')]) {
        const found = this.bearers(`sys_${call}`, role);
        if (found.length > 0) return found;
      }
      return [];
    }
    const own = this.#byName.get(name);
    if (own) return own;
    const known = this.#tables.aliases.get(name) ?? [];
    if (role === 'start' && /^(compat_)?sys_/.test(name)) {
      // A chain from a system call starts where user space enters.
      for (const prefix of ['__x64_', '__ia32_']) {
        const entry = this.#byName.get(prefix + name)?.filter((node) => this.#besides(node, known));
        if (entry && entry.length > 0) return entry;
      }
    }
    return [...known];
  }

  /** The name by which readers know a function, where it is another one: `sys_kill` for `__do_sys_kill`. */
  knownAs(node: number): string | undefined {
    const call = /^__(?:x64|ia32|se|do)_((?:compat_)?sys_\w+)$/.exec(this.#tables.names[node]!)?.[1];
    if (call === undefined) return undefined;
    return this.#tables.aliases.get(call)?.some((body) => this.#besides(node, [body])) ? call : undefined;
  }

  /** Whether a function stands in the file of one of some others: a wrapper and its body do. */
  #besides(node: number, others: readonly number[]): boolean {
    const { file } = this.#tables;
    return others.some((other) => file[other] === file[node]);
  }

  #isIn(node: number, { inside, anyConfig }: Scope): boolean {
    return (anyConfig || isCompiled(this.#tables, node)) && (inside === undefined || inside[node] === 1);
  }

  /** The one to which all the others give way. */
  #strong(nodes: readonly number[]): number | undefined {
    return this.#only(nodes, (node) => (this.#tables.flags[node]! & WEAK) === 0);
  }

  #only(nodes: readonly number[], test: (node: number) => boolean): number | undefined {
    const passing = nodes.filter(test);
    return passing.length === 1 ? passing[0] : undefined;
  }

  /** Whether a function stands in a file, given whole, by its last parts, or with dots for slashes. */
  #stands(node: number, place: string): boolean {
    const path = pathOf(this.#tables, node);
    if (path === undefined) return place === ELSEWHERE;
    return path === place || path.endsWith(`/${place}`) || path.replaceAll('/', '.') === place;
  }
}

/** `do_exit()` and ` do_exit ` are `do_exit`; `t_next@ftrace.c` has a place. */
function split(typed: string): [string, string | undefined] {
  const text = typed.trim();
  const at = text.indexOf('@');
  const name = (at < 0 ? text : text.slice(0, at)).trim().replace(/\(\)$/, '');
  return [name, at < 0 ? undefined : text.slice(at + 1).trim()];
}
