import { describe, expect, it } from 'vitest';
import { knownDifference, variedPaths } from '../../src/real/differences.ts';
import { differences, type Outcome, type Scenario } from '../../src/scenario/index.ts';

const outcome = (step: Partial<Outcome['steps'][number]>, last = 'gone'): Outcome => ({
  steps: [
    { op: 'start', result: 'ok' },
    { op: 'nop who=A', result: 'ok', ...step },
    { op: 'end', result: 'ok' },
  ],
  final: { A: { nspid: [2], do_exit: 'exit 3', last } },
});

describe('comparing outcomes', () => {
  it('finds nothing where nothing that is compared differs', () => {
    const once = outcome({ events: { init: ['handler CHLD from=A code=EXITED status=3', 'reaped A: exit 3'] } });
    const twice = outcome({ events: { init: ['reaped A: exit 3', 'handler CHLD from=B code=EXITED status=3'] } });
    expect(differences(once, twice)).toEqual([]);
    expect(differences(outcome({ events: { init: [] } }), outcome({}))).toEqual([]);
  });

  it('names each field that differs, the end last', () => {
    const found = differences(outcome({ state: { A: 'stopped ppid=init' } }), outcome({ result: 'EINVAL' }, 'exiting'));
    expect(found).toEqual([
      { path: 'step1.result', kernel: 'ok', model: 'EINVAL' },
      { path: 'step1.state.A', kernel: 'stopped ppid=init', model: undefined },
      { path: 'final.A.last', kernel: 'gone', model: 'exiting' },
    ]);
  });

  it('leaves out what varied, and what is below it', () => {
    const [one, other] = [outcome({ state: { A: 'gone' } }), outcome({ state: { B: 'gone' } })];
    expect(differences(one, other, ['step1.state'])).toEqual([]);
    expect(differences(one, other, ['step1.state.A']).map(({ path }) => path)).toEqual(['step1.state.B']);
  });

  it('says on which fields runs do not agree, each once', () => {
    const runs = [outcome({}), outcome({ result: 'blocked' }), outcome({ result: 'no-reply' }), outcome({})];
    expect(variedPaths(runs)).toEqual(['step1.result']);
    expect(variedPaths(runs.slice(0, 1))).toEqual([]);
  });
});

describe('differences that later kernels are known to have', () => {
  const steps = [
    { op: 'texit', who: 'A', code: 3 },
    { op: 'texit', who: 'A.1', code: 7 },
  ] as Scenario['steps'];
  const swapped = { path: 'step2.reaped.init', model: ['A: exit 3'], kernel: ['A: exit 7'] };

  it('knows the status of a group whose leader left first', () => {
    expect(knownDifference({ steps }, swapped, '6.1.176')).toContain('last thread');
  });

  it.each([
    ['an older kernel', { steps }, swapped, '6.0.0'],
    ['another code', { steps }, { ...swapped, kernel: ['A: exit 8'] }, '6.1.176'],
    ['another process', { steps }, { ...swapped, model: ['B: exit 3'], kernel: ['B: exit 7'] }, '6.1.176'],
    ['a leader that stayed', { steps: steps.slice(1) }, swapped, '6.1.176'],
    ['what do_exit got', { steps }, { ...swapped, path: 'final.A.do_exit' }, '6.1.176'],
  ])('does not excuse %s', (_, scenario, difference, kernel) => {
    expect(knownDifference(scenario, difference, kernel)).toBeUndefined();
  });
});
