import { app, type Program, signum } from 'why-sigkill';

export const init: Program = function* (sys) {
  yield* sys.fork(function* () {
    yield* sys.execve(app);
  });
  const status = yield* sys.wait();
  return status.signal === undefined ? status.exit : 128 + signum(status.signal);
};
