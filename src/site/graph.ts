/**
 * Slices of the kernel's call graph, for figures.
 * @module
 */
import type { Call, FunctionDef } from '../analysis/index.ts';
import { buildGraph, type Edge, edgesBetween, type Graph, shortestPath } from '../callgraph/index.ts';
import { analysis, definitions, pageOf } from './symbols.ts';
import { v60Line } from './text.ts';

/** One function of a slice. */
export interface SliceNode {
  /** Unique in the slice; what edges refer to. */
  id: string;
  name: string;
  /** Where it is defined; absent when its definition is not in the text read (mm/, fs/, …). */
  file?: string;
  /** First line of its definition: v6.0's number if known, else the text's. */
  line?: number;
  /** Its symbol page, if it has one. */
  href?: string;
  /** Whether it is on the slice's path, and where: 0 is the path's beginning. */
  step?: number;
}

/** One place where a function of the slice calls another. */
export interface CallSite {
  file: string;
  /** v6.0's number if known (`inV60`), else the text's. */
  line: number;
  inV60: boolean;
  /** The line's own address. */
  href?: string;
  kind: Call['kind'];
  /** The outermost macro the call comes through, if any. */
  macro?: string;
  active: boolean;
}

/** All calls from one function to another. */
export interface SliceEdge {
  from: string;
  to: string;
  sites: CallSite[];
  /** Whether this is a step of the slice's path. */
  onPath: boolean;
}

export interface CallSlice {
  nodes: SliceNode[];
  edges: SliceEdge[];
}

export interface SliceRequest {
  from: string;
  to: string;
  /** The functions the path goes through, both ends included; the shortest path if not given. */
  path?: readonly string[];
  /** More functions to show, with all calls among them and the path. */
  also?: readonly string[];
  /** Also what the site's configuration does not compile. */
  inactive?: boolean;
}

/** A slice was asked for that the kernel's text does not bear out. */
export class CallSliceError extends Error {
  override readonly name = 'CallSliceError';
}

interface World {
  graph: Graph;
  functions: readonly FunctionDef[];
  number: Map<FunctionDef, number>;
  /** The call behind each edge. */
  calls: Call[];
}

let world: World | undefined;

/**
 * The functions on a path and some more, with every call among them. Undefined when no kernel text could be had.
 * @throws {CallSliceError} when a name is not a function that the text defines, or two neighbours on the path are not
 *   joined by a call
 */
export function callSlice(request: SliceRequest): CallSlice | undefined {
  const { graph, functions, number, calls } = known();
  if (functions.length === 0) return undefined;
  const wanted = (edge: number) =>
    request.inactive === true || (calls[edge]!.active && functions[graph.source[edge]!]!.built);
  const nodeOf = (name: string): number => {
    const definition = pageDefinition(name);
    const node = definition && number.get(definition);
    if (node === undefined) throw new CallSliceError(`${name} is not a function that the kernel text defines`);
    return node;
  };
  const path = request.path?.map(nodeOf) ?? shortestPath(graph, nodeOf(request.from), nodeOf(request.to), wanted);
  if (!path) throw new CallSliceError(`no chain of calls leads from ${request.from} to ${request.to}`);
  const end = (node: number | undefined) => (node === undefined ? 'nothing' : functions[node]!.name);
  if (path[0] !== nodeOf(request.from) || path.at(-1) !== nodeOf(request.to))
    throw new CallSliceError(
      `the path goes from ${end(path[0])} to ${end(path.at(-1))}, not from ${request.from} to ${request.to}`,
    );
  for (let i = 0; i + 1 < path.length; i++) {
    if (!edgesBetween(graph, path[i]!, path[i + 1]!).some(wanted))
      throw new CallSliceError(`${end(path[i])} does not call ${end(path[i + 1])}`);
  }

  const step = new Map(path.map((node, i) => [node, i]));
  const chosen = [...new Set([...path, ...(request.also ?? []).map(nodeOf)])];
  const id = identifiers(chosen.map((node) => functions[node]!));
  const nodes = chosen.map((node): SliceNode => {
    const definition = functions[node]!;
    const page = pageOf(definition);
    const at = step.get(node);
    return {
      id: id.get(definition)!,
      name: definition.name,
      file: definition.file,
      line: v60Line(definition.file, definition.start) ?? definition.start,
      ...(page && { href: page.href }),
      ...(at !== undefined && { step: at }),
    };
  });
  const edges: SliceEdge[] = [];
  for (const from of chosen) {
    for (const to of chosen) {
      const between = edgesBetween(graph, from, to).filter(wanted);
      if (between.length === 0) continue;
      const at = step.get(from);
      edges.push({
        from: id.get(functions[from]!)!,
        to: id.get(functions[to]!)!,
        sites: between.map((edge) => siteOf(functions[from]!, calls[edge]!)),
        onPath: at !== undefined && path[at + 1] === to,
      });
    }
  }
  return { nodes, edges };
}

function siteOf(caller: FunctionDef, { line, kind, macro, active }: Call): CallSite {
  const inV60 = v60Line(caller.file, line);
  return {
    file: caller.file,
    line: inV60 ?? line,
    inV60: inV60 !== undefined,
    ...(pageOf(caller) && { href: `/source/v6.0/${caller.file}/#L${line}` }),
    kind,
    ...(macro && { macro }),
    active,
  };
}

const pageDefinition = (name: string): FunctionDef | undefined => definitions().find(name);

/** Names, with the file where two of the functions share one. */
function identifiers(functions: readonly FunctionDef[]): Map<FunctionDef, string> {
  const bearers = new Map<string, number>();
  for (const { name } of functions) bearers.set(name, (bearers.get(name) ?? 0) + 1);
  return new Map(functions.map((f) => [f, bearers.get(f.name) === 1 ? f.name : `${f.name}@${f.file}`]));
}

function known(): World {
  world ??= build();
  return world;
}

function build(): World {
  const { functions } = analysis();
  const index = definitions();
  const number = new Map(functions.map((definition, i) => [definition, i]));
  const calls: Call[] = [];
  const edges: Edge[] = [];
  for (const [from, caller] of functions.entries()) {
    for (const call of caller.calls) {
      if (call.kind === 'indirect') continue;
      const callee = index.resolve(call.callee, caller.file);
      if (!callee) continue;
      edges.push({ from, to: number.get(callee)! });
      calls.push(call);
    }
  }
  return { graph: buildGraph(functions.length, edges), functions, number, calls };
}
