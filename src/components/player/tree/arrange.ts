/**
 * Where everybody stands: computed once for a film, from births alone, so that nothing ever jumps.
 *
 * A family is a block: the parent's plate, under it its children's blocks side by side, wrapping into further rows where the
 * width ends. A namespace is a block with a frame round it, hung up where its init's parent is; who was injected into it stands inside,
 * its tie crossing the frame. Blocks are rectangles and never overlap, so a frame encloses its members and nobody else, and two
 * hundred processes make a long picture, not a wide one. d3-hierarchy keeps the hierarchy and walks it: its own tidy
 * layouts know neither frames nor an end of the line.
 * @module
 */
import { type HierarchyNode, hierarchy } from 'd3-hierarchy';
import type { Film, NamespaceIndex, TaskIndex } from '@/player/index.ts';

/** Sizes in px, at a scale of 1. */
export interface Measures {
  /** The width that there is. */
  available: number;
  plate: { width: number; height: number };
  /** A further thread's row under its process's plate. */
  thread: number;
  gap: { x: number; y: number };
  frame: { top: number; right: number; bottom: number; left: number };
  /** How far children are set in where their rows wrap: room for the line that leads past them. */
  indent: number;
}

export const ROOMY: Measures = {
  available: 410,
  plate: { width: 160, height: 48 },
  thread: 26,
  gap: { x: 18, y: 32 },
  frame: { top: 28, right: 28, bottom: 16, left: 18 },
  indent: 16,
};

export const NARROW: Measures = {
  ...ROOMY,
  available: 332,
  plate: { width: 136, height: 48 },
  gap: { x: 14, y: 32 },
  frame: { top: 28, right: 24, bottom: 16, left: 14 },
};

/** For a crowd: one line a process, and two beside each other among an init's grandchildren. */
export function crowded(measures: Measures): Measures {
  const { available, frame, indent } = measures;
  const gap = { x: 14, y: 22 };
  const width = Math.floor((available - frame.left - frame.right - indent * 2 - gap.x) / 2);
  return { ...measures, plate: { width, height: 30 }, gap };
}

/** From so many processes on plates have one line. */
export const CROWD = 25;

export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface PlacedPlate extends Box {
  task: TaskIndex;
  /** Its further threads, each with a row of its own in the plate's lower part. */
  threads: { task: TaskIndex; y: number; h: number }[];
}

export interface PlacedFrame extends Box {
  namespace: NamespaceIndex;
  /** How many frames are around it. */
  depth: number;
}

/** The line from a parent's plate to its child's, as they were born. */
export interface PlacedTie {
  parent: TaskIndex;
  child: TaskIndex;
  path: string;
}

export interface Arrangement {
  width: number;
  height: number;
  measures: Measures;
  /** Plates have one line only. */
  crowd: boolean;
  /** By task; undefined for threads, which stand in their process's plate. */
  plates: (PlacedPlate | undefined)[];
  frames: PlacedFrame[];
  ties: PlacedTie[];
}

type Item = { kind: 'root' } | { kind: 'task'; task: TaskIndex } | { kind: 'frame'; namespace: NamespaceIndex };

interface Node {
  item: Item;
  children: Node[];
}

/** What a frame's name needs beside it: the corners, and the gap in the edge. */
export const NAME_SPACE = 74;

interface Block {
  w: number;
  /** How far from the block's left edge its own plate stands: above its first child's, if that is set in by a frame. */
  shift: number;
  h: number;
  /** Rows of children, each with its place under the block's own top. */
  rows: { y: number; h: number; nodes: { node: HierarchyNode<Node>; x: number }[] }[];
  wrapped: boolean;
}

/**
 * Everybody's place.
 * @param film births and namespaces are all that counts
 * @param nameWidth how wide a namespace's name is at its longest, in px: its frame is as wide where there is room
 */
