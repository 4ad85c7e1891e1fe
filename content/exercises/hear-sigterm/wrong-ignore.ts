import type { Program } from 'why-sigkill';

export const init: Program = function* (sys) {
  yield* sys.signal('SIGTERM', 'SIG_IGN');
  yield* sys.pause();
  return 0;
};
