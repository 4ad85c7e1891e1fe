import { app, type Program, signum } from 'why-sigkill';

export const init: Program = function* (sys) {
  yield* sys.signal('SIGCHLD', 'SIG_IGN');
  const child = yield* sys.fork(function* () {
    yield* sys.execve(app);
  });
  const status = yield* sys.waitpid(child);
  return status.signal === undefined ? status.exit : 128 + signum(status.signal);
};
