import type { Program } from 'why-sigkill';

export const init: Program = function* (sys) {
  yield* sys.sigwaitinfo(['SIGTERM']);
  return 0;
};
