/**
 * Slices of the kernel's call graph, for figures: the only way in which pages get at the graph. The graph itself, as
 * numbers, and the searches on it are `callgraph/`; here names, files and v6.0's line numbers are put to them.
 * @module
 */
import type { Call } from '../analysis/index.ts';
import { buildGraph, type Edge, edgesBetween, type Graph, joinsAmong, shortestPath } from '../callgraph/index.ts';
import { FigureError } from '../figures/error.ts';
import type { GraphSlice } from '../figures/graph/index.ts';
import { type Locale, localHref } from '../i18n/index.ts';
import { nearestNames } from './nearest-names.ts';
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
  /** Files whose lines are not known in v6.0: their call sites are numbered as in the text at hand, and the page says so. */
  otherVersion: string[];
}

/** A node of the graph: a function whose definition was read, or a name that is called and has none. */
interface Place {
  name: string;
  /** Tells it from others of its name. */
  id: string;
  href?: string;
}

interface World {
  graph: Graph;
  places: Place[];
  /** The call behind each edge, and the file it stands in. */
  calls: { call: Call; file: string; active: boolean }[];
  /** The node that a name means; undefined when nothing bears it. */
  nodeOf(name: string): number | undefined;
}

let world: World | undefined;

/**
 * The functions on a path and some more, with every call among them.
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
  const wanted = (edge: number) => calls[edge]!.active;

  // Names first: that a path leads elsewhere is no news while a name in it is misspelt.
  const [from, to] = [find(request.from), find(request.to)];
  const [asked, also] = [request.path?.map(find), (request.also ?? []).map(find)];
  const path = asked ?? shortestPath(graph, from, to, wanted);
  const said = (node: number | undefined) => (node === undefined ? 'nowhere' : places[node]!.name);
  if (!path) throw new FigureError(`${where}: no chain of calls leads from ${request.from} to ${request.to}.`);
  if (path[0] !== from || path.at(-1) !== to)
    throw new FigureError(
      `${where}: the path leads from ${said(path[0])} to ${said(path.at(-1))}, and the figure from ${request.from} to ${request.to}. Make them agree.`,
    );
  path.slice(1).forEach((callee, i) => {
    if (!edgesBetween(graph, path[i]!, callee).some(wanted))
      throw new FigureError(
        `${where}: ${said(path[i])} does not call ${said(callee)}. Put what stands between them into the path.`,
      );
  });

  const nodes = [...new Set([...path, ...also])];
  const joins = joinsAmong(graph, nodes, wanted);
  for (const node of also)
    if (!joins.some((join) => join.from === node || join.to === node))
      throw new FigureError(
        `${where}: ${said(node)} (in \`also\`) neither calls nor is called by any other function of the figure. Leave it out.`,
      );

  const otherVersion = new Set<string>();
  const lineOf = (edge: number): number => {
    const { call, file } = calls[edge]!;
    const inV60 = v60Line(file, call.line);
    if (inV60 === undefined) otherVersion.add(file);
    return inV60 ?? call.line;
  };
  const bears = Map.groupBy(nodes, said);
  const name = (node: number) => (bears.get(said(node))!.length > 1 ? places[node]!.id : said(node));
  const slice: GraphSlice = {
    nodes: nodes.map((node) => {
      const { href } = places[node]!;
      return { name: name(node), href: href && localHref(href, locale), on: path.includes(node) };
    }),
    edges: joins.map((join) => ({
      from: name(join.from),
      to: name(join.to),
      lines: [...new Set(join.edges.map(lineOf))].toSorted((a, b) => a - b),
      pointer: calls[join.edges[0]!]!.call.pointer,
      loop: join.edges.every((edge) => calls[edge]!.call.inLoop),
      on: path.some((node, i) => node === join.from && path[i + 1] === join.to),
    })),
  };
  return { slice, otherVersion: [...otherVersion] };
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
    const { name, file } = definition;
    const href = pageOf(definition)?.href;
    return { name, id: `${name}@${file}`, ...(href && { href }) };
  });
  // What is defined elsewhere (mm/, fs/, …), and what is called through: a field or variable is no function of its name.
  const outside = new Map<string, number>();
  const pointers = new Map<string, number>();
  const among = (names: Map<string, number>, name: string, id: string): number => {
    const known = names.get(name) ?? places.push({ name, id }) - 1;
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
      calls.push({ call, file: caller.file, active: call.active && caller.built });
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
