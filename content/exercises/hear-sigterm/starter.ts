import type { Program } from 'why-sigkill';

export const init: Program = function* (sys) {
  for (;;) yield* sys.pause();
};