export function arrange(
  film: Pick<Film, 'tasks' | 'namespaces'>,
  base: Measures,
  nameWidth: (namespace: NamespaceIndex) => number = () => 0,
): Arrangement {
  const leaders = film.tasks.map((task, index) => (task.group === index ? index : -1)).filter((index) => index >= 0);
  const crowd = leaders.length >= CROWD;
  const measures = crowd ? crowded(base) : base;
  const threads = film.tasks.map((): TaskIndex[] => []);
  film.tasks.forEach((task, index) => {
    if (task.group !== index) threads[task.group]?.push(index);
  });
  const injectors = new Set<TaskIndex>();
  const tree = hierarchy(familyTree(film, leaders, injectors), (node) => node.children);
  const blocks = new Map<HierarchyNode<Node>, Block>();

  const plateHeight = (task: TaskIndex) => measures.plate.height + threads[task]!.length * measures.thread;
  const room = new Map<HierarchyNode<Node>, number>([[tree, measures.available]]);
  const pads = (node: HierarchyNode<Node>) => {
    const { item } = node.data;
    if (item.kind === 'frame') return { ...measures.frame, own: 0 };
    if (item.kind === 'root') return { top: 0, right: 0, bottom: 0, left: 0, own: 0 };
    const wraps =
      injectors.has(item.task) ||
      (node.children?.length ?? 0) * (measures.plate.width + measures.gap.x) - measures.gap.x > room.get(node)!;
    return { top: 0, right: 0, bottom: 0, left: wraps ? measures.indent : 0, own: plateHeight(item.task) };
  };
  tree.eachBefore((node) => {
    const pad = pads(node);
    for (const child of node.children ?? []) room.set(child, room.get(node)! - pad.left - pad.right);
  });
  tree.eachAfter((node) => {
    const { item } = node.data;
    const own = item.kind === 'task' ? measures.plate.width : 0;
    const least = item.kind === 'frame' ? Math.min(room.get(node)!, nameWidth(item.namespace) + NAME_SPACE) : own;
    let pad = pads(node);
    let flow = flowRows(node.children ?? [], blocks, room.get(node)! - pad.left - pad.right, measures.gap.x);
    if (own > 0 && pad.left === 0 && flow.rows.length > 1) {
      pad = { ...pad, left: measures.indent };
      flow = flowRows(node.children ?? [], blocks, room.get(node)! - pad.left, measures.gap.x);
    }
    const above = node.children?.[0];
    const shift =
      own > 0 && pad.left === 0 && above?.data.item.kind === 'frame'
        ? measures.frame.left + blocks.get(above)!.shift
        : 0;
    const first = item.kind === 'frame' && above ? blocks.get(above)!.shift : shift;
    let y = pad.own + pad.top;
    flow.rows.forEach((row, index) => {
      if (pad.own > 0 || index > 0) y += measures.gap.y;
      row.y = y;
      for (const place of row.nodes) place.x += pad.left;
      y += row.h;
    });
    blocks.set(node, {
      w: Math.max(least, own + shift, flow.width + pad.left + pad.right),
      shift: first,
      h: y + pad.bottom,
      rows: flow.rows,
      wrapped: pad.left > 0 && own > 0,
    });
  });

  const plates: Arrangement['plates'] = film.tasks.map(() => undefined);
  const frames: PlacedFrame[] = [];
  const wrapped = new Set<TaskIndex>();
  // Room at the sides for frames' strokes and for lines that lead round the whole tree.
  const origin = { x: 3, y: 3 };
  const corner = new Map<HierarchyNode<Node>, { x: number; y: number }>([[tree, origin]]);
  tree.eachBefore((node) => {
    const block = blocks.get(node)!;
    const { x, y } = corner.get(node)!;
    const { item } = node.data;
    if (item.kind === 'task') {
      const h = plateHeight(item.task);
      plates[item.task] = {
        task: item.task,
        x: x + block.shift,
        y,
        w: measures.plate.width,
        h,
        threads: threads[item.task]!.map((task, index) => ({
          task,
          y: y + measures.plate.height + index * measures.thread,
          h: measures.thread,
        })),
      };
      if (block.wrapped) wrapped.add(item.task);
    }
    if (item.kind === 'frame') {
      const depth = node.ancestors().filter((up) => up !== node && up.data.item.kind === 'frame').length;
      frames.push({ namespace: item.namespace, depth, x, y, w: block.w, h: block.h });
    }
    for (const row of block.rows)
      for (const place of row.nodes) corner.set(place.node, { x: x + place.x, y: y + row.y });
  });

  const whole = blocks.get(tree)!;
  return {
    width: whole.w + origin.x * 2 + 12,
    height: whole.h + origin.y * 2 + 2,
    measures,
    crowd,
    plates,
    frames,
    ties: leaders.flatMap((child) => {
      const parent = film.tasks[child]!.parent;
      const from = parent === undefined ? undefined : plates[film.tasks[parent]!.group];
      const to = plates[child];
      if (!from || !to || from === to) return [];
      const path = tiePath(from, to, measures, wrapped.has(from.task));
      return [{ parent: from.task, child, path }];
    }),
  };
}

/** Puts blocks side by side, into a further row where the width ends. */
function flowRows(
  children: HierarchyNode<Node>[],
  blocks: ReadonlyMap<HierarchyNode<Node>, Block>,
  inner: number,
  gap: number,
): { rows: Block['rows']; width: number } {
  const rows: Block['rows'] = [];
  let x = 0;
  let width = 0;
  for (const node of children) {
    const block = blocks.get(node)!;
    let row = rows.at(-1);
    if (row === undefined || x + block.w > inner + 0.5) {
      row = { y: 0, h: 0, nodes: [] };
      rows.push(row);
      x = 0;
    }
    row.nodes.push({ node, x });
    row.h = Math.max(row.h, block.h);
    x += block.w + gap;
    width = Math.max(width, x - gap);
  }
  return { rows, width };
}

