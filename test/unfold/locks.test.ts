// Locks through the depths: what a caller holds at a call goes on in the function that is opened there.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Held,
  type LockMode,
  type LockPlan,
  railClasses,
  railStates,
  railsDrawn,
} from '../../src/unfold/index.ts';

const plan = (entry: LockPlan['entry'], ...changes: LockPlan['changes']): LockPlan => ({ entry, changes });
const held = (locks: Record<string, LockMode | undefined>): Held => ({
  rails: Object.keys(locks),
  modes: Object.values(locks),
});
/** Per line, what each lock is held as, by name. */
const told = ({ rails, lines }: ReturnType<typeof railStates>) =>
  lines.map((modes) => Object.fromEntries(rails.flatMap((lock, rail) => (modes[rail] ? [[lock, modes[rail]]] : []))));

describe('a function by itself', () => {
  it('has a rail for each lock: held on the line that takes it, free on the line that drops it', () => {
    const states = railStates(
      plan([{ lock: 'a', mode: 'write' }], { line: 1, lock: 'a' }, { line: 1, lock: 'b', mode: 'read' }),
      3,
    );
    expect(states.rails).toEqual(['a', 'b']);
    expect(states.entry).toEqual(['write', undefined]);
    expect(told(states)).toEqual([{ a: 'write' }, { b: 'read' }, { b: 'read' }]);
  });
});

describe('a function opened where it is called', () => {
  it('goes on with the caller’s rails, and draws its own on them', () => {
    const states = railStates(
      plan([{ lock: 'house', mode: 'write' }], { line: 1, lock: 'house' }, { line: 2, lock: 'house', mode: 'write' }),
      3,
      held({ street: 'read', house: 'write' }),
    );
    expect(states.rails).toEqual(['street', 'house']);
    expect(told(states)).toEqual([
      { street: 'read', house: 'write' },
      { street: 'read' },
      { street: 'read', house: 'write' },
    ]);
  });

  it('about which nothing is known keeps what its caller holds', () => {
    expect(told(railStates(plan([]), 2, held({ house: 'read' })))).toEqual([{ house: 'read' }, { house: 'read' }]);
  });

  it('gets a further rail for a lock its caller does not know of, and no gap for one it has dropped', () => {
    const states = railStates(plan([], { line: 1, lock: 'attic', mode: 'write' }), 2, held({ house: undefined }));
    expect(states.rails).toEqual(['house', 'attic']);
    expect(told(states)).toEqual([{}, { attic: 'write' }]);
  });

  it('is held as the caller holds it, though it needs less', () => {
    const states = railStates(plan([{ lock: 'house', mode: 'read' }]), 1, held({ house: 'write' }));
    expect(told(states)).toEqual([{ house: 'write' }]);
  });

  it('knows a caller’s lock by a longer name, if the caller holds that', () => {
    const entry = [{ lock: 'siglock', mode: 'write' }] as const;
    expect(railStates(plan(entry), 1, held({ "parent's siglock": 'write' })).rails).toEqual(["parent's siglock"]);
    expect(railStates(plan(entry), 1, held({ "parent's siglock": undefined })).rails).toEqual([
      "parent's siglock",
      'siglock',
    ]);
  });

  it('does not end an RCU section that its caller is in', () => {
    const section = plan([], { line: 1, lock: 'RCU', mode: 'rcu' }, { line: 2, lock: 'RCU' });
    expect(told(railStates(section, 4, held({ RCU: 'rcu' }))).map(({ RCU }) => RCU)).toEqual(Array(4).fill('rcu'));
    expect(told(railStates(section, 4)).map(({ RCU }) => RCU)).toEqual([undefined, 'rcu', undefined, undefined]);
  });
});

it('what is drawn can be read back from the drawing', () => {
  const mode = fc.constantFrom<LockMode | undefined>('write', 'read', 'rcu', undefined);
  fc.assert(
    fc.property(fc.array(mode, { maxLength: 4 }), (modes) => {
      expect(railsDrawn(['ln', 'off', ...railClasses(modes)], modes.length)).toEqual(modes);
    }),
  );
});
