/**
 * Building a scenario, as a reducer: a draft, what it was before, and the ways to change it.
 * @module
 */
import type { Actor, Step } from '../scenario/index.ts';
import { type Draft, freeName, freshStep } from './draft.ts';
import type { Op } from './fields.ts';
import { renamed } from './rename.ts';

export interface Builder {
  draft: Draft;
  /** Most recent last. */
  past: readonly Draft[];
  /** What was undone, most recently undone first. */
  future: readonly Draft[];
  /** Changes of the same thing are one step back: which thing it was. */
  touched: string | undefined;
}

/** Actors of the tree, or those that a step will spawn. */
export type Cast = 'tree' | 'later';

export type BuilderAction =
  /** Another scenario altogether; can be undone like any change. */
  | { do: 'open'; draft: Draft }
  | { do: 'title'; title: string }
  | { do: 'id'; id: string }
  | { do: 'add-actor'; cast: Cast }
  | { do: 'remove-actor'; cast: Cast; index: number }
  | { do: 'move-actor'; cast: Cast; index: number; by: -1 | 1 }
  /** `undefined` takes a key away. */
  | { do: 'set-actor'; cast: Cast; index: number; set: { [K in keyof Actor]?: Actor[K] | undefined } }
  | { do: 'rename'; from: string; to: string }
  | { do: 'add-step'; op: Op; at?: number }
  | { do: 'copy-step'; index: number }
  | { do: 'remove-step'; index: number }
  | { do: 'move-step'; index: number; by: -1 | 1 }
  /** Another operation; what the two have in common stays. */
  | { do: 'set-op'; index: number; op: Op }
  | { do: 'set-step'; index: number; set: Readonly<Record<string, unknown>> }
  | { do: 'undo' }
  | { do: 'redo' };

/** So many changes can be undone. */
const LONGEST_PAST = 100;

export const building = (draft: Draft): Builder => ({ draft, past: [], future: [], touched: undefined });

/** With the keys of `set` put in; those that are undefined taken away. */
function merged<T extends object>(of: T, set: object): T {
  const all = { ...of, ...set };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as T;
}

const replaced = <T>(list: readonly T[], index: number, by: readonly T[]): T[] => [
  ...list.slice(0, index),
  ...by,
  ...list.slice(index + 1),
];

function swapped<T>(list: readonly T[], index: number, by: -1 | 1): T[] | undefined {
  const [one, other] = [list[index], list[index + by]];
  if (one === undefined || other === undefined) return undefined;
  const all = [...list];
  all[index] = other;
  all[index + by] = one;
  return all;
}

/** What typing changes letter by letter, and is one change to whoever undoes it. */
function subject(action: BuilderAction): string | undefined {
  switch (action.do) {
    case 'title':
    case 'id':
      return action.do;
    case 'set-actor':
      return `${action.cast}[${action.index}].${Object.keys(action.set).join()}`;
    case 'set-step':
      return `steps[${action.index}].${Object.keys(action.set).join()}`;
    default:
      return undefined;
  }
}

export function build(state: Builder, action: BuilderAction): Builder {
  const { draft, past, future } = state;
  if (action.do === 'undo') {
    const last = past.at(-1);
    if (last === undefined) return state;
    return { draft: last, past: past.slice(0, -1), future: [draft, ...future], touched: undefined };
  }
  if (action.do === 'redo') {
    const [next, ...rest] = future;
    if (next === undefined) return state;
    return { draft: next, past: [...past, draft], future: rest, touched: undefined };
  }
  const changed = change(draft, action);
  if (changed === draft) return state;
  const touched = subject(action);
  const goesOn = touched !== undefined && touched === state.touched;
  return { draft: changed, past: goesOn ? past : [...past, draft].slice(-LONGEST_PAST), future: [], touched };
}

function change(draft: Draft, action: Exclude<BuilderAction, { do: 'undo' | 'redo' }>): Draft {
  switch (action.do) {
    case 'open':
      return action.draft;
    case 'title':
      return { ...draft, title: action.title };
    case 'id':
      return { ...draft, id: action.id };
    case 'add-actor': {
      const { cast } = action;
      if (cast === 'later') return { ...draft, later: [...(draft.later ?? []), { name: freeName(draft, 'child') }] };
      const init = draft.tree.find(({ newpid }) => newpid)?.name;
      const actor: Actor = { name: freeName(draft, 'worker'), ...(init === undefined ? {} : { parent: init }) };
      return { ...draft, tree: [...draft.tree, actor] };
    }
    case 'remove-actor':
      return withCast(draft, action.cast, replaced(draft[action.cast] ?? [], action.index, []));
    case 'move-actor': {
      const moved = swapped(draft[action.cast] ?? [], action.index, action.by);
      return moved === undefined ? draft : withCast(draft, action.cast, moved);
    }
    case 'set-actor': {
      const list = draft[action.cast] ?? [];
      const actor = list[action.index];
      if (actor === undefined) return draft;
      return withCast(draft, action.cast, replaced(list, action.index, [merged(actor, action.set)]));
    }
    case 'rename':
      return action.from === action.to ? draft : renamed(draft, action.from, action.to);
    case 'add-step': {
      const { op, at = draft.steps.length } = action;
      const step = freshStep(draft, op, at, draft.steps[at - 1]);
      const steps = [...draft.steps.slice(0, at), step, ...draft.steps.slice(at)];
      return withSpawned({ ...draft, steps });
    }
    case 'copy-step': {
      const step = draft.steps[action.index];
      return step === undefined ? draft : { ...draft, steps: replaced(draft.steps, action.index, [step, { ...step }]) };
    }
    case 'remove-step':
      return { ...draft, steps: replaced(draft.steps, action.index, []) };
    case 'move-step': {
      const steps = swapped(draft.steps, action.index, action.by);
      return steps === undefined ? draft : { ...draft, steps };
    }
    case 'set-op': {
      const step = draft.steps[action.index];
      if (step === undefined || step.op === action.op) return draft;
      const { timeout, nosettle, note } = step;
      const fresh = freshStep(draft, action.op, action.index, step);
      const steps = replaced(draft.steps, action.index, [merged(fresh, { timeout, nosettle, note })]);
      return withSpawned({ ...draft, steps });
    }
    case 'set-step': {
      const step = draft.steps[action.index];
      if (step === undefined) return draft;
      return withSpawned({ ...draft, steps: replaced(draft.steps, action.index, [merged<Step>(step, action.set)]) });
    }
  }
}

function withCast(draft: Draft, cast: Cast, actors: Actor[]): Draft {
  if (cast === 'tree') return { ...draft, tree: actors };
  const { later: _, ...rest } = draft;
  return actors.length === 0 ? (rest as Draft) : { ...draft, later: actors };
}

/** Whoever a step spawns is listed under `later`: there it can be given threads and dispositions, and the types know its name. */
export function withSpawned(draft: Draft): Draft {
  const listed = new Set((draft.later ?? []).map(({ name }) => name));
  const missing = draft.steps.flatMap((step) => (step.op === 'spawn' && !listed.has(step.who) ? [step.who] : []));
  if (missing.length === 0) return draft;
  return { ...draft, later: [...(draft.later ?? []), ...[...new Set(missing)].map((name) => ({ name }))] };
}
