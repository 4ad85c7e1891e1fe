import type { Step } from '../../scenario/index.ts';

/** What becomes of a signal when it is sent. */
export type SignalFate =
  /** The target will die of it. */
  | 'fatal'
  /** A handler or a sigwait takes it. */
  | 'handled'
  /** Thrown away when it is sent: ignored, or an init with the default disposition. */
  | 'dropped'
  /** Stays in the queue: blocked, or the target is past taking signals. */
  | 'queued'
  | 'stops'
  | 'continues';

interface Common {
  /** The step in which it happens, from 1. */
  step: number;
  /** The task whose lane it stands on. */
  lane: string;
  /** What is known to come before it in the same step. Two happenings that neither leads to are in no defined order. */
  after: Happening[];
}

/** One thing that happens to one task. */
export type Happening =
  | (Common & { kind: 'signal'; sig: string; from: string; fate: SignalFate; zap?: true })
  | (Common & { kind: 'exiting'; how: string | undefined })
  | (Common & { kind: 'zombie' })
  | (Common & { kind: 'reaped'; by: string | undefined })
  | (Common & { kind: 'adopted'; from: string })
  | (Common & { kind: 'born'; from: string })
  | (Common & { kind: 'call'; op: Step; result: string });

export type HappeningKind = Happening['kind'];
