import type { Program } from 'why-sigkill';

export const init: Program = function* (sys) {
  let asked = false;
  yield* sys.signal('SIGTERM', () => {
    asked = true;
  });
  while (!asked) yield* sys.getpid();
  return 0;
};
