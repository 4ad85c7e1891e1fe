// A task as an exercise would be: runs the reader's program on the model kernel under drawn schedules, and gives back what happened.
import { Kernel, type Program, seeded, startProgram } from '@/model/index.ts';
import { serveTask } from '@/sandbox/index.ts';

serveTask(async ({ load, input, beat, blame, lacks }) => {
  const { init } = await load({ 'why-sigkill': {} });
  if (typeof init !== 'function') throw lacks('init');
  const transcripts: { seed: number; log: string[]; steps: number }[] = [];
  for (let seed = 0; seed < (input as { seeds: number }).seeds; seed += 1) {
    beat({ seed });
    const kernel = new Kernel({ trace: false });
    const log: string[] = [];
    try {
      startProgram(kernel, init as Program, (who, text) => log.push(`${who}: ${text}`));
      kernel.settle(seeded(seed), 100_000);
    } catch (error) {
      throw blame(error);
    }
    transcripts.push({ seed, log, steps: kernel.steps });
  }
  return transcripts;
});
