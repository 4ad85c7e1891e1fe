/**
 * What real kernels did with a scenario, beside what the model did with it.
 * @module
 */
import type { Locale } from '../i18n/index.ts';
import type { Film } from './film.ts';
import { code, type Said, say } from './said.ts';

/** How everybody ended on a real kernel: what of a recording a page needs. */
export interface Recorded {
  kernel: string;
  machine: string;
  runs: number;
  /** By name; without `ended` or `last` where the kernel's runs did not agree. */
  final: Record<string, { ended?: string | undefined; last?: string | undefined }>;
  /** By name: why this kernel, later than 6.0, is known to do otherwise. */
  differs: Record<string, string>;
}

export interface ComparedTask {
  name: string;
  kernel: { ended?: string | undefined; last?: string | undefined };
  model: { ended: string | undefined; last: string };
  /** `varied`: the kernel's own runs did not agree; `known`: it is known to do otherwise than 6.0, and why. */
  verdict: 'same' | 'differs' | 'varied' | 'known';
  because?: string;
}

export interface Comparison {
  kernel: string;
  machine: string;
  runs: number;
  tasks: ComparedTask[];
  same: boolean;
}

/**
 * Holds a film's fates against a recording's, task by task.
 * @param film of the very scenario that was recorded, unvaried
 */
export function comparedWith(film: Film, { kernel, machine, runs, final, differs }: Recorded): Comparison {
  const fates = new Map(film.fates.map((fate) => [film.tasks[fate.task]!.name, fate]));
  const tasks = Object.entries(final).flatMap(([name, there]): ComparedTask[] => {
    const fate = fates.get(name);
    if (fate === undefined) return [];
    const here = { ended: fate.ended, last: fate.last };
    const because = differs[name];
    // A thread that executed a program has an end of its own on neither side.
    const known = (ended: string | undefined) => ended === undefined || ended === 'alive' || ended === 'unknown';
    const agree =
      (there.ended === undefined || there.ended === here.ended || (known(there.ended) && known(here.ended))) &&
      (there.last === undefined || there.last === here.last);
    const whole = there.ended !== undefined && there.last !== undefined;
    const verdict = because !== undefined && !agree ? 'known' : !agree ? 'differs' : whole ? 'same' : 'varied';
    return [{ name, kernel: there, model: here, verdict, ...(because === undefined ? {} : { because }) }];
  });
  return { kernel, machine, runs, tasks, same: tasks.every(({ verdict }) => verdict !== 'differs') };
}

/**
 * One line for the player's head: `same on 6.0.0 and 6.1.176`.
 * @param varied whether the scenario is not the recorded one: chips are on, or it was edited
 */
export function comparisonLine(locale: Locale, comparisons: readonly Comparison[], varied: boolean): Said {
  const zh = locale === 'zh-cn';
  if (varied || comparisons.length === 0)
    return zh ? say`此情形没有真实内核的记录` : say`not recorded on a real kernel`;
  const names = (which: readonly Comparison[]): Said =>
    [...new Set(which.map(({ kernel }) => kernel))].flatMap((kernel, i, all): Said => {
      const before = i === 0 ? '' : i < all.length - 1 ? (zh ? '、' : ', ') : zh ? ' 和 ' : ' and ';
      return say`${before}${code(kernel)}`;
    });
  const same = comparisons.filter((one) => one.same);
  const other = comparisons.filter((one) => !one.same);
  if (other.length === 0) return zh ? say`与 ${names(same)} 上的结果相同` : say`same on ${names(same)}`;
  if (same.length === 0) return zh ? say`与 ${names(other)} 上的结果不同` : say`differs on ${names(other)}`;
  return zh
    ? say`与 ${names(same)} 相同，与 ${names(other)} 不同`
    : say`same on ${names(same)}, differs on ${names(other)}`;
}
