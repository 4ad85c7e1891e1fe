import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Builder, type BuilderAction, build, building } from '@/lab/builder.ts';
import { wrongIn } from '@/lab/check.ts';
import { BEGINNING, type Draft } from '@/lab/draft.ts';
import { OPS } from '@/lab/fields.ts';
import { coreOf } from '@/lab/file.ts';
import { checkScenario, readScenario, Scenario, ScenarioError } from '@/scenario/index.ts';

const changed = (draft: Draft, ...actions: BuilderAction[]): Builder =>
  actions.reduce((state, action) => build(state, action), building(draft));

const scenarios = readdirSync('content/scenarios')
  .filter((name) => name.endsWith('.json'))
  .map((name) => coreOf(readScenario(name, readFileSync(join('content/scenarios', name), 'utf8'), Scenario)));

describe('building a scenario', () => {
  it('begins with one that can be run', () => {
    expect(wrongIn(BEGINNING)).toEqual([]);
  });

  it('adds an actor below the init, under a name that is free', () => {
    const { draft } = changed(BEGINNING, { do: 'add-actor', cast: 'tree' }, { do: 'add-actor', cast: 'tree' });
    expect(draft.tree.slice(2)).toEqual([
      { name: 'worker-2', parent: 'init' },
      { name: 'worker-3', parent: 'init' },
    ]);
    expect(wrongIn(draft)).toEqual([]);
  });

  it('renames an actor wherever it is spoken of', () => {
    const draft: Draft = {
      ...BEGINNING,
      tree: [
        { name: 'init', newpid: true, threads: 2 },
        { name: 'init-2', parent: 'init.1', setpgid: 'init' },
      ],
      steps: [
        { op: 'kill', from: 'init-2', to: 'pgrp:init', sig: 'TERM' },
        { op: 'texit', who: 'init.1', code: 0 },
      ],
    };
    const { draft: renamed } = changed(draft, { do: 'rename', from: 'init', to: 'boss' });
    expect(renamed.tree).toEqual([
      { name: 'boss', newpid: true, threads: 2 },
      { name: 'init-2', parent: 'boss.1', setpgid: 'boss' },
    ]);
    expect(renamed.steps).toEqual([
      { op: 'kill', from: 'init-2', to: 'pgrp:boss', sig: 'TERM' },
      { op: 'texit', who: 'boss.1', code: 0 },
    ]);
  });

  it('lists whoever a step spawns under later, where it can be described', () => {
    const { draft } = changed(BEGINNING, { do: 'add-step', op: 'spawn', at: 0 });
    expect(draft.steps[0]).toEqual({ op: 'spawn', by: 'worker', who: 'child' });
    expect(draft.later).toEqual([{ name: 'child' }]);
    expect(wrongIn(draft)).toEqual([]);
  });

  it('keeps what two operations have in common', () => {
    const { draft } = changed(
      BEGINNING,
      { do: 'set-step', index: 0, set: { note: 'kept' } },
      { do: 'set-op', index: 0, op: 'queue' },
    );
    expect(draft.steps[0]).toEqual({ op: 'queue', from: 'sys', to: 'init', sig: 'TERM', note: 'kept' });
  });

  it('takes a key away that is set to nothing', () => {
    const { draft } = changed(
      BEGINNING,
      { do: 'set-actor', cast: 'tree', index: 1, set: { subreaper: true } },
      { do: 'set-actor', cast: 'tree', index: 1, set: { subreaper: undefined, sig: undefined } },
    );
    expect(draft.tree[1]).toEqual({ name: 'worker', parent: 'init' });
  });

  it('typing is undone as a whole, other changes one by one', () => {
    const titled = changed(
      BEGINNING,
      { do: 'title', title: 'a' },
      { do: 'title', title: 'ab' },
      { do: 'add-actor', cast: 'tree' },
    );
    expect(titled.past.length).toBe(2);
    const back = build(titled, { do: 'undo' });
    expect(back.draft.title).toBe('ab');
    expect(build(back, { do: 'undo' }).draft).toBe(BEGINNING);
    expect(build(back, { do: 'redo' }).draft).toBe(titled.draft);
  });
});

