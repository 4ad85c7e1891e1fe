import type { Program } from 'why-sigkill';

export const worker: Program = function* (sys) {
  if ((yield* sys.getppid()) === 1) return;
  yield* sys.prctl('PR_SET_PDEATHSIG', 'SIGTERM');
  for (;;) yield* sys.pause();
};