/** Who hangs where: families by birth, namespaces as blocks round their members. */
function familyTree(film: Pick<Film, 'tasks' | 'namespaces'>, leaders: TaskIndex[], injectors: Set<TaskIndex>): Node {
  const root: Node = { item: { kind: 'root' }, children: [] };
  const nodes = new Map<TaskIndex, Node>(leaders.map((task) => [task, { item: { kind: 'task', task }, children: [] }]));
  const frames = new Map<NamespaceIndex, Node>();
  const parentNode = (task: TaskIndex): Node => {
    const parent = film.tasks[task]!.parent;
    return (parent === undefined ? undefined : nodes.get(film.tasks[parent]!.group)) ?? root;
  };
  const frameOf = (namespace: NamespaceIndex, first: TaskIndex): Node => {
    let frame = frames.get(namespace);
    if (frame === undefined) {
      frame = { item: { kind: 'frame', namespace }, children: [] };
      frames.set(namespace, frame);
      parentNode(film.namespaces[namespace]?.init ?? first).children.push(frame);
    }
    return frame;
  };
  for (const task of leaders) {
    const { namespace, parent } = film.tasks[task]!;
    const node = nodes.get(task)!;
    const home = parent === undefined ? undefined : film.tasks[parent]!.namespace;
    if (film.namespaces[namespace]?.parent === undefined || home === namespace) {
      parentNode(task).children.push(node);
      continue;
    }
    frameOf(namespace, task).children.push(node);
    if (film.namespaces[namespace]!.init !== task && parent !== undefined) injectors.add(film.tasks[parent]!.group);
  }
  return root;
}

/** How far from a plate's left edge lines to it and from it stand: under the glyph. */
export const STEM = 22;
const SPINE = 7;

function tiePath(from: Box, to: Box, measures: Measures, wrapped: boolean): string {
  const bus = to.y - measures.gap.y / 2;
  const below = from.y + from.h;
  const start = from.x + (wrapped ? SPINE : STEM);
  const end = to.x + STEM;
  if (bus < below) return `M${start} ${below}V${below + 8}H${end}V${to.y}`;
  return start === end ? `M${start} ${below}V${to.y}` : `M${start} ${below}V${bus}H${end}V${to.y}`;
}

/** The part of the picture in which `boxes` stand. */
export function within(frame: Box, box: Box): boolean {
  return (
    box.x >= frame.x && box.y >= frame.y && box.x + box.w <= frame.x + frame.w && box.y + box.h <= frame.y + frame.h
  );
}

/**
 * The line of an adoption: from the new parent's right edge round the tree to the child's right edge. It runs in the margin of the
 * innermost frame that holds both, where no plate ever stands.
 */
export function adoptionPath(
  arrangement: Arrangement,
  by: Box,
  child: Box,
): { path: string; label: { x: number; y: number; room: number } } {
  const { frames, measures, width } = arrangement;
  const around = frames
    .filter((frame) => within(frame, by) && within(frame, child))
    .toSorted((a, b) => b.depth - a.depth)[0];
  const channel = around ? around.x + around.w - measures.frame.right / 2 + 2 : width - 5;
  const y0 = by.y + Math.min(by.h, measures.plate.height) / 2;
  const right = child.x + child.w;
  const y1 = child.y + Math.min(child.h, measures.plate.height) / 2;
  const r = Math.min(8, Math.abs(y1 - y0) / 2);
  const down = y1 >= y0 ? 1 : -1;
  const free = !arrangement.plates.some(
    (plate) =>
      plate && plate !== child && plate.x >= right && plate.x < channel && plate.y < y1 && plate.y + plate.h > y1,
  );
  const clear = !arrangement.plates.some(
    (plate) => plate && plate.x >= by.x + by.w && plate.x < channel && plate.y < y0 && plate.y + plate.h > y0,
  );
  // Somebody stands at the right of it: the line takes the gap above the row and comes down beside the plate.
  const lane = child.y - 9;
  const arrive = free
    ? `V${y1 - down * r}a${r} ${r} 0 0 ${down > 0 ? 1 : 0} ${-r} ${down * r}H${right + 2}`
    : `V${lane}H${right + measures.gap.x / 2}V${y1}H${right + 2}`;
  const leave = clear
    ? `M${by.x + by.w} ${y0}H${channel - r}a${r} ${r} 0 0 ${down > 0 ? 1 : 0} ${r} ${down * r}`
    : `M${by.x + by.w} ${y0}h${measures.gap.x / 2}V${by.y - 9}H${channel}`;
  return {
    path: `${leave}${arrive}`,
    label: { x: by.x + by.w + 10, y: y0 - 7, room: channel - by.x - by.w - 16 },
  };
}
