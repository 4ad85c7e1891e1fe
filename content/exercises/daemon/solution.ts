import { app, errno, type Program, signum } from 'why-sigkill';

export const init: Program = function* (sys) {
  const child = yield* sys.fork(function* () {
    yield* sys.execve(app);
  });
  yield* sys.signal('SIGTERM', function* () {
    yield* sys.kill(-1, 'SIGTERM');
  });
  let code = 0;
  for (;;) {
    try {
      const status = yield* sys.wait();
      if (status.pid === child) code = status.signal ? 128 + signum(status.signal) : (status.exit ?? 0);
    } catch (error) {
      if (errno(error) === 'ECHILD') return code;
      throw error;
    }
  }
};
