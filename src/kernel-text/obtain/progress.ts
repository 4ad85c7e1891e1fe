/** Told what is being done, so that nothing over a second happens in silence. */
export interface Progress {
  /** A step begins; it ends when the next one does, or `done`. */
  step(what: string): void;
  /** How far the step is, as '42 %'. */
  update(how: string): void;
  /** The last step ended well. */
  done(): void;
  /** Something to know that stays on the screen. */
  note(what: string): void;
}

/** For callers that show nothing. */
export const silent: Progress = { step() {}, update() {}, done() {}, note() {} };
