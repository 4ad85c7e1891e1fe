/**
 * How large a scenario may be that a page plays. The format itself allows more, for the command.
 * @module
 */

/** A scenario is larger than a page can play; the message says what, and how much would do. */
export class TooLarge extends Error {
  override name = 'TooLarge';
}

/** Processes and threads in all; steps. */
const MOST_TASKS = 500;
const MOST_STEPS = 400;

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

/** Threads an actor asks for, as far as an unchecked value says it. */
function threadsOf(actor: unknown): number {
  const { threads } = (actor ?? {}) as { threads?: unknown };
  return typeof threads === 'number' && threads > 1 ? threads : 1;
}

/**
 * Looks at an unchecked scenario's size, before anything else does.
 * @throws TooLarge
 */
export function checkSize(value: unknown): void {
  const { tree, later, steps } = (value ?? {}) as { tree?: unknown; later?: unknown; steps?: unknown };
  if (lengthOf(steps) > MOST_STEPS)
    throw new TooLarge(`The scenario has ${lengthOf(steps)} steps; a page plays up to ${MOST_STEPS}. Leave some out.`);
  if (lengthOf(tree) + lengthOf(later) > MOST_TASKS)
    throw new TooLarge(
      `The scenario has ${lengthOf(tree) + lengthOf(later)} processes; a page plays up to ${MOST_TASKS}. Leave some out.`,
    );
  const actors = [tree, later].flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []));
  const tasks = actors.reduce<number>((sum, actor) => sum + threadsOf(actor), 0);
  if (tasks > MOST_TASKS)
    throw new TooLarge(`The scenario has ${tasks} threads in all; a page plays up to ${MOST_TASKS}. Leave some out.`);
}
