// Who is in which process group: as fork, setpgid and setsid have it, and only where the kernel agreed to them.
import { describe, expect, it } from 'vitest';
import { processGroups } from '@/figures/lanes/process-groups.ts';
import { runScenario, type Scenario } from '@/scenario/index.ts';

function groupsOf(scenario: Pick<Scenario, 'tree' | 'later' | 'steps'>): Record<string, string>[] {
  const steps = [...scenario.steps, { op: 'nop' as const, who: 'sys' }];
  const of = processGroups({ ...scenario, steps }, runScenario({ ...scenario, steps }).outcome);
  return of.map((groups) => Object.fromEntries([...groups].filter(([name]) => name !== 'sys')));
}

const tree: Scenario['tree'] = [
  { name: 'init', newpid: true, setsid: true },
  { name: 'A', parent: 'init', setpgid: true, threads: 2 },
  { name: 'B', parent: 'A.1' },
  { name: 'C', parent: 'init', setpgid: 'A' },
];

describe('process groups', () => {
  it('are inherited, begun and joined', () => {
    expect(groupsOf({ tree, steps: [] })).toEqual([{ init: 'init', A: 'A', B: 'A', C: 'A' }]);
  });

  it('are left by setpgid, setsid and rescue, from the next step on', () => {
    const steps: Scenario['steps'] = [
      { op: 'setpgid', who: 'B' },
      { op: 'setsid', who: 'C' },
      { op: 'setpgid', who: 'B', to: 'A' },
      { op: 'spawn', who: 'D', by: 'C' },
    ];
    expect(groupsOf({ tree, later: [{ name: 'D', setpgid: true }], steps }).map(({ B, C, D }) => [B, C, D])).toEqual([
      ['A', 'A', undefined],
      ['B', 'A', undefined],
      ['B', 'C', undefined],
      ['A', 'C', undefined],
      ['A', 'C', 'D'],
    ]);
  });

  it('are not left where the kernel refuses', () => {
    // C is in another session by then; a group's leader cannot begin a session.
    const steps: Scenario['steps'] = [
      { op: 'setsid', who: 'C' },
      { op: 'setpgid', who: 'C', to: 'A' },
      { op: 'setsid', who: 'A' },
    ];
    expect(groupsOf({ tree, steps }).at(-1)).toEqual({ init: 'init', A: 'A', B: 'A', C: 'C' });
  });
});
