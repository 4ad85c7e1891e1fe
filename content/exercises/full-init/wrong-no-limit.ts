import { app, errno, type Program, type Signal, signum } from 'why-sigkill';

const HEARD: Signal[] = ['SIGTERM', 'SIGHUP'];

export const init: Program = function* (sys) {
  const child = yield* sys.fork(function* () {
    yield* sys.execve(app);
  });
  let result = 0;
  for (const signal of HEARD)
    yield* sys.signal(signal, function* () {
      yield* sys.kill(child, signal);
    });
  try {
    for (;;) {
      const status = yield* sys.wait();
      if (status.pid !== child) continue;
      result = status.signal ? 128 + signum(status.signal) : (status.exit ?? 0);
      yield* sys.kill(-1, 'SIGTERM');
    }
  } catch (error) {
    if (errno(error) === 'ECHILD' || errno(error) === 'ESRCH') return result;
    throw error;
  }
};
