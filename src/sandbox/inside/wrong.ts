import type { Mistake } from '../protocol.ts';

const mistakes = new WeakMap<object, Mistake>();

/** Something is wrong with the reader's code, told as data. */
export class Wrong extends Error {
  constructor(mistake: Mistake) {
    super(mistake.kind);
    mistakes.set(this, mistake);
  }
}

/** What a caught value tells, if it is a `Wrong`. Asks nothing of the value itself, which may be the reader's and hostile. */
export const mistakeIn = (thrown: unknown): Mistake | undefined =>
  typeof thrown === 'object' && thrown !== null ? mistakes.get(thrown) : undefined;
