import { ScenarioError } from '../scenario/index.ts';

/** As much as a page plays (src/film/bounds.ts); a test holds the two together. Processes and threads in all; steps. */
export const MOST_TASKS = 500;
export const MOST_STEPS = 400;

export interface Excess {
  of: 'tasks' | 'steps';
  count: number;
  most: number;
}

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

function threadsIn(actors: unknown): number {
  if (!Array.isArray(actors)) return 0;
  return (actors as ({ threads?: unknown } | null)[]).reduce<number>((sum, actor) => {
    const threads = actor?.threads;
    return sum + (typeof threads === 'number' && threads > 1 ? threads : 1);
  }, 0);
}

/** What there is too much of, in a value that may be anything. To be asked before anything looks closer. */
export function excessOf(value: unknown): Excess | undefined {
  const { tree, later, steps } = (value ?? {}) as { tree?: unknown; later?: unknown; steps?: unknown };
  const count = threadsIn(tree) + threadsIn(later);
  if (count > MOST_TASKS) return { of: 'tasks', count, most: MOST_TASKS };
  if (lengthOf(steps) > MOST_STEPS) return { of: 'steps', count: lengthOf(steps), most: MOST_STEPS };
  return undefined;
}

/** @param name how the error names it @throws ScenarioError for a value that is larger than a page can play */
export function checkExcess(name: string, value: unknown): void {
  const excess = excessOf(value);
  if (excess === undefined) return;
  const { of, count, most } = excess;
  const what = of === 'tasks' ? 'processes and threads' : 'steps';
  throw new ScenarioError(`${name}: ${count} ${what}; a page plays up to ${most}. Leave some out.`, [
    { at: of === 'tasks' ? 'tree' : 'steps', message: `${count} ${what}; a page plays up to ${most}. Leave some out.` },
  ]);
}
