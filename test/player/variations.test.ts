// Variations a reader can switch on: each is a scenario, and each says what it claims.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shoot } from '@/film/index.ts';
import { filmTeller, GRACE_NOTE, plain, toggle, variations, variationsOf, vary } from '@/player/index.ts';
import { checkScenario, runScenario, type Scenario } from '@/scenario/index.ts';
import { scenarioOf, slugs } from './films.ts';

/** The scenarios that chapters show. */
const CHAPTERS = [
  'docker-stop',
  'docker-stop-handler',
  'good-init',
  'init-default-inside',
  'injected-not-reaped',
  'mt-init-leader-exits',
  'nested-outer-dies',
  'orphan-to-init',
  'outer-sigchld',
  'shell-init',
  'subreaper',
];

/** Every set of variations that a reader can come to: of each group one or none, of those that are offered at first or once another is on. */
function reachable(scenario: Scenario): string[][] {
  const offered = (on: string[]) => variationsOf(scenario, on).map(({ variation }) => variation);
  const first = offered([]);
  const all = new Set([...first, ...first.flatMap(({ id }) => offered([id]))]);
  const groups = Map.groupBy(all, ({ id, group }) => group ?? id);
  let sets: string[][] = [[]];
  for (const members of groups.values()) sets = sets.flatMap((on) => [on, ...members.map(({ id }) => [...on, id])]);
  const found = new Map(sets.map((on) => vary(scenario, on).on).map((on) => [on.join(), on]));
  return [...found.values()];
}

const final = (scenario: Scenario) => runScenario(scenario).outcome.final;

describe('variations', () => {
  it.each(CHAPTERS)(
    'of %s: every set of them that can be switched on is a scenario',
    (slug) => {
      const scenario = scenarioOf(slug);
      const sets = reachable(scenario);
      expect(sets.length).toBeGreaterThan(20);
      for (const on of sets) {
        const varied = vary(scenario, on);
        expect(varied.on).toEqual(on);
        checkScenario(`${slug} with ${on.join()}`, varied.scenario);
      }
    },
    120_000,
  );

  it.each(slugs)(
    'of %s run, alone, in pairs, and in larger sets',
    (slug) => {
      const scenario = scenarioOf(slug);
      const ids = variations.map(({ id }) => id);
      const pairs = ids.flatMap((one, i) => [[one], ...ids.slice(i + 1).map((other) => [one, other])]);
      const larger = fc.sample(fc.subarray(ids, { minLength: 3 }), 40);
      const ran = new Set<string>();
      for (const on of [...pairs, ...larger]) {
        const varied = vary(scenario, on);
        if (ran.has(varied.on.join())) continue;
        ran.add(varied.on.join());
        const { outcome } = runScenario(checkScenario(`${slug} with ${varied.on.join()}`, varied.scenario));
        expect(outcome.steps).toHaveLength(varied.scenario.steps.length + 2);
      }
    },
    120_000,
  );

  it('leave a scenario alone where none is on, and whatever is unknown', () => {
    for (const slug of slugs) {
      const scenario = scenarioOf(slug);
      expect(vary(scenario, [])).toEqual({ scenario, on: [] });
      expect(vary(scenario, ['no-such', '__proto__']).on).toEqual([]);
    }
  });

  it('do not change the scenario they are made of', () => {
    for (const slug of CHAPTERS) {
      const scenario = scenarioOf(slug);
      const before = JSON.stringify(scenario);
      for (const { id } of variations) vary(scenario, [id]);
      expect(JSON.stringify(scenario)).toBe(before);
    }
  });

  it('of one group switch each other off, and a second press switches off', () => {
    const scenario = scenarioOf('docker-stop');
    const one = toggle(scenario, [], 'init-term-exits');
    expect(one).toEqual(['init-term-exits']);
    expect(toggle(scenario, one, 'init-term-ignored')).toEqual(['init-term-ignored']);
    expect(toggle(scenario, one, 'init-term-exits')).toEqual([]);
    expect(toggle(scenario, one, 'daemon')).toEqual(['init-term-exits', 'daemon']);
  });

  it('have a name in both languages, and an id that fits an address', () => {
    for (const { id, name } of variations) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)+$|^daemon$/);
      expect(name.en).not.toMatch(/\p{Script=Han}/u);
      expect(name['zh-cn']).toMatch(/\p{Script=Han}/u);
    }
    expect(new Set(variations.map(({ id }) => id)).size).toBe(variations.length);
  });

  it('are each offered for some scenario', () => {
    const offered = new Set(
      slugs.flatMap((slug) => variationsOf(scenarioOf(slug), []).map(({ variation }) => variation.id)),
    );
    expect([...offered].sort()).toEqual(variations.map(({ id }) => id).sort());
  });
});