describe('what is wrong with a draft', () => {
  const wrong = (change: Partial<Draft>) => wrongIn({ ...BEGINNING, ...change } as Draft);

  it('is told at its field', () => {
    expect(wrong({ title: ' ' })).toEqual([{ at: 'title', kind: 'no-title' }]);
    expect(wrong({ id: 'A b' })).toEqual([{ at: 'id', kind: 'bad-id' }]);
    expect(wrong({ steps: [] })).toEqual([{ at: 'steps', kind: 'no-step' }]);
    expect(wrong({ tree: [{ name: 'a', parent: 'b' }, { name: 'b' }], steps: [{ op: 'nop', who: 'c' }] })).toEqual([
      { at: 'tree[0].parent', kind: 'not-yet', name: 'b' },
      { at: 'steps[0].who', kind: 'nobody', name: 'c' },
    ]);
    expect(wrong({ tree: [{ name: 'a' }, { name: 'a' }], steps: [{ op: 'nop', who: 'a' }] })).toEqual([
      { at: 'tree[1].name', kind: 'twice', name: 'a' },
    ]);
    expect(wrong({ tree: [{ name: 'init', sig: { KILL: 'ignore' } }], steps: [{ op: 'nop', who: 'init' }] })).toEqual([
      { at: 'tree[0].sig.KILL', kind: 'no-choice', signal: 'KILL' },
    ]);
    expect(
      wrong({
        later: [{ name: 'x' }],
        steps: [
          { op: 'nop', who: 'x' },
          { op: 'spawn', who: 'x', by: 'init' },
        ],
      }),
    ).toEqual([{ at: 'steps[0].who', kind: 'not-yet', name: 'x' }]);
    expect(wrong({ steps: [{ op: 'exit', who: 'init', code: 999 }] })).toMatchObject([
      { at: 'steps[0].code', kind: 'format' },
    ]);
  });

  it('nothing is, with the site’s own scenarios', () => {
    for (const scenario of scenarios) expect(wrongIn(scenario), scenario.id).toEqual([]);
  });

  it('after any changes, the draft is right for the form exactly when it is right for the format', () => {
    const cast = fc.constantFrom('tree' as const, 'later' as const);
    const index = fc.nat(6);
    const by = fc.constantFrom(-1 as const, 1 as const);
    const names = fc.constantFrom('init', 'worker', 'A', 'B', 'sys', 'child', '9x', 'init.1', 'pgrp:init', '-1', '');
    const action: fc.Arbitrary<BuilderAction> = fc.oneof(
      fc.record({ do: fc.constant('add-actor' as const), cast }),
      fc.record({ do: fc.constant('remove-actor' as const), cast, index }),
      fc.record({ do: fc.constant('move-actor' as const), cast, index, by }),
      fc.record({
        do: fc.constant('set-actor' as const),
        cast,
        index,
        set: fc.oneof(
          names.map((parent) => ({ parent })),
          names.map((name) => ({ name })),
          fc.constantFrom(0, 1, 3, 2000).map((threads) => ({ threads })),
          fc.constant({ sig: { STOP: 'ignore' } as const }),
        ),
      }),
      fc.record({ do: fc.constant('rename' as const), from: names, to: names }),
      fc.record({ do: fc.constant('add-step' as const), op: fc.constantFrom(...OPS), at: index }),
      fc.record({ do: fc.constant('copy-step' as const), index }),
      fc.record({ do: fc.constant('remove-step' as const), index }),
      fc.record({ do: fc.constant('move-step' as const), index, by }),
      fc.record({ do: fc.constant('set-op' as const), index, op: fc.constantFrom(...OPS) }),
      fc.record({
        do: fc.constant('set-step' as const),
        index,
        set: fc.oneof(
          names.map((who) => ({ who })),
          names.map((to) => ({ to })),
          names.map((from) => ({ from })),
          names.map((other) => ({ by: other })),
          fc.constantFrom(-1, 0, 255, 256).map((code) => ({ code })),
        ),
      }),
      fc.constant({ do: 'undo' } as const),
    );
    fc.assert(
      fc.property(fc.constantFrom(...scenarios, BEGINNING), fc.array(action, { maxLength: 12 }), (start, actions) => {
        const { draft } = changed(start, ...actions);
        let right = true;
        try {
          checkScenario('x', draft);
        } catch (error) {
          if (!(error instanceof ScenarioError)) throw error;
          right = false;
        }
        expect(wrongIn(draft).length === 0).toBe(right);
      }),
      { numRuns: 400 },
    );
  });

  it('every operation that is added to a scenario that can be run leaves one that can be run', () => {
    for (const op of OPS) {
      const draft = changed(BEGINNING, { do: 'add-step', op, at: 0 }).draft;
      expect(wrongIn(draft), op).toEqual([]);
    }
  });
});
