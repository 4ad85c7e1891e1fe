// A scenario and its recording are checked where they are read; an error says which file, where in it, what was expected.
import { describe, expect, it } from 'vitest';
import {
  checkRecordingIsOf,
  readRecording,
  readScenario,
  readState,
  Scenario,
  ScenarioError,
} from '@/scenario/index.ts';

const scenario = {
  id: 'two-lodgers',
  title: 'Two lodgers',
  tree: [
    { name: 'init', newpid: true },
    { name: 'A', parent: 'init', sig: { TERM: 'exit:3' } },
  ],
  steps: [{ op: 'kill', from: 'sys', to: 'A', sig: 'TERM' }],
};
const recording = {
  run: 'x01-two-lodgers',
  kernel: '6.0.0',
  machine: 'a machine',
  runs: 2,
  varied: [],
  scenario: { tree: scenario.tree, steps: scenario.steps },
  outcome: {
    steps: [
      { op: 'start', result: 'ok', state: { init: 'alive ppid=sys', A: 'alive ppid=init' } },
      { op: 'kill from=sys to=A sig=TERM', result: 'ok', state: { A: 'zombie(exit 3) ppid=init' } },
      { op: 'end', result: 'ok' },
    ],
    final: {
      init: { nspid: [1], do_exit: 'alive', last: 'alive ppid=sys' },
      A: { nspid: [2], do_exit: 'exit 3', last: 'zombie(exit 3) ppid=init' },
    },
  },
};
// biome-ignore lint/suspicious/noExplicitAny: the tests break JSON in any place
type Change = (copy: Record<string, any>) => void;
const changed = (value: object, change: Change): string => {
  const copy = structuredClone(value);
  change(copy);
  return JSON.stringify(copy);
};
const readingScenario = (change: Change) => () => readScenario('s.json', changed(scenario, change), Scenario);
const readingRecording = (change: Change) => () => readRecording('r.json', changed(recording, change));

describe('a scenario', () => {
  it('is read, with keys of the site’s own', () => {
    const read = readScenario('s.json', JSON.stringify({ ...scenario, text: { en: 'x' } }), Scenario);
    expect(read.tree[1]?.sig).toEqual({ TERM: 'exit:3' });
    expect(read['text']).toEqual({ en: 'x' });
  });

  it('that is not JSON is refused with the file’s name', () => {
    expect(() => readScenario('s.json', '{', Scenario)).toThrow(/^s\.json: not JSON/);
  });

  it.each<[string, Change, RegExp]>([
    ['an unknown signal', (s) => (s['steps'][0].sig = 'TREM'), /steps\[0\]\.sig: .*"TREM"/s],
    ['an unknown operation', (s) => (s['steps'][0].op = 'kil'), /steps\[0\]\.op/],
    ['an unknown key of an actor', (s) => (s['tree'][1].perent = 'init'), /tree\[1\]: .*perent/s],
    ['an unknown disposition', (s) => (s['tree'][1].sig.TERM = 'exit'), /tree\[1\]\.sig\.TERM: .*"exit"/s],
    [
      'an actor that steps name and nobody declares',
      (s) => (s['steps'][0].to = 'B'),
      /steps\[0\] \(kill\): no actor is named "B"\. Known: A, init, sys/,
    ],
    [
      'a parent nobody declares',
      (s) => (s['tree'][1].parent = 'innit'),
      /tree\[1\]\.parent: no actor is named "innit"/,
    ],
    ['two actors of one name', (s) => (s['tree'][1].name = 'init'), /tree\[1\]\.name: a second actor named init/],
    ['no steps', (s) => (s['steps'] = []), /steps: /],
  ])('with %s is refused at its place', (_, change, message) => {
    expect(readingScenario(change)).toThrow(ScenarioError);
    expect(readingScenario(change)).toThrow(message);
    expect(readingScenario(change)).toThrow(/^s\.json/);
  });

  it('may name threads, groups and everybody', () => {
    const steps = [
      { op: 'tgkill', from: 'A', to: 'init.1', sig: 'TERM' },
      { op: 'kill', from: 'A', to: 'pgrp:init', sig: 'TERM' },
      { op: 'kill', from: 'A', to: '-1', sig: 'TERM' },
    ];
    expect(
      readingScenario((s) =>
        Object.assign(s, { steps, tree: [{ name: 'init', newpid: true, threads: 2 }, { name: 'A' }] }),
      ),
    ).not.toThrow();
  });
});

describe('a recording', () => {
  it('is read', () => {
    expect(readRecording('r.json', JSON.stringify(recording)).outcome.final['A']?.nspid).toEqual([2]);
  });

  it.each<[string, Change, RegExp]>([
    [
      'with a step too few',
      (r) => r['outcome'].steps.splice(1, 1),
      /outcome\.steps: expected the operations start, kill, end; they are start, end/,
    ],
    ['with another operation', (r) => (r['outcome'].steps[1].op = 'exit who=A'), /they are start, exit, end/],
    [
      'that speaks of a stranger',
      (r) => (r['outcome'].steps[1].state.C = 'gone'),
      /outcome\.steps\[1\]: no actor is named "C"/,
    ],
    ['without a kernel', (r) => (r['kernel'] = 'six'), /kernel: .*release/],
  ])('%s is refused', (_, change, message) => {
    expect(readingRecording(change)).toThrow(message);
  });

  it('of another scenario is refused, naming the step that differs', () => {
    const read = readRecording('r.json', JSON.stringify(recording));
    const of = (change: Change) => () => checkRecordingIsOf('r.json', read, 's.json', readingScenario(change)());
    expect(of(() => {})).not.toThrow();
    // The order in which a file writes keys is of no account.
    expect(of((s) => (s['tree'][0] = { newpid: true, name: 'init' }))).not.toThrow();
    expect(of((s) => (s['steps'][0].sig = 'KILL'))).toThrow(
      /^r\.json records another scenario than s\.json: steps\[0\] is .*"TERM".* there and .*"KILL".* here/,
    );
    expect(of((s) => s['tree'].push({ name: 'B' }))).toThrow(/tree\[2\] is absent there/);
  });
});

describe('a state', () => {
  it.each([
    ['alive ppid=init', { is: 'alive', parent: 'init', pending: [] }],
    ['alive', { is: 'alive', pending: [] }],
    ['zombie(signal KILL) ppid=rt tracer=T', { is: 'zombie', ended: 'signal KILL', parent: 'rt', pending: [] }],
    ['alive ppid=sys pending=HUP,TERM', { is: 'alive', parent: 'sys', pending: ['HUP', 'TERM'] }],
    ['gone', { is: 'gone', pending: [] }],
  ])('%s is read', (said, state) => {
    expect(readState(said)).toEqual(state);
  });

  it('of another wording is refused', () => {
    expect(() => readState('sleeping')).toThrow(/"sleeping" is not the state of a task/);
  });
});
