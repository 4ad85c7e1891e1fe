import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { differences, type Outcome, type Recording, runScenario, type Scenario } from '../scenario/index.ts';
import { knownDifference } from './differences.ts';
import type { Guest } from './guest.ts';
import type { Repeated } from './repeat.ts';

/** Where a later kernel does otherwise than 6.0, as the model has it, for a known reason. */
function differs(scenario: Parameters<typeof recordingOf>[0], real: Outcome, release: string): Record<string, string> {
  const known = differences(real, runScenario(scenario).outcome).flatMap((difference) => {
    const why = knownDifference(scenario, difference, release);
    return why === undefined ? [] : [[difference.path, why] as const];
  });
  return Object.fromEntries(known);
}

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
  const otherwise = differs(scenario, outcome, guest.kernel);
  return {
    run: id,
    kernel: guest.kernel,
    machine: guest.machine.name,
    date: date.toISOString().slice(0, 10),
    runs: outcomes.length,
    varied,
    ...(Object.keys(otherwise).length > 0 && { differs: otherwise }),
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
