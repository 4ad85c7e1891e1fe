/**
 * What is not right yet about a draft, each with the field it belongs to. The format's own check has the last word: what it finds and this does
 * not is told in its words.
 * @module
 */
import { checkScenario, ScenarioError } from '../scenario/index.ts';
import { type Draft, presentAt, threadsOf } from './draft.ts';
import { FIELDS } from './fields.ts';
import { excessOf } from './size.ts';

export type Wrong = {
  /** `tree[1].parent`, `steps[0].to`, `title`. */ at: string;
} /** More than a page can play. */ & (
  | { kind: 'too-many'; of: 'tasks' | 'steps'; count: number; most: number }
  | { kind: 'no-title' | 'bad-id' | 'no-actor' | 'no-step' }
  /** Nobody is called so. */
  | { kind: 'nobody'; name: string }
  /** It is there, but not yet. */
  | { kind: 'not-yet'; name: string }
  | { kind: 'bad-name'; name: string }
  | { kind: 'twice'; name: string }
  | { kind: 'sys' }
  /** No process can choose what this signal does. */
  | { kind: 'no-choice'; signal: string }
  /** In the words of the format's own check. */
  | { kind: 'format'; message: string }
);

const NAME = /^[A-Za-z][\w-]*$/;
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LONGEST_NAME = 64;

export const isName = (text: string): boolean => text.length <= LONGEST_NAME && NAME.test(text);
export const isId = (text: string): boolean => ID.test(text);

/** @returns everything that is wrong, in the order of the form; [] when the draft can be run */
export function wrongIn(draft: Draft): Wrong[] {
  const excess = excessOf(draft);
  if (excess !== undefined) return [{ at: excess.of === 'tasks' ? 'tree' : 'steps', kind: 'too-many', ...excess }];
  const wrong: Wrong[] = [];
  if (draft.title.trim() === '') wrong.push({ at: 'title', kind: 'no-title' });
  if (!isId(draft.id)) wrong.push({ at: 'id', kind: 'bad-id' });
  if (draft.tree.length === 0) wrong.push({ at: 'tree', kind: 'no-actor' });
  if (draft.steps.length === 0) wrong.push({ at: 'steps', kind: 'no-step' });
  wrongActors(draft, wrong);
  wrongSteps(draft, wrong);
  if (wrong.length > 0) return wrong;
  try {
    checkScenario('scenario', draft);
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    const places = error.places.length > 0 ? error.places : [{ at: '', message: error.message }];
    return places.map(({ at, message }) => ({ at, kind: 'format', message }));
  }
}

function wrongActors(draft: Draft, wrong: Wrong[]): void {
  const made = new Set(['sys']);
  const everybody = new Set([...draft.tree, ...(draft.later ?? [])].flatMap(threadsOf));
  const known = (at: string, name: string) => {
    if (made.has(name)) return;
    wrong.push({ at, kind: everybody.has(name) ? 'not-yet' : 'nobody', name });
  };
  const named = (at: string, name: string, taken: ReadonlySet<string>) => {
    if (name === 'sys') wrong.push({ at, kind: 'sys' });
    else if (!isName(name)) wrong.push({ at, kind: 'bad-name', name });
    else if (taken.has(name)) wrong.push({ at, kind: 'twice', name });
  };
  draft.tree.forEach((actor, i) => {
    named(`tree[${i}].name`, actor.name, made);
    if (actor.parent !== undefined) known(`tree[${i}].parent`, actor.parent);
    for (const name of threadsOf(actor)) made.add(name);
    if (typeof actor.setpgid === 'string') known(`tree[${i}].setpgid`, actor.setpgid);
  });
  const later = new Set<string>();
  draft.later?.forEach(({ name }, i) => {
    named(`later[${i}].name`, name, new Set([...made, ...later]));
    later.add(name);
  });
  for (const cast of ['tree', 'later'] as const)
    draft[cast]?.forEach(({ sig }, i) => {
      for (const signal of ['KILL', 'STOP'] as const)
        if (sig?.[signal] !== undefined) wrong.push({ at: `${cast}[${i}].sig.${signal}`, kind: 'no-choice', signal });
    });
}

function wrongSteps(draft: Draft, wrong: Wrong[]): void {
  const everybody = new Set(presentAt(draft, draft.steps.length));
  const spawned = new Set<string>();
  draft.steps.forEach((step, i) => {
    const present = new Set(presentAt(draft, i));
    const values = step as Readonly<Record<string, unknown>>;
    for (const { key, kind } of FIELDS[step.op]) {
      const value = values[key];
      if (typeof value !== 'string') continue;
      const at = `steps[${i}].${key}`;
      if (kind === 'new' || kind === 'thread') {
        const taken = present.has(value) && !spawned.has(value);
        if (value === 'sys') wrong.push({ at, kind: 'sys' });
        else if (kind === 'new' && !isName(value)) wrong.push({ at, kind: 'bad-name', name: value });
        else if (taken) wrong.push({ at, kind: 'twice', name: value });
        spawned.add(value);
      } else if (['task', 'any-task', 'own-group-or-task', 'target'].includes(kind)) {
        const name = value.replace(/^pgrp:/, '');
        if (name === '-1' && kind === 'target') continue;
        if (!present.has(name)) wrong.push({ at, kind: everybody.has(name) ? 'not-yet' : 'nobody', name });
      }
    }
  });
}
