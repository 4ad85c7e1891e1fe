import { app, errno, type Program } from 'why-sigkill';

export const init: Program = function* (sys) {
  yield* sys.signal('SIGCHLD', 'SIG_IGN');
  const child = yield* sys.fork(function* () {
    yield* sys.execve(app);
  });
  yield* sys.signal('SIGTERM', function* () {
    yield* sys.kill(child, 'SIGTERM');
  });
  try {
    yield* sys.waitpid(child);
  } catch (error) {
    if (errno(error) !== 'ECHILD') throw error;
  }
};
