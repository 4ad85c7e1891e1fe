import { app, type Program, signum } from 'why-sigkill';

export const init: Program = function* (sys) {
  const child = yield* sys.fork(function* () {
    yield* sys.execve(app);
  });
  for (;;) {
    const status = yield* sys.wait();
    if (status.pid !== child) continue;
    return status.signal === undefined ? status.exit : 128 + signum(status.signal);
  }
};