describe('what a variation changes', () => {
  const docker = scenarioOf('docker-stop');
  const ended = (on: string[], base: Scenario = docker) =>
    Object.fromEntries(
      Object.entries(final(vary(base, on).scenario)).map(([name, { do_exit, last }]) => [name, `${do_exit}, ${last}`]),
    );

  it('an init with a handler exits by itself, and SIGKILL comes to the workers all the same', () => {
    expect(ended(['never-killed'])).toEqual({
      init: 'alive, alive ppid=sys',
      A: 'alive, alive ppid=init',
      B: 'alive, alive ppid=A',
    });
    expect(ended(['init-term-exits', 'never-killed'])).toEqual({
      init: 'exit 0, gone',
      A: 'signal KILL, gone',
      B: 'signal KILL, gone',
    });
  });

  it('is init’s alone: its children do not inherit the handler', () => {
    const { tree } = vary(docker, ['init-term-exits']).scenario;
    expect(tree.find(({ name }) => name === 'init')!.sig).toEqual({ TERM: 'exit:0' });
    expect(tree.find(({ name }) => name === 'A')!.sig).toEqual({ TERM: 'log' });
    const bare: Scenario = {
      ...docker,
      tree: [
        { name: 'init', newpid: true },
        { name: 'A', parent: 'init' },
      ],
    };
    expect(vary(bare, ['init-term-exits']).scenario.tree[1]!.sig).toEqual({ TERM: 'default' });
  });

  it('an init that passes SIGTERM on, to workers that exit, leaves nobody to kill', () => {
    const steps = [{ op: 'kill', from: 'sys', to: 'init', sig: 'TERM' }] as Scenario['steps'];
    const on = ['init-forwards', 'worker-term-exits', 'init-waits', 'grace-kill'];
    const base = { ...docker, tree: docker.tree.slice(0, 2), steps };
    expect(ended(on, base)).toEqual({ init: 'exit 0, gone', A: 'exit 0, gone' });
    expect(ended(['init-forwards', 'worker-term-ignored', 'init-waits', 'grace-kill'], base)).toEqual({
      init: 'signal KILL, gone',
      A: 'signal KILL, gone',
    });
  });

  it('a blocked SIGTERM waits for ever', () => {
    expect(ended(['init-term-blocked', 'never-killed'])).toMatchObject({ init: 'alive, alive ppid=sys pending=TERM' });
  });

  it('a daemon that was forked twice is init’s child, and dies with it', () => {
    const varied = vary(docker, ['daemon']).scenario;
    expect(ended(['daemon', 'never-killed'])).toMatchObject({
      daemon: 'alive, alive ppid=init',
      launcher: 'exit 0, gone',
    });
    expect(final(varied)['daemon']).toMatchObject({ do_exit: 'signal KILL' });
    const { film } = shoot(varied);
    const daemon = film.tasks.findIndex(({ name }) => name === 'daemon');
    expect(film.happenings.some((one) => one.kind === 'adopted' && one.who === daemon)).toBe(true);
  });

  it('who reaps, and who does not', () => {
    const orphan = scenarioOf('orphan-to-init');
    expect(ended([], orphan)).toMatchObject({ A: 'exit 4, gone', C: 'exit 5, gone' });
    expect(ended(['init-does-not-reap'], orphan)).toMatchObject({ A: 'exit 4, zombie(exit 4) ppid=init' });
    expect(ended(['init-ignores-chld'], orphan)).toMatchObject({ A: 'exit 4, gone', C: 'exit 5, gone' });
  });

  it('a worker that is a subreaper, or leads a namespace', () => {
    const orphan = scenarioOf('orphan-to-init');
    const parents = (on: string[]) => {
      const { film } = shoot(vary(orphan, on).scenario);
      const name = (task: number) => film.tasks[task]!.name;
      return film.happenings.flatMap((one) => (one.kind === 'adopted' ? [`${name(one.who)} by ${name(one.by)}`] : []));
    };
    expect(parents([])).toEqual(['C by init']);
    expect(parents(['worker-subreaper'])).toEqual(['C by A', 'C by init']);
    expect(final(vary(orphan, ['worker-namespace']).scenario)).toMatchObject({
      A: { nspid: [2, 1] },
      C: { do_exit: 'signal KILL' },
    });
  });

  it('the grace period is told as time', async () => {
    const varied = vary(scenarioOf('docker-stop-handler'), ['init-term-ignored', 'grace-kill']).scenario;
    expect(varied.steps.at(-1)!.note).toBe(GRACE_NOTE);
    const { film } = shoot(varied);
    const last = film.steps.length - 1;
    const say = async (locale: 'en' | 'zh-cn') => plain((await filmTeller(locale, varied, film)).step(last));
    expect(await say('en')).toBe('ten seconds later, dockerd sends SIGKILL to init');
    expect(await say('zh-cn')).toBe('十秒之后，dockerd 向 init 发送 SIGKILL');
  });
});
