import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Recording, Scenario } from '../scenario/index.ts';
import type { Guest } from './guest.ts';
import type { Repeated } from './repeat.ts';

/** A recording of a scenario, as `content/recordings/` keeps it. */
export function recordingOf(
  scenario: Pick<Scenario, 'id' | 'tree' | 'later' | 'steps'>,
  guest: Pick<Guest, 'kernel' | 'machine'>,
  { outcomes, varied, calls }: Repeated,
  date: Date,
): Recording {
  const [outcome] = outcomes;
  if (!outcome) throw new RangeError('a recording needs at least one run');
  const { id, tree, later, steps } = scenario;
  return {
    run: id,
    kernel: guest.kernel,
    machine: guest.machine.name,
    date: date.toISOString().slice(0, 10),
    runs: outcomes.length,
    varied,
    scenario: { tree, ...(later && { later }), steps },
    outcome,
    ...(calls && { calls }),
  };
}

/** Writes a recording into a folder, under its scenario's id; a file of that name is replaced, or left whole. */
export function writeRecording(folder: string, recording: Recording): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${recording.run}.json`);
  writeFileSync(`${path}.new`, `${JSON.stringify(recording, null, 2)}\n`);
  renameSync(`${path}.new`, path);
  return path;
}
