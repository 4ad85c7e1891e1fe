// The model does what kernel 6.0.0 did, whoever runs when.
import { describe, expect, it } from 'vitest';
import { explore, seeded } from '../../src/model/index.ts';
import { differences } from '../../src/scenario/compare.ts';
import { outcomeKey, runScenario } from '../../src/scenario/index.ts';
import { recordedOn600 } from './recorded.ts';

/** Each case runs under so many drawn schedules; more of them with SEEDS=1000. */
const SEEDS = Number(process.env['SEEDS'] ?? 40);

describe('the model and kernel 6.0.0', () => {
  const cases = recordedOn600();

  it('are held together on many scenarios', () => {
    expect(cases.length).toBeGreaterThanOrEqual(51);
  });

  it.each(cases)('agree on $id', ({ scenario, outcome, varied }) => {
    expect(differences(outcome, runScenario(scenario).outcome, varied)).toEqual([]);
  });

  it.each(cases)(`agree on $id under ${SEEDS} drawn schedules`, ({ scenario, outcome, varied }) => {
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const got = runScenario(scenario, { schedule: seeded(seed) }).outcome;
      expect(differences(outcome, got, varied), `seed ${seed}`).toEqual([]);
    }
  });

  it('agree under every schedule that can matter, where those are few enough to try', () => {
    let complete = 0;
    for (const { id, scenario, outcome, varied } of cases) {
      const explored = explore(
        (schedule) => runScenario(scenario, { schedule }).outcome,
        (end) => outcomeKey(end),
        {
          limit: 250,
        },
      );
      if (explored.complete) complete += 1;
      for (const { end } of explored.ends) expect(differences(outcome, end, varied), id).toEqual([]);
    }
    expect(complete).toBeGreaterThan(30);
  }, 60_000);

  it('would be found to differ', () => {
    const { scenario, outcome } = cases[0]!;
    const other = structuredClone(runScenario(scenario).outcome);
    other.final['A']!.last = 'gone';
    expect(differences(outcome, other)).toEqual([
      { path: 'final.A.last', kernel: outcome.final['A']!.last, model: 'gone' },
    ]);
  });
});

describe('a tracer that is a thread', () => {
  it('is named as the thread that traces, as /proc does', () => {
    const { outcome } = runScenario({
      tree: [{ name: 'T', threads: 2 }, { name: 'A' }],
      steps: [{ op: 'seize', who: 'T.1', to: 'A' }],
    });
    expect(outcome.steps[1]?.state?.['A']).toBe('alive ppid=sys tracer=T.1');
  });
});
