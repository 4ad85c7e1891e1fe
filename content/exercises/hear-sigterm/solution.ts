import type { Program } from 'why-sigkill';

export const init: Program = function* (sys) {
  yield* sys.signal('SIGTERM', function* () {
    yield* sys.exit(0);
  });
  for (;;) yield* sys.pause();
};
