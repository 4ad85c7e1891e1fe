import { app, errno, type Program, sidecar } from 'why-sigkill';

export const init: Program = function* (sys) {
  const child = yield* sys.fork(function* () {
    yield* sys.setpgid(0, 0);
    yield* sys.execve(app);
  });
  yield* sys.fork(function* () {
    yield* sys.execve(sidecar);
  });
  yield* sys.signal('SIGTERM', function* () {
    yield* sys.kill(-child, 'SIGTERM');
  });
  try {
    for (;;) yield* sys.wait();
  } catch (error) {
    if (errno(error) !== 'ECHILD') throw error;
  }
};
