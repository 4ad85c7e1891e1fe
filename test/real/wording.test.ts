import { describe, expect, it } from 'vitest';
import { readObservation } from '../../src/real/observation.ts';
import { planOf, stepWords } from '../../src/real/plan.ts';
import { outcomeOf } from '../../src/real/wording.ts';
import { Outcome, Scenario } from '../../src/scenario/index.ts';

/** What an agent could have said, and the outcome it is worded as. */
function worded(scenario: object, said: string) {
  const read = Scenario.parse({ id: 'invented', title: 'Invented', ...scenario });
  const lines = said
    .trim()
    .split('\n')
    .map((line) => line.trim());
  const outcome = outcomeOf(read, planOf(read), readObservation(lines));
  expect(Outcome.parse(outcome)).toEqual(outcome);
  return outcome;
}

const init = { name: 'init', newpid: true };
const child = { name: 'A', parent: 'init' };
const TREE = `
  task 0 70:1
  task 1 71:1 1:5
  task 2 72:1 2:5
  state 1 S 0 0 0 0 0 0
  state 2 S 0 1 0 0 0 0
  settled`;

describe('the wording of outcomes', () => {
  it('names the start, each step and the end, and keeps what did not change to itself', () => {
    const { steps } = worded(
      { tree: [init, child], steps: [{ op: 'kill', from: 'A', to: 'init', sig: 'TERM', timeout: 9, note: 'said' }] },
      `${TREE}
      did 3 0
      state 1 S 0 0 0 0 0 0
      settled
      settled
      done 0`,
    );
    expect(steps).toEqual([
      { op: 'start', result: 'ok', state: { init: 'alive ppid=sys', A: 'alive ppid=init' } },
      { op: 'kill from=A to=init sig=TERM', result: 'ok' },
      { op: 'end', result: 'ok' },
    ]);
  });

  it('gives senders and the dead their names, as numbered in the receiver’s namespace', () => {
    const { steps, final } = worded(
      { tree: [init, child], steps: [{ op: 'exit', who: 'A', code: 3 }] },
      `${TREE}
      dead 2 768
      did 3 no-reply
      event 2 2 3 0 0 0
      event 1 0 17 1 2 3
      event 1 1 2 768 0 0
      event 1 0 15 0 0 0
      event 1 0 15 -1 2 0
      event 1 0 1 128 0 0
      event 0 1 71 9 0 0
      state 1 gone
      state 2 gone
      settled
      settled
      done 0`,
    );
    expect(steps[1]).toEqual({
      op: 'exit who=A code=3',
      result: 'sent',
      events: {
        sys: ['reaped init: signal KILL'],
        A: ['calls exit_group(3)'],
        init: [
          'handler CHLD from=A code=EXITED status=3',
          'reaped A: exit 3',
          'handler TERM from=0 code=USER',
          'handler TERM from=A code=QUEUE',
          'handler HUP from=0 code=KERNEL',
        ],
      },
      reaped: { sys: ['init: signal KILL'], init: ['A: exit 3'] },
      state: { init: 'gone', A: 'gone' },
    });
    expect(final).toEqual({
      init: { nspid: [1], do_exit: 'unknown', last: 'gone' },
      A: { nspid: [2], do_exit: 'exit 3', last: 'gone' },
    });
  });

  it('does not take a number of one namespace for one of another', () => {
    const { steps } = worded(
      { tree: [init, { name: 'other', newpid: true }], steps: [{ op: 'nop', who: 'init' }] },
      `task 0 70:1
      task 1 71:1 1:5
      task 2 72:1 1:6
      settled
      did 3 0
      event 2 0 10 0 1 0
      settled
      settled
      done 0`,
    );
    expect(steps[1]?.events).toEqual({ other: ['handler USR1 from=other code=USER'] });
  });

  it('says of a task whether it lives, waits in do_exit, is stopped, traced or dead, whose it is, and what is pending', () => {
    const { steps } = worded(
      { tree: [{ ...init, threads: 2 }, child], steps: [{ op: 'nop', who: 'init' }] },
      `task 0 70:1
      task 1 71:1 1:5
      task 2 72:1 2:5
      task 3 73:1 3:5
      state 1 I 1 0 0 0 0 100
      state 2 S 0 0 0 0 200 4000
      state 3 T 0 1 0 0 0 4200
      settled
      did 4 0
      state 3 t 0 1 1 0 0 0
      settled
      state 3 Z 1 1 1 9 100 100
      settled
      done 0`,
    );
    expect(steps.map(({ state }) => state)).toEqual([
      { init: 'exiting ppid=sys', 'init.1': 'alive pending=USR1', A: 'stopped ppid=init pending=USR1,TERM' },
      { A: 'traced-stop ppid=init tracer=init' },
      { A: 'zombie(signal KILL) ppid=init tracer=init' },
    ]);
  });

  it.each([
    [{ op: 'wait', who: 'A', to: null }, 'blocked', 'blocked'],
    [{ op: 'wait', who: 'A', nohang: true }, '-10', 'ECHILD'],
    [{ op: 'wait', who: 'A' }, '72', 'ok'],
    [{ op: 'spawn', who: 'B', by: 'A' }, '-12', 'ENOMEM'],
    [{ op: 'kill', from: 'A', to: 'init', sig: 'TERM' }, 'invisible', 'invisible'],
    [{ op: 'nop', who: 'A' }, 'absent', 'no-reply'],
    [{ op: 'fault', who: 'A' }, 'no-reply', 'no-reply'],
    [{ op: 'texit', who: 'A', code: 1 }, 'no-reply', 'sent'],
    [{ op: 'exit', who: 'A', code: 1 }, 'absent', 'no-reply'],
  ])('%j answered with %s is %s', (step, answer, result) => {
    const { steps } = worded(
      { tree: [init, child], steps: [step] },
      `${TREE}\ndid 3 ${answer}\nsettled\nsettled\ndone 0`,
    );
    expect(steps[1]?.result).toBe(result);
  });

  it('words what a wait or a sigwait gave that reaped nobody', () => {
    const { steps } = worded(
      { tree: [init, child], steps: [{ op: 'nop', who: 'init' }] },
      `${TREE}
      did 3 0
      event 1 5 0 0 0 0
      event 1 5 -10 0 0 0
      event 1 5 2 4991 0 0
      event 1 4 15 0 2 0
      event 1 4 -4 0 0 0
      settled
      settled
      done 0`,
    );
    expect(steps[1]?.events).toEqual({
      init: ['wait -> 0', 'wait -> ECHILD', 'stopped A: STOP', 'sigwait got TERM from=A code=USER', 'sigwait -> EINTR'],
    });
  });

  it('says which actor could not be made, and why', () => {
    const scenario = { tree: [{ name: 'A', parent: 'B' }, { name: 'B' }], steps: [{ op: 'nop', who: 'A' }] };
    expect(() => worded(scenario, 'task 0 70:1\ndid 1 absent\ndone 0')).toThrow(/tree\[0\] \(A\).*does not exist yet/);
    expect(() => worded(scenario, 'task 0 70:1\ndid 1 -22\ndone 0')).toThrow(/tree\[0\] \(A\).*EINVAL/);
  });

  it('does not pass half an observation for an outcome', () => {
    const scenario = { tree: [init, child], steps: [{ op: 'nop', who: 'A' }] };
    expect(() => worded(scenario, `${TREE}\nkilled 9\ndone 0`)).toThrow(
      /not carried out to its end.*killed by signal 9/,
    );
  });
});

describe('the words of a step', () => {
  it.each([
    [{ op: 'wait', who: 'A', to: null, timeout: 150, wall: true }, 'wait who=A wall=1'],
    [{ op: 'sig', who: 'A', sig: 'USR1', mode: 'exit:3' }, 'sig who=A sig=USR1 mode=exit:3'],
    [{ op: 'spawn', who: 'I', by: 'A', newpid: true, nosettle: true }, 'spawn who=I by=A newpid=1'],
  ])('%j', (step, words) => {
    expect(stepWords(Scenario.shape.steps.element.parse(step))).toBe(words);
  });
});
