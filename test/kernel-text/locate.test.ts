import { expect, it } from 'vitest';
import { findLocked } from '../../src/kernel-text/locate.ts';
import { lockedFunctions } from '../../src/kernel-text/lock.ts';
import { later, lock, release } from './fake.ts';

const names = (text: string) =>
  findLocked(text.split('\n'), lockedFunctions(lock, 'kernel/signal.c')).map(({ name, first }) => [name, first]);

it('finds a function where it has moved to, and not one that has changed', () => {
  expect(names(later['kernel/signal.c']!)).toEqual([['bell', 8]]);
});

it('finds every function of the text itself where the lock has it', () => {
  expect(names(release['kernel/signal.c']!)).toEqual([
    ['horn', 1],
    ['bell', 6],
  ]);
});

it('does not take a function for unchanged when only white space differs', () => {
  expect(names(release['kernel/signal.c']!.replace('\treturn 2', '        return 2'))).toEqual([['bell', 6]]);
});
