import type { Opening } from './answer.ts';
import type { Conditions } from './question.ts';

/** How many calls the shortest chain has under some conditions, however deep; undefined when there is none. */
export type Shortest = (conditions: Conditions) => number | undefined;

/** Conditions that exclude nothing. */
const WIDEST: Conditions = { kinds: ['direct', 'macro', 'indirect'], anyConfig: true };

/**
 * Which condition excludes all chains: each is dropped in turn, and those without which there are some are named. If
 * none is enough by itself, all together; if that is not enough either, there is no chain at all.
 */
export function openings(conditions: Conditions, maxDepth: number | undefined, shortest: Shortest): Opening[] {
  const { maxDepth: _, limit: __, ...rest } = conditions;
  const found: Opening[] = [];
  const attempt = (drop: Opening['drop'], tried: Conditions, name?: string) => {
    const calls = shortest(tried);
    if (calls !== undefined && (drop === 'depth' || maxDepth === undefined || calls <= maxDepth))
      found.push({ drop, ...(name !== undefined && { name }), shortest: calls });
  };
  if (maxDepth !== undefined) attempt('depth', rest);
  const { through = [], avoid = [] } = conditions;
  for (const name of through) attempt('through', { ...rest, through: through.filter((other) => other !== name) }, name);
  for (const name of avoid) attempt('avoid', { ...rest, avoid: avoid.filter((other) => other !== name) }, name);
  if (conditions.in !== undefined) attempt('in', without(rest, 'in'));
  if (!conditions.anyConfig) attempt('config', { ...rest, anyConfig: true });
  if (!conditions.kinds || new Set(conditions.kinds).size < 3) attempt('kinds', { ...rest, kinds: WIDEST.kinds! });
  if (found.length > 0) return found;
  const calls = shortest(WIDEST);
  return calls === undefined ? [] : [{ drop: 'all', shortest: calls }];
}

function without<K extends keyof Conditions>(conditions: Conditions, key: K): Conditions {
  const { [key]: _, ...rest } = conditions;
  return rest;
}
