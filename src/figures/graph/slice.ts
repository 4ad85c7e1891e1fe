import { FigureError } from '../error.ts';

/** A function in a figure of calls. */
export interface GraphNode {
  name: string;
  /** Where its symbol page is; without one the name is not a link. */
  href?: string | undefined;
  /** On the path the figure is about. */
  on: boolean;
}

/** That one function calls another, at one place or several. */
export interface GraphEdge {
  from: string;
  to: string;
  /** Lines of the calls, ascending, in the numbers the page speaks in. */
  lines: number[];
  /** The call goes through this pointer (a field or variable), and so is drawn dashed. */
  pointer?: string | undefined;
  /** The call stands in a loop. */
  loop?: boolean | undefined;
  on: boolean;
}

/** The part of a call graph that a figure shows. */
export interface GraphSlice {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

/** What a slice is cut from: a function, and the calls in it. */
export interface KnownFunction {
  href?: string | undefined;
  calls: { callee: string; line: number; pointer?: string | undefined; loop?: boolean | undefined }[];
}

/** What a figure asks for: the ends, the path between them that stands out, and functions beside it. */
export interface Asked {
  from: string;
  to: string;
  path: string[];
  also?: string[] | undefined;
}

/**
 * Cuts the slice that a figure asks for: its functions, and every call among them.
 * @param where how errors name the figure, such as the page it is on
 * @param known a function by its name; undefined for one that has no text here
 * @param nearest ends an error about an unknown name with those most like it
 * @throws FigureError for an unknown function, for a path whose steps are no calls or which does not lead from `from` to
 *   `to`, and for a function that nothing in the figure calls or is called by
 */
export function cutSlice(
  where: string,
  { from, to, path, also = [] }: Asked,
  known: (name: string) => KnownFunction | undefined,
  nearest: (name: string) => string = () => '',
): GraphSlice {
  const fail = (what: string) => {
    throw new FigureError(`${where}: ${what}`);
  };
  if (path[0] !== from || path.at(-1) !== to)
    fail(`the path leads from ${path[0]} to ${path.at(-1)}, and the figure from ${from} to ${to}. Make them agree.`);
  const names = [...new Set([...path, ...also])];
  const called = new Set(names.flatMap((name) => known(name)?.calls.map(({ callee }) => callee) ?? []));
  for (const name of names)
    if (known(name) === undefined && !called.has(name))
      fail(`no function is named ${JSON.stringify(name)}, and none in the figure calls it.${nearest(name)}`);

  const onPath = (caller: string, callee: string) => path.some((name, i) => name === caller && path[i + 1] === callee);
  const edges = names.flatMap((name) => edgesOf(name, known(name)?.calls ?? [], names, onPath));
  path.slice(1).forEach((callee, i) => {
    if (!edges.some((edge) => edge.from === path[i] && edge.to === callee))
      fail(`${path[i]} does not call ${callee}. Put what stands between them into the path.`);
  });
  for (const name of also)
    if (!edges.some((edge) => edge.from === name || edge.to === name))
      fail(`${name} (in \`also\`) neither calls nor is called by any other function of the figure. Leave it out.`);
  return { nodes: names.map((name) => ({ name, href: known(name)?.href, on: path.includes(name) })), edges };
}

/** One edge for each function called, with all its call sites; calls through a pointer are an edge only where no other is. */
function edgesOf(
  from: string,
  calls: KnownFunction['calls'],
  names: string[],
  onPath: (caller: string, callee: string) => boolean,
): GraphEdge[] {
  return names
    .filter((to) => to !== from)
    .flatMap((to): GraphEdge[] => {
      const all = calls.filter(({ callee }) => callee === to);
      const direct = all.filter(({ pointer }) => pointer === undefined);
      const sites = direct.length > 0 ? direct : all;
      if (sites.length === 0) return [];
      const lines = [...new Set(sites.map(({ line }) => line))].toSorted((a, b) => a - b);
      return [
        { from, to, lines, pointer: sites[0]!.pointer, loop: sites.some(({ loop }) => loop), on: onPath(from, to) },
      ];
    });
}
