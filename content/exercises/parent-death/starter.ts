import type { Program } from 'why-sigkill';

export const worker: Program = function* (sys) {
  for (;;) yield* sys.pause();
};
