import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { type Outcome, type Recording, readRecording, type Scenario } from '../scenario/index.ts';

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
