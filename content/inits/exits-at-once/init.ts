import { app, type Program } from 'why-sigkill';

export const init: Program = function* (sys) {
  yield* sys.signal('SIGTERM', function* () {
    yield* sys.exit(0);
  });
  yield* sys.fork(function* () {
    yield* sys.execve(app);
  });
  for (;;) yield* sys.pause();
};
