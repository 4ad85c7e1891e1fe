import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { inOrder, seeded } from '../model/index.ts';
import { type Outcome, type Recording, readRecording, runScenario, type Scenario } from '../scenario/index.ts';
import { variedPaths } from './differences.ts';

type Runnable = Pick<Scenario, 'tree' | 'later' | 'steps'>;

/** What is known, or said, of Linux 6.0's outcome of a scenario. */
export interface Expected {
  /** Where it comes from, in words. */
  source: string;
  outcome: Outcome;
  /** Paths that are not defined, and not compared. */
  varied: string[];
}

const RECORDINGS = fileURLToPath(new URL('../../content/recordings', import.meta.url));

/** How many schedules the model is run under; races inside a step may end differently under others. */
const SCHEDULES = 16;

/**
 * What the model does with a scenario; where its schedules disagree is told as varied.
 * @throws ScenarioError when the model cannot make the scenario's tree
 */
export function modelled(scenario: Runnable): Expected {
  const schedules = [inOrder, ...Array.from({ length: SCHEDULES - 1 }, (_, seed) => seeded(seed))];
  const outcomes = schedules.map((schedule) => runScenario(scenario, { schedule }).outcome);
  const [outcome] = outcomes;
  if (!outcome) throw new RangeError('the model was not run');
  return { source: 'the model', outcome, varied: variedPaths(outcomes) };
}

/** The recordings of a folder, without those of its subfolders, each with its file's name. */
export function recordingsIn(folder: string = RECORDINGS): { file: string; recording: Recording }[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({ file, recording: readRecording(file, readFileSync(join(folder, file), 'utf8')) }));
}

/** What a 6.0 kernel was recorded to have done with this very scenario: same tree, same steps. */
export function recorded(scenario: Runnable): Expected | undefined {
  const parts = ({ tree, later = [], steps }: Runnable) => ({ tree, later, steps });
  const found = recordingsIn().find(
    ({ recording }) =>
      recording.kernel.startsWith('6.0.') && isDeepStrictEqual(parts(recording.scenario), parts(scenario)),
  );
  if (!found) return undefined;
  const { kernel, machine, outcome, varied } = found.recording;
  return { source: `the recording of Linux ${kernel} (${machine})`, outcome, varied };
}
