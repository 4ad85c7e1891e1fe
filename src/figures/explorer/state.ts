/**
 * What an interactive graph shows: the functions it began with, those that were opened up from them, the path that stands out. Values
 * only; each change gives a new state.
 */
export type Side = 'callers' | 'callees';

/** A function that came in beside another. */
interface Added {
  by: string;
  side: Side;
}

export interface ExplorerState {
  /** What the graph began with; it stays. */
  base: readonly string[];
  added: ReadonlyMap<string, Added>;
  /** The path that was pinned: it stays marked whatever else is chosen. */
  pinned: readonly string[] | undefined;
}

/** Functions that one press brings in: more would bury what is there. */
export const AT_ONCE = 10;

export const begin = (base: readonly string[]): ExplorerState => ({
  base: [...new Set(base)],
  added: new Map(),
  pinned: undefined,
});

/** All functions in the graph, in the order they came. */
export const shown = ({ base, added, pinned }: ExplorerState): string[] => [
  ...new Set([...base, ...(pinned ?? []), ...added.keys()]),
];

/** Brings in the next of a function's callers or callees, at most `AT_ONCE`. @param neighbours all of them, most wanted first */
export function expand(
  state: ExplorerState,
  of: string,
  side: Side,
  neighbours: readonly string[],
): { state: ExplorerState; came: string[]; left: number } {
  const there = new Set(shown(state));
  const missing = neighbours.filter((name) => !there.has(name));
  const came = missing.slice(0, AT_ONCE);
  const added = new Map(state.added);
  for (const name of came) added.set(name, { by: of, side });
  return { state: { ...state, added }, came, left: missing.length - came.length };
}

/** Takes out what came in beside a function on one side, and whatever was opened up from that in turn. */
export function collapse(state: ExplorerState, of: string, side: Side): ExplorerState {
  const added = new Map(state.added);
  const drop = (by: string, only?: Side): void => {
    for (const [name, from] of [...added]) {
      if (from.by !== by || (only && from.side !== only)) continue;
      added.delete(name);
      drop(name);
    }
  };
  drop(of, side);
  return { ...state, added };
}

/** Whether anything came in beside a function on one side. */
export const isOpen = ({ added }: ExplorerState, of: string, side: Side): boolean =>
  [...added.values()].some((from) => from.by === of && from.side === side);

export const pin = (state: ExplorerState, path: readonly string[] | undefined): ExplorerState => ({
  ...state,
  pinned: path,
});

/**
 * The graph begun anew with other functions: what was pinned stays, and so does what was opened up from functions that are still there.
 */
export function rebase(state: ExplorerState, base: readonly string[]): ExplorerState {
  const there = new Set([...base, ...(state.pinned ?? [])]);
  const added = new Map<string, Added>();
  for (let before = -1; before !== added.size; ) {
    before = added.size;
    for (const [name, from] of state.added)
      if (!there.has(name) && (there.has(from.by) || added.has(from.by))) added.set(name, from);
  }
  return { ...state, base: [...new Set(base)], added };
}
