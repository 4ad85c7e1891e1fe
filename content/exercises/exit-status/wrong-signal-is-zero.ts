import { app, type Program } from 'why-sigkill';

export const init: Program = function* (sys) {
  const child = yield* sys.fork(function* () {
    yield* sys.execve(app);
  });
  for (;;) {
    const status = yield* sys.wait();
    if (status.pid === child) return status.exit ?? 0;
  }
};
