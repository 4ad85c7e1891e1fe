import type { Program } from 'why-sigkill';

export const worker: Program = function* (sys) {
  yield* sys.signal('SIGHUP', function* () {
    yield* sys.exit(0);
  });
  for (;;) yield* sys.pause();
};
