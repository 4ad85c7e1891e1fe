import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { refusal } from '../../src/real/careful.ts';
import { Scenario } from '../../src/scenario/index.ts';

const scenario = (rest: object) => Scenario.parse({ id: 'invented', title: 'Invented', ...rest });
const init = { name: 'init', newpid: true };
const own = { name: 'A', parent: 'init', setpgid: true };
const exit = { op: 'exit', who: 'init', code: 0 };

/** What could leave something unkillable, or reach beyond the scenario. */
const DANGEROUS: [string, object][] = [
  [
    'an init that joins a child’s process group',
    { tree: [init, own], steps: [{ op: 'setpgid', who: 'init', to: 'A' }, exit] },
  ],
  [
    'an actor made in another’s process group',
    { tree: [init, own, { name: 'B', parent: 'init', setpgid: 'A' }], steps: [exit] },
  ],
  [
    'an injected process that nobody reaps',
    {
      tree: [{ name: 'rt' }, init],
      steps: [{ op: 'setns', who: 'rt', to: 'init' }, { op: 'spawn', who: 'P', by: 'rt' }, exit],
    },
  ],
  [
    'a tracer that neither waits nor lets go',
    { tree: [{ name: 'T' }, init], steps: [{ op: 'seize', who: 'T', to: 'init' }, exit] },
  ],
  [
    'kill(-1) from outside a namespace',
    { tree: [{ name: 'A' }], steps: [{ op: 'kill', from: 'A', to: '-1', sig: 'TERM' }] },
  ],
  ['a death that kills the parent', { tree: [{ name: 'A', exitsig: 'KILL' }], steps: [{ op: 'nop', who: 'A' }] }],
];

describe('care with real kernels', () => {
  it.each(DANGEROUS)('%s is refused on this machine, and run in a guest', (_, rest) => {
    expect(refusal(scenario(rest), 'host')?.remedy).toContain('--kernel uml');
    expect(refusal(scenario(rest), 'uml')).toBeUndefined();
    expect(refusal(scenario(rest), 'qemu')).toBeUndefined();
  });

  it('a rescue makes a pinned init fit for this machine', () => {
    const steps = [{ op: 'setpgid', who: 'init', to: 'A' }, exit, { op: 'rescue', who: 'init' }];
    expect(refusal(scenario({ tree: [init, own], steps }), 'host')).toBeUndefined();
  });

  it('an ordinary scenario is run anywhere', () => {
    const file = JSON.parse(readFileSync('content/scenarios/docker-stop.json', 'utf8')) as object;
    expect(refusal(scenario(file), 'host')).toBeUndefined();
  });

  it('sys is not told what would end the one who performs the scenario', () => {
    const told = scenario({ tree: [init], steps: [{ op: 'exit', who: 'sys', code: 0 }] });
    expect(refusal(told, 'uml')?.message).toContain('cannot be told to exit');
  });
});
