/**
 * The recording half, bundled for the sandbox: runs the reader's program on a machine of its own in all cases and under all schedules, and
 * gives the transcript of each run out as it comes. Whatever happens to this half, it judges nothing.
 * @module
 */
import { type RecordJob, recordInSandbox } from '../exercises/index.ts';
import { type Plain, serveTask } from '../sandbox/index.ts';

serveTask(async ({ load, input, beat, blame, harden, lacks }) => {
  const begin = () => beat();
  const write = (level: 'log' | 'info' | 'warn' | 'error' | 'debug', data: readonly unknown[]) =>
    console[level](...data);
  try {
    return await recordInSandbox({ load, harden, lacks, begin, write }, input as unknown as RecordJob, (run) =>
      beat(run as unknown as Plain),
    );
  } catch (error) {
    throw blame(error);
  }
});
