/**
 * What an exploration found, for people.
 * @module
 */
import type { Explored } from '../model/index.ts';
import { type Cast, differences, type Outcome, writeSchedule } from '../scenario/index.ts';
import { resultText, stepText, wrap } from './simulate-words.ts';

const times = (n: number, one: string): string => (n === 1 ? `1 ${one}` : `${n} ${one}s`);

/** How many runs, and each distinct outcome: the first as steps, the others by what they have otherwise. */
export function exploredText(
  { title, steps }: Cast & { title: string },
  { ends, runs, complete }: Explored<Outcome>,
  width?: number,
): string[] {
  const coverage = complete ? 'every schedule that can matter' : 'and there are more schedules than were tried';
  const [first, ...others] = ends;
  if (first === undefined) return [...wrap(title, width, 2), '', '  No run came to an end.'];
  const lines = [
    ...wrap(title, width, 2),
    '',
    ...wrap(`  ${times(runs, 'run')}, ${coverage}: ${times(ends.length, 'distinct outcome')}.`, width, 2),
  ];
  const tell = (i: number, schedule: readonly string[], count: number) =>
    lines.push(
      '',
      ...wrap(`  Outcome ${i}, in ${times(count, 'run')}.`, width, 2),
      `  A schedule that leads to it, for --replay: ${writeSchedule(schedule)}`,
    );
  tell(1, first.schedule, first.runs);
  first.end.steps.slice(1, -1).forEach(({ result }, i) => {
    const how = resultText(result);
    lines.push(...wrap(`    ${i + 1}. ${stepText(steps[i]!)}${how ? `: ${how}` : ''}`, width, 7));
  });
  for (const [who, { last }] of Object.entries(first.end.final)) lines.push(`       ${who} ends as: ${last}`);
  others.forEach(({ end, schedule, runs: count }, i) => {
    tell(i + 2, schedule, count);
    const show = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));
    for (const { path, kernel, model } of differences(first.end, end))
      lines.push(...wrap(`    ${path}: ${show(model)} instead of ${show(kernel)}`, width, 6));
  });
  return lines;
}
