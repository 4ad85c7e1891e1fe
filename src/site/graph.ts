/**
 * Slices of the kernel's call graph, for figures: the only way in which pages get at the graph. The graph itself, as
 * numbers, and the searches on it are `callgraph/`; here names, files and v6.0's line numbers are put to them.
 * @module
 */
import type { Call } from '../analysis/index.ts';
import {
  buildGraph,
  type Edge,
  edgesBetween,
  type Graph,
  type Join,
  joinsAmong,
  shortestPath,
} from '../callgraph/index.ts';
import { FigureError } from '../figures/error.ts';
import type { GraphEdge, GraphNode, GraphSlice } from '../figures/graph/index.ts';
import { type Locale, localHref } from '../i18n/index.ts';
import { nearestNames } from './nearest-names.ts';
import { seenRunning } from './seen.ts';
import { analysis, definitions, pageOf, symbol } from './symbols.ts';
import { v60Line } from './text.ts';

/** What a figure asks for: the ends, the path between them that stands out, and functions beside it. */
export interface SliceRequest {
  from: string;
  to: string;
  /** The functions the path goes through, both ends included; the shortest path if not given. */
  path?: readonly string[] | undefined;
  /** More functions to show, with all calls among them and the path. */
  also?: readonly string[] | undefined;
}

export interface CallSlice {
  slice: GraphSlice;
  /** The same with what the site's configuration leaves out, if it leaves any of it out. */
  whole?: { slice: GraphSlice /** How many calls it has that `slice` has not. */; more: number };
  /** Files whose lines are not known in v6.0: their call sites are numbered as in the text at hand, and the page says so. */
  otherVersion: string[];
}

/** A node of the graph: a function whose definition was read, or a name that is called and has none. */
interface Place {
  name: string;
  /** Tells it from others of its name. */
  id: string;
  href?: string;
  /** Whether the site's configuration compiles its definition; true where that was not read. */
  compiled: boolean;
}

interface World {
  graph: Graph;
  places: Place[];
  /** The call behind each edge, the file it stands in, and whether the site's configuration compiles it. */
  calls: { call: Call; file: string; compiled: boolean }[];
  /** The node that a name means; undefined when nothing bears it. */
  nodeOf(name: string): number | undefined;
}

let world: World | undefined;
/** Functions that a recording shows running. */
let seen: ReadonlySet<string> | undefined;

/**
 * The functions on a path and some more, with every call among them. The path takes calls that the site's configuration
 * compiles; a function that only other calls lead to is in the whole slice alone.
 * @param where the figure and its page, for errors
 * @returns undefined when no kernel text could be had
 * @throws FigureError naming `where`: for a name that nothing bears (with the nearest names), for a path whose steps are no
 *   calls or which does not lead from `from` to `to`, and for a function that nothing in the figure calls or is called by
 */
