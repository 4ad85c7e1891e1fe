/**
 * What an exploration found, for people; and schedules as one word, to print and to replay.
 * @module
 */
import type { Explored } from '../model/index.ts';
import { type Cast, differences, type Outcome } from '../scenario/index.ts';
import { resultText, stepText, wrap } from './simulate-words.ts';

/** Most steps that a schedule may tell: far more than the model ever takes for a scenario that ends. */
const MOST_STEPS = 2_000_000;

/** `0x6,0.1x12`: each task by its key, with how many steps it takes before another goes on. */
export function writeSchedule(keys: readonly string[]): string {
  const parts: { key: string; times: number }[] = [];
  for (const key of keys) {
    const last = parts.at(-1);
    if (last?.key === key) last.times += 1;
    else parts.push({ key, times: 1 });
  }
  return parts.map(({ key, times }) => (times === 1 ? key : `${key}x${times}`)).join(',');
}

/** Reads what `writeSchedule` wrote. @returns undefined when it is nothing of the kind */
export function readSchedule(text: string): string[] | undefined {
  const keys: string[] = [];
  for (const part of text.split(',')) {
    const [, key, times = '1'] = /^(\d+(?:\.\d+)*)(?:x(\d+))?$/.exec(part.trim()) ?? [];
    if (key === undefined || keys.length + Number(times) > MOST_STEPS) return undefined;
    for (let i = 0; i < Number(times); i += 1) keys.push(key);
  }
  return keys;
}

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
