/**
 * The recording half as a task for a sandbox: it loads the reader's file, runs it, and hands out each transcript as it comes.
 * @module
 */
import { asFactory, type Factory, lineIn } from '../reader-code/index.ts';
import { type Case, type RunId, recordExplorations, recordRuns } from './grade.ts';
import { boundedOutput } from './output.ts';
import { readerModule } from './record.ts';
import type { Transcript } from './transcript.ts';
import type { World } from './world.ts';

/** What the task is told; plain data. */
export interface RecordJob {
  /** Of the exercise; the checks are not looked at. */
  cases: readonly Case[];
  part: 'numbered' | 'explorations';
  schedules?: number;
  /** The name under which the reader's file is evaluated, for lines. */
  file: string;
}

/** What the task hands out after each run. */
export interface RecordedRun {
  run: RunId;
  transcript: Transcript;
}

/** What a sandbox gives to a task, as far as it is used here. */
export interface Sandboxed {
  load(modules: Readonly<Record<string, object>>): Promise<Record<string, unknown>>;
  harden<T>(value: T): T;
  lacks(name: string): Error;
  /** Called before each run: an exploration gives its runs out only when all of them are made. */
  begin?(): void;
  /** Hears what the first run writes, as it writes it: it may never come to its end. */
  write?(level: Level, data: readonly unknown[]): void;
}

const LEVELS = ['log', 'info', 'warn', 'error', 'debug'] as const;
export type Level = (typeof LEVELS)[number];

/** More lines than that in one run are an error of the program: it would do nothing else for seconds. */
const MOST_WRITTEN = 10_000;

/**
 * The code to hand to the sandbox, made of the reader's file without its types (a CommonJS body): so it can be evaluated anew for each run.
 * Lines stay where they are; the first one's columns move by `FACTORY_COLUMNS`.
 */
export const forSandbox = (code: string): string => asFactory(code);

/**
 * Records all runs of a job. Call it within a sandbox's task, with what the task was given.
 * @param report called with each run, before the next one begins; it is to tell the watchdog as well
 * @returns how many runs there were
 * @throws the sandbox's errors when the file cannot be evaluated; the page has them in words
 */
export async function recordInSandbox(
  { load, harden, lacks, begin, write }: Sandboxed,
  { cases, part, schedules, file }: RecordJob,
  report: (run: RecordedRun) => void,
): Promise<number> {
  const { load: factory } = await load({});
  if (typeof factory !== 'function') throw lacks('load');
  const output = boundedOutput();
  let evaluations = 0;
  let written = 0;
  const line = (level: Level, data: unknown[]) => {
    written += 1;
    if (written > MOST_WRITTEN) throw new RangeError(`more than ${MOST_WRITTEN} lines were written in one run`);
    output.console[level](...data);
    if (evaluations === 1) write?.(level, data);
  };
  const own = harden(
    Object.fromEntries(LEVELS.map((level) => [level, (...data: unknown[]) => line(level, data)])),
  ) as unknown;
  const evaluate = (world: World) => {
    begin?.();
    evaluations += 1;
    written = 0;
    return (factory as Factory)((name) => {
      if (name !== 'why-sigkill')
        throw new Error(`There is no module ${name}. Programs import from why-sigkill alone.`);
      return harden(readerModule(world));
    }, own);
  };
  const options = {
    output,
    harden,
    lineOf: (stack: string) => lineIn(stack, file),
    ...(schedules === undefined ? {} : { schedules }),
  };
  const runs =
    part === 'numbered' ? recordRuns(cases, evaluate, options) : recordExplorations(cases, evaluate, options);
  let count = 0;
  for (const run of runs) {
    report(run);
    count += 1;
  }
  return count;
}
