import { type Program, worker } from 'why-sigkill';

export const init: Program = function* (sys) {
  const child = yield* sys.fork(function* () {
    yield* sys.execve(worker);
  });
  yield* sys.signal('SIGTERM', function* () {
    yield* sys.kill(child, 'SIGTERM');
  });
  yield* sys.waitpid(child);
};
