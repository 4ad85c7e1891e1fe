import type { Program } from 'why-sigkill';

export const worker: Program = function* (sys) {
  yield* sys.prctl('PR_SET_PDEATHSIG', 'SIGTERM');
  for (;;) yield* sys.pause();
};
