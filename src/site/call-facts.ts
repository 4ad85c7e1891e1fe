import type { AddressTaken, Analysis, Call, DefinitionIndex, FunctionDef } from '../analysis/index.ts';
import type { CallFacts, FunctionFact } from '../callgraph/index.ts';

/** What is known of a file's text and its lines beyond the analysis. */
export interface TextFacts {
  /** The version a file is of. */
  version(file: string): string;
  /** A line's number in v6.0, where it is known. */
  v60Line(file: string, line: number): number | undefined;
  /** The files that a file includes by a path in quotes, whether or not they exist. */
  includes(file: string): readonly string[];
}

/** An argument of a function; what compilers and tests ask about functions is no use of them. */
const HANDED_TO = /^(?!__builtin_|kunit_)(\w+)\(\)$/;

/** `SYSCALL_DEFINE2` makes wrappers, `SYSCALL_DEFINE0` has aliases only. */
const DEFINER = /^(?:COMPAT_)?SYSCALL(?:32)?_DEFINE(\d)$/;

/**
 * The call graph of `kernel/**`, out of the analysis of it and of the headers it includes.
 *
 * - A function of `kernel/` is a node, and so is any other that one of them leads to, or that leads to one of them.
 *   Definitions of one name in one file (in branches of an `#if`) are one node.
 * - A system call is several, as the compiler has it: `__x64_sys_kill` and `__ia32_sys_kill` call `__se_sys_kill`, which calls
 *   `__do_sys_kill`, which has the body. The calls between them come out of the macro, in its first line.
 * - What is called and defined elsewhere (`mm/`, `fs/`, …) is a node without a place.
 * - A call through a pointer may lead to the functions whose address is stored where it goes: in a field of that name, in
 *   the variable, or handed as an argument to the function whose parameter it is. One that is handed to a function which is
 *   not seen to call it, as to `call_rcu()`, may be called later: that is a call through `call_rcu()`, by who hands it over.
 */
export function gatherCallFacts(analysis: Analysis, index: DefinitionIndex, text: TextFacts): CallFacts {
  return new Gatherer(text).gather(analysis, index);
}

const isCompiled = ({ active, built }: FunctionDef): boolean => active && built;

class Gatherer {
  readonly #text: TextFacts;
  readonly #files = new Map<string, number>();
  readonly #facts: CallFacts = { files: [], functions: [], calls: [], slots: [] };
  readonly #byKey = new Map<string, number>();
  readonly #outside = new Map<string, number>();
  /** Where a definition's body is, and where calls of its name lead: of a system call, different nodes. */
  readonly #body = new Map<FunctionDef, number>();
  readonly #entry = new Map<FunctionDef, Map<string, number>>();

  /** The files that functions are defined in. */
  #known: readonly string[] = [];
  /** The units of compilation in which each is read; made when it is first asked for. */
  #units: Map<string, string[]> | undefined;

  constructor(text: TextFacts) {
    this.#text = text;
  }

  gather(analysis: Analysis, index: DefinitionIndex): CallFacts {
    this.#known = [...new Set(analysis.functions.map(({ file }) => file))];
    for (const definition of analysis.functions) this.#define(definition);
    const pointers: { definition: FunctionDef; call: Call }[] = [];
    for (const definition of analysis.functions) {
      for (const call of definition.calls) {
        if (call.kind === 'indirect') pointers.push({ definition, call });
        else this.#direct(definition, call, index);
      }
    }
    this.#pointers(pointers, analysis.addressTaken, index);
    return connected(this.#facts);
  }

  #file(path: string): number {
    let file = this.#files.get(path);
    if (file === undefined) {
      file = this.#facts.files.push({ path, version: this.#text.version(path) }) - 1;
      this.#files.set(path, file);
    }
    return file;
  }

