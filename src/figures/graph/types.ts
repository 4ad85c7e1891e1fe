import type { GraphEdge, GraphNode } from './slice.ts';

export interface Point {
  x: number;
  y: number;
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
