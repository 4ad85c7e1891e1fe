import type { Cast, Scenario } from '../scenario/index.ts';

/**
 * A scenario to measure with: a namespace of many that is sent signals, and is then killed.
 * @param processes how many, its init included @param rounds how often everybody is sent a signal before the end
 */
export function crowd(processes: number, rounds: number): Cast {
  const workers = Array.from({ length: processes - 1 }, (_, i): Scenario['tree'][number] => ({
    name: `w${i}`,
    parent: i % 10 === 0 ? 'init' : `w${i - (i % 10)}`,
    sig: { USR1: 'log' },
  }));
  return {
    tree: [{ name: 'init', newpid: true }, ...workers],
    steps: [
      ...Array.from({ length: rounds }, (): Scenario['steps'][number] => ({
        op: 'kill',
        from: 'init',
        to: '-1',
        sig: 'USR1',
      })),
      { op: 'kill', from: 'sys', to: 'init', sig: 'KILL' },
    ],
  };
}
