import type { Outcome, Scenario } from '../../scenario/index.ts';
import type { Happening } from './happenings.ts';
import { groupOf, type Namespaces } from './namespaces.ts';

/** A frame round the rows of a namespace's members. */
export interface Frame {
  init: string;
  /** First and last row, from 0. */
  first: number;
  last: number;
  /** 0 for the outermost. */
  depth: number;
}

/**
 * The order of the lanes: the world outside, then each namespace's members in the order of their pids there, a nested
 * namespace where its init stands, so that a frame can be drawn round each.
 */
export function rows(
  scenario: Pick<Scenario, 'tree'>,
  final: Outcome['final'],
  spaces: Namespaces,
  happenings: Happening[],
): { names: string[]; frames: Frame[] } {
  const used = happenings.some(
    (h) => (h.kind === 'signal' || h.kind === 'adopted' || h.kind === 'born') && (h.from === 'sys' || h.lane === 'sys'),
  );
  const declared = scenario.tree.map((actor) => actor.name);
  const place = (task: string) => (declared.indexOf(groupOf(task)) + 1 || declared.length + 1) * 100;
  const outside = Object.keys(final)
    .filter((task) => spaces.of(task) === undefined)
    .toSorted((a, b) => place(a) - place(b) || a.localeCompare(b, 'en'));
  const names = [...(used ? ['sys'] : []), ...outside];
  const frames: Frame[] = [];

  const enter = (init: string, depth: number) => {
    const pid = (task: string) => final[task]?.nspid[depth] ?? 0;
    const direct = Object.keys(final).filter((task) => spaces.of(task) === init);
    const nested = [...spaces.all.values()].filter((space) => space.outer === init).map((space) => space.init);
    const frame: Frame = { init, first: names.length, last: 0, depth };
    frames.push(frame);
    for (const task of [...direct, ...nested].toSorted((a, b) => pid(a) - pid(b)))
      if (nested.includes(task)) enter(task, depth + 1);
      else names.push(task);
    frame.last = names.length - 1;
  };
  for (const { init, outer } of spaces.all.values()) if (outer === undefined) enter(init, 0);
  return { names, frames };
}
