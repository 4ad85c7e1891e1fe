// The model agrees with every recording of a real kernel, except where a later kernel is known to differ and the recording says why.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seeded } from '@/model/index.ts';
import {
  checkRecordingIsOf,
  type Difference,
  differences,
  type Recording,
  readRecording,
  readScenario,
  runScenario,
  Scenario,
} from '@/scenario/index.ts';

const SEEDS = 10;

const read = (file: string) => readFileSync(file, 'utf8');
const scenarios = readdirSync('content/scenarios')
  .filter((name) => name.endsWith('.json'))
  .map((name) => {
    const file = join('content/scenarios', name);
    return { file, name, scenario: readScenario(file, read(file), Scenario) };
  });
/** Recordings of calls may stand in folders of their own; all are held against the model. */
const recordings = readdirSync('content/recordings', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.json'))
  .map((name) => {
    const file = join('content/recordings', name);
    return { file, name, recording: readRecording(file, read(file)) };
  });

const isLater = (kernel: string) => !kernel.startsWith('6.0.');

/** What differs although neither the recorded runs among themselves nor a later kernel’s known ways explain it. */
function unexplained({ outcome, varied, differs = {} }: Recording, model: Recording['outcome']): Difference[] {
  return differences(outcome, model, [...varied, ...Object.keys(differs)]);
}

describe('the scenarios of the site', () => {
  it('are at least 27', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(27);
  });

  it.each(scenarios)(
    '$file is named by its id, and a real kernel’s outcome of it is recorded',
    ({ file, name, scenario }) => {
      expect(scenario.id).toBe(basename(name, '.json'));
      const recorded = recordings.find((each) => each.name === name);
      expect(recorded, `content/recordings/${name}`).toBeDefined();
      if (recorded) checkRecordingIsOf(recorded.file, recorded.recording, file, scenario);
    },
  );
});

describe('the model', () => {
  it.each(recordings)('agrees with $file, whoever runs when', ({ recording }) => {
    expect(unexplained(recording, runScenario(recording.scenario).outcome)).toEqual([]);
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const { outcome } = runScenario(recording.scenario, { schedule: seeded(seed) });
      expect(unexplained(recording, outcome), `seed ${seed}`).toEqual([]);
    }
  });

  it.each(recordings.filter(({ recording }) => recording.differs))(
    'does differ from $file on the very paths that are left out, and only a later kernel has such',
    ({ recording: { kernel, outcome, scenario, varied, differs = {} } }) => {
      expect(isLater(kernel)).toBe(true);
      const found = differences(outcome, runScenario(scenario).outcome, varied).map(({ path }) => path);
      expect(found.toSorted()).toEqual(Object.keys(differs).toSorted());
    },
  );

  it('would be found to differ from a recording', () => {
    const { recording } = recordings.find(({ name }) => name === 'docker-stop.json')!;
    const other = structuredClone(runScenario(recording.scenario).outcome);
    other.final['A']!.do_exit = 'signal TERM';
    expect(unexplained(recording, other)).toEqual([
      { path: 'final.A.do_exit', kernel: 'signal KILL', model: 'signal TERM' },
    ]);
  });
});

describe('a recording', () => {
  it.each(recordings)('$file says of which kernel, of how many runs, and (if not of 6.0.0) when', ({ recording }) => {
    expect(recording.runs).toBeGreaterThanOrEqual(3);
    if (isLater(recording.kernel)) expect(recording.date).toBeDefined();
  });
});
