import { app, type Program, signum } from 'why-sigkill';

export const init: Program = function* (sys) {
  const child = yield* sys.fork(function* () {
    yield* sys.execve(app);
  });
  const status = yield* sys.waitpid(child);
  return status.signal ? 128 + signum(status.signal) : status.exit;
};
