import { app, type Program } from 'why-sigkill';

export const init: Program = function* (sys) {
  const child = yield* sys.fork(function* () {
    yield* sys.execve(app);
  });
  yield* sys.signal('SIGTERM', function* () {
    yield* sys.kill(child, 'SIGTERM');
  });
  for (;;) {
    const status = yield* sys.waitpid(child, ['WNOHANG']);
    if (status !== null) return status.exit ?? 1;
    yield* sys.sleep(0.1);
  }
};
