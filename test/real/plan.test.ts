import { describe, expect, it } from 'vitest';
import { planOf } from '../../src/real/plan.ts';
import { Scenario } from '../../src/scenario/index.ts';

const plan = (rest: object) => planOf(Scenario.parse({ id: 'invented', title: 'Invented', ...rest }));

describe('the agent’s program', () => {
  it('makes each actor where it stands, its threads before it blocks anything', () => {
    const { lines, names } = plan({
      tree: [{ name: 'init', newpid: true, threads: 2, block: ['TERM'], reap: 'auto' }],
      steps: [{ op: 'nop', who: 'init' }],
    });
    expect(names).toEqual(['sys', 'init', 'init.1']);
    expect(lines).toEqual([
      'slots 3 50',
      'make 0 spawn 0 =1 =536870912 =17',
      'make 0 thread 1 =2',
      'make 0 sig 1 =17 =4 =0',
      'make 0 block 1 =15',
      'settle 3000',
      'step 3000 nop 1',
      'settle 3000',
    ]);
  });

  it('leaves numbers of tasks to the agent, which knows them by namespace', () => {
    const { lines } = plan({
      tree: [{ name: 'A', threads: 2 }, { name: 'B' }],
      steps: [
        { op: 'kill', from: 'B', to: 'pgrp:A', sig: 'HUP' },
        { op: 'kill', from: 'B', to: '-1', sig: 'TERM' },
        { op: 'tgkill', from: 'B', to: 'A.1', sig: 'USR1' },
        { op: 'setns', who: 'B', to: 'A' },
        { op: 'wait', who: 'B', to: 'A', clone: true, timeout: 4000 },
        { op: 'reboot', who: 'B', cmd: 'poweroff' },
      ],
    });
    expect(lines.filter((line) => line.startsWith('step'))).toEqual([
      'step 3000 kill 3 g1 =1',
      'step 3000 kill 3 =-1 =15',
      'step 3000 tgkill 3 p2 t2 =10',
      'step 3000 setns 3 =1 o1',
      'step 4000 wait 3 t1 =-2147483648',
      'step 3000 reboot 3 =1126301404',
    ]);
  });

  it('equips an actor that a step spawns before the system settles', () => {
    const { lines, commands } = plan({
      tree: [{ name: 'A' }],
      later: [{ name: 'B', sig: { TERM: 'exit:7' } }],
      steps: [
        { op: 'spawn', who: 'B', by: 'A', newpid: true },
        { op: 'exit', who: 'B', code: 0, nosettle: true },
      ],
    });
    expect(lines.slice(3, -1)).toEqual([
      'quick 3000 spawn 1 =2 =536870912 =17',
      'quick 3000 sig 2 =15 =3 =7',
      'settle 3000',
      'quick 3000 exit 2 =0',
      'peek',
    ]);
    expect(commands).toEqual([{ tree: 0 }, { step: 0 }, { step: 0 }, { step: 1 }]);
  });
});
