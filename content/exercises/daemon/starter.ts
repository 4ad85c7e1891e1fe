import { app, type Program } from 'why-sigkill';

export const init: Program = function* (sys) {
  const child = yield* sys.fork(function* () {
    yield* sys.execve(app);
  });
  yield* sys.signal('SIGTERM', function* () {
    yield* sys.kill(child, 'SIGTERM');
  });
  for (;;) {
    const status = yield* sys.wait();
    if (status.pid === child) return status.exit;
  }
};
