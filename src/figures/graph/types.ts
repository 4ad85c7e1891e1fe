import type { Point } from '../strokes.ts';

export type { Point } from '../strokes.ts';

/** A function in a figure of calls. */
export interface GraphNode {
  name: string;
  /** Where its symbol page is; without one the name is not a link. */
  href?: string | undefined;
  /** On the path the figure is about. */
  on: boolean;
  /** The site's configuration does not compile it. */
  leftOut?: boolean | undefined;
  /** It was seen running on a real kernel: ▸ in its box. */
  seen?: boolean | undefined;
}

/** That one function calls another, at one place or several. */
export interface GraphEdge {
  from: string;
  to: string;
  /** Lines of the calls, ascending, in the numbers the page speaks in: those that the site's configuration compiles. */
  lines: number[];
  /** The same of the calls it leaves out; together with `lines`, at least one. */
  leftOut?: number[] | undefined;
  /** The call goes through this pointer (a field or variable), and so is drawn dashed. */
  pointer?: string | undefined;
  /** The call, or each of the calls, stands in a loop. */
  loop?: boolean | undefined;
  on: boolean;
}

/** The part of a call graph that a figure shows. */
export interface GraphSlice {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

/** x, y: the upper left corner, px. */
export interface Box extends Point {
  width: number;
  height: number;
}

export interface GraphLayout {
  width: number;
  height: number;
  /** Size of the names, px. */
  size: number;
  nodes: (GraphNode & Box)[];
  /** A label's lines run top to bottom from its upper left corner. */
  edges: (GraphEdge & { points: Point[]; label: Box & { lines: string[] } })[];
}
