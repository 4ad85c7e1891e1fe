import { FigureError } from '../error.ts';
import type { LanesFigure } from './layout.ts';

/** A label above the lanes: the step it tells of, and, inside that step, the moment a task's state begins. */
export interface Moment {
  step: number;
  /** `init zombie`: where that lane's state begins in the step. Without it, where the step begins. */
  when?: string | undefined;
  text: string;
}

export interface Label {
  /** Its number in the figure, from 1. */
  number: number;
  column: number;
  /** The column where the next label begins, or the number of columns. */
  until: number;
  text: string;
}

/**
 * Gives each moment its column.
 * @param of how errors name the scenario
 * @throws FigureError when a moment names a step or a state that the outcome does not have, or two share a column
 */
export function placeMoments(of: string, figure: LanesFigure, moments: Moment[]): Label[] {
  const columns = moments.map((moment, i) => column(`${of}: moments[${i}]`, figure, moment));
  return moments.map((moment, i) => {
    const until = columns[i + 1] ?? figure.columns;
    if (until <= columns[i]!)
      throw new FigureError(
        `${of}: moments[${i + 1}] does not come after moments[${i}] (column ${until} after ${columns[i]}). Order the moments as they happen, and join two that happen at once.`,
      );
    return { number: i + 1, column: columns[i]!, until, text: moment.text };
  });
}

function column(where: string, figure: LanesFigure, { step, when }: Moment): number {
  const start = figure.stepAt[step];
  if (start === undefined)
    throw new FigureError(`${where}: there is no step ${step}; the scenario has ${figure.stepAt.length - 1}.`);
  if (when === undefined) return start;
  const end = figure.stepAt[step + 1] ?? figure.columns;
  const [task, state] = when.split(' ');
  const inStep = figure.lanes.flatMap((lane) =>
    lane.marks
      .filter((m) => m.column >= start && m.column < end)
      .map((m) => ({ says: `${lane.task} ${m.kind}`, column: m.column })),
  );
  const found = inStep.find(({ says }) => says === `${task} ${state}`);
  if (found === undefined)
    throw new FigureError(
      `${where}: in step ${step} there is no moment ${JSON.stringify(when)}. There are: ${inStep.map(({ says }) => says).join(', ') || 'none'}.`,
    );
  return found.column;
}
