/**
 * What comes out of the recording half, as the page takes it.
 * @module
 */
import type { RecordedRun } from '../exercises/index.ts';

/** @throws Error when it is not even the shape of a recorded run; what the run says, the examiner checks */
export function recordedRun(value: unknown): RecordedRun {
  const { run, transcript } = (value ?? {}) as Partial<RecordedRun>;
  const { kind, index } = run?.schedule ?? {};
  if (
    !Number.isInteger(run?.case) ||
    !Number.isInteger(index) ||
    (kind !== 'numbered' && kind !== 'explored') ||
    typeof transcript !== 'object'
  )
    throw new Error('what came is no recorded run');
  return value as RecordedRun;
}