  #define(definition: FunctionDef): void {
    const arity = DEFINER.exec(definition.madeBy ?? '')?.[1];
    const parts = /^(compat_)?sys_(\w+)$/.exec(definition.name);
    if (arity === undefined || !parts) {
      this.#body.set(definition, this.#node(definition, definition.name, definition.aliases));
      return;
    }
    const { name, aliases } = definition;
    if (arity === '0') {
      // The other names are given by an alias in the object file.
      const others = [name, ...aliases.filter((alias) => !/^__(?:do|se)_/.test(alias))];
      this.#body.set(definition, this.#node({ ...definition, isStatic: true }, `__do_${name}`, others));
      return;
    }
    const body = this.#node({ ...definition, isStatic: true }, `__do_${name}`, [name]);
    this.#body.set(definition, body);
    const first = { ...definition, end: definition.start };
    const se = this.#node({ ...first, isStatic: true }, `__se_${name}`, []);
    const call = {
      line: definition.start,
      kind: 'macro' as const,
      macro: definition.madeBy,
      pointer: undefined,
      inLoop: false,
    };
    const compiled = isCompiled(definition);
    this.#facts.calls.push({ from: se, to: body, ...call, compiled });
    const names = new Map([[`__se_${name}`, se]]);
    for (const alias of aliases.filter((each) => !/^__(?:do|se)_/.test(each))) {
      const entry = this.#node(first, alias, []);
      this.#facts.calls.push({ from: entry, to: se, ...call, compiled });
      names.set(alias, entry);
    }
    this.#entry.set(definition, names);
  }

  #node(definition: FunctionDef, name: string, aliases: readonly string[]): number {
    const { file, start, end, isStatic, isInline, madeBy, signature } = definition;
    const compiled = isCompiled(definition);
    const key = `${name}@${file}`;
    const isWeak = /\b__weak\b/.test(signature) || /^COND_SYSCALL/.test(madeBy ?? '');
    const v60 = this.#text.v60Line(file, start);
    const toV60 = v60 === undefined ? undefined : v60 - start;
    const known = this.#byKey.get(key);
    const fact: FunctionFact = {
      name,
      aliases: [...aliases],
      file: this.#file(file),
      line: start,
      end,
      toV60,
      isStatic,
      isInline,
      isWeak,
      compiled,
      addressTaken: false,
    };
    if (known === undefined) {
      const node = this.#facts.functions.push(fact) - 1;
      this.#byKey.set(key, node);
      return node;
    }
    // The branch that is compiled says where it stands.
    const standing = this.#facts.functions[known]!;
    const both = [...new Set([...standing.aliases, ...aliases])];
    this.#facts.functions[known] = { ...(compiled && !standing.compiled ? fact : standing), aliases: both };
    return known;
  }

  #direct(caller: FunctionDef, call: Call, index: DefinitionIndex): void {
    const called = this.#called(call.callee, caller, index);
    for (const to of called) {
      if (this.#facts.functions[to]!.compiled) {
        this.#call(caller, call, to);
        continue;
      }
      // All that was read is a definition for other configurations, such as a header's stub: in this one the call, if it is
      // compiled, leads to another, which was not read.
      this.#call(caller, { ...call, active: false }, to);
      if (isCompiled(caller) && call.active) this.#call(caller, call, this.#elsewhere(call.callee));
    }
  }

  /** Which functions a name means in a function's text: nearly always one. */
  #called(callee: string, caller: FunctionDef, index: DefinitionIndex): number[] {
    const definition = index.resolve(callee, caller.file);
    if (definition) return [this.#entry.get(definition)?.get(callee) ?? this.#body.get(definition)!];
    // A file that is included in the middle of others (kernel/rcu/tree_exp.h, kernel/locking/rtmutex.c) calls their static
    // functions; included in several, as kernel/trace/trace_probe_tmpl.h is, each time another one.
    const near = index.all(callee).filter(({ isStatic, file }) => isStatic && this.#sameUnit(file, caller.file));
    const compiled = near.filter(isCompiled);
    const beside = compiled.length > 0 ? compiled : near;
    if (beside.length > 0) return [...new Set(beside.map((each) => this.#body.get(each)!))];
    return [this.#elsewhere(callee)];
  }

  /** Whether two files are read together in some unit of compilation: one includes the other, or a third both. */
  #sameUnit(file: string, other: string): boolean {
    this.#units ??= unitsOf(this.#known, this.#text);
    const units = this.#units.get(other);
    return this.#units.get(file)?.some((unit) => units?.includes(unit)) ?? false;
  }

  /** The function of a name whose definition was not read. */
  #elsewhere(name: string): number {
    let node = this.#outside.get(name);
    if (node === undefined) {
      const place = { file: undefined, line: 0, end: 0, toV60: undefined };
      const nature = { isStatic: false, isInline: false, isWeak: false, compiled: true, addressTaken: false };
      node = this.#facts.functions.push({ name, aliases: [], ...place, ...nature }) - 1;
      this.#outside.set(name, node);
    }
    return node;
  }

  #call(definition: FunctionDef, { line, kind, macro, pointer, inLoop, active }: Call, to: number): void {
    const compiled = active && isCompiled(definition);
    this.#facts.calls.push({ from: this.#body.get(definition)!, to, line, kind, macro, pointer, inLoop, compiled });
  }

  #pointers(
    calls: readonly { definition: FunctionDef; call: Call }[],
    taken: readonly AddressTaken[],
    index: DefinitionIndex,
  ): void {
    const stored = new Map<string, Set<number>>();
    const store = (key: string, node: number) => {
      const nodes = stored.get(key);
      if (nodes) nodes.add(node);
      else stored.set(key, new Set([node]));
    };
    for (const { of, file, storedIn, inFunction } of taken) {
      const definition = index.resolve(of, file);
      if (!definition) continue;
      const node = this.#entry.get(definition)?.get(of) ?? this.#body.get(definition)!;
      this.#facts.functions[node]!.addressTaken = true;
      if (storedIn === undefined) continue;
      const field = /^\w+\.(\w+)$/.exec(storedIn);
      if (field) store(`field ${field[1]}`, node);
      else if (/\(\)$/.test(storedIn)) store(`argument ${storedIn.slice(0, -2)}`, node);
      else {
        // `x->f = g` and `f = g` look the same to the analysis: a field anywhere, a variable in its own function or file.
        store(`field ${storedIn}`, node);
        store(`variable ${storedIn} ${file} ${inFunction ?? ''}`, node);
      }
    }
    const slots = new Map<string, number>();
    const slotOf = (functions: readonly number[]): number => {
      const key = functions.join();
      const slot = slots.get(key) ?? this.#facts.slots.push({ functions: [...functions] }) - 1;
      slots.set(key, slot);
      return slot;
    };
    /** Functions that call what they are handed. */
    const takers = new Set<string>();
    for (const { definition, call } of calls) {
      const keys = /^(?:->|\.)/.test(call.pointer ?? '')
        ? [`field ${call.callee}`]
        : [
            `variable ${call.callee} ${definition.file} ${definition.name}`,
            `variable ${call.callee} ${definition.file} `,
            `argument ${definition.name}`,
          ];
      if (stored.has(`argument ${definition.name}`)) takers.add(definition.name);
      const functions = [...new Set(keys.flatMap((key) => [...(stored.get(key) ?? [])]))].sort((a, b) => a - b);
      if (functions.length > 0) this.#call(definition, call, slotOf(functions));
    }
    for (const { of, file, line, storedIn, inFunction, active } of taken) {
      const taker = HANDED_TO.exec(storedIn ?? '')?.[1];
      if (taker === undefined || inFunction === undefined || takers.has(taker)) continue;
      const [definition, giver] = [index.resolve(of, file), index.resolve(inFunction, file)];
      if (!definition || giver?.file !== file) continue;
      const node = this.#entry.get(definition)?.get(of) ?? this.#body.get(definition)!;
      const call = {
        callee: taker,
        line,
        column: 0,
        kind: 'indirect',
        pointer: `${taker}()`,
        inLoop: false,
        active,
      } as const;
      this.#call(giver, call, slotOf([node]));
    }
  }
}