export function callSlice(where: string, request: SliceRequest, locale: Locale): CallSlice | undefined {
  world ??= build();
  const { graph, places, calls } = world;
  if (places.length === 0) return undefined;
  const find = finder(where, world);
  const compiled = (edge: number) => calls[edge]!.compiled;

  // Names first: that a path leads elsewhere is no news while a name in it is misspelt.
  const [from, to] = [find(request.from), find(request.to)];
  const [asked, also] = [request.path?.map(find), (request.also ?? []).map(find)];
  const path = asked ?? shortestPath(graph, from, to, compiled);
  const said = (node: number | undefined) => (node === undefined ? 'nowhere' : places[node]!.name);
  if (!path) throw new FigureError(`${where}: no chain of calls leads from ${request.from} to ${request.to}.`);
  if (path[0] !== from || path.at(-1) !== to)
    throw new FigureError(
      `${where}: the path leads from ${said(path[0])} to ${said(path.at(-1))}, and the figure from ${request.from} to ${request.to}. Make them agree.`,
    );
  path.slice(1).forEach((callee, i) => {
    const between = edgesBetween(graph, path[i]!, callee);
    if (between.some(compiled)) return;
    const remedy =
      between.length > 0
        ? 'in the site’s configuration, which leaves the call out. Take another path.'
        : '. Put what stands between them into the path.';
    throw new FigureError(
      `${where}: ${said(path[i])} does not call ${said(callee)}${between.length > 0 ? ' ' : ''}${remedy}`,
    );
  });

  seen ??= new Set(seenRunning().flatMap(({ functions }) => functions));
  const running = seen;
  const nodes = [...new Set([...path, ...also])];
  const joins = joinsAmong(graph, nodes);
  const joined = (node: number, among: Join[]) => among.some((join) => join.from === node || join.to === node);
  for (const node of also)
    if (!joined(node, joins))
      throw new FigureError(
        `${where}: ${said(node)} (in \`also\`) neither calls nor is called by any other function of the figure. Leave it out.`,
      );

  const otherVersion = new Set<string>();
  const linesOf = (edges: number[]): number[] => {
    const lines = edges.map((edge) => {
      const { call, file } = calls[edge]!;
      const inV60 = v60Line(file, call.line);
      if (inV60 === undefined) otherVersion.add(file);
      return inV60 ?? call.line;
    });
    return [...new Set(lines)].toSorted((a, b) => a - b);
  };
  const bears = Map.groupBy(nodes, said);
  const name = (node: number) => (bears.get(said(node))!.length > 1 ? places[node]!.id : said(node));
  const nodeOf = (node: number): GraphNode => {
    const { href, compiled } = places[node]!;
    const shown = { name: name(node), href: href && localHref(href, locale), on: path.includes(node) };
    return {
      ...shown,
      ...(!compiled && { leftOut: true }),
      ...(running.has(said(node)) && { seen: true }),
    };
  };
  const edgeOf = ({ from, to, edges }: Join): GraphEdge => {
    const leftOut = linesOf(edges.filter((edge) => !compiled(edge)));
    return {
      from: name(from),
      to: name(to),
      lines: linesOf(edges.filter(compiled)),
      ...(leftOut.length > 0 && { leftOut }),
      pointer: calls[edges[0]!]!.call.pointer,
      loop: edges.every((edge) => calls[edge]!.call.inLoop),
      on: path.some((node, i) => node === from && path[i + 1] === to),
    };
  };
  const compiledJoins = joinsAmong(graph, nodes, compiled);
  const slice = {
    nodes: nodes.filter((node) => path.includes(node) || joined(node, compiledJoins)).map(nodeOf),
    edges: compiledJoins.map(edgeOf),
  };
  const edges = joins.map(edgeOf);
  const more = edges.reduce((sum, { leftOut = [] }) => sum + leftOut.length, 0);
  return {
    slice,
    ...(more > 0 && { whole: { slice: { nodes: nodes.map(nodeOf), edges }, more } }),
    otherVersion: [...otherVersion],
  };
}

/** The graph itself, for searches of another kind; undefined when no kernel text could be had. */
export function kernelGraph():
  | {
      graph: Graph;
      nodeOf(name: string): number | undefined;
      nameOf(node: number): string;
      /** Whether the site's configuration compiles a call, by its edge. */
      compiled(edge: number): boolean;
    }
  | undefined {
  world ??= build();
  const { graph, places, calls, nodeOf } = world;
  if (places.length === 0) return undefined;
  return { graph, nodeOf, nameOf: (node) => places[node]!.name, compiled: (edge) => calls[edge]!.compiled };
}

const finder =
  (where: string, { nodeOf }: World) =>
  (name: string): number => {
    const node = nodeOf(name);
    if (node !== undefined) return node;
    throw new FigureError(
      `${where}: no function is named ${JSON.stringify(name)}, and none calls it.${nearestNames(name)}`,
    );
  };

function build(): World {
  const { functions } = analysis();
  const index = definitions();
  const number = new Map(functions.map((definition, i) => [definition, i]));
  const places = functions.map((definition): Place => {
    const { name, file, active, built } = definition;
    const href = pageOf(definition)?.href;
    return { name, id: `${name}@${file}`, ...(href && { href }), compiled: active && built };
  });
  // What is defined elsewhere (mm/, fs/, …), and what is called through: a field or variable is no function of its name.
  const outside = new Map<string, number>();
  const pointers = new Map<string, number>();
  const among = (names: Map<string, number>, name: string, id: string): number => {
    const known = names.get(name) ?? places.push({ name, id, compiled: true }) - 1;
    names.set(name, known);
    return known;
  };
  const calls: World['calls'] = [];
  const edges: Edge[] = [];
  for (const [from, caller] of functions.entries()) {
    for (const call of caller.calls) {
      const { callee } = call;
      const definition = call.kind === 'indirect' ? undefined : index.resolve(callee, caller.file);
      const to = definition
        ? number.get(definition)!
        : call.kind === 'indirect'
          ? among(pointers, callee, `${callee} (pointer)`)
          : among(outside, callee, callee);
      edges.push({ from, to });
      calls.push({ call, file: caller.file, compiled: call.active && caller.built && places[to]!.compiled });
    }
  }
  return {
    graph: buildGraph(places.length, edges),
    places,
    calls,
    nodeOf: (name) => {
      const definition = symbol(name)?.def ?? index.find(name);
      return definition ? number.get(definition) : (outside.get(name) ?? pointers.get(name));
    },
  };
}
