import { app, type Program, sidecar } from 'why-sigkill';

export const init: Program = function* (sys) {
  const child = yield* sys.fork(function* () {
    yield* sys.execve(app);
  });
  const logs = yield* sys.fork(function* () {
    yield* sys.execve(sidecar);
  });
  yield* sys.signal('SIGTERM', function* () {
    yield* sys.kill(child, 'SIGTERM');
  });
  yield* sys.waitpid(child);
  yield* sys.waitpid(logs);
};