/** For each file, the .c files in whose units of compilation it is read, as far as includes in quotes tell. */
function unitsOf(files: readonly string[], text: TextFacts): Map<string, string[]> {
  const known = new Set(files);
  const units = new Map<string, string[]>();
  for (const unit of files.filter((file) => file.endsWith('.c'))) {
    const read = new Set([unit]);
    for (const file of read) for (const included of text.includes(file)) if (known.has(included)) read.add(included);
    for (const file of read) {
      const others = units.get(file);
      if (others) others.push(unit);
      else units.set(file, [unit]);
    }
  }
  return units;
}

/** Of all that was gathered, what is in `kernel/`, what a chain from there leads to, and what leads there. */
function connected(facts: CallFacts): CallFacts {
  const { functions, calls, slots, files } = facts;
  const own = functions.map(({ file }) => file !== undefined && files[file]!.path.startsWith('kernel/'));
  const ends = calls.flatMap(({ from, to, kind }) =>
    kind === 'indirect' ? slots[to]!.functions.map((each) => [from, each] as const) : [[from, to] as const],
  );
  const spread = (pairs: readonly (readonly [number, number])[]): boolean[] => {
    const next = Map.groupBy(pairs, ([a]) => a);
    const seen = [...own];
    const stack = [...seen.keys()].filter((node) => seen[node]);
    for (let node = stack.pop(); node !== undefined; node = stack.pop())
      for (const [, other] of next.get(node) ?? []) {
        if (seen[other]) continue;
        seen[other] = true;
        stack.push(other);
      }
    return seen;
  };
  const below = spread(ends);
  const above = spread(ends.map(([from, to]) => [to, from]));
  const kept = functions.map((_, node) => below[node]! || above[node]!);
  const number = new Map<number, number>();
  for (const [node, is] of kept.entries()) if (is) number.set(node, number.size);
  const fileNumber = new Map<number, number>();
  const fileOf = (file: number | undefined): number | undefined => {
    if (file === undefined) return undefined;
    if (!fileNumber.has(file)) fileNumber.set(file, fileNumber.size);
    return fileNumber.get(file);
  };
  const keptFunctions = functions.filter((_, node) => kept[node]).map((each) => ({ ...each, file: fileOf(each.file) }));
  return {
    functions: keptFunctions,
    files: [...fileNumber.keys()].map((file) => files[file]!),
    calls: calls
      .filter(({ from, to, kind }) => kept[from] && (kind === 'indirect' || kept[to]))
      .map((call) => ({
        ...call,
        from: number.get(call.from)!,
        to: call.kind === 'indirect' ? call.to : number.get(call.to)!,
      })),
    slots: slots.map((slot) => ({ functions: slot.functions.filter((f) => kept[f]).map((f) => number.get(f)!) })),
  };
}
