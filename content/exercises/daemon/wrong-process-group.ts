import { app, errno, type Program } from 'why-sigkill';

export const init: Program = function* (sys) {
  const child = yield* sys.fork(function* () {
    yield* sys.setpgid(0, 0);
    yield* sys.execve(app);
  });
  yield* sys.signal('SIGTERM', function* () {
    yield* sys.kill(-child, 'SIGTERM');
  });
  let code: number | undefined;
  try {
    for (;;) {
      const status = yield* sys.wait();
      if (status.pid === child) code = status.exit;
    }
  } catch (error) {
    if (errno(error) !== 'ECHILD') throw error;
  }
  return code;
};
